"""Calling back: blind, by another unit than the one that closed the row; three tries."""

from collections import Counter
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from yanpan.base.gate import Actor, operation, under
from yanpan.base.notices.operations import Call, keep_calls
from yanpan.base.places.queries import get_unit
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.vault.masks import check_written_out
from yanpan.base.vault.sealing import Sealer
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import SpotCheck
from yanpan.streams.verification.operations.spot_checks.findings import find
from yanpan.streams.verification.rules.spot_checks import (
    MOST_TRIES,
    Found,
    Reported,
    Verdict,
    call_back_by,
    check_problems,
    differences,
)

LATE = "spot_checks_late"


@operation(
    "verification.record_spot_check", subject="check_id", records=("version", "where", "measure", "asked")
)
def record_spot_check(
    actor: Actor,
    *,
    check_id: UUID,
    version: int,
    where: str,
    asked: bool,
    now: datetime,
    measure: str = "",
    note: str = "",
) -> SpotCheck:
    """What the call back found, entered before the earlier answer is shown; then the two are compared.

    asked: whether somebody of the unit had really asked the person or the family. What contradicts becomes a
    finding, and the person is sought again. Raises Refused('spot_check_incomplete', problems=…),
    Refused('own_closure'), Stale.
    """
    check = _to_check(actor, check_id, version)
    found = Found(where, measure if where == "here" else "", asked)
    if problems := check_problems(found):
        raise Refused("spot_check_incomplete", problems=",".join(one.value for one in problems))
    check_written_out(note)
    against = differences(Reported(check.outcome.where, check.outcome.measure), found)
    check.where, check.measure, check.asked = found.where, found.measure, asked
    check.note = Sealer(SpotCheck, now).seal("note", check.id, note[:500])
    check.tries += 1
    check.last_try_at = now
    _judge(actor, check, Verdict.CONTRADICTS if against else Verdict.AGREES, now)
    if against:
        find(actor, check, [one.value for one in against], now)
    return check


def _judge(actor: Actor, check: SpotCheck, verdict: Verdict, now: datetime) -> None:
    check.verdict, check.checked_at, check.checked_by = verdict.value, now, actor.name
    check.version += 1
    check.save()


@operation("verification.try_spot_check", subject="check_id", records=("version",))
def try_spot_check(actor: Actor, *, check_id: UUID, version: int, now: datetime) -> SpotCheck:
    """Nobody answered: another try at another hour, three in all. Being unreachable is no reason (HC-21)."""
    check = _to_check(actor, check_id, version)
    check.tries += 1
    check.last_try_at = now
    if check.tries >= MOST_TRIES:
        _judge(actor, check, Verdict.NOT_REACHED, now)
        return check
    check.version += 1
    check.save(update_fields=["tries", "last_try_at", "version"])
    return check


def _to_check(actor: Actor, check_id: UUID, version: int) -> SpotCheck:
    """Locked, of a unit of the actor; never by whoever closed the row."""
    check = _seen(SpotCheck.objects.filter(under("checker__path", actor)), check_id)
    if check.verdict or check.version != version:
        raise Stale("spot_check_changed", version=check.version)
    if actor.name == check.outcome.by or actor.home == check.closed_by.path:
        raise Refused("own_closure")
    return check


def _seen(checks: QuerySet[SpotCheck], check_id: UUID) -> SpotCheck:
    check = (
        checks.select_for_update(of=("self",))
        .select_related("outcome", "closed_by", "checker", "draw")
        .filter(id=check_id)
        .first()
    )
    if check is None:
        raise Missing("spot_check")
    return check


@operation("verification.hand_spot_check", subject="check_id", records=("version", "to_unit_key"))
def hand_spot_check(
    actor: Actor, *, check_id: UUID, version: int, to_unit_key: str, now: datetime
) -> SpotCheck:
    """Give a call back to another unit: never to the one that closed the row or to its township.

    Raises Refused('own_closure'), Stale.
    """
    mine = under("checker__path", actor) | under("draw__unit__path", actor)
    check = _seen(SpotCheck.objects.filter(mine), check_id)
    if check.verdict or check.version != version:
        raise Stale("spot_check_changed", version=check.version)
    there = get_unit(to_unit_key)
    is_related = check.closed_by.path.startswith(there.path) or there.path.startswith(check.closed_by.path)
    if there.id == check.closed_by_id or (is_related and there.kind != "county"):
        raise Refused("own_closure")
    if there.kind not in ("county", "township"):
        raise Refused("checker_is_an_office")
    check.checker_id, check.version = there.id, check.version + 1
    check.due_by = max(check.due_by, call_back_by(now.astimezone(CITY_TIME)))
    check.save(update_fields=["checker", "version", "due_by"])
    return check


@operation("verification.ring_about_spot_checks")
def ring_about_spot_checks(actor: Actor, *, now: datetime) -> int:
    """Units with call backs past their hour go on the call list; not at night."""
    late = late_call_backs(now).filter(under("checker__path", actor))
    counted = Counter(late.values_list("checker", flat=True))
    calls = [Call(unit_id, LATE, {"people": count}) for unit_id, count in sorted(counted.items())]
    return keep_calls(calls, matter=LATE, under_path=actor.home, now=now)


def late_call_backs(now: datetime) -> QuerySet[SpotCheck]:
    """Past their hour; nobody is rung about them at night."""
    is_day = 8 <= now.astimezone(CITY_TIME).hour < 22
    return SpotCheck.objects.filter(verdict="", due_by__lt=now) if is_day else SpotCheck.objects.none()
