"""The story of DRILL.md, told by the database and by the pages: at 15:40, and the next morning."""

import shutil
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from yanpan.demo.tests.drills import Drill, look


def test_the_story_of_the_day_happened(either: Drill) -> None:
    """DRILL.md: 60 by telephone, a county silent, one late."""
    assert either.number("SELECT count(*) FROM verification_outcome WHERE by_telephone") >= 60
    links = [(one["code"], one["unit"]) for one in either.summary["weak_links"]]
    assert ("unit_silent", "411122") in links
    assert either.number("SELECT max(version) FROM indicators_cutoff") == 2


# When the user sits down. Hours in the database are UTC.

TAKE_OVER, MORNING = "2021-08-05 07:40", "2021-08-06 00:40"
SILENT, REFUSING, RIGHT = "411122", "411104", "411171"


def test_at_15_40_lists_overlap_and_everybody_is_sought_once(either: Drill) -> None:
    several = either.number(
        "SELECT count(*) FROM (SELECT r.task_id FROM verification_listrow r"
        " JOIN verification_listbatch b ON b.id = r.batch_id"
        f" WHERE r.task_id IS NOT NULL AND b.received_at < '{TAKE_OVER}'"
        " GROUP BY r.task_id HAVING count(DISTINCT b.id) > 1)"
    )
    assert several >= 200
    tasks = "SELECT count(*) FROM verification_verificationtask WHERE NOT merged_away"
    persons = "SELECT count(DISTINCT person_id) FROM verification_verificationtask WHERE NOT merged_away"
    assert either.number(tasks) == either.number(persons)


def test_at_15_40_the_wrong_county_has_refused_with_the_right_unit_which_signed_for_them(
    either: Drill,
) -> None:
    handovers = "FROM tasks_handover h JOIN places_unit u ON u.id = h.receiver_id"
    refused = (
        f"SELECT h.subject {handovers} JOIN places_unit r ON r.id = h.right_unit_id"
        f" WHERE u.key = '{REFUSING}' AND r.key = '{RIGHT}' AND h.refused_at < '{TAKE_OVER}'"
    )
    signed = (
        f"SELECT h.subject {handovers} WHERE u.key = '{RIGHT}' AND h.acknowledged_at < '{TAKE_OVER}'"
        f" AND h.subject IN ({refused})"
    )
    assert len(either.rows(refused)) == len(either.rows(signed)) == 41


def test_at_15_40_the_list_of_depositors_is_stopped_and_supervision_has_a_line(either: Drill) -> None:
    held = "SELECT id, source, person_rows FROM verification_listbatch WHERE state = 'held'"
    [(batch, source, rows)] = either.rows(f"{held} AND received_at < '{TAKE_OVER}'")
    assert (source, rows) == ("other_office", 446)
    assert either.number(f"SELECT count(*) FROM verification_listrow WHERE batch_id = '{batch}'") == 0
    lines = "SELECT count(*) FROM notices_notice WHERE matter = 'list_held'"
    assert either.number(f"{lines} AND made_at < '{TAKE_OVER}'") == 1


def test_at_15_40_a_letter_is_out_and_its_receipt_is_in(either: Drill) -> None:
    answered = either.number(
        "SELECT count(*) FROM verification_receipt r JOIN verification_letterperson p ON p.id = r.person_id"
        " JOIN verification_letter l ON l.id = p.letter_id JOIN documents_document d ON d.id = l.document_id"
        f" WHERE d.issued_at < r.received_at AND r.received_at < '{TAKE_OVER}'"
        f" AND l.answered_at < '{TAKE_OVER}' AND d.state = 'acknowledged'"
    )
    assert answered >= 1


def test_at_15_40_a_false_closure_of_the_day_before_is_caught(either: Drill) -> None:
    """Called back by another unit than the one that closed it, and sought again."""
    caught = either.rows(
        "SELECT o.unit_id <> c.checker_id, t.answered_at > c.checked_at FROM verification_spotfinding f"
        " JOIN verification_spotcheck c ON c.id = f.check_made_id"
        " JOIN verification_outcome o ON o.id = c.outcome_id"
        " JOIN verification_verificationtask t ON t.id = c.task_id"
        f" WHERE f.found_at < '{TAKE_OVER}'"
    )
    assert caught == [(1, 1)]


LOST = (
    "FROM tasks_handover h JOIN places_unit u ON u.id = h.receiver_id"
    f" WHERE h.reason = 'elsewhere' AND u.key = '{SILENT}' AND h.sent_at < '{TAKE_OVER}'"
)


def test_at_15_40_three_are_found_by_the_police_and_one_who_comes_back_is_lost(either: Drill) -> None:
    """His village let him go to a county that says nothing; he never arrives there."""
    found = "SELECT count(*) FROM verification_policesearch WHERE state = 'found'"
    assert either.number(f"{found} AND ended_at < '{TAKE_OVER}'") == 3
    assert either.rows(f"SELECT h.acknowledged_at > '{TAKE_OVER}' {LOST}") == [(1,)]


