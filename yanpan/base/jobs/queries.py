"""Reading jobs: no personal data in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yanpan.base.gate import Actor, query
from yanpan.base.jobs.models import Job
from yanpan.kernel.errors import Missing


@dataclass(frozen=True, slots=True)
class JobView:
    id: UUID
    work: str
    state: str
    done: int
    total: int
    problem: str
    made_at: datetime
    ended_at: datetime | None

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0

    @property
    def is_over(self) -> bool:
        return self.state in ("done", "failed", "cancelled")


def _view(job: Job) -> JobView:
    return JobView(job.id, job.work, job.state, job.done, job.total, job.problem, job.made_at, job.ended_at)


def jobs_by_id(ids: Sequence[UUID]) -> dict[UUID, JobView]:
    """How far jobs are, for the page of what they work on; called inside a `@query` of a room."""
    return {job.id: _view(job) for job in Job.objects.filter(id__in=ids)}


@query("jobs.list_jobs", personal=False)
def list_jobs(actor: Actor, *, now: datetime) -> list[JobView]:
    """The newest 50 jobs of the actor's units."""
    jobs = Job.objects.order_by("-made_at")[:200]
    return [_view(job) for job in jobs if actor.covers(job.unit_path)][:50]


@query("jobs.get_job", subject="job_id", personal=False)
def get_job(actor: Actor, *, job_id: UUID, now: datetime) -> JobView:
    """One job; Missing if it is elsewhere."""
    job = Job.objects.filter(id=job_id).first()
    if job is None or not actor.covers(job.unit_path):
        raise Missing("job")
    return _view(job)
