"""Holes in the defence (漏洞): found with a photo, fixed by its owner, checked by another than the fixer."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from yanpan.base.documents.attachments import CleanFile, keep_attachment
from yanpan.base.events.queries import EventView, current_event
from yanpan.base.gate import Actor, operation, under
from yanpan.base.places.models import Unit
from yanpan.base.places.queries import UnitView, get_unit, visible_unit
from yanpan.base.vault.masks import check_written_out
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import Sealer
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import Hole, HolePhoto, HoleStep, KeyPlace
from yanpan.streams.verification.rules.sweep import Step, fixed_within, folded, hole_problems, repeats_within


@operation(
    "verification.report_hole",
    subject="unit_key",
    records=("place_id", "rule", "severity", "owner_key", "due_at", "spot"),
    words=("spot",),
)
def report_hole(
    actor: Actor,
    *,
    unit_key: str,
    rule: str,
    severity: str,
    photos: Sequence[CleanFile],
    now: datetime,
    place_id: UUID | None = None,
    spot: str = "",
    owner_key: str = "",
    due_at: datetime | None = None,
    note: str = "",
) -> Hole:
    """A broken rule at a place of the register, or at a spot of the unit named in a few words; places, no persons.

    owner: the unit itself or one above it, else the unit; due: else the pack's hours for the severity. Raises
    Refused('hole_incomplete', problems=…) with all that is missing, Refused('hole_owner_wrong').
    """
    unit, event = visible_unit(actor, unit_key), current_event()
    place = _place(unit, place_id)
    spot = place.title if place else spot.strip()[:80]
    if problems := hole_problems(spot, rule, severity, len(photos)):
        raise Refused("hole_incomplete", problems=",".join(one.value for one in problems))
    owner = _owner(owner_key or unit.key, unit.path)
    due = due_at or now + fixed_within(severity, event.pack.rules["sweep"])
    if due <= now:
        raise Refused("hole_due_in_the_past")
    hole = Hole.objects.create(
        id=fresh_id(now),
        event_id=event.id,
        unit_id=unit.id,
        place=place,
        spot=spot,
        folded=folded(spot)[:80],
        rule=rule,
        severity=severity,
        times=1 + _before(event, unit.id, place, spot, rule, now),
        owner_id=owner.id,
        due_at=due,
        found_at=now,
        found_by=actor.name,
    )
    _step(actor, hole, Step.FOUND, now, note=note, photos=photos)
    return hole


def _place(unit: UnitView, place_id: UUID | None) -> KeyPlace | None:
    if place_id is None:
        return None
    place = KeyPlace.objects.filter(id=place_id, unit_id=unit.id, removed_at=None).first()
    if place is None:
        raise Missing("place")
    return place


def _owner(key: str, path: str) -> UnitView:
    """Who answers for a hole: the unit where it is, its township, its county, the city."""
    owner = get_unit(key)
    if not path.startswith(owner.path):
        raise Refused("hole_owner_wrong")
    return owner


def _before(
    event: EventView, unit_id: int, place: KeyPlace | None, spot: str, rule: str, now: datetime
) -> int:
    """How often the same rule was broken at the same place within the pack's days."""
    since = now - repeats_within(event.pack.rules["sweep"])
    earlier = Hole.objects.filter(event_id=event.id, unit_id=unit_id, rule=rule, found_at__gt=since)
    same = earlier.filter(place=place) if place else earlier.filter(place=None, folded=folded(spot)[:80])
    return same.count()


def _step(
    actor: Actor, hole: Hole, step: Step, now: datetime, *, note: str, photos: Sequence[CleanFile] = ()
) -> None:
    check_written_out(note)
    step_id = fresh_id(now)
    made = HoleStep.objects.create(
        id=step_id,
        hole=hole,
        number=hole.version,
        step=step.value,
        note=Sealer(HoleStep, now).seal("note", step_id, note.strip()[:500]),
        at=now,
        by=actor.name,
    )
    for photo in photos:
        kept = keep_attachment(hole.unit_id, photo, by=actor.name, now=now)
        HolePhoto.objects.create(id=fresh_id(now), step=made, kept=kept)


