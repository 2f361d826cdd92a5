"""The headquarters: desk, cut-offs, briefs, lines, log, day, meetings, items."""

from tests.house.doors.door import Door, Doors
from tests.world import COUNTY

_room = Doors("hq")
_door, _both, _steps = _room.door, _room.both, _room.steps
_REPORT = {"line": "schools", "basis": "cut_off", "on": "2021-08-05"}

FIGURES = {
    "desk": _door("get_desk"),
    "cut_offs": _door("indicators.list_cut_offs"),
    "fix": _door(post="indicators.fix_cut_off"),
    "confirm": _door(post="indicators.confirm_figures"),
    "cut_off": _door("indicators.get_cut_off", case="indicators.get_cut_off"),
    "briefs": _door("get_brief"),
    "timeliness": _door("get_timeliness", "note_milestone&hq.get_timeliness", city_wide=True),
    "timeliness_workbook": _door("get_timeliness", city_wide=True),
    "brief": _door("get_brief", case="get_brief", given={"ending": "xlsx"}),
}
MEETING = {
    "propose": _door(post="propose_items", case="propose_items"),
    "meeting": _door("get_meeting", "decide_item&hq.get_meeting", "get_meeting"),
    "action_plan": _door("get_meeting", case="get_meeting", given={"ending": "docx"}),
    "link_note": _door(post="add_link|hq.contest_link|hq.withdraw_link_note", case="add_link"),
    "meetings": _door("list_meetings", "call_meeting"),
    "meetings_of": _door("list_meetings", case="list_meetings"),
    "attendance": _door("get_attendance", case="get_attendance"),
    "cancel_meeting": _door(post="cancel_meeting", case="cancel_meeting", own_only="act"),
    "seat": _door(post="note_attendance", case="note_attendance", own_only="act"),
    "minutes": _door("get_minutes", "draft_minutes&hq.get_minutes", "get_minutes", own_only="act"),
    "minutes_file": _door("get_minutes", case="get_minutes", given={"ending": "docx"}),
}
LINES = {
    "line": _door("get_line_now", given={"key": "schools"}),
    "reports": _door("list_own_reports"),
    "reports_to_approve": _door("list_reports_to_approve", "approve_reports"),
    "line_forms": _door("list_line_forms", "add_line_form", city_wide=True),
    "line_form_workbook": _door("list_line_forms", given={"key": "schools"}, city_wide=True),
    "villages": _door("get_village_report", "report_village", may_miss=True),
    "report_matrix": _door("get_report_matrix"),
    "call_late_reports": _door(post="call_late_reports"),
    "line_report": _door("get_line_report", case="get_line_report"),
    "report_step": _steps(
        "send_back_report", correct="correct_report", send_back="send_back_report", discard="discard_draft"
    ),
    "fill_report": _door("fill_report", "fill_report", "get_report_form", given=_REPORT),
    "begin_report": _steps(
        "get_report_form",
        word="how",
        may_miss=True,  # lines that ask no village have no sums
        given=_REPORT,
        copy="copy_report",
        zero="report_zero",
        villages="take_village_sums",
    ),
}
DUTY = {
    "log": _door("list_log", "enter_in_log"),
    "entry": _door("get_entry", case="get_entry", own_only="look act"),
    "entry_step": _steps(
        "get_entry",
        answer="answer_entry",
        pass_on="pass_on_entry",
        item="link_entry_to_item",
        strike="strike_entry",
        own_only="look act",
    ),
    "rapid_reports": _door("list_rapid_reports"),
    "report_at_once": _both("report_at_once"),
    "report_urgent": _door(post="report_at_once"),
    "rapid_report": _door("get_rapid_report", case="get_rapid_report"),
    "rapid_step": _steps(
        "get_rapid_report",
        emergency="tell_emergency",
        call_back="note_call_back",
        pass_up="pass_up_report",
        withdraw="withdraw_report",
        continue_="continue_report",
    ),
    "rapid_paper": _door(
        "get_rapid_report", case="get_rapid_report", given={"number": "0", "ending": "docx"}
    ),
    "papers": _door("list_papers"),
    "paper_new": _both("register_paper"),
    "paper": _door("list_papers", case="get_paper_scan", of="owner__path"),
    "paper_scan": _door("get_paper_scan", case="get_paper_scan"),
    "paper_step": _steps(
        "get_paper_scan", answer="answer_paper", item="link_paper_to_item", void="void_paper"
    ),
    "directory": _door("list_contacts"),
    "directory_of": _door("list_contacts"),
    "rota": _door("list_turns", "name_turn"),
    "take_turn_out": _door(post="take_turn_out", case="take_turn_out"),
    "shift": _door("list_shifts", "hand_over_shift"),
    "shift_sheet": _door("get_shift_sheet", case="get_shift_sheet", own_only="look"),
    "take_over": _door(post="take_over_shift", case="take_over_shift", own_only="act"),
    "shift_paper": _door(
        "get_shift_sheet", case="get_shift_sheet", given={"ending": "docx"}, own_only="look"
    ),
}
DAY = {
    "day": _door("get_day"),
    "hour_add": _both("change_hour"),
    "hour_change": _both("change_hour", given={"code": "morning_brief"}),
    "tick": _door(post="note_hour_done", given={"code": "morning_brief"}),
    "testing_round": _both("switch_testing_round"),
    "day_of": _door("get_day", given={"unit_key": COUNTY}),
    "days": _door("list_days"),
}
PAPERS = {
    "documents": _door("list_documents"),
    "notice_new": _both("draft_notice"),
    "notice_again": _both("draft_notice&hq.get_document", "get_document", may_miss=True),
    "notice_sign_for": _door(post="acknowledge_notice", case="acknowledge_notice", own_only="act"),
    "draft_brief": _door(post="draft_brief", case="draft_brief", may_miss=True),
    "document": _door("get_document", case="get_document", may_miss=True),
    "document_file": _door("get_document", case="get_document", given={"ending": "docx"}, may_miss=True),
    "document_scan": _door("open_document_scan", case="open_document_scan", may_miss=True),
    "document_step": Door(
        case="hq.get_document",
        may_miss=True,
        steps={
            "check": "hq.check_document",
            "sign": "hq.sign_document",
            "issue": "hq.issue_document",
            "void": "hq.void_document",
            "send-back": "hq.send_back_document",
        },
    ),
    "wordings": Door(get="documents.get_wording"),
    "wording": Door(
        get="documents.get_wording",
        post="documents.write_wording&documents.get_wording",
        given={"kind": "order_sheet"},
    ),
}
ITEMS = {
    "items": _door("list_items"),
    "decide": _both("decide_item"),
    "item": _door("get_item", "get_item", "get_item", of="owner__path", may_miss=True),
    "rewrite_item": _both("rewrite_item&hq.get_item", "rewrite_item", may_miss=True),
    "item_file": _door("open_item_file", case="open_item_file", of="step__item__owner__path"),
    "sheets": _door("list_sheets"),
    "sheets_act": _steps(
        "", draft="draft_sheets", check="check_sheets", sign="sign_sheets", issue="issue_sheets"
    ),
    "sheet_file": _door("get_sheet", case="get_sheet", given={"ending": "docx"}),
    "send_back_sheet": _door(post="send_back_sheet", case="send_back_sheet"),
}
HQ: dict[str, Door] = {**FIGURES, **MEETING, **LINES, **DUTY, **DAY, **PAPERS, **ITEMS}
