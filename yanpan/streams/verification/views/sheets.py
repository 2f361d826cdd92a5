"""A board as a workbook: this view, this unit, this hour, and who took it. Figures alone, no person.

Views with persons leave the house by the export rule (purpose, watermark, a second signature), never from here.
"""

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from yanpan.base.places.queries import UnitView
from yanpan.base.policy.rules import CITY_TIME
from yanpan.kernel.quantities import Share
from yanpan.shell.asking import AskedRequest
from yanpan.shell.papers import DRILL_MARK
from yanpan.shell.spreadsheets.writing import SheetToWrite, write_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Line = Sequence[object]


def asks_for_sheet(request: AskedRequest) -> bool:
    """?as=xlsx on the address of the view itself, so that its filters go along."""
    return request.GET.get("as") == "xlsx"


def sheet_of(title: str, header: Sequence[object], lines: Sequence[Line]) -> SheetToWrite:
    """One table. Shares are written as they are shown, with their base; what there is not, as a dash."""
    return SheetToWrite(
        name=title,
        title=title,
        header=[str(one) for one in header],
        rows=[[_cell(one) for one in line] for line in lines],
    )


def _cell(value: object) -> str | int:
    if isinstance(value, Share):
        return f"{value.percent} ({value.numerator}/{value.denominator})" if value.denominator else "–"
    return value if isinstance(value, int) else "–" if value is None else str(value)


def workbook(
    request: AskedRequest, unit: UnitView, sheets: Sequence[SheetToWrite], *, drill: bool
) -> HttpResponse:
    """Every sheet with its mark in the first row and on each printed page."""
    hour = request.now.astimezone(CITY_TIME)
    mark = _(
        "%(unit)s · as of %(hour)s · taken by %(who)s · figures for work inside, not to be published"
    ) % {
        "unit": unit.name,
        "hour": f"{hour:%Y-%m-%d %H:%M}",
        "who": request.actor.name,
    }
    mark = f"{DRILL_MARK} · {mark}" if drill else mark
    marked = [
        SheetToWrite(one.name, one.header, one.rows, title=one.title, watermark=mark, footer=mark)
        for one in sheets
    ]
    name = f"{DRILL_MARK + '-' if drill else ''}{unit.name}-{sheets[0].name}-{hour:%Y%m%d-%H%M}.xlsx"
    response = HttpResponse(write_workbook(marked, fixed_at=request.now), content_type=XLSX)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response
