"""A fault inside a job: where it was is kept, what was said there is not."""

from collections.abc import Iterator
from datetime import datetime
from traceback import format_exception
from typing import Any

import pytest

from tests.world import NOW
from yanpan.base.gate import Actor
from yanpan.base.jobs.models import Job
from yanpan.base.jobs.running import WORKS, JobFault, Step, run
from yanpan.base.vault.randomness import fresh_id

pytestmark = pytest.mark.django_db
NUMBER = "411104199001011238"


def _stumble(actor: Actor, arguments: dict[str, Any], cursor: dict[str, Any], now: datetime) -> Step:
    said = {"id_number": NUMBER}
    raise ValueError(f"cannot read {said['id_number']}")


@pytest.fixture
def job() -> Iterator[Job]:
    WORKS["drill.stumble"] = _stumble
    frozen = {"name": "clerk", "role": "", "permissions": [], "units": [], "duties": []}
    yield Job.objects.create(id=fresh_id(NOW), work="drill.stumble", actor=frozen, made_at=NOW)
    del WORKS["drill.stumble"]


def test_a_fault_leaves_its_place_and_no_value_of_the_row_it_stumbled_over(job: Job) -> None:
    """The delivery stores and prints what is raised, as `traceback.format_exception` writes it."""
    with pytest.raises(JobFault) as raised:
        run(job.id)
    printed = "".join(format_exception(raised.value))
    assert NUMBER not in printed
    assert "ValueError at" in printed and "_stumble" in printed


def test_a_failed_job_says_the_kind_of_its_fault(job: Job) -> None:
    with pytest.raises(JobFault):
        run(job.id)
    kept = Job.objects.get(id=job.id)
    assert (kept.state, kept.problem) == ("failed", "ValueError")
