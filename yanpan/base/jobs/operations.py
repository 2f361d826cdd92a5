"""What people may do to a job."""

from datetime import datetime
from uuid import UUID

from yanpan.base.gate import Actor, operation
from yanpan.base.jobs.models import Job
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
