from django.urls import path

from yanpan.hq.views import brief, cut_offs, desk, items

app_name = "hq"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("cut-offs/", cut_offs.cut_offs, name="cut_offs"),
    path("cut-offs/fix/", cut_offs.fix, name="fix"),
    path("cut-offs/confirm/", cut_offs.confirm, name="confirm"),
    path("cut-offs/<uuid:cut_off_id>/", cut_offs.one_cut_off, name="cut_off"),
    path("cut-offs/<uuid:cut_off_id>/propose/", items.propose, name="propose"),
    path("briefs/", brief.briefs, name="briefs"),
    path("briefs/<uuid:cut_off_id>.<str:ending>", brief.paper, name="brief"),
    path("items/", items.items, name="items"),
    path("items/<uuid:item_id>/<str:step>/", items.act, name="act"),
]
