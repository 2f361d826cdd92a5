"""The drill's day, played as a user would: complete, to the row, the same again, and every act in the audit."""

import shutil
import sqlite3
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from yanpan.demo.tests.drills import Drill, play, yanpan

MARK = "演练数据"
COUNTIES = 8
PAPERS = (".html", ".docx", ".pdf", ".xlsx")
RESIDENTS = 3000


@pytest.fixture(scope="module")
def drills(tmp_path_factory: pytest.TempPathFactory) -> list[Drill]:
    """Twice the same small city, and a headquarters without a register."""
    folders = [tmp_path_factory.mktemp(name) for name in ("one", "two", "none")]
    return play([(folders[0], RESIDENTS), (folders[1], RESIDENTS), (folders[2], 0)])


@pytest.fixture(scope="module")
def drill(drills: list[Drill]) -> Drill:
    return drills[0]


@pytest.fixture(params=[0, 2], ids=["with residents", "without a register"])
def either(request: pytest.FixtureRequest, drills: list[Drill]) -> Drill:
    found: Drill = drills[request.param]
    assert found.code == 0, found.said
    return found


def test_the_command_ends_well_and_says_what_it_made(drills: list[Drill]) -> None:
    for one in drills:
        assert one.code == 0, one.said
        assert f"files in {one.out}" in one.said and all(
            line.startswith("演练 ") for line in one.said.splitlines()
        )


def test_the_summary_is_complete_and_holds_to_the_row(either: Drill) -> None:
    summary = either.summary
    assert summary["drill"] is True and summary["notice"] == MARK and summary["identity_holds"] is True
    rows = summary["rows"]
    assert rows["received"] == rows["accepted"] + rows["held"] + rows["refused"] + rows["waiting"]
    assert 2500 <= rows["received"] <= 3500 and rows["held"] >= 446 and rows["waiting"] == 0
    assert set(summary["matching"]) == {"match", "review", "none"}
    assert sum(summary["outcomes"].values()) == rows["received"]
    assert set(summary["outcomes"]) == {
        *("verified", "handed_on", "returned", "duplicate", "not_found", "deceased", "in_hand", "lapsed")
    }
    handovers = summary["handovers"]
    ends = ("acknowledged", "refused", "recalled", "open")
    assert handovers["sent"] == sum(handovers[end] for end in ends) > 1000 and handovers["late"] > 0
    assert summary["weak_links"] and summary["items"]


def test_the_summary_is_what_lies_in_the_database(either: Drill) -> None:
    rows, matching = either.summary["rows"], either.summary["matching"]
    assert rows["received"] == either.number("SELECT sum(person_rows) FROM verification_listbatch")
    for state in ("accepted", "refused"):
        query = f"SELECT count(*) FROM verification_listrow WHERE state = '{state}'"
        assert rows[state] == either.number(query)
    for decision in ("match", "review", "none"):
        query = f"SELECT count(*) FROM verification_listrow WHERE decision = '{decision}'"
        assert matching[decision] == either.number(query)
    assert either.summary["handovers"]["sent"] == either.number("SELECT count(*) FROM tasks_handover")


def test_without_a_register_nobody_matches_and_everybody_is_still_sought(drills: list[Drill]) -> None:
    matching = drills[2].summary["matching"]
    assert matching["match"] == matching["review"] == 0 < matching["none"]
    assert drills[2].number("SELECT count(*) FROM people_resident") == 0
    assert drills[0].summary["matching"]["match"] > drills[0].summary["matching"]["none"]
    assert drills[0].number("SELECT count(*) FROM people_resident") == RESIDENTS


def test_the_story_of_the_day_happened(either: Drill) -> None:
    """DRILL.md: 41 refused with the right unit, 60 by telephone, a list stopped, a county silent, one late."""
    refused = "SELECT count(*) FROM tasks_handover h JOIN places_unit u ON u.id = h.right_unit_id"
    assert either.number(f"{refused} WHERE h.refused_at IS NOT NULL AND u.key = '411171'") == 41
    assert either.number("SELECT count(*) FROM verification_outcome WHERE by_telephone") >= 60
    assert either.rows("SELECT source, person_rows FROM verification_listbatch WHERE state = 'held'") == [
        ("other_office", 446)
    ]
    links = [(one["code"], one["unit"]) for one in either.summary["weak_links"]]
    assert ("unit_silent", "411122") in links
    assert either.number("SELECT max(version) FROM indicators_cutoff") == 2


