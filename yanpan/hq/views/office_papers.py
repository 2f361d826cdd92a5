"""发文登记: the papers of the headquarters, each with what it says, its steps, its files and its stamped scan."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yanpan.base.gate import Actor
from yanpan.hq.exchange.brief import brief_paper
from yanpan.hq.exchange.minutes import minutes_paper
from yanpan.hq.exchange.notice_paper import notice_paper
from yanpan.hq.exchange.order_sheet import sheet_of_item
from yanpan.hq.forms.items import ReasonForm
from yanpan.hq.operations.briefs import draft_brief
from yanpan.hq.operations.notices import acknowledge_notice
from yanpan.hq.operations.office_papers import (
    check_document,
    issue_document,
    keep_document_scan,
    send_back_document,
    sign_document,
    void_document,
)
from yanpan.hq.queries import get_brief
from yanpan.hq.queries.office_papers import (
    KINDS,
    STEPPED,
    WANTED,
    OfficePaper,
    get_document,
    list_documents,
    open_document_scan,
)
from yanpan.kernel.errors import Missing
from yanpan.shell.asked import version_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.attachments import clean
from yanpan.shell.forms import ChannelForm, ScanForm, refusals_told
from yanpan.shell.limits import takes_uploads
from yanpan.shell.page_tables import tables_taken_along
from yanpan.shell.paper_files import paper_as_file, scan_as_file
from yanpan.shell.papers import Paper, blocks_html
from yanpan.shell.papers.order_sheet import order_sheet_paper
from yanpan.shell.words.documents import document_kind_word


@dataclass(frozen=True, slots=True)
class Step:
    """states: where it is possible; but_not: who did these acts does not take it."""

    take: Callable[..., object]
    states: tuple[str, ...]
    but_not: tuple[str, ...] = ()

    @property
    def right(self) -> str:
        return f"hq.{self.take.__name__}"


STEPS: dict[str, Step] = {
    "check": Step(check_document, ("drafted",), ("drafted_by",)),
    "sign": Step(sign_document, ("checked",), ("drafted_by", "checked_by")),
    "issue": Step(issue_document, ("signed",)),
    "send-back": Step(send_back_document, ("drafted", "checked")),
    "void": Step(void_document, ("drafted", "checked", "signed", "issued", "acknowledged")),
    "scan": Step(keep_document_scan, ("signed", "issued", "acknowledged")),
}


@require_GET
@tables_taken_along
def documents(request: AskedRequest) -> HttpResponse:
    """The register, the newest first, by state and kind."""
    wanted, kind = request.GET.get("wanted", ""), request.GET.get("kind", "")
    found = list_documents(request.actor, wanted=wanted, kind=kind, now=request.now)
    context = {
        "found": found,
        "wanted": wanted if wanted in WANTED else "",
        "kind": kind if kind in KINDS else "",
        "kinds": KINDS,
        "may_notice": request.actor.may("hq.draft_notice"),
        "may_word": request.actor.may("documents.get_wording"),
    }
    return render(request, "hq/documents.html", context)


@require_GET
def document(request: AskedRequest, document_id: UUID) -> HttpResponse:
    """One paper: where it stands, what it says, what may be done now."""
    one = get_document(request.actor, document_id=document_id, now=request.now)
    made = _paper(request, one)
    context: dict[str, Any] = {
        "one": one,
        "document": one.document,
        "paper": mark_safe(blocks_html(made.blocks)) if made else "",
        "steps": [name.replace("-", "_") for name in _steps(request.actor, one)],
        "channel": ChannelForm(),
        "scan": ScanForm(),
        "reason": ReasonForm(auto_id="reason_%s"),
        "may_open_scan": one.document.has_scan and request.actor.may("hq.open_document_scan"),
        "may_correct": one.kind == "notice" and one.is_own and request.actor.may("hq.draft_notice"),
        "to_sign_for": _to_sign_for(request.actor, one),
    }
    return render(request, "hq/document.html", context)


def _steps(actor: Actor, one: OfficePaper) -> Iterator[str]:
    """What this person may do with this paper now; order sheets are checked and signed with their items."""
    for name, step in STEPS.items():
        by_somebody_else = actor.name not in [getattr(one.document, act) for act in step.but_not]
        is_here = one.is_own and (one.kind in STEPPED or name == "scan")
        if is_here and one.document.state in step.states and by_somebody_else and actor.may(step.right):
            yield name


def _to_sign_for(actor: Actor, one: OfficePaper) -> list[Any]:
    is_out = one.document.state in ("issued", "acknowledged")
    may = is_out and actor.may("hq.acknowledge_notice")
    return [unit for unit in one.receivers if may and unit.is_own and unit.signed_at is None]


def _paper(request: AskedRequest, one: OfficePaper) -> Paper | None:
    """Set from what the document says; a brief from the figures it names. None once the text is destroyed."""
    if one.text is None:
        return None
    if one.kind == "brief":
        cut_off_id = UUID(one.text["cut_off"])
        brief = get_brief(request.actor, cut_off_id=cut_off_id, now=request.now)
        return brief_paper(
            brief.cut_off,
            brief.links,
            dict(brief.unit_names),
            wording=one.document.wording,
            document=one.document,
        )
    if one.kind == "order_sheet":
        return order_sheet_paper(one.document, sheet_of_item(one.text))
    return (minutes_paper if one.kind == "minutes" else notice_paper)(one.document, one.text)


@takes_uploads
@require_POST
def act(request: AskedRequest, document_id: UUID, step: str) -> HttpResponse:
    """One step; what the rules refuse is said above the paper."""
    if step not in STEPS:
        raise Missing("step")
    request.actor.must(STEPS[step].right)
    with refusals_told(request):
        STEPS[step].take(
            request.actor,
            document_id=document_id,
            version=version_asked(request),
            now=request.now,
            **_given(request, step),
        )
        messages.success(request, _("Done."))
    return redirect("hq:document", document_id=document_id)


def _given(request: AskedRequest, step: str) -> dict[str, Any]:
    """What a step asks for beside the paper itself."""
    if step == "issue":
        return {"channel": request.POST.get("channel", "")[:12]}
    if step == "scan":
        form = ScanForm(request.POST, request.FILES)
        if not form.is_valid():
            raise Missing("scan")
        file = form.cleaned_data["scan"]
        return {"scan": clean(file.read(), file.name or "")}
    return {"reason": request.POST.get("reason", "")[:200]} if step in ("void", "send-back") else {}


@require_POST
def sign_for(request: AskedRequest, circular_id: UUID, unit_key: str) -> HttpResponse:
    """签收 of a notice, for the own unit."""
    goes_to = reverse("hq:documents")
    with refusals_told(request):
        made = acknowledge_notice(request.actor, circular_id=circular_id, unit_key=unit_key, now=request.now)
        messages.success(request, _("Signed for."))
        goes_to = reverse("hq:document", args=[made.document_id])
    return redirect(goes_to)


@require_POST
def brief(request: AskedRequest, cut_off_id: UUID) -> HttpResponse:
    """The brief of these figures becomes a paper to be checked and signed."""
    goes_to = reverse("hq:cut_off", args=[cut_off_id])
    with refusals_told(request):
        made = draft_brief(request.actor, cut_off_id=cut_off_id, now=request.now)
        messages.success(request, _("Drafted. Another person checks it."))
        goes_to = reverse("hq:document", args=[made.document_id])
    return redirect(goes_to)


@require_GET
def document_file(request: AskedRequest, document_id: UUID, ending: str) -> HttpResponse:
    """DOCX or PDF; a signed one is the same every time."""
    one = get_document(request.actor, document_id=document_id, now=request.now)
    made = _paper(request, one)
    if made is None:
        raise Missing("file")
    at = one.document.signed_at or one.document.drafted_at
    return paper_as_file(made, ending, _file_name(one), at)


def _file_name(one: OfficePaper) -> str:
    mark = "演练数据-" if one.document.drill else ""
    return f"{mark}{document_kind_word(one.kind)}-{one.document.number or one.document.title}"


@require_GET
def scan(request: AskedRequest, document_id: UUID) -> HttpResponse:
    """The stamped paper as it went out."""
    return scan_as_file(
        open_document_scan(request.actor, document_id=document_id, now=request.now), str(document_id)
    )
