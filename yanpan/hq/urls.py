from django.urls import path

from yanpan.hq.views import brief, cut_offs, desk, duty_log, item, items, sheets, shifts
from yanpan.hq.views.line_reports import approving, filling

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
    path("reports/", filling.own_reports, name="reports"),
    path("reports/approve/", approving.to_approve, name="reports_to_approve"),
    path("reports/<uuid:report_id>/", approving.one_report, name="line_report"),
    path("reports/<uuid:report_id>/<slug:step>/", approving.act, name="report_step"),
    path("reports/<str:unit_key>/<slug:line>/<slug:basis>/<slug:on>/", filling.fill, name="fill_report"),
    path(
        "reports/<str:unit_key>/<slug:line>/<slug:basis>/<slug:on>/<slug:how>/",
        filling.begin,
        name="begin_report",
    ),
    path("log/", duty_log.log, name="log"),
    path("log/<uuid:entry_id>/", duty_log.entry, name="entry"),
    path("log/<uuid:entry_id>/<str:step>/", duty_log.act, name="entry_step"),
    path("shift/", shifts.shift, name="shift"),
    path("shift/<uuid:shift_id>/", shifts.sheet, name="shift_sheet"),
    path("shift/<uuid:shift_id>/take-over/", shifts.take_over, name="take_over"),
    path("shift/<uuid:shift_id>.<str:ending>", shifts.paper, name="shift_paper"),
    path("items/", items.items, name="items"),
    path("items/sheets/", sheets.sheets, name="sheets"),
    path("items/sheets/<slug:step>/", sheets.act, name="sheets_act"),
    path("items/<uuid:item_id>/sheet.<slug:ending>", sheets.sheet_file, name="sheet_file"),
    path("items/<uuid:item_id>/sheet/back/", sheets.send_back, name="send_back_sheet"),
    path("items/new/", items.decide, name="decide"),
    path("items/<uuid:item_id>/", item.item, name="item"),
    path("items/files/<uuid:file_id>/", item.file, name="item_file"),
]
