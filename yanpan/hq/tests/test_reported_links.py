"""Weak links of what the lines report, from fixed figures by hand; and that a brief finds and says them."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, actor_with, make_city, make_event, unit
from tests.world_line_reports import ON, SCHOOLS, make_report
from yanpan.base.events.models import Event
from yanpan.base.indicators.models import CutOff
from yanpan.base.indicators.operations import fix_cut_off
from yanpan.base.indicators.registry import REPORTS
from yanpan.base.jobs.rounds import ROUNDS
from yanpan.base.notices.models import Notice
from yanpan.hq.exchange.words import describe, measure_for
from yanpan.hq.queries import get_brief
from yanpan.hq.rules.reported_links import GRAVEST, reported_links
from yanpan.science.weak_links import WeakLink

ZEROS = {"infection_control": ("staff_infected",), "isolation": ("waiting_over_12h", "in_site_infections")}


def figures(room: str, **by_unit: dict[str, int]) -> dict[str, Any]:
    counts = [[unit, name, value] for unit, named in by_unit.items() for name, value in named.items()]
    return {"unit": "city", "rooms": {room: {"counts": counts, "figures": []}}}


def named(found: tuple[WeakLink, ...]) -> list[tuple[str, str, str | None, int]]:
    return [(one.code, one.unit, one.indicator, one.severity) for one in found]


def test_an_infected_of_the_staff_is_grave_and_the_city_is_no_weak_link_of_its_own() -> None:
    today = figures(
        "infection_control", city={"staff_infected": 2}, a={"staff_infected": 2}, b={"staff_infected": 0}
    )
    assert named(reported_links(today, None, (), ZEROS)) == [
        ("not_nought", "a", "infection_control.staff_infected", 3)
    ]


def test_whoever_waits_is_pressing() -> None:
    today = figures("isolation", a={"waiting_over_12h": 4, "rooms_usable": 80})
    [link] = reported_links(today, None, (), ZEROS)
    assert (link.severity, link.facts["value"]) == (2, 4)
    assert reported_links(today, None, (), {}) == ()


def test_stock_is_compared_with_the_day_before_item_by_item() -> None:
    masks = {"n95_daily_use": 50, "n95_in_transit": 0, "gowns_daily_use": 0, "gowns_in_transit": 0}
    before = figures("supplies", a={**masks, "n95_stock": 1000, "gowns_stock": 40}, b={"n95_stock": 900})
    today = figures("supplies", a={**masks, "n95_stock": 500, "gowns_stock": 40}, b={"n95_stock": 0})
    found = reported_links(today, before, (), {})
    assert named(found) == [("stock_moved", "a", "supplies.n95_stock", 2)]  # b never said what it uses
    assert reported_links(today, None, (), {}) == ()


def test_absences_need_the_same_weekday_before() -> None:
    today = figures("schools", a={"absent_ill": 40, "enrolled": 1000}, b={"absent_ill": 40})
    weeks = [figures("schools", a={"absent_ill": 10, "enrolled": 1000}) for _ in range(4)]
    assert named(reported_links(today, None, weeks, {})) == [
        ("count_in_excess", "a", "schools.absence_excess", 3)
    ]
    assert reported_links(today, None, weeks[:1], {}) == ()


def test_who_reported_nothing_is_graver_than_who_owes_one() -> None:
    today = figures(
        "reports",
        city={"reports_due": 30, "reports_outstanding": 16},
        a={"reports_due": 15, "reports_outstanding": 15, "day_reports_outstanding": 2},
        b={"reports_due": 15, "reports_outstanding": 1, "zeros_to_ask": 1},
        c={"reports_due": 15, "reports_outstanding": 0},
    )
    assert named(reported_links(today, None, (), {})) == [
        ("reports_outstanding", "a", None, 3),
        ("day_reports_outstanding", "a", None, 2),
        ("reports_outstanding", "b", None, 2),
        ("zeros_to_ask", "b", None, 1),
    ]


def test_every_count_that_must_be_nought_has_words_and_a_measure() -> None:
    every = [f"{room}.{name}" for room, one in REPORTS.items() for name in one.worrying]
    assert set(every) >= GRAVEST and len(every) >= 8
    for indicator in every:
        link = WeakLink("not_nought", "a", 2, {"value": 3}, indicator)
        assert "3" in describe(link) and indicator not in describe(link) and measure_for(link)


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("stock_moved", {"before": 9, "after": 1, "least": 7, "most": 9}),
        ("count_in_excess", {"observed": 9, "expected": 1.2, "base": 100, "p": 0.0001}),
        ("reports_outstanding", {"count": 2, "due": 15}),
        ("day_reports_outstanding", {"count": 2}),
        ("zeros_to_ask", {"count": 2}),
    ],
)
def test_every_rule_has_words_and_a_measure(code: str, facts: dict[str, float]) -> None:
    link = WeakLink(code, "a", 2, facts, "supplies.n95_stock")
    assert describe(link) != code and "%" not in describe(link) and measure_for(link)


def fixed(now: datetime) -> CutOff:
    event, on = Event.objects.get(), now.date()
    who = actor_with("indicators.fix_cut_off")
    return fix_cut_off(who, event_id=event.id, unit_key=CITY, name="18:00", on=on, reason="", now=now)


@pytest.mark.django_db
def test_the_brief_looks_four_weeks_back_and_names_who_owes() -> None:
    make_city()
    make_event()
    Event.objects.update(opened_at=NOW - timedelta(days=60))
    usual, many = SCHOOLS | {"absent_ill": 120}, SCHOOLS | {"absent_ill": 220, "absent_followed": 220}
    evening = NOW + timedelta(hours=3)
    for weeks in (2, 1):
        back = timedelta(days=7 * weeks)
        make_report(on=ON - back, figures=usual, now=NOW - back)
        fixed(evening - back)
    make_report(figures=many)
    now = fixed(evening)
    reader = actor_with("hq.get_brief", "indicators.get_cut_off")
    links = get_brief(reader, cut_off_id=now.id, now=evening).links
    excess = [one for one in links if one.code == "count_in_excess"]
    assert [(one.unit, one.facts["observed"], one.facts["expected"]) for one in excess] == [
        (COUNTY, 220, 120)
    ]
    owing = {one.unit: one for one in links if one.code == "reports_outstanding"}
    assert owing[OTHER_COUNTY].severity == 3 and owing[COUNTY].severity == 2
    assert owing[OTHER_COUNTY].facts["count"] == owing[COUNTY].facts["count"] + 1
    assert {one.unit for one in links if one.code == "day_reports_outstanding"} >= {COUNTY, OTHER_COUNTY}


def ring(now: datetime) -> dict[tuple[str, str], Any]:
    ROUNDS["hq.late_reports"].walk(actor_with("hq.call_late_reports"), now)
    open_calls = Notice.objects.filter(answered_at=None).select_related("unit")
    return {(one.unit.key, one.matter): one for one in open_calls}


def at(hour: int, minute: int, days: int = 1) -> datetime:
    """An hour of the day after the drill's day."""
    return NOW.replace(hour=0, minute=0) + timedelta(days=days, hours=hour - 8, minutes=minute)


