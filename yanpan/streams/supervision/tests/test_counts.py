"""What supervision counts: by who answers and by line; the indicators as they are defined; the desk."""

from datetime import datetime
from typing import Any

import pytest

from tests.world import (
    CITY,
    COUNTY,
    NOW,
    OTHER_COUNTY,
    OTHER_TOWNSHIP,
    unit,
    villages_of,
)
from tests.world_supervision import (
    DAY,
    FOUR,
    HOUR,
    drafted,
    fixed,
    found,
    issued,
    make_signed_for,
    open_event,
    signed_for,
    somebody,
    village,
)
from yanpan.base.indicators.registry import INDICATORS, REPORTS, RoomReport
from yanpan.streams.supervision.models import Finding
from yanpan.streams.supervision.operations import recheck_finding, record_visit
from yanpan.streams.supervision.queries import count_findings
from yanpan.streams.supervision.reports import FIXED, REPEATED, make_report

pytestmark = pytest.mark.django_db


def counts(made: RoomReport, key: str) -> dict[str, int]:
    return {one.name: one.value for one in made.counts if one.unit == key}


def share(made: RoomReport, indicator: str, key: str) -> tuple[int, int]:
    [one] = [one for one in made.figures if (one.indicator, one.unit) == (indicator, key)]
    return one.numerator, one.denominator


def struck_off(finding: Finding, now: datetime) -> None:
    done = fixed(finding, now=now)
    recheck_finding(somebody(CITY, "looker"), finding_id=done.id, version=done.version, holds=True, now=now)


def test_visited_found_fixed_overdue_and_repeated_are_counted_at_who_answers() -> None:
    event = open_event()
    said: dict[str, Any] = {
        "unit_key": village(),
        "title": "姬石镇卡点",
        "kind": "checkpoint",
        "line": "checkpoints",
    }
    record_visit(somebody(), now=NOW, **said)
    found(now=NOW - 3 * DAY)
    found(now=NOW)
    found("繁城卫生院", unit_key=villages_of(OTHER_TOWNSHIP)[0].key, now=NOW)
    made = make_report(event.id, unit(CITY).path, NOW)
    assert counts(made, COUNTY) == {
        "visited": 2,
        "found": 1,
        "fixed": 0,
        "open": 2,
        "overdue": 1,
        "repeated": 1,
    }
    assert counts(made, OTHER_COUNTY)["found"] == 1
    assert counts(made, CITY)["open"] == 3
    assert share(made, REPEATED, COUNTY) == (1, 2)
    assert share(made, REPEATED, CITY) == (1, 3)


def test_24_hour_fixing_counts_what_was_struck_off_in_time_of_what_was_struck_off_or_is_older() -> None:
    in_time, too_late, _open = make_signed_for(3)
    struck_off(in_time, FOUR + 5 * HOUR)
    made = make_report(in_time.event_id, unit(CITY).path, FOUR + 6 * HOUR)
    assert share(made, FIXED, COUNTY) == (1, 1)
    struck_off(too_late, NOW + DAY + HOUR)
    made = make_report(in_time.event_id, unit(CITY).path, NOW + DAY + HOUR)
    assert share(made, FIXED, COUNTY) == (1, 3), "the third is open for more than 24 hours by now"
    made = make_report(in_time.event_id, unit(CITY).path, NOW + 3 * DAY)
    assert share(made, FIXED, COUNTY) == (0, 1), "what was struck off is of another day"


def test_a_task_force_is_counted_at_the_city_itself() -> None:
    finding = found(owner_key="force-isolation")
    made = make_report(finding.event_id, unit(CITY).path, NOW)
    assert (counts(made, CITY)["found"], counts(made, COUNTY)["found"]) == (1, 0)
    board = count_findings(somebody(), event_id=finding.event_id, unit_key=CITY, now=NOW)
    forces = {one.key: numbers.found for one, numbers in board.parts if one.kind == "force"}
    assert forces == {"force-isolation": 1}


def test_the_board_counts_by_line_of_work_too() -> None:
    finding = found()
    found("姬石镇卡点", kind="checkpoint", rule="checkpoint_unattended")
    board = count_findings(somebody(COUNTY), event_id=finding.event_id, unit_key=COUNTY, now=NOW)
    lines = dict(board.lines)
    assert [key for key, one in board.lines if one.found] == ["checkpoints", "infection_control"]
    assert (lines["checkpoints"].visited, lines["vaccination"].found) == (1, 0)


def test_what_is_older_than_14_days_counts_while_it_is_open_and_not_as_found_again() -> None:
    event = open_event()
    found(now=NOW - 20 * DAY)
    made = make_report(event.id, unit(COUNTY).path, NOW)
    assert counts(made, COUNTY) == {
        "visited": 0,
        "found": 0,
        "fixed": 0,
        "open": 1,
        "overdue": 1,
        "repeated": 0,
    }
    assert share(made, REPEATED, COUNTY) == (0, 0)


def test_every_number_leads_to_its_rows() -> None:
    rows = REPORTS["supervision"].count_rows
    assert set(rows) == set(REPORTS["supervision"].count_words)
    assert INDICATORS[FIXED].target == "fixed_24h" and not INDICATORS[REPEATED].higher_is_better


def test_a_sheet_signed_for_is_no_finding_struck_off() -> None:
    found()
    [sheet] = drafted()
    issued(sheet)
    finding = signed_for([sheet.lines.get().finding])[0]
    made = make_report(finding.event_id, unit(CITY).path, FOUR + HOUR)
    assert (counts(made, COUNTY)["fixed"], counts(made, COUNTY)["open"]) == (0, 1)
