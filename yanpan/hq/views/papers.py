"""上级文件登记: the register, a new paper with its scan, its answer, the item made of it."""

from datetime import timedelta
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanpan.base.events.queries import current_event
from yanpan.hq.forms.duty_log import ItemFromDutyForm
from yanpan.hq.forms.papers import AnswerPaperForm, PaperForm, VoidPaperForm
from yanpan.hq.operations import Decision, decide_item
from yanpan.hq.operations.papers import answer_paper, link_paper_to_item, register_paper, void_paper
from yanpan.hq.queries.papers import WANTED, PaperView, get_paper_scan, list_papers
from yanpan.hq.rules.items import Origin
from yanpan.hq.views.cut_offs import own_unit
from yanpan.kernel.errors import Missing
from yanpan.shell.asking import AskedRequest
from yanpan.shell.attachments import clean
from yanpan.shell.forms import refusals_on, status_of
from yanpan.shell.limits import takes_uploads
from yanpan.shell.page_tables import tables_taken_along
from yanpan.shell.paper_files import scan_as_file
from yanpan.shell.views.units import office_choices

DUE_IN = timedelta(hours=12)


@require_GET
@tables_taken_along
def papers(request: AskedRequest) -> HttpResponse:
    """What is due first, then the newest."""
    wanted = request.GET.get("wanted", "")
    found = list_papers(request.actor, event_id=current_event().id, wanted=wanted, now=request.now)
    context = {
        "papers": found,
        "wanted": wanted if wanted in WANTED else "",
        "late": sum(one.late for one in found),
        "may_register": request.actor.may("hq.register_paper"),
        "may_see_scans": request.actor.may("hq.get_paper_scan"),
    }
    return render(request, "hq/papers.html", context)


@takes_uploads
@require_http_methods(["GET", "POST"])
def new(request: AskedRequest) -> HttpResponse:
    """Register a paper, with its scan."""
    request.actor.must("hq.register_paper")
    unit = own_unit(request)
    first = {"received_at": localtime(request.now)}
    form = PaperForm(
        request.POST or None, request.FILES or None, units=office_choices(under=unit.path), initial=first
    )
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        file = said.pop("scan")
        with refusals_on(form):
            scan = clean(file.read(), file.name or "") if file else None
            register_paper(request.actor, unit_key=unit.key, scan=scan, now=request.now, **said)
            messages.success(request, _("Registered."))
            return redirect("hq:papers")
    return render(request, "hq/paper_new.html", {"form": form, "unit": unit}, status=status_of(form))


@require_GET
def paper(request: AskedRequest, paper_id: UUID) -> HttpResponse:
    """One paper and what may be done about it."""
    return _page(request, _one(request, paper_id))


def _one(request: AskedRequest, paper_id: UUID) -> PaperView:
    found = list_papers(request.actor, event_id=current_event().id, wanted="all", now=request.now)
    one = next((view for view in found if view.id == paper_id), None)
    if one is None:
        raise Missing("paper")
    return one


def _page(
    request: AskedRequest, found: PaperView, step: str = "", bound: forms.Form | None = None
) -> HttpResponse:
    made = {name: _form(request, found, name) for name in _RIGHTS}
    if bound is not None:
        made[step] = bound
    context = {
        "paper": found,
        "forms": made,
        "steps": _steps(request, found),
        "open_form": step,
        "may_see_scans": request.actor.may("hq.get_paper_scan"),
    }
    return render(request, "hq/paper.html", context, status=status_of(bound) if bound is not None else 200)


_RIGHTS = {"answer": "hq.answer_paper", "item": "hq.link_paper_to_item", "void": "hq.void_paper"}


def _steps(request: AskedRequest, found: PaperView) -> list[str]:
    allowed = {
        "answer": found.is_open,
        "item": found.is_open and found.is_own and found.item_id is None,
        "void": found.is_open and found.is_own,
    }
    return [step for step, may in allowed.items() if may and request.actor.may(_RIGHTS[step])]


def _form(request: AskedRequest, found: PaperView, step: str, data: object = None) -> forms.Form:
    if step == "item":
        first = {
            "matter": found.title,
            "owner_key": found.owner_key,
            "due_at": localtime(found.due_at or request.now + DUE_IN),
        }
        return ItemFromDutyForm(data, units=office_choices(under=own_unit(request).path), initial=first)
    return AnswerPaperForm(data) if step == "answer" else VoidPaperForm(data)  # type: ignore[arg-type]


@require_POST
def act(request: AskedRequest, paper_id: UUID, step: str) -> HttpResponse:
    """One step; what is wrong stands at its own form."""
    if step not in _RIGHTS:
        raise Missing("step")
    request.actor.must(_RIGHTS[step])
    found = _one(request, paper_id)
    form = _form(request, found, step, request.POST)
    text = request.POST.get("version", "")
    if form.is_valid():
        with refusals_on(form):
            _take(request, found, step, int(text) if text.isdecimal() else 0, form.cleaned_data)
            messages.success(request, _("Done."))
            return redirect("hq:paper", paper_id=paper_id)
    return _page(request, found, step, form)


def _take(request: AskedRequest, found: PaperView, step: str, version: int, said: dict[str, object]) -> None:
    if step == "item":
        _make_item(request, found, version, said)
        return
    take = answer_paper if step == "answer" else void_paper
    take(request.actor, paper_id=found.id, version=version, now=request.now, **said)  # type: ignore[arg-type]


def _make_item(request: AskedRequest, found: PaperView, version: int, said: dict[str, object]) -> None:
    origin = Origin.INSTRUCTION if found.kind == "instruction" else Origin.PAPER
    made = decide_item(
        request.actor,
        event_id=current_event().id,
        unit_key=own_unit(request).key,
        owner_key=str(said["owner_key"]),
        due_at=said["due_at"],  # type: ignore[arg-type]
        decided=Decision(str(said["matter"]), str(said["demand"]), origin=origin.value),
        now=request.now,
    )
    link_paper_to_item(request.actor, paper_id=found.id, item_id=made.id, version=version, now=request.now)


@require_GET
def scan(request: AskedRequest, paper_id: UUID) -> HttpResponse:
    """The paper as it came in."""
    return scan_as_file(get_paper_scan(request.actor, paper_id=paper_id, now=request.now), str(paper_id))
