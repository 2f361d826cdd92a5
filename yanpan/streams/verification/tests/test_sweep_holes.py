"""Holes in the defence: found with a photo, repaired by the owner, checked by another; a second time is said."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, TOWNSHIP, make_actor, unit
from tests.world_sweep import make_fixed, make_holes, make_places, open_event, other_village, photo, village
from yanpan.base.documents.attachments import open_attachment
from yanpan.base.gate import Actor
from yanpan.base.notices.models import Notice
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import Hole, HolePhoto
from yanpan.streams.verification.operations.sweep import (
    assign_hole,
    recheck_hole,
    report_hole,
    report_hole_fixed,
    tend_sweep,
)
from yanpan.streams.verification.queries.sweep import count_holes, get_hole, get_hole_photo, list_holes
from yanpan.streams.verification.reports import make_report
from yanpan.streams.verification.tests.homes import keeper
from yanpan.streams.verification.tests.lists import desk

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def checked(hole: Hole, actor: Actor, *, holds: bool = True, note: str = "") -> Hole:
    hole.refresh_from_db()
    return recheck_hole(actor, hole_id=hole.id, version=hole.version, holds=holds, note=note, now=NOW)


def test_the_photo_kept_says_neither_where_nor_with_what_it_was_taken() -> None:
    make_holes(1)
    kept = open_attachment(HolePhoto.objects.get().kept_id).content
    assert kept.startswith(b"\xff\xd8\xff") and b"Exif" not in kept and b"PhoneModel-7" not in kept


def test_a_photo_is_seen_by_the_own_units_only() -> None:
    make_holes(1)
    photo_id = HolePhoto.objects.get().id
    assert get_hole_photo(make_actor("supervisor"), photo_id=photo_id, now=NOW).media_type == "image/jpeg"
    for stranger in (OTHER_COUNTY, other_village()):
        with pytest.raises(Missing):
            get_hole_photo(desk(stranger), photo_id=photo_id, now=NOW)


def test_all_that_is_missing_is_said_at_once() -> None:
    open_event()
    with pytest.raises(Refused) as refused:
        report_hole(desk(village()), unit_key=village(), rule="bad", severity="bad", photos=[], now=NOW)
    assert refused.value.facts["problems"] == (
        "hole_place_needed,hole_rule_needed,hole_severity_needed,hole_photo_needed"
    )


def test_a_grave_hole_is_due_in_four_hours_and_its_owner_lies_above_it() -> None:
    open_event()
    said: dict[str, Any] = {
        "unit_key": village(),
        "spot": "村东口",
        "rule": "gate_unguarded",
        "photos": [photo()],
    }
    hole = report_hole(desk(village()), severity="grave", owner_key=TOWNSHIP, now=NOW, **said)
    assert (hole.due_at, hole.owner.key) == (NOW + timedelta(hours=4), TOWNSHIP)
    for wrong in (other_village(), OTHER_COUNTY):
        with pytest.raises(Refused, match="hole_owner_wrong"):
            report_hole(desk(village()), severity="grave", owner_key=wrong, now=NOW, **said)
    with pytest.raises(Refused, match="identifier_in_free_text"):
        report_hole(desk(village()), severity="minor", now=NOW, **{**said, "spot": "找13800001111"})


def test_the_owner_alone_reports_it_repaired_and_shows_it() -> None:
    [hole] = make_holes(1, owner=TOWNSHIP)
    with pytest.raises(Refused, match="owner_reports_it_fixed"):
        report_hole_fixed(desk(village()), hole_id=hole.id, version=1, photos=[photo()], now=NOW)
    with pytest.raises(Refused, match="hole_photo_needed"):
        report_hole_fixed(desk(TOWNSHIP), hole_id=hole.id, version=1, photos=[], now=NOW)
    report_hole_fixed(desk(TOWNSHIP), hole_id=hole.id, version=1, photos=[photo()], now=NOW)
    with pytest.raises(Stale):
        report_hole_fixed(desk(TOWNSHIP), hole_id=hole.id, version=2, photos=[photo()], now=NOW)


def test_who_repaired_it_does_not_check_it_and_neither_does_the_own_unit() -> None:
    [hole] = make_fixed(1)
    same_person = desk(village(), hole.fixed_by)
    for fixer in (same_person, desk(village(), "a colleague"), desk(TOWNSHIP, hole.fixed_by)):
        with pytest.raises(Refused, match="another_checks_the_repair"):
            checked(hole, fixer)
    done = checked(hole, make_actor("supervisor"))
    assert (done.closed_by, done.closed_at) == (f"supervisor@{CITY}", NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Hole.objects.filter(id=hole.id).update(closed_by=hole.fixed_by)


def test_what_does_not_hold_goes_back_with_a_reason_and_its_old_hour() -> None:
    [hole] = make_fixed(1)
    due = hole.due_at
    with pytest.raises(Refused, match="reason_needed"):
        checked(hole, desk(TOWNSHIP), holds=False)
    back = checked(hole, desk(TOWNSHIP), holds=False, note="仍无人值守")
    assert (back.fixed_at, back.sent_back, back.due_at) == (None, 1, due)
    facts = get_hole(desk(COUNTY), hole_id=hole.id, now=NOW)
    assert [(one.step, one.note, len(one.photos)) for one in facts.steps] == [
        ("found", "", 1),
        ("fixed", "", 1),
        ("sent_back", "仍无人值守", 0),
    ]
    with pytest.raises(Refused, match="hole_is_not_fixed_yet"):
        checked(hole, desk(TOWNSHIP))


def test_the_same_rule_at_the_same_place_within_14_days_is_a_second_time() -> None:
    open_event()
    [place, other] = make_places(2)

    def again(days: int, *, place_id: object = place.id, rule: str = "masks") -> int:
        return report_hole(
            desk(village()),
            unit_key=village(),
            place_id=place_id,  # type: ignore[arg-type]
            rule=rule,
            severity="minor",
            photos=[photo()],
            now=NOW + days * DAY,
        ).times

    assert [again(0), again(1), again(13)] == [1, 2, 3]
    assert again(13, rule="crowding") == 1
    assert again(13, place_id=other.id) == 1
    assert again(40) == 1
    spots = [make_holes(1, now=NOW + days * DAY)[0].times for days in (0, 13, 28)]
    assert spots == [1, 2, 1]


def test_late_holes_ring_their_owner_until_they_are_repaired() -> None:
    [hole] = make_holes(1, owner=TOWNSHIP)
    late = NOW + timedelta(hours=24)
    assert tend_sweep(keeper(), now=late - timedelta(seconds=1)) == 0
    assert tend_sweep(keeper(), now=late) == 1
    call = Notice.objects.get()
    assert (call.unit.key, call.matter, call.facts) == (TOWNSHIP, "holes_late", {"holes": 1})
    report_hole_fixed(desk(TOWNSHIP), hole_id=hole.id, version=1, photos=[photo()], now=late)
    tend_sweep(keeper(), now=late)
    assert not Notice.objects.filter(answered_at=None).exists()


def test_another_owner_or_hour_needs_a_reason_and_lies_ahead() -> None:
    [hole] = make_holes(1)
    said = {"hole_id": hole.id, "version": 1, "owner_key": TOWNSHIP}
    with pytest.raises(Refused, match="reason_needed"):
        assign_hole(desk(COUNTY), due_at=NOW + DAY, note=" ", now=NOW, **said)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="hole_due_in_the_past"):
        assign_hole(desk(COUNTY), due_at=NOW, note="x", now=NOW, **said)  # type: ignore[arg-type]
    moved = assign_hole(desk(COUNTY), due_at=NOW + DAY, note="村里没有人手", now=NOW, **said)  # type: ignore[arg-type]
    assert (moved.owner.key, moved.version) == (TOWNSHIP, 2)
    with pytest.raises(Stale):
        assign_hole(desk(COUNTY), due_at=NOW + DAY, note="x", now=NOW, **said)  # type: ignore[arg-type]


def test_the_board_counts_each_county_and_the_report_says_what_is_late() -> None:
    make_holes(3)
    [fixed] = make_fixed(1)
    late = NOW + timedelta(hours=25)
    board = count_holes(desk(CITY), event_id=fixed.event_id, unit_key=CITY, now=late)
    county = {part.key: one for part, one in board.parts}[COUNTY]
    assert (county.open, county.late, county.to_check, county.closed, county.again) == (3, 3, 1, 0, 1)
    report = make_report(fixed.event_id, unit(CITY).path, late)
    figures = {(one.unit, one.indicator): one for one in report.figures}
    share = figures[(COUNTY, "verification.holes_open")]
    assert (share.numerator, share.denominator) == (3, 4)
    wanted = {
        name: len(
            list_holes(
                desk(CITY),
                event_id=fixed.event_id,
                unit_path=unit(CITY).path,
                wanted=name,
                page=1,
                now=late,
            )
        )
        for name in ("open", "late", "to_check", "closed", "again", "")
    }
    assert wanted == {"open": 3, "late": 3, "to_check": 1, "closed": 0, "again": 1, "": 4}
