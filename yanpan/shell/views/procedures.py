"""操作规程: what is in force, a new one, the next version, who was briefed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanpan.base.documents.procedure_reading import (
    ProcedurePage,
    get_procedure,
    list_procedures,
    open_procedure_file,
)
from yanpan.base.documents.procedures import (
    call_unbriefed,
    change_procedure,
    end_procedure,
    issue_procedure,
    mark_briefed,
)
from yanpan.base.gate import Actor
from yanpan.base.policy.lines import LINES
from yanpan.kernel.errors import Missing
from yanpan.shell.asked import page_asked, version_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.attachments import clean
from yanpan.shell.everyday_forms import BriefingForm, ChangeForm, ProcedureForm, WithdrawForm
from yanpan.shell.forms import Choices, refusals_on, refusals_told, status_of
from yanpan.shell.limits import takes_uploads
from yanpan.shell.paper_files import scan_as_file
from yanpan.shell.searching import Finder, Found, register_finder


@require_GET
def procedures(request: AskedRequest) -> HttpResponse:
    """Those of the own units, of those above and below."""
    context = {
        "lines": [(one, line_name(one.line)) for one in list_procedures(request.actor, now=request.now)],
        "may_issue": request.actor.may("documents.issue_procedure"),
        **_frame(request),
    }
    return render(request, "shell/procedures.html", context)


@takes_uploads
@require_http_methods(["GET", "POST"])
def new(request: AskedRequest) -> HttpResponse:
    """A new procedure of the own unit; ?kind=&about= names the item or finding it answers."""
    request.actor.must("documents.issue_procedure")
    first = {"from_on": localtime(request.now).date()}
    form = ProcedureForm(request.POST or None, request.FILES or None, lines=_lines(), initial=first)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            said = _said(form) | {"line": form.cleaned_data["line"], "title": form.cleaned_data["title"]}
            made = issue_procedure(request.actor, now=request.now, **said, **_problem(request))
            messages.success(request, _("Issued to your unit and all below it."))
            return redirect("shell:procedure", procedure_id=made.id)
    return render(request, "shell/procedure_new.html", {"form": form}, status=status_of(form))


@takes_uploads
@require_http_methods(["GET", "POST"])
def change(request: AskedRequest, procedure_id: UUID) -> HttpResponse:
    """The next version, begun with the text of the last."""
    request.actor.must("documents.change_procedure")
    page = get_procedure(request.actor, procedure_id=procedure_id, now=request.now)
    if not page.line.own:
        raise Missing("procedure")
    today = localtime(request.now).date()
    first = {"text": page.shown.text, "from_on": max(today, page.shown.from_on)}
    form = ChangeForm(request.POST or None, request.FILES or None, initial=first)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            said = _said(form) | {"number": version_asked(request)}
            change_procedure(
                request.actor, procedure_id=procedure_id, now=request.now, **said, **_problem(request)
            )
            messages.success(request, _("The next version is issued; the units are to be briefed anew."))
            return redirect("shell:procedure", procedure_id=procedure_id)
    return render(request, "shell/procedure_new.html", {"form": form, "page": page}, status=status_of(form))


def _said(form: forms.Form) -> dict[str, Any]:
    """What the form holds of a version, its file made anew from its pixels."""
    said = {name: form.cleaned_data[name] for name in ("text", "from_on", "problem")}
    file = form.cleaned_data["file"]
    return said | {"file": clean(file.read(), file.name or "") if file else None}


def _problem(request: AskedRequest) -> dict[str, Any]:
    """The thing the address names; whether the actor sees it, the operation asks."""
    try:
        about = UUID(request.GET.get("about", ""))
    except ValueError:
        return {}
    return {"problem_kind": request.GET.get("kind", "")[:32], "problem_about": about}


@require_GET
def procedure(request: AskedRequest, procedure_id: UUID) -> HttpResponse:
    """One version (?page= its number, else the newest), what it changed and who was briefed."""
    return _page(request, procedure_id)


def _page(
    request: AskedRequest,
    procedure_id: UUID,
    *,
    briefing: BriefingForm | None = None,
    end: WithdrawForm | None = None,
) -> HttpResponse:
    number = page_asked(request) if "page" in request.GET else 0
    page = get_procedure(request.actor, procedure_id=procedure_id, number=number, now=request.now)
    bound = briefing or end
    context = {
        "page": page,
        "line": line_name(page.line.line),
        "problem_url": _problem_url(page),
        "briefing": briefing or BriefingForm(initial={"on": localtime(request.now).date(), "people": 1}),
        "end": end or WithdrawForm(),
        **{name: may for name, may in _may(request.actor, page).items()},
        **_frame(request),
    }
    return render(request, "shell/procedure.html", context, status=status_of(bound) if bound else 200)


def _may(actor: Actor, page: ProcedurePage) -> dict[str, bool]:
    stands = page.line.ended_at is None
    newest = page.shown.number == page.line.newest
    ours = page.line.own and stands
    return {
        "may_brief": stands and newest and not page.briefed_by_me and actor.may("documents.mark_briefed"),
        "may_change": ours and actor.may("documents.change_procedure"),
        "may_end": ours and actor.may("documents.end_procedure"),
        "may_call": ours and newest and bool(page.missing) and actor.may("documents.call_unbriefed"),
    }


def _problem_url(page: ProcedurePage) -> str:
    shown = page.shown
    return reverse(shown.problem_url, args=[shown.problem_about]) if shown.problem_url else ""


@require_POST
def briefed(request: AskedRequest, procedure_id: UUID, version_id: UUID) -> HttpResponse:
    """已读并培训."""
    request.actor.must("documents.mark_briefed")
    form = BriefingForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            mark_briefed(request.actor, version_id=version_id, now=request.now, **form.cleaned_data)
            messages.success(request, _("Noted: read and briefed."))
            return redirect("shell:procedure", procedure_id=procedure_id)
    return _page(request, procedure_id, briefing=form)


@require_POST
def end(request: AskedRequest, procedure_id: UUID) -> HttpResponse:
    """It is no longer followed."""
    request.actor.must("documents.end_procedure")
    form = WithdrawForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            end_procedure(request.actor, procedure_id=procedure_id, now=request.now, **form.cleaned_data)
            messages.success(request, _("Ended."))
            return redirect("shell:procedure", procedure_id=procedure_id)
    return _page(request, procedure_id, end=form)


@require_POST
def call(request: AskedRequest, procedure_id: UUID) -> HttpResponse:
    """Those not briefed yet, on the call list."""
    with refusals_told(request):
        added = call_unbriefed(request.actor, procedure_id=procedure_id, now=request.now)
        words = ngettext(
            "%(count)s unit is on the call list.", "%(count)s units are on the call list.", added
        )
        messages.success(request, words % {"count": added})
    return redirect("shell:procedure", procedure_id=procedure_id)


@require_GET
def file(request: AskedRequest, version_id: UUID) -> HttpResponse:
    """What came with a version, never kept by a browser."""
    found = open_procedure_file(request.actor, version_id=version_id, now=request.now)
    return scan_as_file(found, _("procedure"))


def line_name(key: str) -> str:
    """The line of work in the language of the reader; '' for all lines."""
    english = (get_language() or "").startswith("en")
    return next((one.name_en if english else one.name_zh for one in LINES if one.key == key), "")


def _lines() -> Choices:
    return [(one.key, line_name(one.key)) for one in LINES]


def _frame(request: AskedRequest) -> dict[str, object]:
    return {"base": "base_phone.html" if "phone" in request.session else "base.html"}


def register_procedures_finder() -> None:
    register_finder(Finder("procedures", lazy("Procedures"), "documents.list_procedures", _found, 40))


def _found(actor: Actor, text: str, now: datetime) -> list[Found]:
    return [
        Found(
            one.title,
            " · ".join(filter(None, (one.unit, line_name(one.line)))),
            reverse("shell:procedure", args=[one.id]),
        )
        for one in list_procedures(actor, text=text, now=now)
    ]
