"""The clerk's pairs: the one in hand side by side in clear (C2, C3); what was decided, masked."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from yanpan.base.gate import Actor, query, under
from yanpan.base.people.register import FIELDS
from yanpan.base.vault.masks import mask_name, mask_phone
from yanpan.base.vault.sealing import unseal
from yanpan.kernel.errors import Missing
from yanpan.science.record_matching import Difference, difference_of
from yanpan.streams.verification.models import Pair, PairOpinion, TaskMerge
from yanpan.streams.verification.queries.opening import fields_of
from yanpan.streams.verification.rules.pairs import DECIDED, REFERRED

_ASKED = Q(follows=None, answer__in=["", "unsure"]) | Q(follows=None, answer="same", second_look="wanted")
_PAGE = 20


@dataclass(frozen=True, slots=True)
class Side:
    """One field on both sides, with what differs marked."""

    field: str
    listed: str
    known: str
    difference: Difference

    @property
    def differs(self) -> bool:
        return bool(self.difference.kinds)


@dataclass(frozen=True, slots=True)
class PairView:
    """of: 'register' or 'list', where the other person is known from. unsure: how many clerks were unsure."""

    id: UUID
    file_name: str
    sheet: str
    number: int
    of: str
    sides: tuple[Side, ...]
    unsure: int


@dataclass(frozen=True, slots=True)
class OpinionView:
    answer: str
    reason: str
    by: str
    at: datetime
    blind: bool


@dataclass(frozen=True, slots=True)
class DecidedPair:
    """A decision, masked. follows_at, follows_by: as decided when and by whom, for rows that were not asked.

    contradiction: what became one was answered twice, and not alike.
    """

    id: UUID
    file_name: str
    sheet: str
    number: int
    name: str
    phone: str
    answer: str
    reason: str
    by: str
    at: datetime | None
    as_decided: bool
    second_look: str
    contradiction: bool
    opinions: tuple[OpinionView, ...]


def _pairs(actor: Actor, event_id: UUID) -> QuerySet[Pair]:
    found = Pair.objects.filter(under("row__batch__unit__path", actor), row__batch__event_id=event_id)
    loaded = found.select_related("row__batch", "resident", "person")
    return loaded.defer("row__batch__content", "row__batch__row_keys")


def pairs_for(actor: Actor, event_id: UUID, now: datetime) -> QuerySet[Pair]:
    """What this clerk may be asked: not what the clerk has spoken on, nor what is in another's hands."""
    spoken = PairOpinion.objects.filter(by=actor.name, taken_back_at=None).values("pair")
    in_other_hands = Q(held_until__gt=now) & ~Q(held_by=actor.name) & ~Q(held_by="")
    free = Pair.objects.filter(_ASKED, under("row__batch__unit__path", actor), row__batch__event_id=event_id)
    return free.exclude(id__in=spoken).exclude(in_other_hands).order_by("-score", "id")


@query("verification.get_pair", subject="pair_id")
def get_pair(actor: Actor, *, pair_id: UUID, now: datetime) -> PairView:
    """One pair in clear, for the clerk in whose hands it is; Missing for anybody else."""
    pair = (
        Pair.objects.filter(under("row__batch__unit__path", actor), id=pair_id)
        .filter(held_by=actor.name, held_until__gt=now)
        .select_related("row__batch", "resident", "person")
        .defer("row__batch__content", "row__batch__row_keys")
        .first()
    )
    if pair is None:
        raise Missing("pair")
    return _view(pair)


@query("verification.next_referred_pair", records=("event_id",))
def next_referred_pair(actor: Actor, *, event_id: UUID, now: datetime) -> PairView | None:
    """The oldest pair on which two clerks were unsure, in clear; None where none is left."""
    spoken = PairOpinion.objects.filter(by=actor.name, taken_back_at=None).values("pair")
    waiting = _pairs(actor, event_id).filter(follows=None, answer=REFERRED).exclude(id__in=spoken)
    pair = waiting.order_by("asked_at", "id").first()
    return _view(pair) if pair else None


def _view(pair: Pair) -> PairView:
    listed, known = fields_of(pair.row), _known(pair)
    sides = [
        Side(name, typed, held, difference_of(name, typed, held))
        for name, typed, held in _lines(listed, known)
    ]
    return PairView(
        pair.id,
        pair.row.batch.file_name,
        pair.row.sheet,
        pair.row.number,
        "register" if pair.resident_id else "list",
        tuple(sides),
        {"unsure": 1, REFERRED: 2}.get(pair.answer, 0),
    )


