"""The daily question how somebody at home is: what was said, who is rung at once, who was not asked."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet

from yanpan.base.gate import Actor, operation, under
from yanpan.base.notices.operations import Call, keep_calls, make_calls
from yanpan.base.places.models import Unit
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import Sealer
from yanpan.kernel.errors import Refused
from yanpan.streams.verification.models import FollowUp, HomeMonitoring
from yanpan.streams.verification.operations.homes.periods import city_day, home_rules, running_one
from yanpan.streams.verification.rules.homes import (
    CALLING_HOURS,
    Way,
    day_asked_about,
    follow_up_problems,
    must_ring,
)

SYMPTOMS, MISSED = "home_symptoms", "home_follow_ups_missed"


@operation(
    "verification.record_follow_up", subject="monitoring_id", records=("version", "way", "tested", "on")
)
def record_follow_up(
    actor: Actor,
    *,
    monitoring_id: UUID,
    version: int,
    way: str,
    now: datetime,
    temperature: Decimal | None = None,
    symptoms: Sequence[str] = (),
    tested: bool = False,
    result: str = "",
    on: date | None = None,
) -> FollowUp:
    """How somebody at home is today; said again the same day, the later one counts. Fever or symptoms ring.

    temperature: degrees Celsius; symptoms: codes; on: today, or yesterday if it is entered afterwards. Raises
    Refused('follow_up_incomplete', problems=…), Refused('follow_up_of_another_day'), Stale on another version.
    """
    one = running_one(actor, monitoring_id, version)
    problems = follow_up_problems(way, temperature, symptoms, result)
    if problems:
        raise Refused("follow_up_incomplete", problems=",".join(found.value for found in problems))
    today = city_day(now)
    day = on or today
    if not today - timedelta(days=1) <= day <= today or not one.starts_on <= day <= one.ends_on:
        raise Refused("follow_up_of_another_day")
    rang = must_ring(temperature, symptoms, result, home_rules(one.pack))
    said = {
        "temperature": str(temperature) if temperature is not None else "",
        "symptoms": sorted(set(symptoms)),
        "result": result,
    }
    kept = _kept(actor, one, day, way, json.dumps(said), tested or bool(result), rang, now)
    one.last_done_on = _last_reached(one)
    one.version += 1
    one.save(update_fields=["last_done_on", "version"])
    if rang:
        _ring(one, day, now)
    return kept


def _kept(
    actor: Actor,
    one: HomeMonitoring,
    day: date,
    way: str,
    health: str,
    tested: bool,
    rang: bool,
    now: datetime,
) -> FollowUp:
    follow_up_id = fresh_id(now)
    reached = way != Way.NOT_REACHED
    return FollowUp.objects.create(
        id=follow_up_id,
        monitoring=one,
        number=one.version,
        on=day,
        way=way,
        health=Sealer(FollowUp, now).seal("health", follow_up_id, health if reached else ""),
        tested=tested and reached,
        rang=rang,
        at=now,
        by=actor.name,
    )


def _last_reached(one: HomeMonitoring) -> date | None:
    """The latest day whose last word is not 'not reached'."""
    last: dict[date, str] = {}
    for day, way in one.follow_ups.order_by("number").values_list("on", "way"):
        last[day] = way
    return max((day for day, way in last.items() if way != Way.NOT_REACHED), default=None)


def _ring(one: HomeMonitoring, day: date, now: datetime) -> None:
    """The township and the duty desks: how many people below them were said to be unwell that day. A fact."""
    unwell = FollowUp.objects.filter(on=day, rang=True).values_list("monitoring", "monitoring__unit__path")
    paths = dict(unwell)
    make_calls(
        [
            Call(
                office.pk,
                SYMPTOMS,
                {"people": sum(path.startswith(office.path) for path in paths.values())},
                urgency="contact",
            )
            for office in offices_above(one.unit.path)
        ],
        now=now,
    )


def offices_above(path: str) -> QuerySet[Unit]:
    """The township, the county and the city a unit lies in, itself included if it is one."""
    keys = [key for key in path.split("/") if key]
    return Unit.objects.filter(key__in=keys, kind__in=("city", "county", "township")).order_by("order", "id")


@operation("verification.ring_about_homes")
def ring_about_homes(actor: Actor, *, now: datetime) -> int:
    """In the evening and the next morning: units that missed follow-ups go on the call list, with numbers."""
    local = now.astimezone(CITY_TIME)
    if local.hour not in CALLING_HOURS:
        return 0
    day = day_asked_about(local)
    missed = missed_on(day).filter(under("unit__path", actor))
    counted = Counter(missed.values_list("unit", flat=True))
    calls = [Call(unit_id, MISSED, {"people": count}) for unit_id, count in sorted(counted.items())]
    return keep_calls(calls, matter=MISSED, under_path=actor.home, now=now)


def missed_on(day: date) -> QuerySet[HomeMonitoring]:
    """Who was due on a day, is at home still, and was reached neither on it nor since."""
    due = Q(starts_on__lt=day, ends_on__gte=day, ended_at=None)
    return HomeMonitoring.objects.filter(due, Q(last_done_on=None) | Q(last_done_on__lt=day))
