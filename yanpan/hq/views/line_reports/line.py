"""One line of work now: its figures by unit, its rates, what its units say."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from yanpan.base.events.queries import current_event
from yanpan.hq.exchange.figures import Kept, room_blocks
from yanpan.hq.exchange.line_words import said, value_text
from yanpan.hq.queries.line_reports.line_now import LineNow, get_line_now
from yanpan.hq.queries.line_reports.lines import reported_line, reported_lines
from yanpan.hq.views.line_reports.matrix import unit_path
from yanpan.shell.asking import AskedRequest
from yanpan.shell.page_tables import tables_taken_along
from yanpan.shell.papers import Block, Table, blocks_html


@require_GET
@tables_taken_along
def line(request: AskedRequest, key: str) -> HttpResponse:
    """Of the own headquarters, or of one below (?unit=)."""
    request.actor.must("hq.get_line_now")
    event = current_event()
    found = get_line_now(
        request.actor, event_id=event.id, unit_path=unit_path(request), line=key, now=request.now
    )
    kept = Kept(found.unit.key, found.rooms, found.names, request.now, event.pack)
    _heading, *blocks = room_blocks(kept, key)
    context = {
        "unit": found.unit,
        "title": said(reported_line(key).name),
        "html": mark_safe(blocks_html((*blocks, *_extra(found)))),  # every text in it is escaped
        "lines": [(one.key, said(one.name)) for one in reported_lines()],
        "key": key,
    }
    return render(request, "hq/line.html", context)


def _extra(found: LineNow) -> list[Block]:
    """Fields that a workbook added stand apart: no rate is made of them."""
    if not found.extra:
        return []
    keys = [key for key in found.names if any(values.get(key) is not None for _field, values in found.extra)]
    header = ("", *(said(field.name) for field, _values in found.extra))
    rows = [
        (found.names[key], *(value_text(field, values.get(key)) for field, values in found.extra))
        for key in keys
    ]
    return [Table(title="", header=header, rows=tuple(rows))]
