"""Exports as their people see them: what was asked for, by whom, how often it went out. No person."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yanpan.base.documents.models import Export
from yanpan.base.gate import Actor, query, under

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class ExportView:
    """One export. wanted, of: the filters of the view, as codes; is_mine: asked for by who looks."""

    id: UUID
    number: int
    unit: str
    view: str
    wanted: str
    of: str
    purpose: str
    reason: str
    state: str
    asked_by: str
    asked_at: datetime
    decided_by: str
    row_count: int | None
    downloads: int
    ends_at: datetime | None
    is_mine: bool


@query("verification.list_exports", personal=False)
def list_exports(actor: Actor, *, now: datetime) -> list[ExportView]:
    """The exports of the actor's units: the own, and all of them for who approves; at most 200."""
    found = Export.objects.filter(under("unit__path", actor)).select_related("unit").defer("content")
    if not actor.may("verification.decide_export"):
        found = found.filter(asked_by=actor.name)
    return [_view(one, actor, now) for one in found.order_by("-number")[:MOST_SHOWN]]


def _view(one: Export, actor: Actor, now: datetime) -> ExportView:
    over = one.state == "approved" and one.ends_at is not None and one.ends_at <= now
    return ExportView(
        one.id,
        one.number,
        one.unit.name,
        one.view,
        one.filters.get("wanted", ""),
        one.filters.get("of", ""),
        one.purpose,
        one.reason,
        "gone" if over else one.state,
        one.asked_by,
        one.asked_at,
        one.decided_by,
        one.row_count,
        one.downloads,
        one.ends_at,
        one.asked_by == actor.name,
    )


@dataclass(frozen=True, slots=True)
class ExportCounts:
    """Per state, and how many downloads in all."""

    asked: int
    approved: int
    refused: int
    gone: int
    downloads: int


@query("verification.count_exports", personal=False)
def count_exports(actor: Actor, *, now: datetime) -> ExportCounts:
    """For supervision: numbers alone."""
    found = list(Export.objects.filter(under("unit__path", actor)).values_list("state", "downloads"))
    states = [state for state, _ in found]
    return ExportCounts(
        states.count("asked"),
        states.count("approved"),
        states.count("refused"),
        states.count("gone"),
        sum(downloads for _, downloads in found),
    )
