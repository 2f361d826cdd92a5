"""A cancelled job is no dead end: what it left half-done can be finished."""

import pytest

from tests.world import NOW, actor_with
from yanpan.base.gate import Actor
from yanpan.base.jobs.models import Job
from yanpan.base.jobs.operations import cancel_job, retry_job
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Stale

pytestmark = pytest.mark.django_db


def officer() -> Actor:
    return actor_with("jobs.cancel_job", "jobs.retry_job")


def job(state: str) -> Job:
    return Job.objects.create(
        id=fresh_id(NOW), work="verification.take_in", state=state, unit_path=officer().home, made_at=NOW
    )


def test_a_cancelled_job_goes_on_when_it_is_started_again() -> None:
    one = job("waiting")
    cancel_job(officer(), job_id=one.id, now=NOW)
    one.refresh_from_db()
    assert one.state == "cancelled" and one.cancel_asked
    retry_job(officer(), job_id=one.id, now=NOW)
    again = Job.objects.get()
    assert again.state == "waiting" and not again.cancel_asked and again.ended_at is None


@pytest.mark.parametrize("state", ["waiting", "running", "done"])
def test_what_runs_or_is_done_is_not_started_again(state: str) -> None:
    with pytest.raises(Stale, match="job_did_not_fail"):
        retry_job(officer(), job_id=job(state).id, now=NOW)
