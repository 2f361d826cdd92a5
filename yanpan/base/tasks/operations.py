"""The receiver's and the sender's side of a hand-over, always in batches: one gate, one audit line."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from yanpan.base.gate import Actor, operation, under
from yanpan.base.gate.many_rows import update_rows
from yanpan.base.places.kinds import LEVEL_OF_KIND
from yanpan.base.places.on_duty import Duties
from yanpan.base.places.queries import get_unit
from yanpan.base.policy.rules import pack_named
from yanpan.base.tasks.handovers import receiver_of
from yanpan.base.tasks.models import Handover
from yanpan.base.tasks.payloads import Acknowledged
from yanpan.kernel.errors import Missing, Refused, Stale


def open_handovers() -> QuerySet[Handover]:
    """Sent, and neither acknowledged nor refused nor recalled."""
    return Handover.objects.filter(acknowledged_at=None, refused_at=None, recalled_at=None)


def _reach(actor: Actor, side: str) -> Q:
    """Whose hand-overs: the receiver signs and refuses for itself; by telephone whoever stands above it; sent by us."""
    if side == "receiver":
        return Q(receiver__path__in=actor.units)
    return under("receiver__path" if side == "telephone" else "sender__path", actor)


def _taken(ids: Iterable[UUID], actor: Actor, side: str) -> list[Handover]:
    """Locked, all of them or none: Missing if one is elsewhere, Stale if one is no longer open."""
    wanted = set(ids)
    found = list(
        Handover.objects.select_for_update().filter(_reach(actor, side), id__in=wanted).order_by("id")
    )
    if not wanted or len(found) != len(wanted):
        raise Missing("handover")
    if any(one.acknowledged_at or one.refused_at or one.recalled_at for one in found):
        raise Stale("handover_is_closed")
    return found


def _by_request(handovers: Iterable[Handover], side: str) -> dict[tuple[str, int], list[UUID]]:
    groups: dict[tuple[str, int], list[UUID]] = defaultdict(list)
    for one in handovers:
        groups[one.request, getattr(one, f"{side}_id")].append(one.subject)
    return groups


@operation("tasks.acknowledge_handovers", records=("handover_ids",), field=Acknowledged)
def acknowledge_handovers(actor: Actor, *, handover_ids: list[UUID], now: datetime) -> int:
    """签收: custody passes to the receiver now, who signs for itself. Returns how many."""
    return _acknowledge(_taken(handover_ids, actor, "receiver"), actor.name, now)


@operation("tasks.acknowledge_by_telephone", records=("handover_ids", "told_by"), words=("told_by",))
def acknowledge_by_telephone(actor: Actor, *, handover_ids: list[UUID], told_by: str, now: datetime) -> int:
    """代签: a unit below said on the telephone that it takes these over; marked, with who said it."""
    if not told_by.strip():
        raise Refused("told_by_needed")
    found = _taken(handover_ids, actor, "telephone")
    return _acknowledge(found, f"tel:{told_by[:60]}/{actor.name}"[:120], now)


def _acknowledge(found: list[Handover], by: str, now: datetime) -> int:
    Handover.objects.filter(id__in=[one.id for one in found]).update(acknowledged_at=now, acknowledged_by=by)
    for (request, unit), subjects in _by_request(found, "receiver").items():
        receiver_of(request).acknowledged(subjects, unit, now)
    return len(found)


@operation("tasks.refuse_handovers", records=("handover_ids", "right_unit_key", "reason"))
def refuse_handovers(
    actor: Actor, *, handover_ids: list[UUID], reason: str, right_unit_key: str, now: datetime
) -> int:
    """Refuse with a reason and the unit that is right. Refused: no reason, no unit, or the own unit named."""
    if not reason.strip():
        raise Refused("reason_needed")
    right = get_unit(right_unit_key)
    found = _taken(handover_ids, actor, "receiver")
    if any(one.receiver_id == right.id for one in found):
        raise Refused("name_another_unit")
    Handover.objects.filter(id__in=[one.id for one in found]).update(
        refused_at=now, refused_by=actor.name, refusal=reason[:200], right_unit_id=right.id
    )
    for (request, unit), subjects in _by_request(found, "sender").items():
        receiver_of(request).returned(subjects, unit, now)
    return len(found)


@operation("tasks.recall_handovers", records=("handover_ids",))
def recall_handovers(actor: Actor, *, handover_ids: list[UUID], now: datetime) -> int:
    """Take back what the receiver has not yet acknowledged."""
    found = _taken(handover_ids, actor, "sender")
    Handover.objects.filter(id__in=[one.id for one in found]).update(recalled_at=now, recalled_by=actor.name)
    for (request, unit), subjects in _by_request(found, "sender").items():
        receiver_of(request).returned(subjects, unit, now)
    return len(found)


@operation("tasks.escalate_late", records=())
def escalate_late(actor: Actor, *, now: datetime) -> list[Handover]:
    """Put a name on every hand-over past its clock; one level up for each further clock nobody signed in.

    The receiver's leader, else the deputy, else whoever is named above. At night only the first class rings; the
    others wait for the morning. Returns what was escalated now.
    """
    late = (
        late_handovers(now).filter(under("receiver__path", actor)).select_related("receiver").order_by("id")
    )
    due = [one for one in late if is_escalated_now(one, now)]
    duties = Duties(one.receiver.path for one in due)
    for one in due:
        named = duties.whom_to_ring(one.receiver.path, levels_up=one.escalations)
        one.escalated_at, one.escalations = now, one.escalations + 1
        one.escalated_to = f"{named.name} {named.phone}".strip()[:80]
    update_rows(due, ["escalated_at", "escalated_to", "escalations"])
    return due


def late_handovers(now: datetime) -> QuerySet[Handover]:
    """Open ones past their clock."""
    return open_handovers().filter(acknowledge_by__lt=now)


def is_escalated_now(one: Handover, now: datetime) -> bool:
    """Whether a late hand-over gets a name now, or the name of one level higher; the city is the highest."""
    pack = pack_named(one.pack)
    if not pack.may_call(one.urgency, now) or one.escalations > one.receiver.path.count("/") - 1:
        return False
    level = LEVEL_OF_KIND[one.receiver.kind]
    return one.escalated_at is None or pack.acknowledge_by(level, one.urgency, one.escalated_at) < now
