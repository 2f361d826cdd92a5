"""疫情: new and cumulative infections of 0–24 h by how they were found, from what the tracing line reported."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yanpan.base.indicators.registry import Count, CountTable, Report, RoomReport, Words, report
from yanpan.base.places.queries import get_unit
from yanpan.hq.exchange.epidemic_words import HOW_WORDS
from yanpan.hq.queries.epidemic import HOW, LINE, OUTSIDE, Found, infections
from yanpan.hq.queries.line_reports.deadlines import reporting_day
from yanpan.hq.queries.line_reports.lines import reported_line
from yanpan.hq.rules.lines import DAY

ROOM = "epidemic"
COUNTS: dict[str, Words] = {
    "new": _("new infections"),
    "new_outside": _("new infections found outside control"),
    "total": _("infections since the first report"),
    "total_outside": _("found outside control since the first report"),
}


def make_report(event_id: UUID, unit_path: str, now: datetime) -> RoomReport:
    """Nothing where the tracing room counts itself, or nobody has reported."""
    if reported_line(LINE).counted_by_room:
        return RoomReport(ROOM, checks={"counted": True})
    unit = get_unit(unit_path.rstrip("/").rpartition("/")[2])
    found = infections(event_id, unit, reporting_day(now, DAY))
    counts = (*_counts(found.new, "new"), *_counts(found.total, "total"))
    return RoomReport(ROOM, counts, checks={"counted": True})


def _counts(by_unit: Mapping[str, Found], name: str) -> Iterator[Count]:
    for key, cases in by_unit.items():
        yield Count(key, name, cases.total())
        yield Count(key, f"{name}_outside", sum(cases[how] for how in OUTSIDE))
        yield from (Count(key, f"{name}_{how}", cases[how]) for how in HOW)


report(
    Report(
        room=ROOM,
        title=_("Epidemic"),
        make=make_report,
        count_words=COUNTS | {f"new_{how}": words for how, words in HOW_WORDS.items()},
        tables=(CountTable(_("Infections by unit, 0–24 h"), tuple(COUNTS), whole_day=True),),
        worrying=("new_outside",),
    )
)
