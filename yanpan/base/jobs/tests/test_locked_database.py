"""A step that finds the database locked is tried again; nothing is done twice, and patience has an end."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import OperationalError

from tests.world import NOW
from yanpan.base.gate import Actor
from yanpan.base.jobs.models import Job
from yanpan.base.jobs.running import TRIES_OF_A_STEP, WORKS, JobFault, Step, run
from yanpan.base.vault.randomness import fresh_id

pytestmark = pytest.mark.django_db


class Locked:
    """Writes a line in each try, and finds the database locked so many times before one passes."""

    def __init__(self, times: int) -> None:
        self.left, self.tried = times, 0

    def __call__(
        self, actor: Actor, arguments: dict[str, Any], cursor: dict[str, Any], now: datetime
    ) -> Step:
        self.tried += 1
        Job.objects.create(id=fresh_id(NOW), work="line", made_at=NOW)
        if self.left:
            self.left -= 1
            raise OperationalError("database is locked")
        return Step(1, 1, finished=True)


@pytest.fixture
def job() -> Iterator[Job]:
    frozen = {"name": "clerk", "role": "", "permissions": [], "units": [], "duties": []}
    yield Job.objects.create(id=fresh_id(NOW), work="drill.locked", actor=frozen, made_at=NOW)
    del WORKS["drill.locked"]


def test_a_step_that_finds_the_database_locked_is_tried_again_and_done_once(job: Job) -> None:
    WORKS["drill.locked"] = step = Locked(TRIES_OF_A_STEP - 1)
    run(job.id)
    job.refresh_from_db()
    assert (job.state, step.tried) == ("done", TRIES_OF_A_STEP)
    assert Job.objects.filter(work="line").count() == 1
    assert job.heartbeat_at is not None


def test_a_database_that_stays_locked_fails_the_job_and_keeps_nothing_of_the_step(job: Job) -> None:
    WORKS["drill.locked"] = step = Locked(TRIES_OF_A_STEP)
    with pytest.raises(JobFault):
        run(job.id)
    job.refresh_from_db()
    assert (job.state, job.problem, step.tried) == ("failed", "OperationalError", TRIES_OF_A_STEP)
    assert not Job.objects.filter(work="line").exists()
