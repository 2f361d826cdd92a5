"""Retention: what is due, proposals and their witness, what stops the countdown, certificates."""

from collections.abc import Callable
from dataclasses import asdict
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanpan.base.documents.rules import body_of
from yanpan.base.people.operations import destroy_register
from yanpan.base.places.queries import city_unit
from yanpan.kernel.errors import Missing, Refused
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import refusals_on, status_of
from yanpan.shell.papers import to_pdf
from yanpan.shell.words import explain
from yanpan.streams.verification.exchange.certificate_paper import certificate_paper
from yanpan.streams.verification.forms.retention import KeepLongerForm
from yanpan.streams.verification.operations.retention import (
    ask_to_keep,
    decide_to_keep,
    forget_register,
    propose_purge,
    withdraw_purge,
    witness_purge,
)
from yanpan.streams.verification.queries.retention import (
    get_certificate,
    get_retention,
    list_certificates,
)


@require_GET
def retention(request: AskedRequest) -> HttpResponse:
    """What is due of each event, the purges under way, the table of rules."""
    context = {
        "retention": get_retention(request.actor, now=request.now),
        "may_propose": request.actor.may("verification.propose_purge"),
        "may_witness": request.actor.may("verification.witness_purge"),
        "may_withdraw": request.actor.may("verification.withdraw_purge"),
        "may_ask": request.actor.may("verification.ask_to_keep"),
        "may_decide": request.actor.may("verification.decide_to_keep"),
        "may_destroy_register": request.actor.may("people.destroy_register"),
        "me": request.actor.name,
    }
    return render(request, "verification/retention.html", context)


def _done(request: AskedRequest, act: Callable[[], object], said: str) -> HttpResponse:
    """Back to the page, with what came of it."""
    try:
        act()
        messages.success(request, said)
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        messages.error(request, explain(refused))
    return redirect("verification:retention")


@require_POST
def propose(request: AskedRequest, event_id: UUID, rule: str) -> HttpResponse:
    """The first of the two."""
    return _done(
        request,
        lambda: propose_purge(request.actor, event_id=event_id, rule=rule, now=request.now),
        _("Proposed. Supervision witnesses it; nothing has been destroyed yet."),
    )


@require_POST
def purge_step(request: AskedRequest, purge_id: UUID, step: str) -> HttpResponse:
    """witness: the second of the two; withdraw: either of them takes it back."""
    acts = {
        "witness": (witness_purge, _("Witnessed. It is being destroyed; the certificate follows.")),
        "withdraw": (withdraw_purge, _("Taken back.")),
    }
    if step not in acts:
        raise Missing("purge")
    act, said = acts[step]
    return _done(request, lambda: act(request.actor, purge_id=purge_id, now=request.now), said)


@require_POST
def end_register(request: AskedRequest, register_id: UUID) -> HttpResponse:
    """HC-20: under a document, with a certificate."""
    document = request.POST.get("document", "")[:120]

    def end() -> None:
        destroy_register(request.actor, register_id=register_id, document=document, now=request.now)
        forget_register(request.actor, now=request.now)

    return _done(
        request,
        end,
        _("The register is destroyed; its certificate is kept."),
    )


@require_http_methods(["GET", "POST"])
def keep_longer(request: AskedRequest, event_id: UUID) -> HttpResponse:
    """Ask for an extension of a closed event."""
    form = KeepLongerForm(request.POST or None)
    request.actor.must("verification.ask_to_keep")
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            ask_to_keep(request.actor, event_id=event_id, **form.cleaned_data, now=request.now)
            messages.success(request, _("Asked. Supervision decides; the countdown goes on until then."))
            return redirect("verification:retention")
    context = {"form": form, "event_id": event_id}
    return render(request, "verification/retention_keep.html", context, status=status_of(form))


@require_POST
def decide_extension(request: AskedRequest, extension_id: UUID, step: str) -> HttpResponse:
    """Grant or refuse it."""
    if step not in ("grant", "refuse"):
        raise Missing("extension")
    granted = step == "grant"
    return _done(
        request,
        lambda: decide_to_keep(request.actor, extension_id=extension_id, granted=granted, now=request.now),
        _("Granted: the data are kept until that day.") if granted else _("Refused: the countdown goes on."),
    )


@require_GET
def certificates(request: AskedRequest) -> HttpResponse:
    """Every destruction there ever was."""
    found = list_certificates(request.actor, now=request.now)
    return render(request, "verification/retention_certificates.html", {"certificates": found})


@require_GET
def certificate(request: AskedRequest, certificate_id: UUID) -> HttpResponse:
    """One of them as a paper, the same bytes every time."""
    found = get_certificate(request.actor, certificate_id=certificate_id, now=request.now)
    city = city_unit()
    said = {name: value for name, value in asdict(found).items() if name not in ("id", "matter", "agrees")}
    paper = certificate_paper(organ=body_of(city.key, city.name).organ, drill=settings.DRILL, **said)
    response = HttpResponse(to_pdf(paper, fixed_at=found.made_at), content_type="application/pdf")
    name = f"{found.number}.pdf"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response
