"""What the keeper looks after: findings past their deadline, papers that do not follow, fixings nobody looks at."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from yanpan.base.events.queries import EventView, list_events
from yanpan.base.gate import Actor, operation, under
from yanpan.base.notices.operations import Call, keep_calls
from yanpan.base.places.models import Unit
from yanpan.streams.supervision.models import Finding, OrderSheet
from yanpan.streams.supervision.operations.order_sheets import UNSIGNED
from yanpan.streams.supervision.rules.findings import NOT_FIXED, State, recheck_within

FINDINGS_LATE, RECHECKS_LATE, PAPERS_LATE = "findings_late", "rechecks_late", "order_papers_late"
MATTERS = {FINDINGS_LATE: "findings", RECHECKS_LATE: "findings", PAPERS_LATE: "sheets"}


def late_by_matter(event: EventView, now: datetime) -> dict[str, Counter[int]]:
    """Matter → unit id → how many: owners of late findings; headquarters with re-checks or papers due."""
    findings = Finding.objects.filter(event_id=event.id)
    late = findings.filter(state__in=NOT_FIXED, due_at__lte=now)
    unseen = findings.filter(
        state=State.REPORTED, fixed_at__lte=now - recheck_within(event.pack.rules["supervision"])
    )
    papers = OrderSheet.objects.filter(
        event_id=event.id, paper_by__lte=now, document__state__in=(*UNSIGNED, "signed")
    )
    return {
        FINDINGS_LATE: Counter(late.values_list("owner", flat=True)),
        RECHECKS_LATE: Counter(unseen.values_list("body", flat=True)),
        PAPERS_LATE: Counter(papers.values_list("body", flat=True)),
    }


def open_events() -> list[EventView]:
    return [event for event in list_events() if event.closed_at is None]


@operation("supervision.call_the_late")
def call_the_late(actor: Actor, *, now: datetime) -> int:
    """Put on the call list whoever is late; what is settled leaves it by itself. Returns how many calls are new.

    At night nobody is rung: who is on the list stays there until the morning.
    """
    events = open_events()
    rings = any(event.pack.may_call("other", now) for event in events)
    counted = [late_by_matter(event, now) for event in events]
    return sum(_kept_calls(actor, matter, (one[matter] for one in counted), rings, now) for matter in MATTERS)


def _kept_calls(
    actor: Actor, matter: str, counted: Iterable[Counter[int]], rings: bool, now: datetime
) -> int:
    total: Counter[int] = sum(counted, Counter())
    reachable = _own(actor, total)
    calls = [Call(unit, matter, {MATTERS[matter]: total[unit]}, rings=rings) for unit in sorted(reachable)]
    return keep_calls(calls, matter=matter, under_path=actor.home, now=now)


def _own(actor: Actor, units: Iterable[int]) -> set[int]:
    return set(Unit.objects.filter(under("path", actor), id__in=list(units)).values_list("id", flat=True))
