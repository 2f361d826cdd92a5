"""One line of work at this moment: what a cut-off would keep of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from yanpan.base.gate import Actor, query
from yanpan.base.indicators.registry import REPORTS, kept
from yanpan.base.places.queries import UnitView
from yanpan.hq.queries.line_reports.gathering import Gathered, gather
from yanpan.hq.queries.line_reports.lines import BASES, reported_line
from yanpan.hq.rules.lines import Field

COMPLETENESS = "reports"


@dataclass(frozen=True, slots=True)
class LineNow:
    """rooms: the line, and the room that keeps what units say in words. extra: fields a workbook added, by unit."""

    unit: UnitView
    rooms: Mapping[str, Mapping[str, Any]]
    names: Mapping[str, str]
    extra: tuple[tuple[Field, Mapping[str, Any]], ...]


@query("hq.get_line_now", personal=False)
def get_line_now(actor: Actor, *, event_id: UUID, unit_path: str, line: str, now: datetime) -> LineNow:
    """Missing: another's unit, or a line there is not."""
    actor.must_cover(unit_path)
    known, entry = reported_line(line), REPORTS[line]
    gathered = gather(event_id, unit_path, [known], now)
    words = REPORTS[COMPLETENESS].make(event_id, unit_path, now)
    rooms = {line: kept(entry.make(event_id, unit_path, now)), COMPLETENESS: kept(words)}
    names = {one.key: one.name for one in (*gathered.below, gathered.unit)}
    return LineNow(gathered.unit, rooms, names, tuple(_extra(gathered, line)))


def _extra(gathered: Gathered, line: str) -> list[tuple[Field, Mapping[str, Any]]]:
    known = reported_line(line)
    return [
        (field, {one.key: gathered.figures(one.key, known, basis).get(field.id) for one in gathered.below})
        for basis in BASES
        for field in gathered.definitions[line, basis].fields
        if field.extra and field.basis == basis
    ]
