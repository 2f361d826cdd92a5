"""One finding with its whole chain, and the next step of whoever's turn it is."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanpan.kernel.errors import Missing
from yanpan.shell.asked import version_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.attachments import photos_of
from yanpan.shell.forms import status_of
from yanpan.shell.limits import takes_uploads
from yanpan.shell.paper_files import picture
from yanpan.streams.supervision.forms import AssignForm, EvidenceForm, MeasureForm, ReasonForm, RecheckForm
from yanpan.streams.supervision.operations import (
    assign_finding,
    order_by_word,
    recheck_finding,
    reopen_finding,
    report_fixed,
    start_fixing,
    withdraw_finding,
)
from yanpan.streams.supervision.queries import FindingFacts, get_finding, get_finding_photo
from yanpan.streams.supervision.views.frame import in_city, problems_on, problems_told

RIGHTS = {
    "assign": "assign_finding",
    "order": "order_by_word",
    "withdraw": "withdraw_finding",
    "start": "start_fixing",
    "report": "report_fixed",
    "recheck": "recheck_finding",
    "reopen": "reopen_finding",
}
WITH_EVIDENCE: dict[str, type[forms.Form]] = {
    "start": MeasureForm,
    "report": EvidenceForm,
    "close": RecheckForm,
    "send_back": RecheckForm,
}


@takes_uploads
@require_http_methods(["GET", "POST"])
def finding(request: AskedRequest, finding_id: UUID) -> HttpResponse:
    """What was seen, who answers, what was done; start, report and re-check are posted here with their evidence."""
    found = get_finding(request.actor, finding_id=finding_id, now=request.now)
    act = request.POST.get("act", "")
    bound: forms.Form | None = None
    if request.method == "POST":
        if act not in WITH_EVIDENCE:
            raise Missing("step")
        bound = WITH_EVIDENCE[act](request.POST, request.FILES)
        if bound.is_valid():
            with problems_on(bound):
                _acted(request, finding_id, act, bound.cleaned_data)
                messages.success(request, _("Kept."))
                return redirect("supervision:finding", finding_id=finding_id)
    status = status_of(bound) if bound else 200
    return render(request, "supervision/finding.html", _context(request, found, act, bound), status=status)


def _acted(request: AskedRequest, finding_id: UUID, act: str, said: dict[str, Any]) -> None:
    common: dict[str, Any] = {
        "finding_id": finding_id,
        "version": version_asked(request),
        "note": said["note"],
        "now": request.now,
    }
    if act == "start":
        start_fixing(request.actor, **common)
    elif act == "report":
        report_fixed(request.actor, photos=photos_of(said), **common)
    else:
        recheck_finding(request.actor, holds=act == "close", photos=photos_of(said), **common)


def _context(
    request: AskedRequest, found: FindingFacts, act: str, bound: forms.Form | None
) -> dict[str, object]:
    actor, view = request.actor, found.finding
    may = {
        step: getattr(found.turns, step) and actor.may(f"supervision.{right}")
        for step, right in RIGHTS.items()
    }
    initial = {"owner_key": view.owner_key, "due": view.due_at}
    return {
        "found": found,
        "finding": view,
        "may": may,
        "start_form": bound if bound and act == "start" else MeasureForm(auto_id="start_%s"),
        "report_form": bound if bound and act == "report" else EvidenceForm(auto_id="report_%s"),
        "recheck_form": bound if bound and act in ("close", "send_back") else RecheckForm(),
        "assign_form": AssignForm(owners=found.owners, initial=initial, auto_id="assign_%s"),
        "reason": ReasonForm(auto_id="reason_%s"),
        "may_sign": actor.may("tasks.acknowledge_handovers"),
        "may_see_sheets": actor.may("supervision.get_order_sheet_card"),
        "may_find": actor.may("supervision.record_finding"),
        "fixes": actor.may("supervision.list_to_fix"),
    }


@require_POST
def assign(request: AskedRequest, finding_id: UUID) -> HttpResponse:
    """Another owner or another hour."""
    request.actor.must("supervision.assign_finding")
    found = get_finding(request.actor, finding_id=finding_id, now=request.now)
    form = AssignForm(request.POST, owners=found.owners)
    due = in_city(form.cleaned_data["due"]) if form.is_valid() else None
    if due is None:
        messages.error(request, _("Choose who answers for it, the deadline, and give the reason."))
        return redirect("supervision:finding", finding_id=finding_id)
    with problems_told(request):
        assign_finding(
            request.actor,
            finding_id=finding_id,
            version=version_asked(request),
            owner_key=form.cleaned_data["owner_key"],
            due=due,
            note=form.cleaned_data["note"],
            now=request.now,
        )
        messages.success(request, _("Kept."))
    return redirect("supervision:finding", finding_id=finding_id)


def _order(request: AskedRequest, finding_id: UUID) -> str:
    sheet = order_by_word(
        request.actor,
        finding_id=finding_id,
        version=version_asked(request),
        note=request.POST.get("note", "")[:200],
        now=request.now,
    )
    messages.success(
        request, _("Ordered. Its paper is drafted: have it checked, signed and issued within two hours.")
    )
    return reverse("supervision:order_sheet", args=[sheet.id])


def _withdraw(request: AskedRequest, finding_id: UUID) -> str:
    reason, version = request.POST.get("reason", "")[:200], version_asked(request)
    withdraw_finding(request.actor, finding_id=finding_id, version=version, reason=reason, now=request.now)
    messages.success(request, _("Withdrawn. Enter it anew if it was only written down wrongly."))
    return reverse("supervision:finding", args=[finding_id])


def _reopen(request: AskedRequest, finding_id: UUID) -> str:
    reason, version = request.POST.get("reason", "")[:200], version_asked(request)
    reopen_finding(request.actor, finding_id=finding_id, version=version, reason=reason, now=request.now)
    messages.success(request, _("Open again: its owner puts it right anew."))
    return reverse("supervision:finding", args=[finding_id])


_STEPS: dict[str, Callable[[AskedRequest, UUID], str]] = {
    "order": _order,
    "withdraw": _withdraw,
    "reopen": _reopen,
}


@require_POST
def finding_step(request: AskedRequest, finding_id: UUID, step: str) -> HttpResponse:
    """Order by word, withdraw, open again. What is refused stands above the finding."""
    if step not in _STEPS:
        raise Missing("step")
    goes_to = reverse("supervision:finding", args=[finding_id])
    with problems_told(request):
        goes_to = _STEPS[step](request, finding_id)
    return redirect(goes_to)


@require_GET
def photo(request: AskedRequest, photo_id: UUID) -> HttpResponse:
    return picture(get_finding_photo(request.actor, photo_id=photo_id, now=request.now))
