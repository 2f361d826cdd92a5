"""Confirming figures and fixing them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from yanpan.base.events.models import Event
from yanpan.base.gate import Actor, operation
from yanpan.base.indicators.models import Confirmation, CutOff
from yanpan.base.indicators.registry import kept, make_reports
from yanpan.base.places.models import Unit
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.canonical import digest
from yanpan.kernel.errors import Missing, Refused, Stale


def _own(actor: Actor, unit_key: str) -> Unit:
    unit = Unit.objects.filter(key=unit_key).first()
    if unit is None or not actor.covers(unit.path):
        raise Missing("unit")
    return unit


@operation("indicators.confirm_figures", subject="unit_key", records=("event_id", "name", "on"))
def confirm_figures(
    actor: Actor, *, event_id: UUID, unit_key: str, name: str, on: date, now: datetime
) -> Confirmation:
    """A unit says that its figures stand. Once per cut-off; Stale the second time."""
    unit = _own(actor, unit_key)
    made, fresh = Confirmation.objects.get_or_create(
        event_id=event_id,
        unit=unit,
        name=name,
        on=on,
        defaults={"id": fresh_id(now), "confirmed_at": now, "confirmed_by": actor.name},
    )
    if not fresh:
        raise Stale("already_confirmed")
    return made


@operation("indicators.fix_cut_off", subject="unit_key", records=("event_id", "name", "on", "reason"))
def fix_cut_off(
    actor: Actor, *, event_id: UUID, unit_key: str, name: str, on: date, reason: str, now: datetime
) -> CutOff:
    """Fix the figures of a unit now. The first is version 1; a later one needs a reason and stands beside it."""
    unit = _own(actor, unit_key)
    event = Event.objects.select_for_update().filter(id=event_id).first()
    if event is None:
        raise Missing("event")
    last = CutOff.objects.filter(event=event, unit=unit, name=name, on=on).order_by("-version").first()
    if last is not None and not reason.strip():
        raise Refused("a_later_version_needs_a_reason", version=last.version)
    figures = _gather(event, unit, name, on, now)
    return CutOff.objects.create(
        id=fresh_id(now),
        event=event,
        unit=unit,
        name=name,
        on=on,
        version=last.version + 1 if last else 1,
        fixed_at=now,
        fixed_by=actor.name,
        reason=reason if last else "",
        pack=event.pack,
        figures=figures,
        digest=digest(figures),
    )


def _gather(event: Event, unit: Unit, name: str, on: date, now: datetime) -> dict[str, Any]:
    """The canonical plaintext: numbers, unit keys, titles of topics, words of units, in a fixed order. No persons."""
    rooms = make_reports(event.id, unit.path, now)
    return {
        "fixed_at": now.isoformat(),
        "unit": unit.key,
        "rooms": {room: kept(made) for room, made in sorted(rooms.items())},
        "confirmed": _confirmed(event, unit, name, on),
    }


def _confirmed(event: Event, unit: Unit, name: str, on: date) -> dict[str, list[str]]:
    """Which units one level down have confirmed, and which are missing."""
    due = list(Unit.objects.filter(parent=unit, kind__in=["county", "township", "village"]).order_by("order"))
    given = set(
        Confirmation.objects.filter(event=event, name=name, on=on, unit__in=due).values_list(
            "unit__key", flat=True
        )
    )
    return {
        "given": [one.key for one in due if one.key in given],
        "missing": [one.key for one in due if one.key not in given],
    }
