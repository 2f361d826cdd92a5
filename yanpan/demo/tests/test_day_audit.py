"""Every act of the drill's day is in the audit, counted."""

import pytest

from yanpan.demo.tests.drills import Drill

STEPS = "SELECT count(*) FROM hq_itemstep WHERE step"
PAPERS = "SELECT count(*) FROM documents_document WHERE kind IN ('brief', 'minutes')"
SHEETS = "SELECT count(*) FROM hq_item WHERE sheet_id IS NOT NULL"
ORDERS = "SELECT count(*) FROM supervision_ordersheet"
HEADQUARTERS = [
    ("hq.enter_in_log", "SELECT count(*) FROM hq_dutyentry"),
    ("hq.answer_entry", "SELECT count(*) FROM hq_dutyentry WHERE answered_at IS NOT NULL"),
    ("hq.register_paper", "SELECT count(*) FROM hq_incomingpaper"),
    ("hq.answer_paper", "SELECT count(*) FROM hq_incomingpaper WHERE answered_at IS NOT NULL"),
    ("hq.hand_over_shift", "SELECT count(*) FROM hq_shifthandover"),
    ("hq.take_over_shift", "SELECT count(*) FROM hq_shifthandover WHERE incoming_at IS NOT NULL"),
    ("hq.note_hour_done", "SELECT count(*) FROM hq_hourdone"),
    ("hq.report_at_once", "SELECT count(*) FROM hq_rapidreport"),
    ("hq.note_call_back", "SELECT count(*) FROM hq_rapidreport WHERE called_back_at IS NOT NULL"),
    ("hq.pass_up_report", "SELECT count(*) FROM hq_rapidstep"),
    ("hq.correct_report", "SELECT count(*) FROM hq_linereport WHERE number > 1"),
    ("hq.call_meeting", "SELECT count(*) FROM hq_meeting"),
    ("hq.note_attendance", "SELECT count(*) FROM hq_attendance"),
    ("hq.add_link", "SELECT count(*) FROM hq_linknote WHERE kind = 'own'"),
    ("hq.contest_link", "SELECT count(*) FROM hq_linknote WHERE kind = 'contested'"),
    ("hq.decide_item", "SELECT count(*) FROM hq_item WHERE code = ''"),
    ("hq.rewrite_item", "SELECT count(*) FROM hq_item WHERE code <> '' AND demand <> ''"),
    ("hq.dispatch_item", "SELECT count(*) FROM hq_item WHERE by_word"),
    ("hq.note_progress", f"{STEPS} = 'progress'"),
    ("hq.report_item_done", f"{STEPS} = 'reported'"),
    ("hq.take_check", f"{STEPS} = 'checking'"),
    ("hq.strike_off_item", f"{STEPS} IN ('struck_off', 'redo')"),
    ("hq.reopen_item", f"{STEPS} = 'reopened'"),
    ("hq.draft_brief", "SELECT count(*) FROM hq_briefpaper"),
    ("hq.draft_minutes", "SELECT count(*) FROM hq_meeting WHERE minutes_id IS NOT NULL"),
    *((f"hq.{step}_document", PAPERS) for step in ("check", "sign", "issue")),
    ("notices.answer_call", "SELECT count(*) FROM notices_callanswer"),
    ("supervision.record_finding", "SELECT count(*) FROM supervision_finding"),
    ("supervision.report_fixed", "SELECT count(*) FROM supervision_findingstep WHERE step = 'reported'"),
    ("supervision.recheck_finding", "SELECT count(*) FROM supervision_findingstep WHERE step = 'closed'"),
    *((f"supervision.{step}_order_sheet", ORDERS) for step in ("check", "sign", "issue")),
]
COUNTED = [
    # verb, what the database shows of it
    ("verification.receive_list", "SELECT count(*) FROM verification_listbatch WHERE kind = 'file'"),
    ("verification.type_letter", "SELECT count(*) FROM verification_listbatch WHERE kind = 'typed'"),
    (
        "verification.confirm_mapping",
        "SELECT count(*) FROM verification_listbatch WHERE kind = 'file' AND state <> 'proposed'",
    ),
    ("verification.open_topic", "SELECT count(*) FROM verification_topic"),
    ("verification.draft_letter", "SELECT count(*) FROM verification_letter"),
    ("verification.check_letter", "SELECT count(*) FROM documents_document WHERE kind = 'letter'"),
    ("verification.sign_letter", "SELECT count(*) FROM documents_document WHERE kind = 'letter'"),
    ("verification.issue_letter", "SELECT count(*) FROM documents_document WHERE kind = 'letter'"),
    ("verification.enter_receipt", "SELECT count(*) FROM verification_receipt"),
    ("verification.ask_police", "SELECT count(*) FROM verification_policesearch"),
    ("verification.return_place", "SELECT count(*) FROM verification_policesearch WHERE state = 'found'"),
    (
        "verification.record_spot_check",
        "SELECT count(*) FROM verification_spotcheck WHERE verdict IN ('agrees', 'contradicts')",
    ),
    ("verification.draw_for_unit", "SELECT count(*) FROM verification_spotdraw WHERE NOT nightly"),
    ("verification.plan_reply", "SELECT count(*) FROM verification_replyplan"),
    ("verification.draft_reply", "SELECT count(*) FROM verification_reply"),
    ("verification.check_reply", "SELECT count(*) FROM verification_reply WHERE checked_at IS NOT NULL"),
    ("verification.mark_reply_sent", "SELECT count(*) FROM verification_reply WHERE state = 'sent'"),
    (
        "verification.release_rows",
        "SELECT count(*) FROM verification_listbatch WHERE released_at IS NOT NULL",
    ),
    ("verification.record_outcome", "SELECT count(*) FROM verification_outcome WHERE way = 'taps'"),
    ("verification.enter_by_telephone", "SELECT count(*) FROM verification_outcome WHERE by_telephone"),
    (
        "verification.decide_pair",
        "SELECT count(*) FROM verification_pair WHERE answer <> '' AND follows_id IS NULL",
    ),
    ("accounts.open_account", "SELECT count(*) FROM accounts_account"),
    ("accounts.print_slips", "SELECT count(*) FROM accounts_phoneslip"),
    ("accounts.enrol_phone", "SELECT count(*) FROM accounts_phone"),
    ("indicators.fix_cut_off", "SELECT count(*) FROM indicators_cutoff"),
    ("indicators.confirm_figures", "SELECT count(*) FROM indicators_confirmation"),
    *HEADQUARTERS,
    ("events.open_event", "SELECT count(*) FROM events_event"),
    ("people.load_register", "SELECT count(*) FROM people_register"),
]
BATCHES = [
    # verb, the counted argument or result, what the database shows of all its lines together
    (
        "tasks.acknowledge_handovers",
        "$.handover_ids.count",
        "SELECT count(*) FROM tasks_handover WHERE acknowledged_at IS NOT NULL",
    ),
    (
        "tasks.refuse_handovers",
        "$.handover_ids.count",
        "SELECT count(*) FROM tasks_handover WHERE refused_at IS NOT NULL",
    ),
    (
        "tasks.escalate_late",
        "$.count",
        "SELECT sum(escalations) FROM tasks_handover",
    ),
    ("hq.propose_items", "$.count", "SELECT count(*) FROM hq_item WHERE code <> ''"),
    ("hq.approve_reports", "$.count", "SELECT count(*) FROM hq_linereport WHERE state = 'approved'"),
    *((f"hq.{step}_sheets", "$.count", SHEETS) for step in ("draft", "check", "sign", "issue")),
    ("places.name_duties", "$.duties.count", "SELECT count(*) FROM places_unit"),
]
# What the keeper does on its rounds, and what is looked at to write a paper.
ROUNDS = {
    "verification.call_the_escalated",
    "verification.call_for_arrivals",
    "verification.call_for_numbers",
    "verification.call_late_letters",
    "verification.check_replies",
    "verification.draw_spot_checks",
    "verification.forget_receipt_sheets",
    "verification.open_homes",
    "verification.ring_about_homes",
    "verification.say_what_is_due",
}
LOOKED_AT = {"verification.get_reply_plan", "verification.list_people_outside"}
WITHOUT_ROWS = {
    "places.load_city",
    "verification.note_attempt",
    "verification.hand_down",
    "verification.send_again",
    "verification.call_the_late",
    "hq.fill_report",  # a draft typed again is the same report
    "hq.fill_reports",
    "hq.report_zero",
}
IF_NEED_BE = {
    "verification.release_rows",  # where the letter's rows say neither place nor day
    *ROUNDS,
}


