"""数据截止: fixed once, corrected by a version beside it, and a changed figure is found."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, actor_with, make_event, make_list, make_people_sought
from yanpan.base.events.models import Event
from yanpan.base.gate import Actor
from yanpan.base.indicators.models import Confirmation, CutOff
from yanpan.base.indicators.operations import confirm_figures, fix_cut_off
from yanpan.base.indicators.queries import get_cut_off, list_confirmations, list_cut_offs
from yanpan.base.indicators.registry import INDICATORS, REPORTS, Indicator, Report, define, report
from yanpan.base.places.models import Unit
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Missing, Refused, Stale

pytestmark = pytest.mark.django_db
NAME = "18:00"
ON = date(2021, 8, 5)
COUNTIES = 8  # five of the books and three functional zones


def desk(unit_key: str = CITY) -> Actor:
    return actor_with(
        "indicators.confirm_figures",
        "indicators.fix_cut_off",
        "indicators.list_cut_offs",
        "indicators.get_cut_off",
        "indicators.list_confirmations",
        unit_key=unit_key,
    )


def fixed(
    event: Event, *, reason: str = "", unit_key: str = CITY, minutes: int = 0, name: str = NAME
) -> CutOff:
    return fix_cut_off(
        desk(),
        event_id=event.id,
        unit_key=unit_key,
        name=name,
        on=ON,
        reason=reason,
        now=NOW + timedelta(minutes=minutes),
    )


def confirmed(event: Event, unit_key: str) -> Confirmation:
    return confirm_figures(desk(), event_id=event.id, unit_key=unit_key, name=NAME, on=ON, now=NOW)


def test_the_first_fixing_is_version_one_and_needs_no_reason() -> None:
    one = fixed(make_event(), reason="无需理由")
    assert (one.version, one.reason, one.pack, one.fixed_at) == (1, "", "covid19-8", NOW)


def test_a_second_version_needs_a_reason_and_stands_beside_the_first() -> None:
    event = make_event()
    first = fixed(event)
    kept = (first.figures, first.digest)
    with pytest.raises(Refused, match="a_later_version_needs_a_reason"):
        fixed(event, reason=" ")
    make_people_sought(1)
    second = fixed(event, reason="舞阳县18时20分补报", minutes=25)
    assert (second.version, second.reason) == (2, "舞阳县18时20分补报")
    first.refresh_from_db()
    assert (first.figures, first.digest) == kept
    views = {one.version: one for one in list_cut_offs(desk(), event_id=event.id, now=NOW)}
    assert views[2].newest and not views[1].newest
    assert not get_cut_off(desk(), cut_off_id=first.id, now=NOW).newest
    assert get_cut_off(desk(), cut_off_id=second.id, now=NOW).newest


def test_other_units_other_hours_and_other_days_have_their_own_versions() -> None:
    event = make_event()
    fixed(event)
    assert fixed(event, unit_key=COUNTY).version == 1
    assert fixed(event, name="12:00").version == 1
    tomorrow = fix_cut_off(
        desk(), event_id=event.id, unit_key=CITY, name=NAME, on=ON + timedelta(days=1), reason="", now=NOW
    )
    assert tomorrow.version == 1


def _one_more(figures: dict[str, Any]) -> None:
    counts = figures["rooms"]["verification"]["counts"]
    next(one for one in counts if one[1] == "received" and one[0] == CITY)[2] += 1


def _one_less_missing(figures: dict[str, Any]) -> None:
    figures["confirmed"]["missing"].pop()


def _earlier(figures: dict[str, Any]) -> None:
    figures["fixed_at"] = (NOW - timedelta(minutes=1)).isoformat()


@pytest.mark.parametrize("change", [_one_more, _one_less_missing, _earlier])
def test_a_changed_figure_is_found_by_the_digest(change: Any) -> None:
    make_list(3)
    one = fixed(Event.objects.get())
    assert get_cut_off(desk(), cut_off_id=one.id, now=NOW).is_untouched
    change(one.figures)
    CutOff.objects.filter(id=one.id).update(figures=one.figures)
    assert not get_cut_off(desk(), cut_off_id=one.id, now=NOW).is_untouched


def test_the_same_facts_at_the_same_moment_have_the_same_digest() -> None:
    make_list(2)
    event = Event.objects.get()
    assert (
        fixed(event).digest == fixed(event, name="another").digest != fixed(event, name="x", minutes=1).digest
    )


def test_who_confirmed_and_who_is_missing_is_kept_by_key_in_the_order_of_the_books() -> None:
    event = make_event()
    confirmed(event, OTHER_COUNTY)
    confirmed(event, COUNTY)
    kept = fixed(event).figures["confirmed"]
    order = list(Unit.objects.filter(kind="county").order_by("order").values_list("key", flat=True))
    assert kept["given"] == [key for key in order if key in (COUNTY, OTHER_COUNTY)]
    assert kept["missing"] == [key for key in order if key not in (COUNTY, OTHER_COUNTY)]
    assert len(order) == COUNTIES


def test_figures_are_confirmed_once() -> None:
    event = make_event()
    confirmed(event, COUNTY)
    with pytest.raises(Stale, match="already_confirmed"):
        confirmed(event, COUNTY)
    shown = list_confirmations(desk(), event_id=event.id, name=NAME, on=ON, now=NOW)
    assert shown == {COUNTY: NOW}


def test_a_confirmation_after_the_fixing_changes_nothing_fixed() -> None:
    event = make_event()
    first = fixed(event)
    confirmed(event, COUNTY)
    assert COUNTY in CutOff.objects.get(id=first.id).figures["confirmed"]["missing"]
    assert COUNTY in fixed(event, reason="补报").figures["confirmed"]["given"]


def test_figures_elsewhere_do_not_exist() -> None:
    event = make_event()
    one = fixed(event)
    county = desk(COUNTY)
    with pytest.raises(Missing):
        confirm_figures(county, event_id=event.id, unit_key=OTHER_COUNTY, name=NAME, on=ON, now=NOW)
    with pytest.raises(Missing):
        get_cut_off(county, cut_off_id=one.id, now=NOW)
    assert list_cut_offs(county, event_id=event.id, now=NOW) == []
    with pytest.raises(Missing):
        fix_cut_off(desk(), event_id=fresh_id(NOW), unit_key=CITY, name=NAME, on=ON, reason="", now=NOW)


def test_the_database_too_wants_a_reason_for_a_later_version_and_one_of_each() -> None:
    one = fixed(make_event())
    with pytest.raises(IntegrityError), transaction.atomic():
        CutOff.objects.filter(id=one.id).update(version=2)
    one.pk = fresh_id(NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        one.save(force_insert=True)


def test_an_indicator_without_the_source_of_its_base_is_not_defined() -> None:
    with pytest.raises(ValueError, match="without a source"):
        define(Indicator("drill.rate", "率", "分子", "分母", "", higher_is_better=True))
    assert "drill.rate" not in INDICATORS
    assert all(str(one.source) for one in INDICATORS.values())


def test_nothing_is_defined_and_no_room_reports_twice() -> None:
    one = next(iter(INDICATORS.values()))
    with pytest.raises(ValueError, match="defined twice"):
        define(one)
    room = next(iter(REPORTS))
    with pytest.raises(ValueError, match="reports twice"):
        report(Report(room, "", REPORTS[room].make, {}))
