"""What this room counts: its indicators, and what it says at a cut-off. Each matter brings its part."""

from collections import ChainMap
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yanpan.base.indicators.registry import Count, Figure, Report, RoomReport, Words, report
from yanpan.streams.verification.queries.account import Board, board_of
from yanpan.streams.verification.reports import (
    account,
    homes,
    letters,
    measures,
    pockets,
    police,
    replies,
    spot_checks,
    sweep,
    timing,
    two_places,
)
from yanpan.streams.verification.reports.account import ROOM
from yanpan.streams.verification.reports.parts import Part
from yanpan.streams.verification.reports.topics import topic_lines

PARTS: tuple[Part, ...] = (
    measures.PART,
    timing.PART,
    pockets.PART,
    police.PART,
    replies.PART,
    letters.PART,
    homes.PART,
    spot_checks.PART,
    sweep.PART,
    two_places.PART,
)


def make_report(event_id: UUID, unit_path: str, now: datetime) -> RoomReport:
    """Counts and figures of a unit and of each unit one level below. Works on an empty city."""
    return report_around(board_of(event_id, unit_path, now), event_id, unit_path, now)


def report_around(board: Board, event_id: UUID, unit_path: str, now: datetime) -> RoomReport:
    """The report around a board that is there already."""
    made = account.report_of(board, event_id, unit_path, now)
    keys = (board.whole.unit.key, *(part.unit.key for part in board.parts))
    added = [one for part in PARTS for one in part.make(event_id, unit_path, keys, now)]
    return RoomReport(
        room=ROOM,
        counts=(*made.counts, *(one for one in added if isinstance(one, Count))),
        figures=(*made.figures, *(one for one in added if isinstance(one, Figure))),
        checks=made.checks,
        topics=topic_lines(event_id, unit_path, now),
    )


COUNTS: dict[str, Words] = dict(
    ChainMap({}, account.COUNT_WORDS, *(dict(part.count_words) for part in PARTS))
)

report(
    Report(
        room=ROOM,
        title=_("Cross-region co-investigation and screening"),
        make=make_report,
        count_words=COUNTS,
        count_rows=dict(ChainMap({}, account.COUNT_ROWS, *(dict(part.count_rows) for part in PARTS))),
        worrying=(two_places.NAME,),
    )
)