@pytest.mark.parametrize(("verb", "shown"), COUNTED, ids=[verb for verb, _ in COUNTED])
def test_every_act_of_the_day_is_one_line(verb: str, shown: str, either: Drill) -> None:
    lines = either.number(f"SELECT count(*) FROM audit_auditline WHERE verb = '{verb}'")
    assert lines == either.number(shown)


@pytest.mark.parametrize(("verb", "counted", "shown"), BATCHES, ids=[verb for verb, *_ in BATCHES])
def test_the_lines_of_batches_add_up_to_what_was_done(
    verb: str, counted: str, shown: str, either: Drill
) -> None:
    lines = f"SELECT sum(json_extract(details, '{counted}')) FROM audit_auditline WHERE verb = '{verb}'"
    assert either.number(lines) == either.number(shown) > 0


def test_no_act_of_the_day_is_uncounted(drill: Drill) -> None:
    known = {verb for verb, _ in COUNTED} | {verb for verb, *_ in BATCHES}
    known |= WITHOUT_ROWS | ROUNDS | LOOKED_AT
    verbs = {
        verb for (verb,) in drill.rows("SELECT DISTINCT verb FROM audit_auditline WHERE actor <> 'keeper'")
    }
    assert verbs <= known and known - verbs <= IF_NEED_BE


def test_lines_carry_the_hours_of_the_drill_and_the_names_of_its_cast(either: Drill) -> None:
    first, last = either.rows("SELECT min(at), max(at) FROM audit_auditline")[0]
    assert first.startswith("2021-08-03 23:00") and last.startswith("2021-08-06 00")
    assert either.number("SELECT count(*) FROM audit_auditline WHERE actor = '' OR actor = 'nobody'") == 0
    assert either.number("SELECT count(DISTINCT actor) FROM audit_auditline") > 100


def test_no_line_names_a_person_sought(drill: Drill) -> None:
    details = " ".join(text for (text,) in drill.rows("SELECT details FROM audit_auditline"))
    for row in drill.rows("SELECT short_code FROM people_person LIMIT 200"):
        assert row[0] not in details
