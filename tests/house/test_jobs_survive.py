"""A worker killed in the middle of a step (power cut, kill -9): the job goes on, and no step counts twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from tests.support.job_worker import STEPS, VERB, WORK
from tests.world import NOW
from yanpan.base.audit.models import AuditLine
from yanpan.base.gate.clock import wall_clock
from yanpan.base.jobs.models import Job
from yanpan.base.jobs.running import STALE_AFTER
from yanpan.base.vault.randomness import fresh_id

pytestmark = pytest.mark.django_db(transaction=True)
NEVER = -1


def _worker(act: str, job_id: UUID, *, slow_step: int) -> "subprocess.Popen[str]":
    """The product's delivery and worker in a process of its own, on this test's database."""
    surroundings = {key: value for key, value in os.environ.items() if key != "YANPAN_INLINE_JOBS"}
    name = str(connection.settings_dict["NAME"])
    command = [sys.executable, "-m", "tests.support.job_worker", name, act, str(job_id), str(slow_step)]
    return subprocess.Popen(command, env=surroundings, stderr=subprocess.PIPE, text=True)


def _wait(until: Callable[[], bool], worker: "subprocess.Popen[str]") -> None:
    deadline = time.monotonic() + 90
    while not until():
        assert worker.poll() is None, worker.communicate()[1]
        assert time.monotonic() < deadline, "the worker did not get that far"
        time.sleep(0.05)


def _steps_taken() -> list[str]:
    return list(AuditLine.objects.filter(verb=VERB).order_by("id").values_list("subject", flat=True))


def _make_job() -> Job:
    frozen = {"name": "clerk", "role": "", "permissions": [], "units": [], "duties": []}
    return Job.objects.create(id=fresh_id(NOW), work=WORK, actor=frozen, made_at=wall_clock())


def test_a_job_whose_worker_is_killed_in_mid_step_is_finished_by_another() -> None:
    job = _make_job()
    first = _worker("deliver", job.id, slow_step=3)
    _wait(lambda: Job.objects.get(id=job.id).done == 3, first)
    first.send_signal(signal.SIGKILL)
    first.communicate()

    abandoned = Job.objects.get(id=job.id)
    assert abandoned.state == "running", "the delivery alone would leave it so for ever"
    assert _steps_taken() == ["0", "1", "2"], "the fourth step died with its worker and left nothing"

    Job.objects.filter(id=job.id).update(heartbeat_at=wall_clock() - STALE_AFTER - timedelta(seconds=1))
    second = _worker("reap", job.id, slow_step=NEVER)
    _, said = second.communicate(timeout=90)
    assert second.returncode == 0, said

    finished = Job.objects.get(id=job.id)
    assert (finished.state, finished.done, finished.attempts) == ("done", STEPS, 2)
    assert _steps_taken() == [str(one) for one in range(STEPS)]