def test_the_loop_closes_by_the_next_morning(either: Drill) -> None:
    """Three found by the police, letters out with their receipts, the sheet sent filled, false closures called back."""
    assert either.number("SELECT count(*) FROM verification_policesearch WHERE state = 'found'") >= 3
    assert either.number("SELECT count(*) FROM verification_letter WHERE answered_at IS NOT NULL") >= 1
    assert (
        either.number("SELECT count(*) FROM verification_reply WHERE kind = 'first' AND state = 'sent'") == 1
    )
    assert either.number("SELECT count(*) FROM verification_spotfinding") >= 2


# Again, the same


def test_another_home_and_the_same_seed_give_the_same_files(drills: list[Drill]) -> None:
    first, second = drills[0], drills[1]
    names = sorted(path.name for path in first.out.iterdir())
    assert names == sorted(path.name for path in second.out.iterdir())
    differing = [
        name for name in names if (first.out / name).read_bytes() != (second.out / name).read_bytes()
    ]
    assert differing == []


def test_the_city_and_every_county_have_their_brief_in_four_formats(either: Drill) -> None:
    papers = [path for path in either.out.iterdir() if path.suffix in PAPERS]
    assert len(papers) == 4 * (1 + COUNTIES)
    assert {path.name for path in either.out.iterdir()} - {path.name for path in papers} == {"summary.json"}


def _text(path: Path) -> str:
    """What the parts of a paper say; of a PDF its description. Its pages are tested where papers are."""
    if path.suffix in (".docx", ".xlsx"):
        with ZipFile(BytesIO(path.read_bytes())) as parts:
            return " ".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    return path.read_bytes().decode("utf-8", "replace")


def test_the_mark_of_the_drill_is_in_every_file_and_every_file_name(either: Drill) -> None:
    for path in either.out.iterdir():
        assert MARK in _text(path), path.name
        assert path.name == "summary.json" or path.name.startswith(f"{MARK}-")


def test_the_drill_headquarters_issues_every_paper_and_no_real_one_does(either: Drill) -> None:
    for path in either.out.glob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert "演练指挥部" in page and "疫情防控指挥部" not in page


# Every act in the audit

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
    ("hq.dispatch_item", "SELECT count(*) FROM tasks_handover WHERE request = 'do_item'"),
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
    ("hq.propose_items", "$.count", "SELECT count(*) FROM hq_item"),
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


# The chain


def test_the_chain_is_sound_afterwards(either: Drill) -> None:
    done = yanpan("audit", "verify", home=either.home)
    lines = either.number("SELECT count(*) FROM audit_auditline")
    assert done.returncode == 0 and done.stderr == ""
    assert f"{lines} sealed lines, sound" in done.stdout


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("UPDATE audit_auditline SET subject = 'x' WHERE id = {line}", "line changed"),
        ("DELETE FROM audit_auditline WHERE id = {line}", "line missing"),
    ],
)
def test_a_line_changed_behind_the_back_is_named_with_its_block(
    change: str, what: str, drill: Drill, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(drill.home, home)
    with closing(sqlite3.connect(home / "yanpan.sqlite3")) as database:
        blocks: list[tuple[Any, ...]] = database.execute(
            "SELECT number, json_extract(lines, '$[0][0]') FROM audit_block ORDER BY number"
        ).fetchall()
        block, line = blocks[-1]
        database.execute(change.format(line=line))
        database.commit()
    done = yanpan("audit", "verify", home=home)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [f"block {block}, line {line}: {what}"]
    assert done.stdout.strip().endswith("1 faults")


# What must not happen


def test_a_real_headquarters_is_never_overwritten_by_a_drill(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "yanpan.sqlite3").write_bytes(b"a real headquarters")
    done = yanpan("demo", "--no-serve", "--residents", "0", home=home)
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 1 and "no drill" in done.stderr
    assert [path.name for path in home.iterdir()] == ["yanpan.sqlite3"]
    assert (home / "yanpan.sqlite3").read_bytes() == b"a real headquarters"


def test_in_a_drills_home_every_command_works_on_the_drill(drill: Drill) -> None:
    """The mark lies in the home itself: no command shows the drill's data as real."""
    assert (drill.home / "drill").is_file()
