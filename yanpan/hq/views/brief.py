"""研判材料: the brief of a cut-off as a page and as files; made again, it is the same."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from yanpan.base.events.queries import current_event
from yanpan.base.indicators.queries import list_cut_offs
from yanpan.hq.exchange.action_plan import Planned, action_plan
from yanpan.hq.exchange.brief import LANGUAGES, brief_paper, file_name, plan_name
from yanpan.hq.queries import get_brief
from yanpan.hq.queries.meeting import get_meeting
from yanpan.kernel.errors import Missing
from yanpan.shell.asking import AskedRequest
from yanpan.shell.page_tables import tables_taken_along
from yanpan.shell.paper_files import paper_as_file
from yanpan.shell.papers import Paper, content_security_policy, to_docx, to_html, to_pdf, to_xlsx

Made = Callable[[Paper, datetime], bytes]
ENDINGS: dict[str, tuple[str, Made]] = {
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        lambda paper, at: to_docx(paper, fixed_at=at),
    ),
    "pdf": ("application/pdf", lambda paper, at: to_pdf(paper, fixed_at=at)),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda paper, at: to_xlsx(paper, fixed_at=at),
    ),
    "html": ("text/html; charset=utf-8", lambda paper, at: to_html(paper).encode()),
}


@require_GET
@tables_taken_along
def briefs(request: AskedRequest) -> HttpResponse:
    """Every brief of the actor's units: the newest version of each cut-off first."""
    request.actor.must("hq.get_brief")
    found = list_cut_offs(request.actor, event_id=current_event().id, now=request.now)
    return render(request, "hq/briefs.html", {"cut_offs": found})


@require_GET
def paper(request: AskedRequest, cut_off_id: UUID, ending: str) -> HttpResponse:
    """The brief as 'html' to read here, or as 'docx', 'pdf', 'xlsx' to keep."""
    language = request.GET.get("language", "zh-hans")
    if ending not in ENDINGS or language not in LANGUAGES:
        raise Missing("brief")
    brief = get_brief(request.actor, cut_off_id=cut_off_id, now=request.now)
    kind, make = ENDINGS[ending]
    made = brief_paper(
        brief.cut_off, brief.links, dict(brief.unit_names), language=language, wording=brief.wording
    )
    response = HttpResponse(make(made, brief.cut_off.fixed_at), content_type=kind)
    if ending == "html":
        response.headers["Content-Security-Policy"] = content_security_policy()
    else:
        response.headers["Content-Disposition"] = _attachment(f"{file_name(brief.cut_off)}.{ending}")
    return response


@require_GET
def plan(request: AskedRequest, cut_off_id: UUID, ending: str) -> HttpResponse:
    """The items decided at a cut-off and carried over, as 'docx' or 'pdf'; in English the incident action plan."""
    language = request.GET.get("language", "zh-hans")
    if language not in LANGUAGES:
        raise Missing("plan")
    room = get_meeting(request.actor, cut_off_id=cut_off_id, now=request.now)
    cut_off = room.brief.cut_off
    decided, carried_over = room.plan
    planned = Planned(cut_off, room.brief.links, decided, carried_over)
    paper = action_plan(planned, dict(room.brief.unit_names), now=request.now, language=language)
    return paper_as_file(paper, ending, plan_name(cut_off), request.now)


def _attachment(name: str) -> str:
    """RFC 5987: the Chinese name, and a plain one for what cannot read it."""
    ending = name.rpartition(".")[2]
    return f"attachment; filename=\"brief.{ending}\"; filename*=UTF-8''{quote(name, safe='')}"
