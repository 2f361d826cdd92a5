"""Long reading is done before a step's transaction begins; a read of persons holds no pen while it opens them."""

from datetime import datetime
from typing import Any

import pytest
from django.db import connection

from tests.world import NOW, make_city
from yanpan.base.audit.models import AuditLine
from yanpan.base.gate import QUERIES, Actor, query
from yanpan.base.jobs.models import Job
from yanpan.base.jobs.running import BEFORE, WORKS, Step, run
from yanpan.base.vault.randomness import fresh_id

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_comes_before_a_step_is_outside_its_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, bool, str]] = []

    def before(arguments: dict[str, Any], cursor: dict[str, Any], now: datetime) -> None:
        seen.append(("before", connection.in_atomic_block, str(cursor.get("phase", ""))))

    def step(actor: Actor, arguments: dict[str, Any], cursor: dict[str, Any], now: datetime) -> Step:
        seen.append(("step", connection.in_atomic_block, str(cursor.get("phase", ""))))
        return Step(1, 2, bool(cursor), {} if cursor else {"phase": "second"})

    monkeypatch.setitem(WORKS, "test.two_steps", step)
    monkeypatch.setitem(BEFORE, "test.two_steps", before)
    frozen = {"name": "x", "role": "", "permissions": [], "units": [], "duties": []}
    job = Job.objects.create(id=fresh_id(NOW), work="test.two_steps", actor=frozen, made_at=NOW)
    run(job.id)
    job.refresh_from_db()
    assert job.state == "done"
    assert seen == [
        ("before", False, ""),
        ("step", True, ""),
        ("before", False, "second"),
        ("step", True, "second"),
    ]


def test_a_read_of_persons_opens_them_before_its_line_is_written() -> None:
    make_city()
    inside: list[bool] = []

    @query("test.read_somebody")
    def read_somebody(actor: Actor, *, now: datetime) -> list[int]:
        inside.append(connection.in_atomic_block)
        return [1, 2]

    try:
        reader = Actor(name="reader", permissions=frozenset({"test.read_somebody"}))
        assert read_somebody(reader, now=NOW) == [1, 2]
    finally:
        del QUERIES["test.read_somebody"]
    assert inside == [False]
    assert AuditLine.objects.filter(verb="test.read_somebody", actor="reader").count() == 1
