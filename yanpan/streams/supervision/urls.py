from django.urls import path

from yanpan.streams.supervision.views import board, entry, finding, findings, order_sheets, sheet_files

app_name = "supervision"
urlpatterns = [
    path("", board.board, name="board"),
    path("rules/", board.rules, name="rules"),
    path("visits/", findings.visits, name="visits"),
    path("visits/<uuid:visit_id>/withdraw/", findings.withdraw, name="withdraw_visit"),
    path("inspect/", entry.inspect, name="inspect"),
    path("inspect/<str:unit_key>/", entry.find, name="find"),
    path("inspect/<str:unit_key>/in-order/", entry.in_order, name="in_order"),
    path("findings/", findings.findings, name="findings"),
    path("findings/mine/", findings.to_fix, name="to_fix"),
    path("findings/mine/<str:unit_key>/", findings.to_fix, name="to_fix_at"),
    path("findings/photos/<uuid:photo_id>/", finding.photo, name="photo"),
    path("findings/<uuid:finding_id>/", finding.finding, name="finding"),
    path("findings/<uuid:finding_id>/assign/", finding.assign, name="assign"),
    path("findings/<uuid:finding_id>/<str:step>/", finding.finding_step, name="finding_step"),
    path("order-sheets/", order_sheets.order_sheets, name="order_sheets"),
    path("order-sheets/draft/", order_sheets.draft, name="draft_order_sheets"),
    path("order-sheets/<uuid:sheet_id>/", order_sheets.order_sheet, name="order_sheet"),
    path("order-sheets/<uuid:sheet_id>/paper.<str:ending>", sheet_files.paper, name="order_sheet_file"),
    path("order-sheets/<uuid:sheet_id>/keep-scan/", sheet_files.keep_scan, name="keep_scan"),
    path("order-sheets/<uuid:sheet_id>/scan/", sheet_files.scan, name="scan"),
    path("order-sheets/<uuid:sheet_id>/<str:step>/", order_sheets.sheet_step, name="order_sheet_step"),
]
