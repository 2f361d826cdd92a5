"""The drill's day, played as a user would: complete, to the row, the same again, its chain sound."""

import shutil
import sqlite3
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from yanpan.demo.tests.drills import RESIDENTS, Drill, yanpan

MARK = "演练数据"
COUNTIES = 8
PAPERS = (".html", ".docx", ".pdf", ".xlsx")


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