@operation("verification.assign_hole", subject="hole_id", records=("version", "owner_key", "due_at"))
def assign_hole(
    actor: Actor, *, hole_id: UUID, version: int, owner_key: str, due_at: datetime, now: datetime, note: str
) -> Hole:
    """Another owner or another hour, with the reason. Raises Refused('reason_needed'), ('hole_due_in_the_past')."""
    hole = _open(actor, hole_id, version)
    if not note.strip():
        raise Refused("reason_needed")
    if due_at <= now:
        raise Refused("hole_due_in_the_past")
    if hole.fixed_at is not None:
        raise Stale("hole_is_fixed")
    hole.owner_id, hole.due_at = _owner(owner_key, hole.unit.path).id, due_at
    _saved(actor, hole, Step.ASSIGNED, now, "owner", "due_at", note=note)
    return hole


@operation("verification.report_hole_fixed", subject="hole_id", records=("version",))
def report_hole_fixed(
    actor: Actor, *, hole_id: UUID, version: int, photos: Sequence[CleanFile], now: datetime, note: str = ""
) -> Hole:
    """The owner says it is fixed, and shows it. Raises Refused('owner_reports_it_fixed'), ('hole_photo_needed')."""
    hole = _open(actor, hole_id, version)
    if not actor.covers(hole.owner.path):
        raise Refused("owner_reports_it_fixed", unit=hole.owner.name)
    if hole.fixed_at is not None:
        raise Stale("hole_is_fixed")
    if not photos:
        raise Refused("hole_photo_needed")
    hole.fixed_at, hole.fixed_by = now, actor.name
    hole.fixing_unit = Unit.objects.filter(path=actor.home).first() or hole.owner
    _saved(actor, hole, Step.FIXED, now, "fixed_at", "fixed_by", "fixing_unit", note=note, photos=photos)
    return hole


@operation("verification.recheck_hole", subject="hole_id", records=("version", "holds"))
def recheck_hole(
    actor: Actor,
    *,
    hole_id: UUID,
    version: int,
    holds: bool,
    now: datetime,
    note: str = "",
    photos: Sequence[CleanFile] = (),
) -> Hole:
    """Another unit, or supervision, looks: closed, or sent back with a reason and its old hour.

    Raises Refused('hole_is_not_fixed_yet'), Refused('another_checks_the_repair'), Refused('reason_needed').
    """
    hole = _open(actor, hole_id, version)
    if hole.fixed_at is None:
        raise Refused("hole_is_not_fixed_yet")
    fixing = hole.fixing_unit
    if actor.name == hole.fixed_by or (fixing is not None and actor.home == fixing.path):
        raise Refused("another_checks_the_repair")
    if holds:
        hole.closed_at, hole.closed_by = now, actor.name
        _saved(actor, hole, Step.CLOSED, now, "closed_at", "closed_by", note=note, photos=photos)
        return hole
    if not note.strip():
        raise Refused("reason_needed")
    hole.fixed_at, hole.fixed_by, hole.fixing_unit = None, "", None
    hole.sent_back += 1
    _saved(
        actor,
        hole,
        Step.SENT_BACK,
        now,
        "fixed_at",
        "fixed_by",
        "fixing_unit",
        "sent_back",
        note=note,
        photos=photos,
    )
    return hole


def _open(actor: Actor, hole_id: UUID, version: int) -> Hole:
    hole = (
        Hole.objects.select_for_update(of=("self",))
        .select_related("unit", "owner", "fixing_unit")
        .filter(under("unit__path", actor), id=hole_id)
        .first()
    )
    if hole is None:
        raise Missing("hole")
    if hole.version != version or hole.closed_at is not None:
        raise Stale("hole_changed", version=hole.version)
    return hole


def _saved(
    actor: Actor,
    hole: Hole,
    step: Step,
    now: datetime,
    *fields: str,
    note: str,
    photos: Sequence[CleanFile] = (),
) -> None:
    hole.version += 1
    hole.save(update_fields=[*fields, "version"])
    _step(actor, hole, step, now, note=note, photos=photos)