@pytest.mark.django_db
def test_reports_of_the_whole_day_are_chased_in_the_morning_until_they_are_in() -> None:
    make_report()
    matter = "day_reports_late"
    assert (COUNTY, matter) not in ring(at(0, 30))  # not due yet
    assert (COUNTY, matter) not in ring(at(1, 30))  # due, but nobody is woken for it
    [call] = [one for (key, what), one in ring(at(9, 0)).items() if (key, what) == (COUNTY, matter)]
    owed = call.facts["late_day_reports"]
    assert owed >= 2 and call.due_at == at(1, 0)
    impact = {
        "residents": 490_000,
        "person_days": 90,
        "premises_closed": 4,
        "school_days": 0,
        "turned_back": 1,
    }
    make_report(line="impact", basis="0-24", on=ON, figures=impact, now=at(9, 5))
    assert ring(at(9, 10))[COUNTY, matter].facts["late_day_reports"] == owed - 1


@pytest.mark.django_db
def test_a_day_before_the_event_is_owed_by_nobody() -> None:
    make_report()
    assert not [one for one in ring(at(9, 0, days=0)) if one[1] == "day_reports_late"]
    made = REPORTS["reports"].make(Event.objects.get().id, unit(CITY).path, NOW)
    assert {one.value for one in made.counts if one.name.startswith("day_reports")} == {0}
