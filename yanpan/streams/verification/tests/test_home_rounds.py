"""The rounds about people at home, needs and call backs: walked by the keeper, without a line when nothing is due."""

from datetime import timedelta

import pytest

from tests.world import COUNTY, NOW, TOWNSHIP, make_event, villages_of
from yanpan.base.audit.models import AuditLine
from yanpan.base.jobs.rounds import ROUNDS, walk_due
from yanpan.base.notices.models import Notice
from yanpan.streams.verification.models import HomeMonitoring, SpotCheck
from yanpan.streams.verification.operations.needs import ask_need
from yanpan.streams.verification.tests.homes import at_home, closed_rows
from yanpan.streams.verification.tests.lists import desk

pytestmark = pytest.mark.django_db
VERBS = {
    "verification.open_homes",
    "verification.ring_about_homes",
    "verification.ring_about_needs",
    "verification.draw_spot_checks",
    "verification.ring_about_spot_checks",
}


def lines() -> int:
    return AuditLine.objects.filter(verb__in=VERBS).count()


def test_the_rounds_hold_just_their_own_rights() -> None:
    held = {right for one in ROUNDS.values() for right in one.rights}
    assert held >= VERBS


def test_with_nothing_to_do_they_leave_no_line() -> None:
    walk_due(NOW)  # before any event
    make_event()
    for hours in (0, 3, 9):
        walk_due(NOW + timedelta(hours=hours))
    draws = 1  # the night's draw of zero rows is a draw
    assert lines() == draws


def test_a_day_of_rounds_draws_once_rings_and_ends_what_is_over() -> None:
    village = villages_of(TOWNSHIP)[0].key
    closed_rows(3, county=COUNTY)
    [one] = at_home(at=village, measure="monitoring")
    need = ask_need(desk(village), unit_key=village, task_id=one.task_id, kind="doctor", urgent=True, now=NOW)
    walk_due(NOW + timedelta(minutes=11))
    assert Notice.objects.filter(matter="urgent_medical_untaken").exists()
    for hours in (7, 8):  # 22:40, 23:40
        walk_due(NOW + timedelta(hours=hours))
    assert SpotCheck.objects.count() == 4
    walk_due(NOW + timedelta(hours=27))  # 18:40 of the next day
    assert Notice.objects.get(matter="home_follow_ups_missed").unit.key == village
    assert Notice.objects.get(matter="needs_late").unit_id == need.unit_id
    walk_due(NOW + timedelta(days=7))
    assert HomeMonitoring.objects.get().ended_why == "last_day"
