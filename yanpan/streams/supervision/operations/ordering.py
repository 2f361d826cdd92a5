"""16:00 → 17:00: what was found becomes one order sheet per owner; what cannot wait is ordered by word at once."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from yanpan.base.events.queries import EventView, current_event, event_view
from yanpan.base.gate import Actor, operation
from yanpan.base.places.models import Unit
from yanpan.base.places.queries import view_unit, visible_unit
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.tasks.handovers import FixFinding
from yanpan.base.tasks.sending import Parcel, send_many
from yanpan.kernel.errors import Refused
from yanpan.streams.supervision.models import Finding, OrderLine, OrderSheet
from yanpan.streams.supervision.operations.order_sheets import ToOrder, add_to_sheet, write_sheet
from yanpan.streams.supervision.operations.steps import kept, taken_by_its_body
from yanpan.streams.supervision.rules.findings import State, Step, orders_until, paper_within


def to_be_ordered(event: EventView, until: datetime) -> QuerySet[Finding]:
    """Found by then, and on no sheet."""
    on_a_sheet = OrderLine.objects.filter(finding=OuterRef("pk"), ended_at=None)
    waiting = Finding.objects.filter(event_id=event.id, state=State.FOUND, found_at__lte=until)
    return waiting.exclude(Exists(on_a_sheet))


def hour_of_orders(event: EventView, now: datetime) -> datetime:
    return orders_until(now.astimezone(CITY_TIME), event.pack.rules["supervision"])


@operation("supervision.draft_order_sheets", subject="body_key")
def draft_order_sheets(actor: Actor, *, body_key: str, now: datetime) -> list[OrderSheet]:
    """One sheet per owner with what the headquarters found until the hour; a draft of the day takes in what is new.

    Returns the sheets written or written anew. Raises Refused('too_early_for_order_sheets') before the hour.
    """
    body, event = visible_unit(actor, body_key), current_event()
    until = hour_of_orders(event, now)
    if now < until:
        raise Refused("too_early_for_order_sheets", hour=f"{until:%H:%M}")
    found = to_be_ordered(event, until).filter(body_id=body.id)
    by_owner: dict[int, list[Finding]] = {}
    for one in found.select_related("site", "unit").order_by("owner__order", "-severity", "found_at", "id"):
        by_owner.setdefault(one.owner_id, []).append(one)
    units = Unit.objects.in_bulk([body.id, *by_owner])
    return [
        _on_a_sheet(actor, ToOrder(event, units[body.id], units[owner], until.date()), findings, now)
        for owner, findings in by_owner.items()
    ]


def _on_a_sheet(actor: Actor, to: ToOrder, findings: Sequence[Finding], now: datetime) -> OrderSheet:
    draft_of_the_day = OrderSheet.objects.filter(
        event_id=to.event.id,
        body=to.body,
        owner=to.owner,
        on=to.on,
        by_word_at=None,
        follows=None,
        document__state="drafted",
    )
    if sheet := draft_of_the_day.select_related("owner").first():
        return add_to_sheet(actor, sheet, to.event, findings, now=now)
    return write_sheet(actor, to, findings, now=now)


@operation("supervision.order_by_word", subject="finding_id", records=("version",), words=("note",))
def order_by_word(
    actor: Actor, *, finding_id: UUID, version: int, now: datetime, note: str = ""
) -> OrderSheet:
    """Ordered by telephone or on the spot, without waiting: custody passes now, the paper follows within two hours.

    Returns its sheet, a draft marked 特急. Raises Refused('finding_is_on_a_sheet') if one is being written.
    """
    finding = taken_by_its_body(actor, finding_id, version, State.FOUND, right="supervision.order_by_word")
    if finding.orders.filter(ended_at=None).exists():
        raise Refused("finding_is_on_a_sheet")
    event = event_view(finding.event_id)
    paper_by = now + paper_within(event.pack.rules["supervision"])
    to = ToOrder(
        event,
        finding.body,
        finding.owner,
        now.astimezone(CITY_TIME).date(),
        by_word_at=now,
        paper_by=paper_by,
    )
    sheet = write_sheet(actor, to, [finding], now=now)
    hand_over(actor, [finding], event, now)
    finding.state, finding.ordered_at = State.ORDERED.value, now
    kept(actor, finding, Step.ORDERED_BY_WORD, now, "state", "ordered_at", note=note)
    return sheet


def hand_over(actor: Actor, findings: Sequence[Finding], event: EventView, now: datetime) -> None:
    """双向签收: the headquarters answers until the owner signs, which has its clock."""
    parcels = [
        Parcel(one.id, view_unit(one.body), view_unit(one.owner), "other", "supervision") for one in findings
    ]
    send_many(actor, FixFinding.REQUEST, parcels, event=event, now=now)
