"""Villages of a sweep and sentinels that say nothing: the unit above is rung, by day, until they speak."""

from datetime import date, timedelta

import pytest

from tests.world import COUNTY, NOW, OTHER_COUNTY, TOWNSHIP, make_actor, unit, villages_of
from tests.world_sweep import make_places, make_sweep, open_event, village
from yanpan.base.events.models import Event
from yanpan.base.jobs.rounds import ROUNDS
from yanpan.base.notices.models import Notice
from yanpan.base.notices.queries import list_calls
from yanpan.streams.verification.models import KeyPlace, Sweep, SweepVillage
from yanpan.streams.verification.operations.sweep import (
    close_sweep,
    record_visit,
    report_households,
    report_sentinel,
    ring_about_silence,
)
from yanpan.streams.verification.tests.homes import keeper
from yanpan.streams.verification.tests.lists import desk

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
NEXT_DAY = NOW + 24 * HOUR  # 15:40 on 6 August
ZERO = {"seen": 0, "fever": 0, "sampled": 0, "referred": 0}


def calls(matter: str) -> dict[str, dict[str, int]]:
    """Unit → numbers of what stands on the call list."""
    open_ones = Notice.objects.filter(matter=matter, answered_at=None).select_related("unit")
    return {one.unit.key: one.facts for one in open_ones}


class TestVillages:
    @pytest.fixture
    def sweep(self) -> Sweep:
        """Of one township, opened at 15:40 on its first day."""
        return make_sweep(at=TOWNSHIP)

    def reported(self, sweep: Sweep, key: str, reached: int = 5) -> SweepVillage:
        line = SweepVillage.objects.get(sweep=sweep, unit__key=key)
        return report_households(
            desk(key),
            village_id=line.id,
            version=line.version,
            registered=100,
            reached=reached,
            refused=0,
            exempt_by={},
            now=NOW + 12 * HOUR,
        )

    def test_after_the_packs_hours_the_township_is_rung_with_the_number(self, sweep: Sweep) -> None:
        ring_about_silence(keeper(), now=NEXT_DAY - timedelta(minutes=1))
        assert calls("sweep_silent") == {}
        assert ring_about_silence(keeper(), now=NEXT_DAY) == 1
        assert calls("sweep_silent") == {TOWNSHIP: {"units": len(villages_of(TOWNSHIP))}}
        listed = list_calls(make_actor("county_liaison", COUNTY), now=NEXT_DAY)
        assert "sweep_silent" in {one.matter for one in listed}

    def test_a_report_or_a_visit_is_a_word_and_who_is_done_needs_none(self, sweep: Sweep) -> None:
        spoke, visited, done = (one.key for one in villages_of(TOWNSHIP)[:3])
        self.reported(sweep, spoke)
        self.reported(sweep, done, reached=100)
        [place] = make_places(1, kind="market", at=visited)
        record_visit(
            desk(visited), place_id=place.id, version=1, result="open", broken=[], now=NOW + 12 * HOUR
        )
        whole = len(villages_of(TOWNSHIP))
        ring_about_silence(keeper(), now=NEXT_DAY)
        assert calls("sweep_silent") == {TOWNSHIP: {"units": whole - 3}}
        ring_about_silence(keeper(), now=NEXT_DAY + 18 * HOUR)  # 9:40: silent again, but for who is done
        assert calls("sweep_silent") == {TOWNSHIP: {"units": whole - 1}}

    def test_before_its_first_day_and_after_its_end_nobody_is_rung(self, sweep: Sweep) -> None:
        Sweep.objects.update(from_on=date(2021, 8, 6))
        ring_about_silence(keeper(), now=NEXT_DAY)
        assert calls("sweep_silent") == {}
        ring_about_silence(keeper(), now=NEXT_DAY + 18 * HOUR)  # a day of its own days has passed
        assert TOWNSHIP in calls("sweep_silent")
        close_sweep(keeper(), sweep_id=sweep.id, now=NEXT_DAY + 19 * HOUR)
        ring_about_silence(keeper(), now=NEXT_DAY + 19 * HOUR)
        assert calls("sweep_silent") == {}
        assert Notice.objects.get(matter="sweep_silent").answer == "settled"

    def test_at_night_nobody_is_put_on_the_list(self, sweep: Sweep) -> None:
        ring_about_silence(keeper(), now=NEXT_DAY + 10 * HOUR)  # 1:40
        assert calls("sweep_silent") == {}


class TestSentinels:
    def clinic(self, *, kind: str = "fever_clinic", at: str = "") -> KeyPlace:
        return make_places(1, kind=kind, at=at)[0]

    def test_a_day_without_a_count_rings_the_unit_above(self) -> None:
        self.clinic()
        self.clinic(kind="pharmacy", at=villages_of(OTHER_COUNTY)[0].key)
        self.clinic(kind="market")
        ring_about_silence(keeper(), now=NEXT_DAY - timedelta(minutes=1))
        assert calls("sentinels_silent") == {}
        assert ring_about_silence(keeper(), now=NEXT_DAY) == 2
        above = villages_of(OTHER_COUNTY)[0].parent
        assert above is not None
        assert calls("sentinels_silent") == {TOWNSHIP: {"sentinels": 1}, above.key: {"sentinels": 1}}

    def test_zero_is_a_word_for_a_day(self) -> None:
        place = self.clinic()
        at = NOW + 12 * HOUR
        report_sentinel(desk(village()), place_id=place.id, number=0, numbers=ZERO, now=at)
        ring_about_silence(keeper(), now=NEXT_DAY)
        assert calls("sentinels_silent") == {}
        ring_about_silence(keeper(), now=NEXT_DAY + 18 * HOUR)
        assert calls("sentinels_silent") == {TOWNSHIP: {"sentinels": 1}}

    def test_a_closed_one_and_one_off_the_register_are_not_waited_for(self) -> None:
        closed, gone = self.clinic(), self.clinic(at=villages_of(TOWNSHIP)[1].key)
        KeyPlace.objects.filter(id=closed.id).update(is_open=False)
        KeyPlace.objects.filter(id=gone.id).update(removed_at=NOW, removed_why="撤销")
        ring_about_silence(keeper(), now=NEXT_DAY)
        assert calls("sentinels_silent") == {}


class TestRound:
    def test_it_rings_and_settles_by_itself_and_is_quiet_without_an_event(self) -> None:
        place, walk = make_places(1, kind="fever_clinic")[0], ROUNDS["verification.silence"].walk
        walk(keeper(), NEXT_DAY)
        assert calls("sentinels_silent") == {TOWNSHIP: {"sentinels": 1}}
        report_sentinel(desk(village()), place_id=place.id, number=0, numbers=ZERO, now=NEXT_DAY + HOUR / 2)
        walk(keeper(), NEXT_DAY + HOUR)
        assert calls("sentinels_silent") == {}
        Event.objects.filter(id=open_event().id).update(closed_at=NEXT_DAY, closed_by="演指〔2021〕9号")
        walk(keeper(), NEXT_DAY + 48 * HOUR)
        assert calls("sentinels_silent") == {}

    def test_each_county_is_rung_about_its_own(self) -> None:
        make_places(1, kind="fever_clinic")
        rights = ("verification.ring_about_silence",)
        other = make_actor("county_liaison", OTHER_COUNTY)
        elsewhere = type(other)(name="x", permissions=frozenset(rights), units=(unit(OTHER_COUNTY).path,))
        assert ring_about_silence(elsewhere, now=NEXT_DAY) == 0
