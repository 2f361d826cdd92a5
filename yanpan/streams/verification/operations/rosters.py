"""Printed rosters: each copy registered, its return noted."""

from datetime import datetime
from uuid import UUID

from yanpan.base.events.queries import current_event
from yanpan.base.gate import Actor, operation
from yanpan.base.places.queries import visible_unit
from yanpan.base.vault.randomness import fresh_id, fresh_short_code
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import Roster, RosterLine, VerificationTask

MOST_ON_A_ROSTER = 200


@operation("verification.print_roster", subject="unit_key")
def print_roster(actor: Actor, *, unit_key: str, now: datetime) -> Roster:
    """Register one copy of 核查名单 for a unit: everybody in hand there now, the nearest clock first; at most 200."""
    unit = visible_unit(actor, unit_key)
    event = current_event()
    tasks = list(
        VerificationTask.objects.filter(
            custody_id=unit.id, event_id=event.id, standing="in_hand", merged_away=False
        ).order_by("find_by", "id")[:MOST_ON_A_ROSTER]
    )
    if not tasks:
        raise Refused("nobody_for_a_roster")
    roster = Roster.objects.create(
        id=fresh_id(now),
        mark=fresh_short_code(),
        event_id=event.id,
        unit_id=unit.id,
        printed_at=now,
        printed_by=actor.name,
        person_count=len(tasks),
    )
    RosterLine.objects.bulk_create(
        RosterLine(id=fresh_id(now), roster=roster, number=number, task=task)
        for number, task in enumerate(tasks, start=1)
    )
    return roster


@operation("verification.note_roster_returned", subject="roster_id", words=("returned_by",))
def note_roster_returned(actor: Actor, *, roster_id: UUID, returned_by: str, now: datetime) -> Roster:
    """The copy is back, and who brought it. Refused('returned_by_needed'), Stale('roster_is_returned')."""
    roster = (
        Roster.objects.select_for_update(of=("self",)).select_related("unit").filter(id=roster_id).first()
    )
    if roster is None or not actor.covers(roster.unit.path):
        raise Missing("roster")
    if not returned_by.strip():
        raise Refused("returned_by_needed")
    if roster.returned_at is not None:
        raise Stale("roster_is_returned")
    roster.returned_at, roster.returned_by, roster.noted_by = now, returned_by.strip()[:60], actor.name
    roster.save(update_fields=["returned_at", "returned_by", "noted_by"])
    return roster
