"""Long work that a request started."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from yanpan.base.jobs.operations import cancel_job
from yanpan.base.jobs.queries import JobView, get_job
from yanpan.shell.api.repeating import once
from yanpan.shell.api.rights import needs
from yanpan.shell.api.shapes import Answer
from yanpan.shell.asking import AskedRequest

router = Router(tags=["jobs"])


class JobOut(Answer):
    """state: waiting, running, done, failed or cancelled."""

    id: UUID
    work: str
    state: str
    done: int
    total: int
    percent: int
    problem: str
    made_at: datetime
    ended_at: datetime | None


@router.get(
    "/jobs/{uuid:job_id}",
    response=JobOut,
    operation_id="get_job",
    url_name="job",
    openapi_extra=needs("jobs.get_job"),
)
def job(request: AskedRequest, job_id: UUID) -> JobView:
    """How far a job is."""
    return get_job(request.actor, job_id=job_id, now=request.now)


@router.post(
    "/jobs/{uuid:job_id}/cancel",
    response={204: None},
    operation_id="cancel_job",
    url_name="cancel_job",
    openapi_extra=needs("jobs.cancel_job"),
)
def cancel(request: AskedRequest, job_id: UUID) -> HttpResponse:
    """Stop after the running step; what is done stays. 409 if it is over."""
    return once(request, lambda: cancel_job(request.actor, job_id=job_id, now=request.now), status=204)
