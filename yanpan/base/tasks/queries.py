"""Reading hand-overs: units, hours and counts; whom they concern stays with the room."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Min, Q

from yanpan.base.gate import Actor, query, under
from yanpan.base.tasks.models import Handover
from yanpan.base.tasks.operations import open_handovers


@dataclass(frozen=True, slots=True)
class WaitingGroup:
    """What waits at one unit from one sender: one line, however many rows."""

    request: str
    sender: str
    receiver: str
    receiver_key: str
    urgency: str
    count: int
    first_sent_at: datetime
    acknowledge_by: datetime
    late: bool
    own: bool  # the actor's own unit is the receiver: only then may the actor sign or refuse


@query("tasks.list_waiting", personal=False)
def list_waiting(actor: Actor, *, now: datetime) -> list[WaitingGroup]:
    """Hand-overs waiting for acknowledgement in the actor's units, grouped, the earliest clock first."""
    groups = (
        open_handovers()
        .filter(under("receiver__path", actor))
        .values(
            "request",
            "urgency",
            sender_name=F("sender__name"),
            to=F("receiver__name"),
            key=F("receiver__key"),
            path=F("receiver__path"),
        )
        .annotate(count=Count("id"), first=Min("sent_at"), due=Min("acknowledge_by"))
        .order_by("due", "key")[:500]
    )
    return [
        WaitingGroup(
            g["request"],
            g["sender_name"],
            g["to"],
            g["key"],
            g["urgency"],
            g["count"],
            g["first"],
            g["due"],
            g["due"] < now,
            g["path"] in actor.units,
        )
        for g in groups
    ]


@query("tasks.list_waiting_ids", personal=False)
def list_waiting_ids(actor: Actor, *, unit_key: str, now: datetime, request: str = "") -> list[UUID]:
    """The ids of everything that waits at exactly this unit; of one request if it is named."""
    waiting = open_handovers().filter(under("receiver__path", actor), receiver__key=unit_key)
    if request:
        waiting = waiting.filter(request=request)
    return list(waiting.order_by("acknowledge_by", "id").values_list("id", flat=True))


@dataclass(frozen=True, slots=True)
class RefusedGroup:
    sender: str
    sender_key: str
    receiver: str
    right_unit: str
    right_unit_key: str
    refusal: str
    count: int
    refused_at: datetime
    ids: tuple[UUID, ...]


@query("tasks.list_refused", personal=False)
def list_refused(actor: Actor, *, now: datetime, request: str = "") -> list[RefusedGroup]:
    """Refusals whose subject has not been sent on since, for the units that sent it; of one request if named."""
    refused = Handover.objects.filter(under("sender__path", actor), refused_at__isnull=False)
    if request:
        refused = refused.filter(request=request)
    newest = refused.select_related("sender", "receiver", "right_unit").order_by("-refused_at", "id")[:2000]
    standing = _standing_refusals([one.subject for one in newest])
    groups: dict[tuple[str, str, str, str], list[Handover]] = {}
    for one in newest:
        if one.id not in standing or one.right_unit is None:
            continue
        groups.setdefault((one.sender.key, one.receiver.name, one.right_unit.key, one.refusal), []).append(
            one
        )
    return [_refused_group(members) for members in groups.values()]


def last_refused(request: str, subjects: Sequence[UUID]) -> set[UUID]:
    """Subjects whose newest hand-over was refused: they need a decision, not the same way again."""
    return {subject for subject, asked in _standing_refusals(subjects).values() if asked == request}


_Sent = tuple[UUID, datetime, datetime | None]  # id, sent at, refused at


def _standing_refusals(subjects: Sequence[UUID]) -> dict[UUID, tuple[UUID, str]]:
    """Refused hand-overs after which their subject was not sent again: id → (subject, request)."""
    sent: dict[tuple[UUID, str], list[_Sent]] = defaultdict(list)
    found = Handover.objects.filter(subject__in=set(subjects))
    facts = found.values_list("subject", "request", "id", "sent_at", "refused_at")
    for subject, asked, sent_id, sent_at, refused_at in facts:
        sent[subject, asked].append((sent_id, sent_at, refused_at))
    return {
        one[0]: about
        for about, together in sent.items()
        for one in together
        if one[2] is not None and not any(_came_after(other, one) for other in together)
    }


def _came_after(other: _Sent, refused: _Sent) -> bool:
    """Sent later; or at the very moment of the refusal, as happens while the clock of a drill stands still."""
    if other[1] > refused[1]:
        return True
    at_once = refused[2] is not None and other[1] >= refused[2]
    return at_once and other[0] != refused[0] and other[2] is None


def _refused_group(members: list[Handover]) -> RefusedGroup:
    first = members[0]
    assert first.right_unit is not None and first.refused_at is not None
    return RefusedGroup(
        first.sender.name,
        first.sender.key,
        first.receiver.name,
        first.right_unit.name,
        first.right_unit.key,
        first.refusal,
        len(members),
        first.refused_at,
        tuple(one.subject for one in members),
    )


@dataclass(frozen=True, slots=True)
class HandoverCounts:
    """sent = acknowledged + refused + recalled + open; late = acknowledged late + open past the clock."""

    sent: int
    acknowledged: int
    in_time: int
    late: int
    refused: int
    recalled: int
    open: int


@query("tasks.count_handovers", personal=False)
def count_handovers(actor: Actor, *, event_id: UUID, under_path: str, now: datetime) -> HandoverCounts:
    """Hand-overs to the units below a path since the event opened."""
    actor.must_cover(under_path)
    acknowledged = Q(acknowledged_at__isnull=False)
    is_open = Q(acknowledged_at=None, refused_at=None, recalled_at=None)
    counted = Handover.objects.filter(event_id=event_id, receiver__path__startswith=under_path).aggregate(
        sent=Count("id"),
        acknowledged=Count("id", filter=acknowledged),
        in_time=Count("id", filter=acknowledged & Q(acknowledged_at__lte=F("acknowledge_by"))),
        late=Count(
            "id",
            filter=(acknowledged & Q(acknowledged_at__gt=F("acknowledge_by")))
            | (is_open & Q(acknowledge_by__lt=now)),
        ),
        refused=Count("id", filter=Q(refused_at__isnull=False)),
        recalled=Count("id", filter=Q(recalled_at__isnull=False)),
        open=Count("id", filter=is_open),
    )
    return HandoverCounts(**counted)
