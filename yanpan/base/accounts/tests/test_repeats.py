"""Requests sent twice: answered twice, acted on once."""

from datetime import timedelta

import pytest

from tests.world import CITY, NOW, actor_with
from yanpan.base.accounts import repeats
from yanpan.base.accounts.models import RepeatedRequest
from yanpan.base.accounts.operations import issue_token
from yanpan.base.accounts.repeats import Answered, Repeatable, answer_once
from yanpan.kernel.errors import Refused, Stale

pytestmark = pytest.mark.django_db


class Counter:
    """Acts, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def act(self) -> Answered:
        self.times += 1
        return Answered(201, {"times": self.times})


def _repeatable(body_digest: str = "a") -> Repeatable:
    token, _secret = issue_token(
        actor_with("accounts.issue_token"),
        label="laboratory",
        unit_key=CITY,
        rights=["accounts.issue_token"],
        expires_at=NOW + timedelta(days=3),
        now=NOW,
    )
    return Repeatable(token.id, "laboratory-0001", body_digest)


def test_the_second_time_gets_the_first_answer() -> None:
    counter, repeatable = Counter(), _repeatable()
    first = answer_once(repeatable, counter.act, now=NOW)
    second = answer_once(repeatable, counter.act, now=NOW + timedelta(hours=23))
    assert (first.again, second.again, second.body, counter.times) == (False, True, {"times": 1}, 1)


def test_after_a_day_the_key_is_free_again() -> None:
    counter, repeatable = Counter(), _repeatable()
    answer_once(repeatable, counter.act, now=NOW)
    answer_once(repeatable, counter.act, now=NOW + timedelta(hours=24))
    assert counter.times == 2
    assert RepeatedRequest.objects.count() == 1


def test_another_request_under_the_key_is_refused() -> None:
    counter, repeatable = Counter(), _repeatable()
    answer_once(repeatable, counter.act, now=NOW)
    other = Repeatable(repeatable.token_id, repeatable.key, "b")
    with pytest.raises(Stale):
        answer_once(other, counter.act, now=NOW)
    assert counter.times == 1


def test_a_refusal_keeps_nothing() -> None:
    repeatable = _repeatable()

    def refuse() -> Answered:
        raise Refused("no_open_event")

    with pytest.raises(Refused):
        answer_once(repeatable, refuse, now=NOW)
    assert not RepeatedRequest.objects.exists()


def test_of_two_at_the_same_moment_the_slower_gets_the_answer_of_the_faster(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The slower one saw nothing kept, and then runs into the constraint."""
    counter, repeatable = Counter(), _repeatable()
    answer_once(repeatable, counter.act, now=NOW)
    looks, seen = iter([False, True]), repeats.answer_given
    monkeypatch.setattr(repeats, "answer_given", lambda one, now: seen(one, now) if next(looks) else None)
    answered = answer_once(repeatable, counter.act, now=NOW)
    assert (answered.again, answered.body, counter.times) == (True, {"times": 1}, 1)
