"""双向签收 for machines: what waits, and acknowledging, refusing, recalling it in batches."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Router
from pydantic import StringConstraints

from yanpan.base.places.queries import visible_unit
from yanpan.base.tasks.operations import acknowledge_handovers, recall_handovers, refuse_handovers
from yanpan.base.tasks.queries import WaitingGroup, list_waiting, list_waiting_ids
from yanpan.shell.api.repeating import once
from yanpan.shell.api.rights import needs
from yanpan.shell.api.shapes import Answer, Counted, Ids, Sent, UnitKey, check_batch
from yanpan.shell.asking import AskedRequest

router = Router(tags=["hand-overs"])


class WaitingOut(Answer):
    """What waits at one unit from one sender. late: the earliest clock has ended."""

    request: str
    sender: str
    receiver: str
    receiver_key: str
    urgency: str
    count: int
    first_sent_at: datetime
    acknowledge_by: datetime
    late: bool


class Batch(Sent):
    """At most 10,000 ids; all are acted on, or none."""

    ids: Ids


class Refusal(Batch):
    reason: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    right_unit: UnitKey


@router.get(
    "/handovers/waiting",
    response=list[WaitingOut],
    operation_id="list_waiting_handovers",
    url_name="waiting_handovers",
    openapi_extra=needs("tasks.list_waiting"),
)
def waiting(request: AskedRequest) -> list[WaitingGroup]:
    """What waits for acknowledgement in the token's units, the earliest clock first; at most 500 groups."""
    return list_waiting(request.actor, now=request.now)


@router.get(
    "/handovers/waiting-ids",
    response=list[UUID],
    operation_id="list_waiting_ids",
    url_name="waiting_ids",
    openapi_extra=needs("tasks.list_waiting_ids"),
)
def waiting_ids(request: AskedRequest, unit: UnitKey) -> list[UUID]:
    """The ids of everything that waits at exactly this unit."""
    visible_unit(request.actor, unit)
    return list_waiting_ids(request.actor, unit_key=unit, now=request.now)


@router.post(
    "/handovers/acknowledge",
    response=Counted,
    operation_id="acknowledge_handovers",
    url_name="acknowledge_handovers",
    openapi_extra=needs("tasks.acknowledge_handovers"),
)
def acknowledge(request: AskedRequest, body: Batch) -> HttpResponse:
    """签收: custody passes now. 409 if one of them is no longer open."""
    ids = check_batch(body.ids)

    def act() -> Counted:
        return Counted(count=acknowledge_handovers(request.actor, handover_ids=ids, now=request.now))

    return once(request, act)


@router.post(
    "/handovers/refuse",
    response=Counted,
    operation_id="refuse_handovers",
    url_name="refuse_handovers",
    openapi_extra=needs("tasks.refuse_handovers"),
)
def refuse(request: AskedRequest, body: Refusal) -> HttpResponse:
    """Refuse with a reason and the unit that is right; custody stays with the sender."""
    ids = check_batch(body.ids)

    def act() -> Counted:
        count = refuse_handovers(
            request.actor,
            handover_ids=ids,
            reason=body.reason,
            right_unit_key=body.right_unit,
            now=request.now,
        )
        return Counted(count=count)

    return once(request, act)


@router.post(
    "/handovers/recall",
    response=Counted,
    operation_id="recall_handovers",
    url_name="recall_handovers",
    openapi_extra=needs("tasks.recall_handovers"),
)
def recall(request: AskedRequest, body: Batch) -> HttpResponse:
    """Take back what the receiver has not acknowledged yet."""
    ids = check_batch(body.ids)

    def act() -> Counted:
        return Counted(count=recall_handovers(request.actor, handover_ids=ids, now=request.now))

    return once(request, act)
