"""催办: who is late goes on the call list, with numbers and no names of people sought; who no longer is leaves it."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Min

from yanpan.base.events.queries import EventView, current_event
from yanpan.base.gate import Actor, operation
from yanpan.base.notices.models import Notice
from yanpan.base.notices.operations import Call, keep_calls
from yanpan.base.places.on_duty import Duties
from yanpan.base.places.queries import UnitView, city_unit, list_units, visible_unit
from yanpan.base.policy.rules import Pack
from yanpan.base.tasks.models import Handover
from yanpan.base.tasks.operations import late_handovers
from yanpan.streams.verification.models import ListBatch, ListRow, VerificationTask
from yanpan.streams.verification.rules.clocks import Reasons, only

LATE = "verification_late"
BELOW = "verification_below"
REPLY = "verification_reply"


@operation("verification.call_the_late", subject="unit_key")
def call_the_late(actor: Actor, *, unit_key: str, now: datetime) -> int:
    """Put every unit on the call list that has people past their clock or hand-overs not acknowledged in time."""
    unit = visible_unit(actor, unit_key)
    reasons = _late_by_unit(unit.path, current_event(), now)
    return keep_calls(_calls(LATE, reasons), matter=LATE, under_path=unit.path, now=now)


@operation("verification.call_the_escalated", records=())
def call_the_escalated(actor: Actor, *, now: datetime) -> int:
    """Ring those whose name stands on a late hand-over: the receiver first, a level higher after each further clock.

    The numbers of whoever is on the list already are made new, and who caught up leaves it.
    """
    city, event = city_unit(), current_event()
    actor.must_cover(city.path)
    escalated = list(
        late_handovers(now).filter(event_id=event.id, escalations__gt=0).select_related("receiver")
    )
    listed = Notice.objects.filter(matter=LATE, channel="call", answered_at=None)
    named = [*(one.receiver_id for one in escalated), *listed.values_list("unit_id", flat=True)]
    reasons = only(_late_by_unit(city.path, event, now), named)
    made = keep_calls(_calls(LATE, reasons), matter=LATE, under_path=city.path, now=now)
    above = _calls(BELOW, _above(escalated))
    return made + keep_calls(above, matter=BELOW, under_path=city.path, now=now)


def _calls(matter: str, reasons: Mapping[int, Reasons]) -> list[Call]:
    return [
        Call(unit_id, matter, one.facts, one.urgency, one.due_at) for unit_id, one in sorted(reasons.items())
    ]


def _late_by_unit(path: str, event: EventView, now: datetime) -> dict[int, Reasons]:
    """Per unit: people in hand past their clock, hand-overs nobody signed for in time."""
    reasons: dict[int, Reasons] = defaultdict(Reasons)
    people = VerificationTask.objects.filter(
        event_id=event.id,
        custody__path__startswith=path,
        standing="in_hand",
        merged_away=False,
        find_by__lt=now,
    )
    counted = people.values_list("custody_id", "urgency").annotate(count=Count("id"), due=Min("find_by"))
    for unit_id, urgency, count, due in counted.order_by():
        reasons[unit_id].add("people", count, urgency, due)
    handovers = late_handovers(now).filter(event_id=event.id, receiver__path__startswith=path)
    unsigned = handovers.values_list("receiver_id", "urgency")
    for unit_id, urgency, count, due in unsigned.annotate(
        count=Count("id"), due=Min("acknowledge_by")
    ).order_by():
        reasons[unit_id].add("unacknowledged", count, urgency, due)
    return reasons


def _above(escalated: list[Handover]) -> dict[int, Reasons]:
    """Per unit above: how many hand-overs below it are still unsigned after another clock, at how many units."""
    higher = [one for one in escalated if one.escalations > 1]
    duties = Duties(one.receiver.path for one in higher)
    reasons: dict[int, Reasons] = defaultdict(Reasons)
    silent: dict[int, set[int]] = defaultdict(set)
    for one in higher:
        unit = duties.unit_to_ring(one.receiver.path, levels_up=one.escalations - 1)
        reasons[unit.pk].add("unacknowledged", 1, one.urgency, one.acknowledge_by)
        silent[unit.pk].add(one.receiver_id)
    for unit_id, units in silent.items():
        reasons[unit_id].facts["units"] = len(units)
    return reasons


# At hour 22 of a list


@operation("verification.check_replies", records=())
def check_replies(actor: Actor, *, now: datetime) -> int:
    """At hour 22 of a list: the desk that must reply and each county with open rows are rung, with numbers.

    What is past hour 24 counts as overdue. Who has no open row any more leaves the list.
    """
    city, event = city_unit(), current_event()
    actor.must_cover(city.path)
    reasons = _open_replies(event, city, now)
    calls = [
        Call(unit_id, REPLY, one.facts, one.urgency, one.due_at, rings=_rings(one, event.pack, now))
        for unit_id, one in sorted(reasons.items())
    ]
    return keep_calls(calls, matter=REPLY, under_path=city.path, now=now)


def is_any_reply_near(now: datetime) -> bool:
    """Whether there is a list at its hour 22 or later with somebody still in hand. No right needed: a yes or no."""
    event = current_event()
    near = now + event.pack.reply_check_before
    due = ListBatch.objects.filter(event_id=event.id, reply_due_at__lte=near).exclude(state="void")
    return due.filter(rows__task__standing="in_hand").exists()


def _rings(one: Reasons, pack: Pack, now: datetime) -> bool:
    """The desk, which counts its lists, is awake; others are rung at night about close contacts only."""
    return "lists" in one.facts or pack.may_call(one.urgency, now)


def _open_replies(event: EventView, city: UnitView, now: datetime) -> dict[int, Reasons]:
    batches = ListBatch.objects.filter(event_id=event.id, reply_due_at__isnull=False).exclude(state="void")
    due = {
        batch_id: (unit_id, reply_due_at)
        for batch_id, unit_id, reply_due_at in batches.values_list("id", "unit_id", "reply_due_at")
        if reply_due_at is not None and event.pack.reply_checked_at(reply_due_at) <= now
    }
    reasons: dict[int, Reasons] = defaultdict(Reasons)
    branches = {unit.key: unit.id for unit in list_units(kinds=("county", "force"))}
    lists: dict[int, set[UUID]] = defaultdict(set)
    for batch_id, path, urgency, count in _open_rows(list(due)):
        desk, due_at = due[batch_id]
        below = branches.get(path[len(city.path) :].split("/", 1)[0])
        for unit_id in {desk, desk if below is None else below}:
            reasons[unit_id].add("people", count, urgency, due_at)
            if due_at < now:
                reasons[unit_id].add("overdue", count, urgency, due_at)
        lists[desk].add(batch_id)
    for unit_id, found in lists.items():
        reasons[unit_id].facts["lists"] = len(found)
    return reasons


def _open_rows(batch_ids: list[UUID]) -> list[tuple[UUID, str, str, int]]:
    """(list, path of the unit that has them, class, how many people), of what is still in hand."""
    rows = ListRow.objects.filter(batch_id__in=batch_ids, task__standing="in_hand")
    counted = rows.values_list("batch_id", "task__custody__path", "task__urgency")
    return list(counted.annotate(count=Count("task_id", distinct=True)).order_by())
