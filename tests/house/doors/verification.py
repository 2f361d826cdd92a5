"""三查: lists, persons, the ground, letters, replies, the sweep, what is kept."""

from tests.house.doors.door import Door


def _v(name: str) -> str:
    """A name without its room is of this one; 'b' of 'a&room.b' has its room."""
    first = name.partition("|")[0].partition("&")[0]
    return f"verification.{name}" if name and "." not in first else name


def _door(get: str = "", post: str = "", case: str = "", **more: object) -> Door:
    """Rights of this room by their short names; a case is of this room too."""
    return Door(_v(get), _v(post), _v(case), **more)  # type: ignore[arg-type]


def _both(right: str, case: str = "", **more: object) -> Door:
    """Looked at and done by the same right."""
    return _door(right, right, case, **more)


def _steps(case: str, word: str = "step", **rights: str) -> Door:
    named = {name.replace("_", "-"): _v(right) for name, right in rights.items()}
    return Door(case=_v(case), steps=named, word=word)


LISTS = {
    "lists": _door("list_batches"),
    "upload": _both("receive_list"),
    "list": _door("get_batch", case="get_batch"),
    "type_letter": _both("type_letter"),
    "layouts": _door("list_layouts"),
    "layout": _door("get_layout", case="get_layout"),
    "mapping": _door("get_batch", "get_batch", "get_batch"),
    "progress": _door("get_batch", case="get_batch"),
    "list_work": _steps(
        "get_reply_plan",
        cancel="get_batch&jobs.cancel_job",
        resume="get_batch&jobs.retry_job",
    ),
    "letter_number": _door(post="enter_letter_number", case="get_batch"),
    "correct_typed_letter": _both("correct_typed_letter", case="get_batch", may_miss=True),
    "letter_withdrawal": _steps(
        "get_batch",
        ask="ask_to_withdraw_letter",
        agree="decide_letter_withdrawal",
        keep="decide_letter_withdrawal",
    ),
    "letter_scan": _door("get_letter_scan", case="get_letter_scan"),
    "error_copy": _door("get_file_with_problems", case="get_file_with_problems"),
    "decide_list": _steps("get_batch", void="void_list", release="release_list", release_rows="release_rows"),
    "pairs": _both("list_pairs"),
    "decided_pairs": _door("list_pairs", "undo_pair"),
    "take_back_pair": _door(post="withdraw_opinion", may_miss=True),
    "referred_pairs": _both("next_referred_pair"),
}
BOARDS = {
    "board": _door("get_board"),
    "board_of": _door("get_board"),
    "board_by": _door("get_board", given={"dimension": "list"}),
    "rates": _door("get_board"),
    "pockets": _door("get_pockets"),
    "topics": _both("list_topics"),
    "topic": _door("get_topic_board", case="close_topic", city_wide=True),
    "close_topic": _door(post="close_topic", case="close_topic"),
    "tasks": _door("list_tasks"),
    "refused": _both("send_again", may_miss=True),
    "hand_down": _door(post="hand_down"),
    "call_late": _door(post="call_the_late"),
    "hand_out": _both("hand_down"),
    "hand_out_at": _both("hand_down"),
}
PERSONS = {
    "answers": _door("list_outcomes", case="list_outcomes"),
    "person": _door("get_person", case="get_person"),
    "police": _door("list_police_searches", "ask_police"),
    "police_queue": _door("list_police_queue"),
    "police_row": _door("open_police_row", "return_place", "open_police_row"),
    "withdraw_search": _door(post="withdraw_search", case="withdraw_search"),
    "ending": _door("list_ending_searches", "extend_search"),
    "arriving": _door("list_arriving", "tasks.acknowledge_handovers"),
    "arriving_at": _door("list_arriving", "tasks.acknowledge_handovers"),
    "refuse": _door(post="tasks.refuse_handovers"),
    "arrivals": _door("list_arrivals"),
    "arrival": _both("record_arrival", case="record_arrival"),
}
GROUND = {
    "village": _door("list_village"),
    "door": _both("get_door", case="get_door"),
    "not_ours": _both("not_my_village", case="not_my_village"),
    "paper": _door(post="add_document_number", case="get_door"),
    "test": _door(post="add_test_result", case="get_door"),
    "tried": _door(post="note_attempt", case="get_door"),
    "untried": _door(post="withdraw_attempt", case="withdraw_attempt"),
    "telephone": _door("enter_by_telephone"),
    "telephone_village": _both("enter_by_telephone"),
    "chain": _both("match_chain"),
    "chain_of": _both("match_chain"),
    "roster": _both("print_roster"),
    "rosters": _door("list_rosters"),
    "roster_copy": _door("get_roster", case="get_roster"),
    "roster_returned": _door(post="note_roster_returned", case="note_roster_returned"),
    "enter_roster": _both("enter_roster", case="enter_roster"),
    "homes": _door("count_homes|verification.list_home"),
    "home": _both("get_home", case="get_home"),
    "home_end": _both("report_home_end", case="report_home_end"),
    "needs": _door("list_needs"),
    "ask_need": _both("ask_need"),
    "ask_urgent": _door(post="ask_need"),
    "need": _door("get_need", "get_need|verification.take_need", "get_need", may_miss=True),
}
CALL_BACKS = {
    "spot_checks": _door("list_spot_checks"),
    "spot_rates": _door("list_spot_rates"),
    "spot_findings": _both("list_spot_findings"),
    "spot_finding": _steps(
        "explain_spot_finding", explain="explain_spot_finding", close="close_spot_finding"
    ),
    "spot_check": _both("get_spot_check", case="get_spot_check"),
    "hand_spot_check": _both("hand_spot_check", case="hand_spot_check", blank=True),
    "draw": _door("draw_for_unit"),
    "draw_from_unit": _both("draw_for_unit"),
    "draw_one": _both("draw_for_unit", case="get_door"),
}
LETTERS = {
    "letters": _door("list_letters"),
    "write_letter": _both("draft_letter"),
    "call_late_letters": _door(post="call_late_letters"),
    "receipt_sheets": _both("list_receipt_sheets"),
    "receipt_sheet": _both("get_receipt_sheet", case="get_receipt_sheet"),
    "scan_of_receipt": _door("open_receipt_scan", case="open_receipt_scan"),
    "letter": _door("get_letter_card", case="get_letter"),
    "letter_file": _door("get_letter_paper", case="get_letter_paper", given={"ending": "docx"}),
    "keep_scan": _door(post="keep_letter_scan", case="keep_letter_scan"),
    "scan_of_letter": _door("open_letter_scan", case="open_letter_scan"),
    "write_again": _both("correct_letter", case="get_letter", given={"how": "correct"}),
    "receipt": _both("enter_receipt", case="enter_receipt"),
    "letter_step": _steps(
        "get_letter",
        check="check_letter",
        send_back="send_back_letter",
        sign="sign_letter",
        issue="issue_letter",
        void="void_letter",
        call="note_letter_call",
    ),
    "reply_receipt": _both("get_answer_as_receipt", case="get_answer_as_receipt"),
}
REPLIES = {
    "replies": _door("list_replies"),
    "reply_of_list": _door("list_reply_versions", "get_batch&verification.draft_reply", "get_reply_plan"),
    "reply_plan": _both("get_reply_plan", case="get_reply_plan"),
    "sender_words": _door("list_sender_words"),
    "words_of_sender": _both("get_sender_words", may_miss=True),
    "reply": _door("get_reply", case="get_reply"),
    "reply_file": _door("download_reply", case="get_reply", given={"which": "plain"}),
    "reply_step": _steps("get_reply", check="check_reply", withdraw="withdraw_reply", send="mark_reply_sent"),
}
KEPT = {
    "exports": _door("count_exports"),
    "ask_export": _both("ask_export"),
    "export_step": _steps("decide_export", approve="decide_export", refuse="decide_export"),
    "applicants": _both("find_applicant"),
    "application": _both("open_application", case="open_application", city_wide=True),
    "corrections": _door("list_corrections"),
    "answer_correction": _door(post="answer_correction", case="answer_correction", city_wide=True),
    "extract": _door("get_extract", case="get_extract", given={"ending": "json"}, city_wide=True),
    "handed_over": _door(post="answer_application", case="answer_application", city_wide=True),
    "ask_correction": _both("ask_correction", case="ask_correction", city_wide=True),
    "retention": _door("get_retention"),
    "keep_longer": _both("ask_to_keep", case="ask_to_keep", city_wide=True),
    "propose_purge": _door(
        post="propose_purge", case="propose_purge", given={"rule": "no_exposure"}, city_wide=True
    ),
    "purge_step": _steps("witness_purge", witness="witness_purge", withdraw="withdraw_purge"),
    "decide_extension": _steps("decide_to_keep", grant="decide_to_keep", refuse="decide_to_keep"),
    "destroy_register": _door(post="people.destroy_register", case="people.destroy_register", city_wide=True),
    "certificates": _door("list_certificates", city_wide=True),
    "certificate": _door("get_certificate", case="get_certificate"),
}
SWEEP = {
    "places": _door("list_places|verification.count_places"),
    "add_place": _both("add_place"),
    "upload_places": _both("receive_places"),
    "place_sheet": _both("get_place_sheet", case="get_place_sheet"),
    "void_places": _door(post="void_places", case="void_places"),
    "visit_photo": _door("get_visit_photo", case="get_visit_photo"),
    "sentinels": _door("list_sentinels"),
    "referrals": _door("list_referrals", "receive_referral", may_miss=True),
    "place": _both("get_place", case="get_place"),
    "change_place": _both("change_place", case="change_place"),
    "remove_place": _door(post="remove_place", case="remove_place"),
    "sentinel": _door("get_sentinel", "report_sentinel", "get_sentinel"),
    "refer": _both("send_referral", case="get_place"),
    "sweeps": _door("list_sweeps"),
    "open_sweep": _both("open_sweep"),
    "sweep_found": _both("report_person_found"),
    "close_sweep": _door(post="close_sweep", case="close_sweep"),
    "sweep_board": _door("get_sweep_board", case="close_sweep"),
    "sweep_village": _both("get_sweep_village", case="get_sweep_village"),
    "holes": _door("list_holes"),
    "holes_board": _door("count_holes"),
    "find_hole": _both("report_hole"),
    "hole_photo": _door("get_hole_photo", case="get_hole_photo"),
    "hole": _both("get_hole", case="get_hole", may_miss=True),
    "assign_hole": _door(post="assign_hole", case="assign_hole"),
}
VERIFICATION: dict[str, Door] = {
    **LISTS,
    **BOARDS,
    **PERSONS,
    **GROUND,
    **CALL_BACKS,
    **LETTERS,
    **REPLIES,
    **KEPT,
    **SWEEP,
    "download_export": _door(post="download_export", case="download_export", may_miss=True),
}
