"""Household sweeps: cumulative, never more than registered, corrected by later lines, summed with their base."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, TOWNSHIP, unit, villages_of
from tests.world_sweep import make_sweep, open_event, other_village, village
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import Sweep, SweepLine, SweepVillage
from yanpan.streams.verification.operations.sweep import close_sweep, open_sweep, report_households
from yanpan.streams.verification.queries.sweep import get_sweep_board, get_sweep_village, list_sweeps
from yanpan.streams.verification.queries.sweep.sweeps import households_by_path
from yanpan.streams.verification.reports import make_report
from yanpan.streams.verification.tests.lists import desk

pytestmark = pytest.mark.django_db


def line_of(sweep: Sweep, key: str) -> SweepVillage:
    return SweepVillage.objects.get(sweep=sweep, unit__key=key)


def said(
    sweep: Sweep,
    registered: int,
    reached: int,
    refused: int = 0,
    *,
    empty: int = 0,
    reason: str = "",
    at: str = "",
    days: int = 0,
) -> SweepVillage:
    line = line_of(sweep, at or village())
    return report_households(
        desk(at or village()),
        village_id=line.id,
        version=line.version,
        registered=registered,
        reached=reached,
        refused=refused,
        exempt_by={"empty": empty},
        reason=reason,
        now=NOW + timedelta(days=days),
    )


def problems(sweep: Sweep, *numbers: int, **more: object) -> str:
    with pytest.raises(Refused) as refused:
        said(sweep, *numbers, **more)  # type: ignore[arg-type]
    return str(refused.value.facts["problems"])


def test_every_village_of_the_area_has_its_line() -> None:
    sweep = make_sweep(at=TOWNSHIP)
    assert sweep.villages.count() == len(villages_of(TOWNSHIP))


def test_never_more_reached_than_registered() -> None:
    sweep = make_sweep()
    assert problems(sweep, 100, 90, 5, empty=6) == "households_more_than_registered"
    assert not SweepLine.objects.exists()
    said(sweep, 100, 89, 5, empty=6)
    with pytest.raises(IntegrityError), transaction.atomic():
        SweepVillage.objects.filter(sweep=sweep, unit__key=village()).update(reached=101)
    with pytest.raises(IntegrityError), transaction.atomic():
        SweepVillage.objects.filter(sweep=sweep, unit__key=other_village()).update(reached=1)


def test_all_that_does_not_fit_is_said_at_once() -> None:
    sweep = make_sweep()
    said(sweep, 100, 50)
    assert problems(sweep, 30, 40) == (
        "households_more_than_registered,households_less_than_before,households_base_changed"
    )
    assert problems(sweep, 0, 0, at=other_village()) == "households_base_needed"
    assert problems(sweep, 10, -1, at=other_village()) == "households_negative"


def test_a_correction_is_a_later_line_with_its_reason() -> None:
    sweep = make_sweep()
    said(sweep, 100, 50)
    said(sweep, 100, 45, reason="昨天重复统计5户")
    line = get_sweep_village(desk(village()), sweep_id=sweep.id, unit_key=village(), now=NOW)
    assert (line.reached, line.to_do) == (45, 55)
    assert [(one.reached, one.reason) for one in line.lines] == [(45, "昨天重复统计5户"), (50, "")]


def test_who_refused_yesterday_may_be_reached_today_without_a_reason() -> None:
    sweep = make_sweep()
    said(sweep, 100, 50, 3)
    said(sweep, 100, 53, 0, days=1)
    assert line_of(sweep, village()).refused == 0


def test_two_reports_at_once_are_told() -> None:
    sweep = make_sweep()
    line = line_of(sweep, village())
    said(sweep, 100, 50)
    with pytest.raises(Stale):
        report_households(
            desk(village()),
            village_id=line.id,
            version=line.version,
            registered=100,
            reached=60,
            refused=0,
            exempt_by={},
            now=NOW,
        )


def test_numbers_are_summed_up_the_tree_with_the_source_of_the_base() -> None:
    sweep = make_sweep()
    said(sweep, 100, 90, 2, empty=3)
    said(sweep, 200, 100, at=other_village())
    found = get_sweep_board(desk(CITY), sweep_id=sweep.id, unit_key=CITY, now=NOW)
    whole = found.board.whole
    assert (whole.registered, whole.reached, whole.refused, whole.exempt, whole.to_do) == (
        300,
        190,
        2,
        3,
        105,
    )
    assert whole.silent == whole.villages - 2 and whole.today == 2
    assert (found.sweep.base, found.sweep.base_source) == ("census", "第七次人口普查2020年11月")
    town = get_sweep_board(desk(TOWNSHIP), sweep_id=sweep.id, unit_key=TOWNSHIP, now=NOW)
    assert {part.key: one.reached for part, one in town.board.parts if one.reached} == {
        village(): 90,
        other_village(): 100,
    }
    event_id, path = sweep.event_id, unit(CITY).path
    assert sum(one.reached for one in households_by_path(event_id, path, NOW).values()) == 190
    figures = {(one.unit, one.indicator): one for one in make_report(event_id, path, NOW).figures}
    reach = figures[(COUNTY, "verification.sweep_reach")]
    assert (reach.numerator, reach.denominator) == (190, 300)


def test_another_unit_sees_nothing_of_a_sweep() -> None:
    sweep = make_sweep(at=TOWNSHIP)
    stranger = desk(OTHER_COUNTY)
    assert list_sweeps(stranger, event_id=sweep.event_id, now=NOW) == []
    with pytest.raises(Missing):
        get_sweep_board(stranger, sweep_id=sweep.id, unit_key=OTHER_COUNTY, now=NOW)
    with pytest.raises(Missing):
        get_sweep_village(desk(other_village()), sweep_id=sweep.id, unit_key=village(), now=NOW)
    with pytest.raises(Missing):
        close_sweep(stranger, sweep_id=sweep.id, now=NOW)
    assert [one.id for one in list_sweeps(desk(village()), event_id=sweep.event_id, now=NOW)] == [sweep.id]


def test_one_open_sweep_per_area_and_nothing_is_said_to_a_closed_one() -> None:
    sweep = make_sweep()
    for inside_or_around in (TOWNSHIP, COUNTY, CITY):
        with pytest.raises(Refused, match="sweep_open_there"):
            make_sweep(at=inside_or_around)
    close_sweep(desk(CITY), sweep_id=sweep.id, now=NOW)
    with pytest.raises(Stale):
        said(sweep, 100, 50)
    make_sweep()


def test_a_sweep_without_the_source_of_its_base_is_refused() -> None:
    open_event()
    days = {"from_on": date(2021, 8, 5), "to_on": date(2021, 8, 7)}
    with pytest.raises(Refused, match="sweep_incomplete"):
        open_sweep(desk(CITY), area_key=COUNTY, title="摸排", base="census", base_source=" ", now=NOW, **days)
    with pytest.raises(Refused, match="sweep_ends_before_it_starts"):
        open_sweep(
            desk(CITY),
            area_key=COUNTY,
            title="摸排",
            base="census",
            base_source="七普",
            from_on=date(2021, 8, 7),
            to_on=date(2021, 8, 5),
            now=NOW,
        )
