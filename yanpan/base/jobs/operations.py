"""What people may do to a job."""

from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from yanpan.base.gate import Actor, operation
from yanpan.base.gate.clock import wall_clock
from yanpan.base.jobs.models import Job
from yanpan.base.jobs.running import deliver
from yanpan.kernel.errors import Missing, Stale


@operation("jobs.cancel_job", subject="job_id")
def cancel_job(actor: Actor, *, job_id: UUID, now: datetime) -> None:
    """Ask a job to stop after its running step; what it has done stays. Stale if it is over."""
    job = Job.objects.select_for_update().filter(id=job_id).first()
    if job is None or not actor.covers(job.unit_path):
        raise Missing("job")
    if job.state not in ("waiting", "running"):
        raise Stale("job_is_over", state=job.state)
    job.cancel_asked = True
    if job.state == "waiting":
        job.state, job.ended_at = "cancelled", now
    job.save(update_fields=["cancel_asked", "state", "ended_at"])


@operation("jobs.retry_job", subject="job_id")
def retry_job(actor: Actor, *, job_id: UUID, now: datetime) -> None:
    """Run a failed or cancelled job on from where it stopped; its steps are idempotent. Stale if it did not."""
    job = Job.objects.select_for_update().filter(id=job_id).first()
    if job is None or not actor.covers(job.unit_path):
        raise Missing("job")
    if job.state not in ("failed", "cancelled"):
        raise Stale("job_did_not_fail", state=job.state)
    job.state, job.problem, job.attempts, job.ended_at = "waiting", "", 0, None
    job.heartbeat_at, job.cancel_asked = wall_clock(), False
    job.save(update_fields=["state", "problem", "attempts", "ended_at", "heartbeat_at", "cancel_asked"])
    transaction.on_commit(partial(deliver, job.id))
