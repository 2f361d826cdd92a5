"""Destruction is proposed by one and witnessed by another; then a job does it and issues the certificate."""

from datetime import datetime
from uuid import UUID

from yanpan.base.events.queries import EventView, event_view
from yanpan.base.gate import Actor, operation
from yanpan.base.jobs.running import enqueue
from yanpan.base.places.queries import city_unit
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import Purge, PurgeItem
from yanpan.streams.verification.queries.retention.due import Due, what_is_due
from yanpan.streams.verification.rules.retention import PROPOSAL_LASTS, PURGED_BY_TWO


@operation("verification.propose_purge", subject="event_id", records=("rule",))
def propose_purge(actor: Actor, *, event_id: UUID, rule: str, now: datetime) -> Purge:
    """Propose to destroy what a rule lets go by now. Nothing happens before somebody else has witnessed it.

    Refused('nothing_is_due'); Stale('purge_is_proposed') while one of the same rule is under way.
    """
    actor.must_cover(city_unit().path)
    event = event_view(event_id)
    if rule not in PURGED_BY_TWO:
        raise Refused("unknown_retention_rule", rule=rule[:40])
    if Purge.objects.filter(event_id=event_id, rule=rule, state__in=["proposed", "witnessed"]).exists():
        raise Stale("purge_is_proposed")
    due = what_is_due(event, rule, now)
    if due.is_nothing:
        raise Refused("nothing_is_due")
    return Purge.objects.create(
        id=fresh_id(now),
        event_id=event_id,
        rule=rule,
        due_at=now,
        person_count=due.person_count,
        row_count=due.row_count,
        word_count=due.word_count,
        ids_digest=due.digest,
        proposed_by=actor.name,
        proposed_at=now,
    )


@operation("verification.withdraw_purge", subject="purge_id")
def withdraw_purge(actor: Actor, *, purge_id: UUID, now: datetime) -> Purge:
    """Take a proposal back, by whichever of the two; Stale once it is witnessed."""
    purge = _proposed(actor, purge_id)
    purge.state, purge.ended_by, purge.ended_at = "withdrawn", actor.name, now
    purge.save(update_fields=["state", "ended_by", "ended_at"])
    return purge


@operation("verification.witness_purge", subject="purge_id")
def witness_purge(actor: Actor, *, purge_id: UUID, now: datetime) -> Purge:
    """The second person has seen what goes: from here on a job destroys it, and there is no way back.

    Refused('who_proposes_does_not_witness'); Stale('purge_changed') if what is due is not what was proposed any more.
    """
    purge = _proposed(actor, purge_id)
    if purge.proposed_by == actor.name:
        raise Refused("who_proposes_does_not_witness")
    if now - purge.proposed_at > PROPOSAL_LASTS:
        raise Stale("purge_too_old")
    due = _as_proposed(event_view(purge.event_id), purge)
    PurgeItem.objects.bulk_create(_items(purge, due), batch_size=400)
    purge.state, purge.witnessed_by, purge.witnessed_at = "witnessed", actor.name, now
    purge.job = enqueue(actor, "verification.purge", now=now, purge_id=str(purge.id)).id
    purge.save(update_fields=["state", "witnessed_by", "witnessed_at", "job"])
    return purge


def _proposed(actor: Actor, purge_id: UUID) -> Purge:
    actor.must_cover(city_unit().path)
    purge = Purge.objects.select_for_update().filter(id=purge_id).first()
    if purge is None:
        raise Missing("purge")
    if purge.state != "proposed":
        raise Stale("purge_moved_on", state=purge.state)
    return purge


def _as_proposed(event: EventView, purge: Purge) -> Due:
    due = what_is_due(event, purge.rule, purge.due_at)
    if due.digest != purge.ids_digest:
        raise Stale("purge_changed")
    return due


def _items(purge: Purge, due: Due) -> list[PurgeItem]:
    people = [
        PurgeItem(purge=purge, number=number, subject=one)
        for number, group in enumerate(due.groups, start=1)
        for one in group
    ]
    rows = [
        PurgeItem(purge=purge, number=number, subject=one, is_row=True)
        for number, one in enumerate(due.rows, start=len(due.groups) + 1)
    ]
    return people + rows
