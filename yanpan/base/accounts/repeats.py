"""Requests a machine may send twice: what was answered is kept a day, and answered again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction

from yanpan.base.accounts.models import RepeatedRequest
from yanpan.kernel.errors import Stale

KEPT = timedelta(hours=24)
Json = dict[str, object] | list[object] | None


@dataclass(frozen=True, slots=True)
class Answered:
    """status: HTTP status; body: what was answered, as JSON; again: whether it is a repetition."""

    status: int
    body: Json
    again: bool = False


@dataclass(frozen=True, slots=True)
class Repeatable:
    """One request of one token under the machine's own key; body_digest tells it from any other."""

    token_id: UUID
    key: str
    body_digest: str

    @property
    def key_digest(self) -> str:
        return sha256(self.key.encode()).hexdigest()


def answer_given(repeatable: Repeatable, now: datetime) -> Answered | None:
    """The kept answer, if this request was answered within a day. Stale: the key was used for another one."""
    kept = RepeatedRequest.objects.filter(
        token_id=repeatable.token_id, key_digest=repeatable.key_digest, at__gt=now - KEPT
    ).first()
    if kept is None:
        return None
    if kept.body_digest != repeatable.body_digest:
        raise Stale("key_used_for_another_request")
    return Answered(kept.status, kept.answer, again=True)


def answer_once(repeatable: Repeatable, act: Callable[[], Answered], *, now: datetime) -> Answered:
    """Act and keep the answer in one transaction; a request that is refused keeps nothing and may come again."""
    if given := answer_given(repeatable, now):
        return given
    try:
        return _act_and_keep(repeatable, act, now)
    except IntegrityError:
        # The same request at the same moment was faster; anything else broken is raised as it is.
        if given := answer_given(repeatable, now):
            return given
        raise


def _act_and_keep(repeatable: Repeatable, act: Callable[[], Answered], now: datetime) -> Answered:
    with transaction.atomic():
        RepeatedRequest.objects.filter(token_id=repeatable.token_id, at__lte=now - KEPT).delete()
        kept = RepeatedRequest.objects.create(
            token_id=repeatable.token_id,
            key_digest=repeatable.key_digest,
            body_digest=repeatable.body_digest,
            at=now,
        )
        answered = act()
        kept.status, kept.answer = answered.status, answered.body
        kept.save(update_fields=["status", "answer"])
    return answered
