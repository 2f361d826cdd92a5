"""The headquarters' own figures, and the weak links that need more than today's rates."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, TOWNSHIP, make_city, make_event, unit
from yanpan.base.events.models import Event
from yanpan.base.indicators.models import CutOff
from yanpan.base.indicators.queries import earlier_figures, view_cut_off
from yanpan.base.indicators.registry import REPORTS
from yanpan.base.tasks.models import Handover
from yanpan.base.vault.randomness import fresh_id
from yanpan.hq.models import Item, ItemStep
from yanpan.hq.rules.weak_links import RISING, Definition, weak_links_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def item(owner: str = COUNTY, *, matter: str = "补岗", due: datetime = NOW + HOUR, **given: Any) -> Item:
    event = Event.objects.first() or make_event()
    made = Item.objects.create(
        id=fresh_id(NOW),
        event=event,
        unit=unit(CITY),
        owner=unit(owner),
        matter=matter,
        severity=2,
        due_at=due,
        proposed_at=NOW - 5 * 24 * HOUR,
        sent_at=NOW - 5 * 24 * HOUR,
        **({"state": "in_work"} | given),
    )
    ItemStep.objects.create(
        id=fresh_id(NOW), item=made, number=1, step="sent", note=b"", at=NOW - HOUR, by="-"
    )
    return made


def counts(unit_key: str = CITY) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    event = Event.objects.first() or make_event()
    for one in REPORTS["headquarters"].make(event.id, unit(unit_key).path, NOW).counts:
        found.setdefault(one.unit, {})[one.name] = one.value
    return found


def figure(name: str, unit_key: str = COUNTY) -> tuple[int, int]:
    made = REPORTS["headquarters"].make(Event.objects.get().id, unit(CITY).path, NOW)
    [one] = [one for one in made.figures if one.indicator == name and one.unit == unit_key]
    return one.numerator, one.denominator


def test_a_city_without_items_counts_nothing() -> None:
    make_city()
    assert set(counts()[CITY].values()) == {0}


def test_items_are_counted_with_their_owner_and_once_for_the_city() -> None:
    item(TOWNSHIP)
    item(COUNTY, matter="另一件", due=NOW - HOUR)
    item(OTHER_COUNTY, matter="第三件", reopened=1)
    found = counts()
    assert (found[CITY]["items_out"], found[COUNTY]["items_out"], found[OTHER_COUNTY]["items_out"]) == (
        3,
        2,
        1,
    )
    assert found[COUNTY]["items_late"] == 1 and found[OTHER_COUNTY]["items_reopened"] == 1
    assert counts(COUNTY)[TOWNSHIP]["items_out"] == 1


def test_forgotten_is_what_nobody_wrote_about_for_three_days() -> None:
    made = item()
    assert counts()[COUNTY]["items_forgotten"] == 0
    ItemStep.objects.filter(item=made).update(at=NOW - 3 * 24 * HOUR)
    assert counts()[COUNTY]["items_forgotten"] == 0
    ItemStep.objects.filter(item=made).update(at=NOW - 3 * 24 * HOUR - timedelta(minutes=1))
    assert counts()[COUNTY]["items_forgotten"] == 1


def test_the_same_matter_to_two_owners_is_named_with_both() -> None:
    item(COUNTY, matter="村口值守补人。")
    item(OTHER_COUNTY, matter="村口值守 补人")
    item(COUNTY, matter="另一件")
    item(COUNTY, matter="另一件")
    found = counts()
    assert (found[COUNTY]["items_doubled"], found[OTHER_COUNTY]["items_doubled"]) == (1, 1)


def test_on_time_needs_the_check_before_the_hour() -> None:
    done = {"state": "struck_off", "evidence": "照片", "struck_off_by": "s", "reported_by": "r"}
    item(due=NOW - HOUR, struck_off_at=NOW - 2 * HOUR, **done)
    item(due=NOW - 2 * HOUR, struck_off_at=NOW - HOUR, **done)
    item(due=NOW - 3 * HOUR, matter="未办")
    item(due=NOW - 25 * HOUR, matter="前日的")
    item(due=NOW + HOUR, matter="未到时")
    assert figure("hq.items_on_time") == (1, 3)


def test_a_hand_over_past_its_clock_is_its_receivers() -> None:
    event = make_event()
    Handover.objects.create(
        id=fresh_id(NOW),
        event=event,
        request="do_item",
        subject=fresh_id(NOW),
        sender=unit(CITY),
        receiver=unit(TOWNSHIP),
        urgency="other",
        sent_at=NOW - 5 * HOUR,
        sent_by="-",
        acknowledge_by=NOW - HOUR,
        pack=event.pack,
    )
    assert (counts()[COUNTY]["handovers_late"], counts()[OTHER_COUNTY]["handovers_late"]) == (1, 0)


# The rules over several days


def day(
    counts: Mapping[str, Mapping[str, Mapping[str, int]]] | None = None,
    rates: Mapping[str, tuple[int, int]] | None = None,
) -> dict[str, Any]:
    """Figures of a city: room → unit → count → value; unit → rate."""
    rooms: dict[str, Any] = {
        room: {"counts": [[u, n, v] for u, named in by.items() for n, v in named.items()], "figures": []}
        for room, by in (counts or {}).items()
    }
    if rates:
        figures = [[key, "verification.screened_rate", *share] for key, share in rates.items()]
        rooms["verification"] = {"counts": [], "figures": figures}
    return {"unit": CITY, "rooms": rooms, "confirmed": {"missing": []}}


def codes(today: dict[str, Any], earlier: list[dict[str, Any]]) -> list[tuple[str, str, str | None]]:
    high = {"verification.screened_rate": Definition(higher_is_better=True, target=None)}
    return [(one.code, one.unit, one.indicator) for one in weak_links_of(today, high, NOW, earlier)]


def test_faults_of_the_meeting_itself_are_weak_links() -> None:
    own = {"items_forgotten": 2, "items_doubled": 0, "handovers_late": 4}
    found = codes(day({"headquarters": {COUNTY: own, CITY: own}}), [])
    assert found == [("items_forgotten", COUNTY, None), ("handovers_late", COUNTY, None)]


def test_a_rise_of_absences_is_seen_only_over_an_unbroken_history() -> None:
    quiet, high = ({"schools": {COUNTY: {"absent_ill": n}}} for n in (5, 30))
    history = [day(quiet) for _ in range(9)]
    assert codes(day(high), history) == [("count_rising", COUNTY, "schools.absent_ill")]
    assert codes(day(high), history[:8]) == []


def test_worst_tenth_twice_needs_a_base() -> None:
    rates = {f"u{one:02}": (90, 100) for one in range(10)}
    today, before = day(rates=rates | {"u04": (88, 100)}), day(rates=rates | {"u04": (87, 100)})
    assert ("lowest_two_days", "u04", "verification.screened_rate") in codes(today, [before])
    small = day(rates=rates | {"u04": (15, 19)})
    assert ("lowest_two_days", "u04", "verification.screened_rate") not in codes(small, [before])


def test_every_count_that_is_watched_is_reported_by_its_line() -> None:
    for room, names in RISING.items():
        assert set(names) <= set(REPORTS[room].count_words), room


def test_earlier_figures_are_those_known_then_and_end_at_a_gap() -> None:
    event = make_event()

    def fixed(on: date, version: int, fixed_at: datetime) -> CutOff:
        return CutOff.objects.create(
            id=fresh_id(NOW),
            event=event,
            unit=unit(CITY),
            name="18:00",
            on=on,
            version=version,
            fixed_at=fixed_at,
            fixed_by="-",
            reason="更正" if version > 1 else "",
            pack=event.pack,
            figures={"said": f"{on:%d}v{version}"},
            digest="-",
        )

    today = fixed(date(2021, 8, 5), 1, NOW)
    fixed(date(2021, 8, 4), 1, NOW - 24 * HOUR)
    fixed(date(2021, 8, 4), 2, NOW - 23 * HOUR)
    fixed(date(2021, 8, 4), 3, NOW + HOUR)
    fixed(date(2021, 8, 3), 1, NOW - 48 * HOUR)
    fixed(date(2021, 8, 1), 1, NOW - 96 * HOUR)
    assert [one["said"] for one in earlier_figures(view_cut_off(today), 13)] == ["04v2", "03v1"]
