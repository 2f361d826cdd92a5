"""Visits without notice (四不两直): a place, a line of work, nothing found or something."""

from datetime import datetime, timedelta
from uuid import UUID

from yanpan.base.events.queries import current_event
from yanpan.base.gate import Actor, operation, under
from yanpan.base.places.models import Unit
from yanpan.base.places.queries import UnitView, visible_unit
from yanpan.base.policy.lines import LINES
from yanpan.base.vault.masks import carries_identifier
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Missing, Refused
from yanpan.streams.supervision.models import Site, Visit
from yanpan.streams.supervision.operations.steps import body_of_actor
from yanpan.streams.supervision.rules.findings import (
    Problem,
    State,
    folded,
    hour_problems,
    place_problems,
)

ONE_VISIT = timedelta(hours=2)  # the same person at the same place within it: one visit


@operation("supervision.record_visit", subject="unit_key", records=("kind", "line", "at"), words=("title",))
def record_visit(
    actor: Actor,
    *,
    unit_key: str,
    title: str,
    kind: str,
    line: str,
    now: datetime,
    at: datetime | None = None,
) -> Visit:
    """Somebody was there and found all in order. Raises Refused('finding_incomplete', problems=…)."""
    unit, at = visible_unit(actor, unit_key), at or now
    problems = [*place_problems(title, kind), *hour_problems(at, now)]
    if line not in {one.key for one in LINES}:
        problems.append(Problem.LINE_NEEDED)
    if problems:
        raise Refused("finding_incomplete", problems=",".join(problems))
    return visit_to(actor, place_in(unit, title, kind, now), body_of_actor(actor), line, at, now)


def place_in(unit: UnitView, title: str, kind: str, now: datetime) -> Site:
    """The place of this title in a unit, locked: whoever comes second sees what the first found."""
    if carries_identifier(title):
        raise Refused("identifier_in_free_text", field="title")
    facts = {"id": fresh_id(now), "title": title.strip()[:80], "kind": kind}
    Site.objects.get_or_create(unit_id=unit.id, folded=folded(title)[:80], defaults=facts)
    return Site.objects.select_for_update().get(unit_id=unit.id, folded=folded(title)[:80])


def visit_to(actor: Actor, site: Site, body: Unit, line: str, at: datetime, now: datetime) -> Visit:
    """The visit this person is on, else a new one."""
    there = Visit.objects.filter(
        site=site, by=actor.name, withdrawn_at=None, at__gt=at - ONE_VISIT, at__lte=at
    )
    return there.order_by("at").first() or Visit.objects.create(
        id=fresh_id(now), event_id=current_event().id, site=site, body=body, line=line, at=at, by=actor.name
    )


@operation("supervision.withdraw_visit", subject="visit_id", records=("reason",), words=("reason",))
def withdraw_visit(actor: Actor, *, visit_id: UUID, reason: str, now: datetime) -> Visit:
    """It did not take place as entered. Raises Refused('reason_needed'), Refused('visit_has_findings')."""
    visit = (
        Visit.objects.select_for_update(of=("self",))
        .filter(under("body__path", actor), id=visit_id, withdrawn_at=None)
        .first()
    )
    if visit is None:
        raise Missing("visit")
    if not reason.strip():
        raise Refused("reason_needed")
    if visit.findings.exclude(state=State.WITHDRAWN).exists():
        raise Refused("visit_has_findings")
    visit.withdrawn_at, visit.withdrawn_by, visit.reason = now, actor.name, reason.strip()[:200]
    visit.save(update_fields=["withdrawn_at", "withdrawn_by", "reason"])
    return visit
