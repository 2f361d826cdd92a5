"""Put right by the owner with evidence; struck off by another person of another unit, or sent back."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.world import CITY, COUNTY, NOW, TOWNSHIP, make_actor
from tests.world_supervision import (
    DAY,
    FOUR,
    HOUR,
    drafted,
    fixed,
    found,
    issued,
    make_signed_for,
    photo,
    somebody,
)
from yanpan.base.gate import Actor
from yanpan.kernel.errors import NotPermitted, Refused, Stale
from yanpan.streams.supervision.models import Finding
from yanpan.streams.supervision.operations import (
    recheck_finding,
    reopen_finding,
    report_fixed,
    start_fixing,
)
from yanpan.streams.supervision.queries import get_finding, list_to_fix

pytestmark = pytest.mark.django_db
LATER = FOUR + 3 * HOUR


def looked_at(finding: Finding, by: Actor, *, holds: bool = True, note: str = "") -> Finding:
    return recheck_finding(
        by, finding_id=finding.id, version=finding.version, holds=holds, note=note, now=LATER
    )


def test_nobody_puts_right_what_was_not_signed_for() -> None:
    finding = found()
    [sheet] = drafted()
    issued(sheet)
    with pytest.raises(Stale):
        fixed(finding)


def test_the_owner_says_what_it_does_then_shows_it() -> None:
    [finding] = make_signed_for()
    clerk = make_actor("county_liaison", COUNTY)
    said: dict[str, Any] = {"finding_id": finding.id, "now": LATER}
    with pytest.raises(Refused, match="fixing_measure_needed"):
        start_fixing(clerk, version=finding.version, note=" ", **said)
    begun = start_fixing(clerk, version=finding.version, note="正在隔出通道", **said)
    assert begun.state == "in_work"
    for note, photos in ((" ", [photo()]), ("已隔出", [])):
        with pytest.raises(Refused, match="finding_evidence_needed"):
            report_fixed(clerk, version=begun.version, note=note, photos=photos, **said)
    done = report_fixed(clerk, version=begun.version, note="已隔出通道", photos=[photo()], **said)
    assert (done.state, done.fixed_by, done.fixing_unit.key) == ("reported", clerk.name, COUNTY)  # type: ignore[union-attr]


def test_a_unit_below_the_owner_may_report_it_and_the_headquarters_may_not() -> None:
    [finding] = make_signed_for()
    with pytest.raises(Refused, match="owner_puts_it_right"):
        fixed(finding, by=somebody(CITY))
    assert fixed(finding, by=somebody(TOWNSHIP)).fixing_unit.key == TOWNSHIP  # type: ignore[union-attr]


def test_neither_who_put_it_right_nor_the_own_unit_strikes_it_off() -> None:
    finding = fixed(make_signed_for()[0])
    with pytest.raises(Refused, match="another_checks_the_fixing"):
        looked_at(finding, somebody(CITY, finding.fixed_by))
    with pytest.raises(NotPermitted):
        looked_at(finding, somebody(COUNTY, "a colleague"))
    done = looked_at(finding, make_actor("supervisor"))
    assert (done.state, done.closed_by, done.checking_unit.key) == ("closed", f"supervisor@{CITY}", CITY)  # type: ignore[union-attr]


def test_the_database_lets_nobody_strike_off_the_own_work() -> None:
    finding = fixed(make_signed_for()[0])
    closed: dict[str, Any] = {"state": "closed", "closed_at": LATER, "checking_unit": finding.body_id}
    for wrong in (
        {**closed, "closed_by": finding.fixed_by},
        {**closed, "closed_by": "another", "checking_unit": finding.fixing_unit_id},
        {**closed, "closed_by": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Finding.objects.filter(id=finding.id).update(**wrong)
    assert Finding.objects.filter(id=finding.id).update(**closed, closed_by="another") == 1


def test_what_does_not_hold_goes_back_with_a_reason_and_its_old_hour() -> None:
    finding = fixed(make_signed_for()[0])
    due = finding.due_at
    with pytest.raises(Refused, match="reason_needed"):
        looked_at(finding, somebody(CITY, "looker"), holds=False)
    back = looked_at(finding, somebody(CITY, "looker"), holds=False, note="仍共用入口")
    assert (back.state, back.sent_back, back.fixed_by, back.due_at) == ("sent_back", 1, "", due)
    again = fixed(back)
    assert looked_at(again, somebody(CITY, "looker")).state == "closed"
    steps = [one.step for one in get_finding(somebody(), finding_id=finding.id, now=LATER).chain]
    assert steps == ["found", "sent", "signed_for", "reported", "reported", "sent_back", "closed"]


def test_what_was_struck_off_in_error_is_open_again_at_its_owner() -> None:
    done = looked_at(fixed(make_signed_for()[0]), somebody(CITY, "looker"))
    back = reopen_finding(
        somebody(CITY, "chief"), finding_id=done.id, version=done.version, reason="看错了入口", now=LATER
    )
    assert (back.state, back.closed_at, back.closed_by, back.checking_unit) == ("sent_back", None, "", None)
    mine = list_to_fix(somebody(COUNTY), event_id=back.event_id, page=1, now=LATER)
    assert [one.id for one in mine] == [back.id]


def test_mine_to_put_right_says_what_waits_to_be_signed_for_and_what_is_late() -> None:
    found("待交办")
    found("已交办", severity=3)
    [sheet] = drafted(now=FOUR)
    issued(sheet)
    event = sheet.event_id
    mine = list_to_fix(somebody(COUNTY), event_id=event, page=1, now=NOW + DAY)
    assert [(one.place, one.state, one.late) for one in mine] == [
        ("已交办", "ordered", True),
        ("待交办", "ordered", True),
    ]
    assert not list_to_fix(somebody(TOWNSHIP), event_id=event, page=1, now=NOW)
