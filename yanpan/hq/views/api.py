"""研判材料 for machines: the brief of a cut-off as facts and as papers."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from yanpan.hq.exchange.brief import brief_paper, file_name
from yanpan.hq.queries import Brief, get_brief
from yanpan.shell.api.cut_offs import CutOffOut
from yanpan.shell.api.rights import needs
from yanpan.shell.api.shapes import Answer
from yanpan.shell.asking import AskedRequest
from yanpan.shell.papers import to_docx, to_pdf, to_xlsx

router = Router(tags=["briefs"])
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class WeakLinkOut(Answer):
    """One weak link. code: what is weak; facts: the numbers it rests on."""

    unit: str
    code: str
    severity: int
    indicator: str | None
    facts: dict[str, float]


class BriefOut(Answer):
    cut_off: CutOffOut
    weak_links: list[WeakLinkOut]


def _paper(kind: str) -> dict[str, Any]:
    """The schema of an answer that is a file."""
    content = {kind: {"schema": {"type": "string", "format": "binary"}}}
    return {**needs("hq.get_brief"), "responses": {200: {"description": "The paper.", "content": content}}}


def _file(
    request: AskedRequest, cut_off_id: UUID, kind: str, ending: str, write: Callable[..., bytes]
) -> HttpResponse:
    brief = get_brief(request.actor, cut_off_id=cut_off_id, now=request.now)
    paper = brief_paper(brief.cut_off, brief.links, dict(brief.unit_names), wording=brief.wording)
    response = HttpResponse(write(paper, fixed_at=brief.cut_off.fixed_at), content_type=kind)
    name = quote(f"{file_name(brief.cut_off)}.{ending}")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


@router.get(
    "/briefs/{uuid:cut_off_id}.json",
    response=BriefOut,
    operation_id="get_brief",
    url_name="brief_json",
    openapi_extra=needs("hq.get_brief"),
)
def brief_json(request: AskedRequest, cut_off_id: UUID) -> BriefOut:
    """The figures of a cut-off and its weak links."""
    brief: Brief = get_brief(request.actor, cut_off_id=cut_off_id, now=request.now)
    links = [WeakLinkOut.model_validate(link) for link in brief.links]
    return BriefOut(cut_off=CutOffOut.model_validate(brief.cut_off), weak_links=links)


@router.get(
    "/briefs/{uuid:cut_off_id}.docx",
    operation_id="get_brief_docx",
    url_name="brief_docx",
    openapi_extra=_paper(DOCX),
)
def brief_docx(request: AskedRequest, cut_off_id: UUID) -> HttpResponse:
    """The brief as a document, the same bytes every time."""
    return _file(request, cut_off_id, DOCX, "docx", to_docx)


@router.get(
    "/briefs/{uuid:cut_off_id}.pdf",
    operation_id="get_brief_pdf",
    url_name="brief_pdf",
    openapi_extra=_paper(PDF),
)
def brief_pdf(request: AskedRequest, cut_off_id: UUID) -> HttpResponse:
    """The brief as PDF, the same bytes every time."""
    return _file(request, cut_off_id, PDF, "pdf", to_pdf)


@router.get(
    "/briefs/{uuid:cut_off_id}.xlsx",
    operation_id="get_brief_xlsx",
    url_name="brief_xlsx",
    openapi_extra=_paper(XLSX),
)
def brief_xlsx(request: AskedRequest, cut_off_id: UUID) -> HttpResponse:
    """The brief's tables as a workbook with nothing to evaluate, the same bytes every time."""
    return _file(request, cut_off_id, XLSX, "xlsx", to_xlsx)
