"""Asking clerks: a pair for every row the machine is not sure of, unless a clerk has said it already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yanpan.base.gate import Actor
from yanpan.base.vault.blind_index import blind_index
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Refused
from yanpan.streams.verification.intake.sameness import make_same
from yanpan.streams.verification.models import ListRow, Pair
from yanpan.streams.verification.rules.pairs import DECIDED, identity_of

FAMILY = "pairs"
Key = tuple[bytes, UUID | None, UUID | None]


@dataclass(frozen=True, slots=True)
class Question:
    """Is the person of this row that resident, or that person of an earlier list? One of the two is None."""

    row: ListRow
    fields: dict[str, str]
    resident_id: UUID | None
    person_id: UUID | None
    score: float


def ask_clerks(event_id: UUID, questions: Sequence[Question], now: datetime) -> list[Pair]:
    """A pair for each; the same identity beside the same counterpart is asked once, and never again once decided."""
    made = [_pair(one, now) for one in questions]
    _follow(event_id, made)
    Pair.objects.bulk_create(made, batch_size=400)
    for pair in made:
        if pair.answer == "same":
            _said_before(pair, now)
    return made


def _pair(one: Question, now: datetime) -> Pair:
    return Pair(
        id=fresh_id(now),
        row=one.row,
        resident_id=one.resident_id,
        person_id=one.person_id,
        identity=blind_index(FAMILY, "identity", identity_of(one.fields)),
        score=one.score,
        asked_at=now,
    )


def _key(pair: Pair) -> Key | None:
    return (bytes(pair.identity), pair.resident_id, pair.person_id) if pair.identity else None


def _follow(event_id: UUID, made: Sequence[Pair]) -> None:
    """Each pair follows the first of its identity and counterpart, and takes what was decided there."""
    identities = [pair.identity for pair in made if pair.identity]
    asked = Pair.objects.filter(row__batch__event=event_id, identity__in=identities, follows=None)
    first: dict[Key, Pair] = {key: one for one in asked.order_by("-id") if (key := _key(one))}
    for pair in made:
        if not (key := _key(pair)):
            continue
        leader = first.setdefault(key, pair)
        if leader is not pair:
            pair.follows = leader
            take_answer(pair, leader)


def take_answer(pair: Pair, leader: Pair) -> None:
    """What was decided there holds here; while it waits there, this pair waits with it."""
    if leader.answer in DECIDED:
        pair.answer, pair.reason = leader.answer, leader.reason
        pair.answered_at, pair.answered_by = leader.answered_at, leader.answered_by


def _said_before(pair: Pair, now: datetime) -> None:
    """Decided already: applied in the name of who decided; where that cannot be, a clerk is asked after all."""
    locked = Pair.objects.select_related("row__task__person", "row__batch", "resident", "person")
    one = locked.defer("row__batch__content", "row__batch__row_keys").get(id=pair.id)
    try:
        make_same(Actor(name=pair.answered_by), one, now)
    except Refused:
        one.answer, one.reason, one.answered_at, one.answered_by, one.follows = "", "", None, "", None
    one.save()
