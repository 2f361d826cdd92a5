"""The clerk's queue: pairs side by side, in clear for the rows in hand (C2, C3), each page one audit line."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yanpan.base.gate import Actor, query, under
from yanpan.base.people.register import FIELDS
from yanpan.base.vault.sealing import unseal
from yanpan.streams.verification.models import Pair
from yanpan.streams.verification.queries.opening import fields_of


@dataclass(frozen=True, slots=True)
class Side:
    """One field on both sides."""

    field: str
    listed: str
    registered: str

    @property
    def differs(self) -> bool:
        return bool(self.listed) and self.listed != self.registered


@dataclass(frozen=True, slots=True)
class PairView:
    id: UUID
    file_name: str
    sheet: str
    number: int
    score: float
    reasons: list[str]
    sides: tuple[Side, ...]
    answer: str
    reason: str


def _view(pair: Pair) -> PairView:
    listed = fields_of(pair.row)
    registered = dict(zip(FIELDS, json.loads(unseal(pair.resident, "record")), strict=True))
    return PairView(
        pair.id,
        pair.row.batch.file_name,
        pair.row.sheet,
        pair.row.number,
        pair.score,
        pair.row.reasons,
        tuple(Side(name, listed.get(name, ""), registered[name]) for name in FIELDS),
        pair.answer,
        pair.reason,
    )


@query("verification.list_pairs")
def list_pairs(actor: Actor, *, event_id: UUID, decided: bool, now: datetime) -> list[PairView]:
    """The next 20 pairs of the actor's lists that wait for a decision; or the last 20 decided ones."""
    pairs = Pair.objects.filter(under("row__batch__unit__path", actor), row__batch__event_id=event_id)
    pairs = pairs.select_related("row__batch", "resident").defer("row__batch__content")
    if decided:
        pairs = pairs.filter(answer__in=["same", "different"]).order_by("-answered_at")
    else:
        pairs = pairs.filter(answer__in=["", "unsure"]).order_by("answer", "-score", "id")
    return [_view(pair) for pair in pairs[:20]]


@query("verification.count_pairs", personal=False)
def count_pairs(actor: Actor, *, event_id: UUID, now: datetime) -> int:
    """How many pairs wait for a clerk."""
    waiting = Pair.objects.filter(
        under("row__batch__unit__path", actor), row__batch__event_id=event_id, answer=""
    )
    return waiting.count()
