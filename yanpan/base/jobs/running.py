"""Running jobs: delivery wakes a worker, `Job` owns progress, cancel flag, cursor and heartbeat."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import OperationalError, transaction
from django.db.models import F, Q
from django_tasks import task

from yanpan.base.gate import Actor
from yanpan.base.gate.clock import current_time, wall_clock
from yanpan.base.jobs.models import Job
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Refused
from yanpan.kernel.faults import where_it_failed

STALE_AFTER = timedelta(seconds=45)  # a step takes ≤ 10 s
MOST_ATTEMPTS = 5
TRIES_OF_A_STEP = 5


class JobFault(Exception):
    """A fault of the program inside a job: where it was, never what was said there."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one step leaves: how far, where to go on, whether it is over."""

    done: int
    total: int
    finished: bool
    cursor: dict[str, Any] = field(default_factory=dict)


Work = Callable[[Actor, dict[str, Any], dict[str, Any], datetime], Step]
WORKS: dict[str, Work] = {}
Before = Callable[[dict[str, Any], dict[str, Any], datetime], None]
BEFORE: dict[str, Before] = {}


def work(name: str, *, before: Before | None = None) -> Callable[[Work], Work]:
    """Register an idempotent step function (actor, arguments, cursor, now) -> Step under a name.

    before: (arguments, cursor, now), called ahead of each step's transaction: for long reading that writes nothing.
    A step holds the database's one pen on SQLite, and every page waits for it.
    """

    def registered(function: Work) -> Work:
        if name in WORKS:
            raise ValueError(f"work {name} is registered twice")
        WORKS[name] = function
        if before is not None:
            BEFORE[name] = before
        return function

    return registered


def _frozen(actor: Actor) -> dict[str, Any]:
    return {
        "name": actor.name,
        "role": actor.role,
        "permissions": sorted(actor.permissions),
        "units": list(actor.units),
        "duties": sorted(actor.duties),
    }


def _thawed(kept: dict[str, Any]) -> Actor:
    return Actor(
        name=kept["name"],
        role=kept["role"],
        permissions=frozenset(kept["permissions"]),
        units=tuple(kept["units"]),
        duties=frozenset(kept["duties"]),
    )


def enqueue(actor: Actor, name: str, *, now: datetime, **arguments: object) -> Job:
    """Called inside an operation: the job exists if the operation commits, and is delivered after that."""
    if name not in WORKS:
        raise ValueError(f"no work is named {name}")
    job = Job.objects.create(
        id=fresh_id(now),
        work=name,
        arguments=arguments,
        actor=_frozen(actor),
        unit_path=actor.home,
        made_at=now,
        heartbeat_at=wall_clock(),
    )
    transaction.on_commit(partial(deliver, job.id))
    return job


def deliver(job_id: UUID) -> None:
    run_job.enqueue(str(job_id))


@task()
def run_job(job_id: str) -> None:
    """The delivered message: run the job of this id from its cursor on."""
    run(UUID(job_id))


def _claim(job_id: UUID, now: datetime) -> Job | None:
    """Take a waiting or abandoned job; None if somebody else works on it or it is over."""
    stale = Q(state="running") & Q(heartbeat_at__lt=now - STALE_AFTER)
    claimed = Job.objects.filter(Q(id=job_id) & (Q(state="waiting") | stale)).update(
        state="running", heartbeat_at=now, attempts=F("attempts") + 1
    )
    return Job.objects.get(id=job_id) if claimed else None


def run(job_id: UUID) -> None:
    """Step until finished, cancelled or failed. Each step commits together with the cursor it leaves."""
    job = _claim(job_id, wall_clock())
    if job is None:
        return
    actor, function = _thawed(job.actor), WORKS[job.work]
    while job.state == "running":
        try:
            _take_step_patiently(job, actor, function)
        except Refused as refusal:
            _end(job, "failed", str(refusal))
        except Exception as fault:
            _end(job, "failed", type(fault).__name__)
            # The delivery keeps what is raised here in the database and prints it; a fault's own words may
            # quote a name or a number of the row it stumbled over.
            raise JobFault(where_it_failed(fault)) from None


def _take_step_patiently(job: Job, actor: Actor, function: Work) -> None:
    """Another writer may hold the database for longer than one waits: the step, undone whole, is tried again."""
    for _ in range(TRIES_OF_A_STEP - 1):
        try:
            return _take_step(job, actor, function)
        except OperationalError:
            _give_sign_of_life(job)
    return _take_step(job, actor, function)


def _give_sign_of_life(job: Job) -> None:
    """So that nobody takes a job for lost that waits; a sign that cannot be written either is no fault."""
    with suppress(OperationalError), transaction.atomic():
        Job.objects.filter(id=job.id).update(heartbeat_at=wall_clock())


def _take_step(job: Job, actor: Actor, function: Work) -> None:
    now = current_time()
    if before := BEFORE.get(job.work):
        before(job.arguments, job.cursor, now)
    with transaction.atomic():
        # The row lock makes a second runner of the same job wait, then find the cursor moved on.
        job.refresh_from_db(from_queryset=Job.objects.select_for_update())
        if job.state != "running":
            return
        if job.cancel_asked:
            job.state, job.ended_at = "cancelled", now
        else:
            step = function(actor, job.arguments, job.cursor, now)
            job.done, job.total, job.cursor = step.done, step.total, step.cursor
            job.heartbeat_at = wall_clock()
            if step.finished:
                job.state, job.ended_at = "done", now
        job.save()


def _end(job: Job, state: str, problem: str) -> None:
    job.state, job.problem, job.ended_at = state, problem[:200], current_time()
    job.save(update_fields=["state", "problem", "ended_at"])


def reap(wall: datetime) -> int:
    """Deliver again what gave no sign of life for a while (kill -9, power cut); gives up after five attempts.

    wall: the wall clock; a drill's own time may stand still or run sixty times as fast.
    """
    lost = Job.objects.filter(state__in=["running", "waiting"], heartbeat_at__lt=wall - STALE_AFTER)
    lost.filter(attempts__gte=MOST_ATTEMPTS).update(
        state="failed", problem="attempts_used_up", ended_at=current_time()
    )
    again = list(lost.filter(attempts__lt=MOST_ATTEMPTS).values_list("id", flat=True)[:100])
    for job_id in again:
        deliver(job_id)
    Job.objects.filter(id__in=again, state="waiting").update(heartbeat_at=wall)
    return len(again)
