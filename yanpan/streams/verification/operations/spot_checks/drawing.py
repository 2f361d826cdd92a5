"""Drawing closed rows: each county's at night, all rows alike; one unit's or one person's, for a reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from yanpan.base.events.queries import EventView, current_event
from yanpan.base.gate import Actor, operation, under
from yanpan.base.places.models import Unit
from yanpan.base.places.queries import visible_unit
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Missing, Refused
from yanpan.streams.verification.models import Outcome, SpotCheck, SpotDraw, VerificationTask
from yanpan.streams.verification.rules.spot_checks import (
    CLOSED_BY_THE_GROUND,
    call_back_by,
    checker_of,
    draw_size,
    drawn,
    last_draw_at,
)

DRAWN_BACK = timedelta(hours=72)  # how far a draw for a reason reaches
MOST_BY_HAND = 50


@operation("verification.draw_spot_checks")
def draw_spot_checks(actor: Actor, *, now: datetime) -> list[SpotDraw]:
    """Draw each county's closed rows of the day that ended at the last 22:00; once per event, county and day."""
    event = current_event()
    until = last_draw_at(now.astimezone(CITY_TIME))
    counties = counties_to_draw(event, now).filter(under("path", actor)).order_by("id")
    day = Q(answered_at__gte=until - timedelta(days=1), answered_at__lt=until)
    return [
        _draw(
            event,
            county,
            closed_rows(event.id, county.path, day),
            _Asked(until, f"{event.id}|{until:%Y-%m-%d}|{county.key}", actor.name),
            now,
        )
        for county in counties
    ]


def counties_to_draw(event: EventView, now: datetime) -> QuerySet[Unit]:
    """Those without the draw of the last 22:00; none if the event was opened after it."""
    until = last_draw_at(now.astimezone(CITY_TIME))
    if event.opened_at >= until:
        return Unit.objects.none()
    known = SpotDraw.objects.filter(event_id=event.id, on=until.date(), nightly=True).values("unit")
    return Unit.objects.filter(kind="county").exclude(id__in=known)


@dataclass(frozen=True, slots=True)
class _Asked:
    """How a draw came about."""

    until: datetime
    seed: str
    by: str
    reason: str = ""
    at_most: int = 0


def closed_rows(event_id: UUID, path: str, when: Q) -> list[tuple[UUID, str]]:
    """(task id, path of the unit that closed it): closed by the ground then, and not called back yet."""
    closed = VerificationTask.objects.filter(
        when,
        event_id=event_id,
        standing__in=CLOSED_BY_THE_GROUND,
        merged_away=False,
        answering_unit__path__startswith=path,
    )
    checked = SpotCheck.objects.filter(outcome__at=F("task__answered_at")).values("task")
    found = closed.exclude(id__in=checked).values_list("id", "answering_unit__path")
    return [(task_id, str(unit_path)) for task_id, unit_path in found]


def _draw(
    event: EventView, unit: Unit, closed: Sequence[tuple[UUID, str]], asked: _Asked, now: datetime
) -> SpotDraw:
    rules: Mapping[str, Any] = event.pack.rules["spot_checks"]
    size = asked.at_most or draw_size(
        len(closed), share_percent=rules["share_percent"], least=rules["least_rows"]
    )
    chosen = drawn([task_id for task_id, _path in closed], size, asked.seed)
    draw = SpotDraw.objects.create(
        id=fresh_id(now),
        event_id=event.id,
        unit=unit,
        on=asked.until.astimezone(CITY_TIME).date(),
        nightly=not asked.reason,
        seed=asked.seed[:120],
        closed_rows=len(closed),
        drawn_rows=len(chosen),
        reason=asked.reason[:200],
        drawn_at=now,
        drawn_by=asked.by,
    )
    _make_checks(draw, unit, dict(closed), chosen, now)
    return draw


def _make_checks(
    draw: SpotDraw, unit: Unit, paths: Mapping[UUID, str], chosen: Sequence[UUID], now: datetime
) -> None:
    """One check a row, for another unit of the county than the one that closed it."""
    county = "/".join(unit.path.split("/")[:2]) + "/"
    units = {
        one.path: one for one in Unit.objects.filter(path__startswith=county, kind__in=("county", "township"))
    }
    townships = [one.path for one in units.values() if one.kind == "township"]
    answers = _last_answers(chosen)
    due_by = call_back_by(now.astimezone(CITY_TIME))
    checks = []
    for task_id in chosen:
        checker = checker_of(paths[task_id], county, townships, f"{draw.seed}|{task_id}")
        if checker and task_id in answers:
            checks.append(_check(draw, answers[task_id], units[checker], due_by, now))
    SpotCheck.objects.bulk_create(checks, batch_size=500)


def _last_answers(task_ids: Sequence[UUID]) -> dict[UUID, Outcome]:
    """The answer that closed each: the last that says something."""
    said = Outcome.objects.filter(task__in=task_ids).exclude(where="").select_related("unit")
    return {one.task_id: one for one in said.order_by("at", "id")}


def _check(draw: SpotDraw, answer: Outcome, checker: Unit, due_by: datetime, now: datetime) -> SpotCheck:
    return SpotCheck(
        id=fresh_id(now),
        draw=draw,
        task_id=answer.task_id,
        outcome=answer,
        closed_by_id=answer.unit_id,
        checker=checker,
        due_by=due_by,
    )


@operation("verification.draw_for_unit", subject="unit_key", records=("at_most", "reason"), words=("reason",))
def draw_for_unit(actor: Actor, *, unit_key: str, at_most: int, reason: str, now: datetime) -> SpotDraw:
    """Call back rows one unit closed within 72 hours, for a reason; not part of the random rate.

    Raises Refused('reason_needed'), Refused('nothing_to_draw').
    """
    unit = visible_unit(actor, unit_key)
    if not reason.strip():
        raise Refused("reason_needed")
    event = current_event()
    if unit.kind in ("city", "force"):
        raise Refused("nothing_to_draw")
    closed = closed_rows(event.id, unit.path, Q(answered_at__gt=now - DRAWN_BACK))
    if not closed:
        raise Refused("nothing_to_draw")
    asked = _Asked(
        now,
        f"{event.id}|{now.isoformat()}|{unit.key}",
        actor.name,
        reason=reason,
        at_most=max(1, min(at_most, MOST_BY_HAND)),
    )
    return _draw(event, Unit.objects.get(id=unit.id), closed, asked, now)


@operation("verification.draw_person", subject="task_id", records=("reason",), words=("reason",))
def draw_person(actor: Actor, *, task_id: UUID, reason: str, now: datetime) -> SpotDraw:
    """Call back one closed person, whenever that was, for a reason; not part of the random rate.

    Raises Refused('reason_needed'), Refused('person_not_to_draw') for who is sought still, was called back
    already, or was closed where nobody else of the county can ring.
    """
    mine = VerificationTask.objects.filter(under("custody__path", actor), id=task_id)
    task = mine.select_related("answering_unit").first()
    if task is None:
        raise Missing("task")
    if not reason.strip():
        raise Refused("reason_needed")
    event = current_event()
    closed = closed_rows(event.id, "", Q(id=task.id))
    unit = task.answering_unit
    if not closed or unit is None or unit.kind in ("city", "force"):
        raise Refused("person_not_to_draw")
    asked = _Asked(now, f"{event.id}|{now.isoformat()}|{task.id}", actor.name, reason=reason, at_most=1)
    return _draw(event, unit, closed, asked, now)
