"""Periods at home: begun and ended by the answers, the calendar and the body that decided; never without an end."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from yanpan.base.gate import Actor, operation, under
from yanpan.base.policy.rules import CITY_TIME, all_packs, pack_named
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import HomeMonitoring, VerificationTask
from yanpan.streams.verification.rules.homes import AT_HOME, Ending, days_of, end_of, latest_end

_AT_ONCE = 500
_SAID_HOME = Q(standing="verified", measure__in=sorted(AT_HOME), merged_away=False)


def home_rules(pack_id: str) -> Mapping[str, Any]:
    """The table [home] of a pack."""
    rules: Mapping[str, Any] = pack_named(pack_id).rules["home"]
    return rules


def follow_homes(tasks: Sequence[VerificationTask], *, by: str, now: datetime) -> int:
    """Make the monitorings of these answered tasks say what their answers say. Returns how many changed.

    tasks: locked by the caller, as they stand after the answer. The same answer twice changes nothing; another
    measure ends the period and begins a new one; an answer without a measure at home ends it.
    """
    running = {
        one.task_id: one
        for one in HomeMonitoring.objects.filter(task__in=[task.id for task in tasks], ended_at=None)
    }
    earlier = _earlier([task for task in tasks if _is_home(task) and task.id not in running])
    ended, renewed, opened = [], [], []
    for task in tasks:
        before = running.get(task.id)
        at_home = _is_home(task)
        if before is not None and at_home and before.measure == task.measure:
            renewed.append(_renewed(before, task))
            continue
        if before is not None:
            ended.append(_ended(before, by, Ending.CORRECTED, now))
        if at_home:
            runs_from = before.counted_from if before else _unbroken_from(task, earlier.get(task.id))
            opened.append(_opened(task, runs_from, now))
    HomeMonitoring.objects.bulk_update(ended, _ENDED, batch_size=_AT_ONCE)
    HomeMonitoring.objects.bulk_update(renewed, _RENEWED, batch_size=_AT_ONCE)
    HomeMonitoring.objects.bulk_create(opened, batch_size=_AT_ONCE)
    return len(ended) + len(renewed) + len(opened)


_ENDED = ["ended_at", "ended_by", "ended_why", "version"]
_RENEWED = ["unit", "deciding_body", "document_number", "answered_at", "version"]


def _is_home(task: VerificationTask) -> bool:
    says = task.standing == "verified" and task.measure in AT_HOME and not task.merged_away
    return says and days_of(task.measure, home_rules(task.pack)) > 0


def _ended(one: HomeMonitoring, by: str, why: Ending, now: datetime) -> HomeMonitoring:
    one.ended_at, one.ended_by, one.ended_why, one.version = now, by, why.value, one.version + 1
    return one


def _renewed(one: HomeMonitoring, task: VerificationTask) -> HomeMonitoring:
    """Said again: the days stay, what is said beside them is the newer."""
    one.unit_id, one.answered_at = task.custody_id, _answered(task)
    one.deciding_body, one.document_number = task.deciding_body, task.document_number
    one.version += 1
    return one


def _earlier(tasks: Sequence[VerificationTask]) -> dict[UUID, HomeMonitoring]:
    """The last period that has ended, by task."""
    if not tasks:
        return {}
    ended = HomeMonitoring.objects.filter(task__in=tasks, ended_at__isnull=False)
    return {one.task_id: one for one in ended.order_by("ended_at", "id")}


def _unbroken_from(task: VerificationTask, before: HomeMonitoring | None) -> date:
    """The first day of the run at home: ended and reported again without a day between, it goes on (HC-7)."""
    starts_on = city_day(_answered(task))
    if before is None or before.ended_at is None:
        return starts_on
    last_day = min(before.ends_on, city_day(before.ended_at))
    return before.counted_from if last_day >= starts_on - timedelta(days=1) else starts_on


def _opened(task: VerificationTask, counted_from: date, now: datetime) -> HomeMonitoring:
    starts_on = city_day(_answered(task))
    return HomeMonitoring(
        id=fresh_id(now),
        task=task,
        unit_id=task.custody_id,
        measure=task.measure,
        starts_on=starts_on,
        ends_on=end_of(task.measure, starts_on, counted_from, home_rules(task.pack)),
        counted_from=counted_from,
        deciding_body=task.deciding_body,
        document_number=task.document_number,
        pack=task.pack,
        opened_at=now,
        answered_at=_answered(task),
    )


def _answered(task: VerificationTask) -> datetime:
    assert task.answered_at is not None  # a closed task has an answer
    return task.answered_at


def city_day(at: datetime) -> date:
    return at.astimezone(CITY_TIME).date()


@operation("verification.open_homes")
def open_homes(actor: Actor, *, now: datetime) -> int:
    """Open, correct and end periods at home so that they agree with the answers and the calendar."""
    mine = under("unit__path", actor)
    ended = 0
    for why, periods in (
        (Ending.LAST_DAY, _past_their_last_day(now)),
        (Ending.CORRECTED, _against_the_answer()),
    ):
        ended += periods.filter(mine).update(
            ended_at=now, ended_by=actor.name, ended_why=why.value, version=F("version") + 1
        )
    waiting = _not_followed().filter(under("custody__path", actor)).order_by("answered_at", "id")
    return ended + follow_homes(list(waiting.select_for_update(of=("self",))[:2000]), by=actor.name, now=now)


def is_any_home_to_change(now: datetime) -> bool:
    return _past_their_last_day(now).exists() or _against_the_answer().exists() or _not_followed().exists()


def _past_their_last_day(now: datetime) -> QuerySet[HomeMonitoring]:
    return HomeMonitoring.objects.filter(ended_at=None, ends_on__lt=city_day(now))


def _against_the_answer() -> QuerySet[HomeMonitoring]:
    said = VerificationTask.objects.filter(_SAID_HOME).values("id")
    return HomeMonitoring.objects.filter(ended_at=None).exclude(task__in=said)


def _not_followed() -> QuerySet[VerificationTask]:
    """Answers that no period tells of yet; those of packs that keep nobody at home are left alone."""
    idle = [pack.id for pack in all_packs() if not pack.rules["home"]["longest_days"]]
    known = HomeMonitoring.objects.filter(answered_at=F("task__answered_at")).values("task")
    return VerificationTask.objects.filter(_SAID_HOME).exclude(pack__in=idle).exclude(id__in=known)


def running_one(actor: Actor, monitoring_id: UUID, version: int) -> HomeMonitoring:
    one = (
        HomeMonitoring.objects.select_for_update(of=("self",))
        .select_related("unit")
        .filter(under("unit__path", actor), id=monitoring_id)
        .first()
    )
    if one is None:
        raise Missing("monitoring")
    if one.ended_at is not None:
        raise Stale("monitoring_ended")
    if one.version != version:
        raise Stale("monitoring_changed", version=one.version)
    return one


@operation(
    "verification.report_home_end",
    subject="monitoring_id",
    records=("version", "ends_on"),
    words=("deciding_body", "document_number"),
)
def report_home_end(
    actor: Actor,
    *,
    monitoring_id: UUID,
    version: int,
    ends_on: date,
    deciding_body: str,
    document_number: str,
    now: datetime,
) -> HomeMonitoring:
    """The last day as the deciding body set it; never beyond the pack's maximum (HC-7), longer only on paper.

    Raises Refused('home_end_incomplete'), Refused('home_end_out_of_range', first=…, last=…), Stale.
    """
    one = running_one(actor, monitoring_id, version)
    last = latest_end(one.counted_from, home_rules(one.pack))
    if not deciding_body.strip() or (ends_on > one.ends_on and not document_number.strip()):
        raise Refused("home_end_incomplete")
    if not max(one.starts_on, city_day(now)) <= ends_on <= last:
        raise Refused("home_end_out_of_range", first=max(one.starts_on, city_day(now)), last=last)
    one.ends_on, one.version = ends_on, one.version + 1
    one.deciding_body, one.document_number = deciding_body[:60], document_number[:60] or one.document_number
    one.save(update_fields=["ends_on", "version", "deciding_body", "document_number"])
    return one


@operation(
    "verification.lift_home",
    subject="monitoring_id",
    records=("version",),
    words=("deciding_body", "document_number"),
)
def lift_home(
    actor: Actor,
    *,
    monitoring_id: UUID,
    version: int,
    deciding_body: str,
    now: datetime,
    document_number: str = "",
) -> HomeMonitoring:
    """The body lifted the measure: it is over from now on. Raises Refused('lifting_needs_a_body'), Stale."""
    one = running_one(actor, monitoring_id, version)
    if not deciding_body.strip():
        raise Refused("lifting_needs_a_body")
    one.deciding_body, one.document_number = deciding_body[:60], document_number[:60] or one.document_number
    _ended(one, actor.name, Ending.LIFTED, now)
    one.save(update_fields=[*_ENDED, "deciding_body", "document_number"])
    return one
