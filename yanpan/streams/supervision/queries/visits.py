"""Visits: where supervision was, whether it found something."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from yanpan.base.gate import Actor, query
from yanpan.streams.supervision.models import Visit
from yanpan.streams.supervision.queries.findings import PAGE
from yanpan.streams.supervision.rules.findings import State


@dataclass(frozen=True, slots=True)
class VisitView:
    """findings: those that stand; withdrawn: it did not take place as entered."""

    id: UUID
    place: str
    kind: str
    line: str
    unit: str
    unit_key: str
    body: str
    at: datetime
    by: str
    findings: int
    withdrawn: bool
    reason: str


@query("supervision.list_visits", records=("unit_path", "page"), personal=False)
def list_visits(
    actor: Actor, *, event_id: UUID, unit_path: str, line: str, page: int, now: datetime
) -> list[VisitView]:
    """A page of twenty, the newest first; line: '' = all."""
    actor.must_cover(unit_path)
    found = Visit.objects.filter(event_id=event_id, site__unit__path__startswith=unit_path)
    if line:
        found = found.filter(line=line)
    counted = found.annotate(standing=Count("findings", filter=~Q(findings__state=State.WITHDRAWN)))
    start = PAGE * max(0, page - 1)
    shown = counted.select_related("site__unit", "body").order_by("-at", "id")[start : start + PAGE]
    return [
        VisitView(
            one.id,
            one.site.title,
            one.site.kind,
            one.line,
            one.site.unit.name,
            one.site.unit.key,
            one.body.name,
            one.at,
            one.by,
            one.standing,
            one.withdrawn_at is not None,
            one.reason,
        )
        for one in shown
    ]
