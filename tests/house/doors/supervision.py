"""督导检查: visits, findings, order sheets."""

from tests.house.doors.door import ANYBODY, Door, Doors

_room = Doors("supervision")
_door, _both, _steps = _room.door, _room.both, _room.steps

FINDINGS = {
    "board": _door("count_findings"),
    "rules": Door(get=ANYBODY),
    "visits": _door("list_visits"),
    "withdraw_visit": _door(post="withdraw_visit", case="withdraw_visit"),
    "inspect": _door("record_finding"),
    "find": _both("record_finding", "prepare_finding"),
    "in_order": _both("record_visit", "prepare_finding"),
    "findings": _door("list_findings"),
    "to_fix": _door("list_to_fix"),
    "to_fix_at": _door("list_to_fix"),
    "photo": _door("get_finding_photo", case="get_finding_photo"),
    "finding": _both("get_finding", "get_finding", may_miss=True),
    "assign": _door(post="assign_finding&supervision.get_finding", case="assign_finding"),
    "finding_step": _steps(
        "order_by_word", order="order_by_word", withdraw="withdraw_finding", reopen="reopen_finding"
    ),
}
ORDER_SHEETS = {
    "order_sheets": _door("list_order_sheets"),
    "draft_order_sheets": _door(post="draft_order_sheets"),
    "order_sheet": _door("get_order_sheet_card", case="get_order_sheet_card", of="owner__path"),
    "order_sheet_file": _door(
        "get_order_sheet_paper", case="get_order_sheet_paper", given={"ending": "docx"}, of="owner__path"
    ),
    "keep_scan": _door(post="keep_order_sheet_scan", case="keep_order_sheet_scan"),
    "scan": _door("open_order_sheet_scan", case="open_order_sheet_scan", of="owner__path"),
    "order_sheet_step": _steps(
        "get_order_sheet_card",
        check="check_order_sheet",
        sign="sign_order_sheet",
        issue="issue_order_sheet",
        void="void_order_sheet",
        send_back="send_back_order_sheet",
    ),
}
SUPERVISION: dict[str, Door] = {**FINDINGS, **ORDER_SHEETS}
