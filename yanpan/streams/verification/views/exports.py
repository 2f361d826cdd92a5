"""Exports: asked for from a view, approved by another, downloaded by who asked, gone after 72 hours."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanpan.base.events.queries import current_event
from yanpan.kernel.errors import Missing, Refused
from yanpan.shell.asked import unit_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import refusals_on, status_of
from yanpan.shell.words import explain
from yanpan.streams.verification.exchange.export_sheet import export_number
from yanpan.streams.verification.forms.exports import ExportForm
from yanpan.streams.verification.operations.exports import ask_export, decide, download_export
from yanpan.streams.verification.queries.exports import count_exports, list_exports
from yanpan.streams.verification.templatetags.export_words import VIEWS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def exports(request: AskedRequest) -> HttpResponse:
    """Mine; for who approves, everybody's of the own units; for supervision the numbers alone."""
    actor = request.actor
    lists = actor.may("verification.list_exports")
    context = {
        "counts": count_exports(actor, now=request.now),
        "exports": list_exports(actor, now=request.now) if lists else None,
        "may_decide": actor.may("verification.decide_export"),
    }
    return render(request, "verification/exports.html", context)


@require_http_methods(["GET", "POST"])
def ask(request: AskedRequest) -> HttpResponse:
    """Ask for the view the person came from."""
    request.actor.must("verification.ask_export")
    unit, form = unit_asked(request), ExportForm(request.POST or None)
    view = request.GET.get("view", "tasks")
    if view not in VIEWS:
        raise Missing("view")
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            ask_export(
                request.actor,
                event_id=current_event().id,
                unit_key=unit.key,
                view=view,
                wanted=request.GET.get("wanted", ""),
                of=request.GET.get("of", "")[:90],
                **form.cleaned_data,
                now=request.now,
            )
            messages.success(request, _("Asked. The duty chief decides; nothing has left the house."))
            return redirect("verification:exports")
    context = {"form": form, "unit": unit, "view": view, "wanted": request.GET.get("wanted", "")}
    return render(request, "verification/export_ask.html", context, status=status_of(form))


@require_POST
def export_step(request: AskedRequest, export_id: UUID, step: str) -> HttpResponse:
    """approve or refuse."""
    if step not in ("approve", "refuse"):
        raise Missing("export")
    try:
        decide(request.actor, export_id=export_id, approved=step == "approve", now=request.now)
        messages.success(request, _("Approved for 72 hours.") if step == "approve" else _("Refused."))
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        messages.error(request, explain(refused))
    return redirect("verification:exports")


@require_POST
def download(request: AskedRequest, export_id: UUID) -> HttpResponse:
    """The file; each time one line in the audit, so by POST."""
    try:
        export, content = download_export(request.actor, export_id=export_id, now=request.now)
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        messages.error(request, explain(refused))
        return redirect("verification:exports")
    response = HttpResponse(content, content_type=XLSX)
    name = f"{export_number(export.number, export.asked_at)}.xlsx"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    response.headers["Cache-Control"] = "no-store"
    return response
