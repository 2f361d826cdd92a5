"""Rounds: one that fails stops no other, is due again at once, and says nothing of whom it was about."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection

from tests.world import NOW, make_city
from yanpan.base.gate import Actor
from yanpan.base.jobs.models import RoundWalked
from yanpan.base.jobs.rounds import ROUNDS, Round, RoundsFailed, walk_due
from yanpan.config.commands.keeper import attempt

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
Walk = Callable[[Actor, datetime], object]


@pytest.fixture
def alone() -> Iterator[Callable[[str, Walk], None]]:
    """Only the rounds of the test, in their order."""
    kept = dict(ROUNDS)
    ROUNDS.clear()
    make_city()

    def added(name: str, walk: Walk) -> None:
        ROUNDS[name] = Round(name, HOUR, frozenset({"drill.walk"}), walk)

    yield added
    ROUNDS.clear()
    ROUNDS.update(kept)


def stumbles(actor: Actor, now: datetime) -> None:
    raise ValueError("陈小明 13800001111")


def test_a_round_that_fails_keeps_no_other_from_being_walked(
    alone: Callable[[str, Walk], None], caplog: pytest.LogCaptureFixture
) -> None:
    walked: list[str] = []
    alone("drill.first", stumbles)
    alone("drill.second", lambda actor, now: walked.append(actor.name))
    with pytest.raises(RoundsFailed, match=r"drill\.first"):
        walk_due(NOW)
    assert walked == ["keeper"]
    assert "ValueError" in caplog.text
    assert "陈小明" not in caplog.text
    assert "13800001111" not in caplog.text


def test_a_round_that_failed_is_due_at_the_next_look_and_the_others_after_their_pause(
    alone: Callable[[str, Walk], None],
) -> None:
    walked: list[datetime] = []
    alone("drill.first", stumbles)
    alone("drill.second", lambda actor, now: walked.append(now))
    with pytest.raises(RoundsFailed):
        walk_due(NOW)
    alone("drill.first", lambda actor, now: walked.append(now))
    assert walk_due(NOW + timedelta(seconds=15)) == ["drill.first"]
    assert walk_due(NOW + HOUR) == ["drill.second"]
    assert len(walked) == 3


def test_a_round_another_keeper_took_meanwhile_is_not_walked_twice(
    alone: Callable[[str, Walk], None],
) -> None:
    walked: list[str] = []

    def other_keeper(actor: Actor, now: datetime) -> None:
        RoundWalked.objects.update_or_create(round="drill.second", defaults={"at": now})

    alone("drill.first", other_keeper)
    alone("drill.second", lambda actor, now: walked.append("twice"))
    assert walk_due(NOW) == ["drill.first"]
    assert not walked


@pytest.mark.django_db(transaction=True)
def test_a_round_holds_no_transaction_while_it_looks(alone: Callable[[str, Walk], None]) -> None:
    held: list[bool] = []
    alone("drill.first", lambda actor, now: held.append(connection.in_atomic_block))
    walk_due(NOW)
    assert held == [False]


def test_a_duty_that_fails_leaves_the_keeper_alive_and_is_named_by_its_kind(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fails() -> None:
        raise KeyError("陈小明")

    assert not attempt(fails)
    assert attempt(lambda: None)
    said = capsys.readouterr().out
    assert "KeyError" in said
    assert "陈小明" not in said
