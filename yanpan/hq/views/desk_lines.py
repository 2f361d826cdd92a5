"""The lines of work on the desk: one row a line, with the way to all its figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from yanpan.base.indicators.registry import INDICATORS, REPORTS
from yanpan.hq.queries import RoomNow
from yanpan.hq.queries.line_reports.lines import reported_lines
from yanpan.kernel.quantities import Share

MOST_RATES = 3
_LINES = frozenset(line.key for line in reported_lines())


@dataclass(frozen=True, slots=True)
class LineShown:
    """reported: how many units of how many; worries: counts of which one is too many."""

    title: str
    url: str
    reported: Share
    rates: tuple[tuple[str, Share], ...]
    worries: tuple[tuple[str, int], ...]
    agrees: bool


def lines_shown(rooms: Iterable[RoomNow], unit_key: str, may_open: bool) -> list[LineShown]:
    """Of those rooms whose figures are reported by units."""
    return [_line(one, unit_key, may_open) for one in rooms if REPORTS[one.room].tables]


def _line(room: RoomNow, unit_key: str, may_open: bool) -> LineShown:
    entry, whole = REPORTS[room.room], room.counts.get(unit_key, {})
    mine = [one for one in INDICATORS if (unit_key, one) in room.shares]
    return LineShown(
        str(entry.title),
        reverse("hq:line", args=[room.room]) if may_open and room.room in _LINES else "",
        _reported(room.counts, unit_key),
        tuple((str(INDICATORS[one].name), room.shares[unit_key, one]) for one in mine[:MOST_RATES]),
        tuple((str(entry.count_words[name]), whole[name]) for name in entry.worrying if whole.get(name)),
        room.holds,
    )


def _reported(counts: Mapping[str, Mapping[str, int]], unit_key: str) -> Share:
    """On whichever basis the line reports."""
    for name in ("units_in", "units_in_day"):
        below = [one[name] for key, one in counts.items() if key != unit_key and name in one]
        if below:
            return Share(sum(below), len(below))
    return Share(0, 0)
