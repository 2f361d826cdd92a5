"""What is remembered of the senders' layouts: titles and meanings, nobody's data."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from yanpan.base.gate import Actor, query, under
from yanpan.kernel.errors import Missing
from yanpan.streams.verification.models import SourceLayout
from yanpan.streams.verification.rules.layouts import differences


@dataclass(frozen=True, slots=True)
class LayoutLine:
    """The newest version of one sender's layout."""

    id: UUID
    source: str
    sender: str
    version: int
    confirmed_by: str
    confirmed_at: datetime
    unit_name: str


@dataclass(frozen=True, slots=True)
class LayoutView:
    """One version. Each sheet has its "difference" from version `before`, if there is one."""

    line: LayoutLine
    before: int | None
    sheets: list[dict[str, Any]]
    colours: list[dict[str, Any]]
    versions: list[LayoutLine]


def _line(layout: SourceLayout) -> LayoutLine:
    return LayoutLine(
        layout.id,
        layout.source,
        layout.sender,
        layout.version,
        layout.confirmed_by,
        layout.confirmed_at,
        layout.unit.name,
    )


@query("verification.list_layouts", personal=False)
def list_layouts(actor: Actor, *, now: datetime) -> list[LayoutLine]:
    """The newest version of each sender known in the actor's units, by source and sender; at most 500."""
    mine = SourceLayout.objects.filter(under("unit__path", actor)).defer("sheets", "colours")
    newest: dict[tuple[int, str, str], SourceLayout] = {}
    for one in mine.select_related("unit").order_by("-confirmed_at", "-version")[:5000]:
        newest.setdefault((one.unit_id, one.source, one.sender), one)
    return sorted(map(_line, newest.values()), key=lambda one: (one.source, one.sender))[:500]


@query("verification.get_layout", subject="layout_id", personal=False)
def get_layout(actor: Actor, *, layout_id: UUID, now: datetime) -> LayoutView:
    """One version of a sender's layout with the others beside it; Missing if it is elsewhere."""
    mine = SourceLayout.objects.filter(under("unit__path", actor)).select_related("unit")
    layout = mine.filter(id=layout_id).first()
    if layout is None:
        raise Missing("layout")
    same = mine.filter(unit=layout.unit, source=layout.source, sender=layout.sender).order_by("-version")
    before = same.filter(version__lt=layout.version).first()
    changes = differences(layout.sheets, before.sheets) if before else [None] * len(layout.sheets)
    sheets = [sheet | {"difference": one} for sheet, one in zip(layout.sheets, changes, strict=True)]
    lines = [_line(one) for one in same.defer("sheets", "colours")[:100]]
    return LayoutView(_line(layout), before.version if before else None, sheets, layout.colours, lines)