def _lines(listed: Mapping[str, str], known: Mapping[str, str]) -> list[tuple[str, str, str]]:
    address = listed.get("address", "") or listed.get("household_address", "")
    typed = {**listed, "address": address}
    return [(name, typed.get(name, ""), known.get(name, "")) for name in FIELDS]


def _known(pair: Pair) -> dict[str, str]:
    if pair.resident is not None:
        return dict(zip(FIELDS, json.loads(unseal(pair.resident, "record")), strict=True))
    assert pair.person is not None
    opened = {
        name: unseal(pair.person, name) for name in ("name", "id_number", "birth_date", "phone", "address")
    }
    return {**opened, "sex": pair.person.sex}


@query("verification.list_pairs", records=("event_id", "wanted"))
def list_pairs(actor: Actor, *, event_id: UUID, wanted: str, now: datetime) -> list[DecidedPair]:
    """The last 20 decisions of the actor's lists, masked.

    wanted: 'decided' by clerks, 'as_decided' (the same person as listed came again), 'disagreed' (a blind second
    look says otherwise), 'contradiction' (became one, and two answers differ).
    """
    pairs = _pairs(actor, event_id).filter(answer__in=sorted(DECIDED)).filter(_WANTED[wanted]())
    found = list(pairs.order_by("-answered_at", "-id")[:_PAGE])
    opinions = PairOpinion.objects.filter(pair__in=found, taken_back_at=None).order_by("at", "id")
    spoken: dict[UUID, list[OpinionView]] = {}
    for one in opinions:
        spoken.setdefault(one.pair_id, []).append(
            OpinionView(one.answer, one.reason, one.by, one.at, one.blind)
        )
    merges = [pair.merge for pair in found if pair.merge]
    contradicted = set(
        TaskMerge.objects.filter(merge__in=merges, contradiction=True).values_list("merge_id", flat=True)
    )
    return [_decided(pair, spoken.get(pair.id, []), pair.merge in contradicted) for pair in found]


def _contradictions() -> Q:
    merges = TaskMerge.objects.filter(contradiction=True, undone_at=None)
    return Q(merge__in=merges.values("merge_id"))


_WANTED = {
    "decided": lambda: Q(follows=None),
    "as_decided": lambda: Q(follows__isnull=False),
    "disagreed": lambda: Q(second_look="disagreed"),
    "contradiction": _contradictions,
}
DECIDED_KINDS: Sequence[str] = tuple(_WANTED)


def _decided(pair: Pair, opinions: Sequence[OpinionView], contradiction: bool) -> DecidedPair:
    listed = fields_of(pair.row)
    waits = pair.second_look == "wanted"  # nobody knows that a second look is to come
    return DecidedPair(
        pair.id,
        pair.row.batch.file_name,
        pair.row.sheet,
        pair.row.number,
        mask_name(listed.get("name", "")),
        mask_phone(listed.get("phone", "")),
        pair.answer,
        pair.reason,
        pair.answered_by,
        pair.answered_at,
        pair.follows_id is not None,
        "" if waits else pair.second_look,
        contradiction,
        tuple(opinions),
    )


@query("verification.count_pairs", personal=False)
def count_pairs(actor: Actor, *, event_id: UUID, now: datetime) -> int:
    """How many pairs wait for a clerk."""
    waiting = Pair.objects.filter(
        under("row__batch__unit__path", actor),
        row__batch__event_id=event_id,
        follows=None,
        answer__in=["", "unsure"],
    )
    return waiting.count()


@query("verification.why_unsure", subject="pair_id")
def why_unsure(actor: Actor, *, pair_id: UUID, now: datetime) -> list[OpinionView]:
    """Why others were unsure of a pair, for a clerk who has spoken on it; Missing before."""
    pair = Pair.objects.filter(under("row__batch__unit__path", actor), id=pair_id)
    opinions = list(PairOpinion.objects.filter(pair__in=pair, taken_back_at=None).order_by("at", "id"))
    if actor.name not in {one.by for one in opinions}:
        raise Missing("pair")
    return [
        OpinionView(one.answer, one.reason, one.by, one.at, one.blind)
        for one in opinions
        if one.by != actor.name and one.answer == "unsure"
    ]
