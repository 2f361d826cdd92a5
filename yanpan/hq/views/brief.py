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
from yanpan.hq.exchange.brief import LANGUAGES, brief_paper, file_name
from yanpan.hq.queries import get_brief
from yanpan.kernel.errors import Missing
from yanpan.shell.asking import AskedRequest
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
    made = brief_paper(brief.cut_off, brief.links, dict(brief.unit_names), language=language)
    response = HttpResponse(make(made, brief.cut_off.fixed_at), content_type=kind)
    if ending == "html":
        response.headers["Content-Security-Policy"] = content_security_policy()
    else:
        response.headers["Content-Disposition"] = _attachment(f"{file_name(brief.cut_off)}.{ending}")
    return response


def _attachment(name: str) -> str:
    """RFC 5987: the Chinese name, and a plain one for what cannot read it."""
    ending = name.rpartition(".")[2]
    return f"attachment; filename=\"brief.{ending}\"; filename*=UTF-8''{quote(name, safe='')}"
