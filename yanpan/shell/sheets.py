"""A view of figures as a workbook: this view, this unit, this hour, and who took it. Figures alone, no person.

Views with persons leave the house by the export rule (purpose, watermark, a second signature), never from here.
"""

from collections.abc import Sequence
from dataclasses import replace

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from yanpan.base.events.queries import current_event
from yanpan.base.places.queries import UnitView, units_of_actor
from yanpan.base.policy.rules import CITY_TIME
from yanpan.shell.asking import AskedRequest
from yanpan.shell.columns import key_of
from yanpan.shell.papers import DRILL_MARK
from yanpan.shell.spreadsheets.tables import Row, Table, cell_of
from yanpan.shell.spreadsheets.writing import SheetToWrite, write_workbook
from yanpan.shell.table_views import hidden_columns

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
        rows=[[cell_of(one) for one in line] for line in lines],
    )


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
    foot = _("%(mark)s · source: %(page)s") % {"mark": mark, "page": _page_of(request)}
    marked = [
        SheetToWrite(one.name, one.header, one.rows, title=one.title, watermark=mark, footer=foot)
        for one in sheets
    ]
    name = f"{DRILL_MARK + '-' if drill else ''}{unit.name}-{sheets[0].name}-{hour:%Y%m%d-%H%M}.xlsx"
    response = HttpResponse(write_workbook(marked, fixed_at=request.now), content_type=XLSX)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response


def _page_of(request: AskedRequest) -> str:
    """The address of the view with its filters: what was taken, from where."""
    asked = request.GET.copy()
    asked.pop("as", None)
    return f"{request.path}?{asked.urlencode()}" if asked else request.path


def table_answer(
    request: AskedRequest, table: Table[Row], rows: Sequence[Row], *, unit: UnitView | None = None
) -> HttpResponse:
    """One table of a page, of the unit it is about or the actor's own."""
    of = unit or units_of_actor(request.actor)[0]
    match = request.resolver_match
    hidden = hidden_columns(request, match.view_name if match else "")
    kept = [(title, says) for title, says in table.columns if key_of(str(title)) not in hidden]
    return workbook(request, of, [replace(table, columns=kept).sheet(rows)], drill=current_event().drill)