# Until the next morning


def test_the_lost_one_is_found_through_the_police_at_his_aunts(either: Drill) -> None:
    """Three calls and a visit by the county that waited for him; then the police, who return a place elsewhere."""
    [(task,)] = either.rows(f"SELECT h.subject {LOST}")
    [(asked, ended, county)] = either.rows(
        "SELECT p.asked_at, p.ended_at, u.key FROM verification_policesearch p"
        f" JOIN places_unit u ON u.id = p.unit_id WHERE p.task_id = '{task}' AND p.state = 'found'"
    )
    assert (asked[:16], county) == ("2021-08-05 13:40", SILENT) and asked < ended < MORNING
    tries = f"SELECT kind FROM verification_attempt WHERE task_id = '{task}' AND result = 'off' ORDER BY at"
    assert [kind for (kind,) in either.rows(tries)] == ["call", "call", "call", "visit"]
    [(key,)] = either.rows(
        "SELECT u.key FROM tasks_handover h JOIN places_unit u ON u.id = h.receiver_id"
        f" WHERE h.subject = '{task}' AND h.reason = 'police'"
    )
    assert not key.startswith(SILENT)


def test_two_of_nine_quick_closures_are_false_and_answered_anew(either: Drill) -> None:
    contradicted = either.rows(
        "SELECT t.standing, t.answered_at > c.checked_at FROM verification_spotcheck c"
        " JOIN verification_spotdraw d ON d.id = c.draw_id"
        " JOIN verification_verificationtask t ON t.id = c.task_id"
        " WHERE c.verdict = 'contradicts' AND NOT d.nightly"
    )
    assert len(contradicted) == 2 and all(again for _standing, again in contradicted)


def test_the_provinces_sheet_goes_back_first_with_open_rows_and_at_last_without(either: Drill) -> None:
    sent = either.rows(
        "SELECT r.kind, r.sent_at, json_extract(r.numbers, '$.in_hand') - json_extract(r.numbers, '$.unreachable'),"
        " json_extract(r.numbers, '$.received') = b.person_rows FROM verification_reply r"
        " JOIN verification_listbatch b ON b.id = r.batch_id WHERE r.state = 'sent' ORDER BY r.number"
    )
    assert [(kind, whole) for kind, _at, _open, whole in sent] == [("first", 1), ("final", 1)]
    (_, first_at, still_open, _), (_, last_at, at_last, _) = sent
    assert first_at < "2021-08-05 12:00" and TAKE_OVER < last_at < MORNING
    assert still_open > 0 == at_last


# The pages of the next morning


@pytest.fixture(scope="module")
def pages(drill: Drill, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What those at the desks see of it; in a copy, because looking leaves lines in the audit."""
    home = tmp_path_factory.mktemp("looked at") / "home"
    shutil.copytree(drill.home, home)
    held = drill.id_of("SELECT id FROM verification_listbatch WHERE state = 'held'")
    final = drill.id_of("SELECT id FROM verification_reply WHERE kind = 'final'")
    visits = {
        "board": ("duty_officer-1", "/verification/board/411100/by/list/"),
        "police": (f"county-{SILENT}", "/verification/police/"),
        "letters": ("liaison-force-co_investigation", "/verification/letters/"),
        "findings": ("supervisor-6", "/verification/call-backs/findings/"),
        "held": ("supervisor-6", f"/verification/lists/{held}/"),
        "reply": ("list_clerk-3", f"/verification/replies/{final}/"),
        "sheet": ("list_clerk-3", f"/verification/replies/{final}/file/plain/"),
    }
    seen = look(home, list(visits.values()))
    assert [status for status, _body in seen] == [200] * len(visits)
    return {name: body for name, (_status, body) in zip(visits, seen, strict=True)}


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("board", "逐条相符"),
        ("police", "已反馈地点"),
        ("letters", "已回执"),
        ("findings", "无人问过本人"),
        ("held", "待第二人复核"),
        ("reply", "终报"),
    ],
)
def test_the_desks_see_how_the_loop_closed(page: str, words: str, pages: dict[str, bytes]) -> None:
    assert words in pages[page].decode()


def test_the_provinces_sheet_is_downloaded_filled(pages: dict[str, bytes], drill: Drill) -> None:
    """Every row of the list says something under 核查结果, in the province's own workbook."""
    book = load_workbook(BytesIO(pages["sheet"]))
    said = [text for page in book for text in _under("核查结果", page)]
    rows = drill.number("SELECT max(person_rows) FROM verification_listbatch WHERE source = 'province'")
    assert len(said) == rows and all(said)


def _under(title: str, page: Worksheet) -> list[str]:
    """What the cells below this heading say, one for each line that has a number or a name."""
    lines = [tuple(str(cell or "") for cell in line) for line in page.iter_rows(values_only=True)]
    heads = [(number, line.index(title)) for number, line in enumerate(lines) if title in line]
    if not heads:
        return []
    [(head, column)] = heads
    return [line[column] for line in lines[head + 1 :] if line[1]]
