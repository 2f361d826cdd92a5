"""Figures are fixed while a long list is taken in: neither waits for the other in vain, and what is fixed stays."""

import threading
import time
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from tests.world import CITY, NOW, actor_with, make_city, make_event
from tests.world_line_reports import ON
from yanpan.base.indicators.models import CutOff
from yanpan.base.indicators.operations import fix_cut_off
from yanpan.base.jobs.models import Job
from yanpan.base.jobs.running import run
from yanpan.kernel.canonical import digest
from yanpan.streams.verification.models import ListBatch, VerificationTask
from yanpan.streams.verification.tests.lists import confirmed, people, received

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 400
BETWEEN = 0.1  # nobody fixes without a pause, and SQLite has one pen


def fix(event_id: UUID) -> CutOff:
    actor = actor_with("indicators.fix_cut_off", unit_key=CITY)
    return fix_cut_off(
        actor, event_id=event_id, unit_key=CITY, name="18:00", on=ON, reason="名单仍在录入", now=NOW
    )


def _in_the_background(job_id: UUID, faults: list[BaseException]) -> threading.Thread:
    """A worker of its own, with its own line to the database."""

    def work() -> None:
        try:
            run(job_id)
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_cut_offs_are_fixed_while_a_list_is_taken_in_and_nothing_of_either_is_lost() -> None:
    make_city()
    event = make_event()
    batch = confirmed(received(people(PEOPLE)))
    assert batch.job is not None
    faults: list[BaseException] = []
    fixed: list[tuple[CutOff, dict[str, Any]]] = []
    worker = _in_the_background(batch.job, faults)
    while worker.is_alive():
        made = fix(event.id)
        fixed.append((made, made.figures))
        time.sleep(BETWEEN)
    worker.join()
    fixed.append((last := fix(event.id), last.figures))

    assert not faults and Job.objects.get(id=batch.job).state == "done"
    assert ListBatch.objects.get(id=batch.id).state == "taken_in"
    assert VerificationTask.objects.count() == PEOPLE
    assert len(fixed) > 1, "at least one of them while it came in"
    kept = list(CutOff.objects.order_by("version"))
    assert [one.version for one in kept] == list(range(1, len(fixed) + 1))
    for one, (_made, figures) in zip(kept, fixed, strict=True):
        assert one.digest == digest(one.figures) == digest(figures), "what was fixed stays as it was fixed"
