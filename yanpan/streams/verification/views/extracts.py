"""The subject desk: find the applicant, see the document, hand over the extract, ask for a correction."""

from dataclasses import asdict
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanpan.base.documents.rules import body_of
from yanpan.base.places.queries import city_unit
from yanpan.kernel.errors import Missing, Refused
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import refusals_on, status_of
from yanpan.shell.papers import to_pdf
from yanpan.shell.words import explain
from yanpan.streams.verification.forms.extracts import (
    ApplicationForm,
    CorrectionAnswerForm,
    CorrectionForm,
    FindForm,
)
from yanpan.streams.verification.operations.extracts import (
    answer_application,
    answer_correction,
    ask_correction,
    open_application,
)
from yanpan.streams.verification.queries.extracts import (
    ApplicantFound,
    find_applicant,
    get_extract,
    list_applications,
    list_corrections,
)
from yanpan.streams.verification.views.extract_paper import extract_paper


@require_http_methods(["GET", "POST"])
def applicants(request: AskedRequest) -> HttpResponse:
    """Search by a whole number, sent by POST: it stands in no address; below, what was asked so far."""
    form = FindForm(request.POST or None)
    found: list[ApplicantFound] | None = None
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            found = find_applicant(request.actor, number=form.cleaned_data["number"], now=request.now)
    context = {
        "form": form,
        "found": found,
        "applications": list_applications(request.actor, now=request.now),
    }
    return render(request, "verification/applicants.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def application(request: AskedRequest, person_id: UUID) -> HttpResponse:
    """The identity check."""
    form = ApplicationForm(request.POST or None)
    request.actor.must("verification.open_application")
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            open_application(request.actor, person_id=person_id, **form.cleaned_data, now=request.now)
            messages.success(request, _("Noted. The extract can be handed over."))
            return redirect("verification:applicants")
    return render(request, "verification/application.html", {"form": form}, status=status_of(form))


@require_GET
def extract(request: AskedRequest, application_id: UUID, ending: str) -> HttpResponse:
    """The extract as PDF or JSON; each time one line in the audit, which stands in the next extract."""
    if ending not in ("pdf", "json"):
        raise Missing("file")
    found = get_extract(request.actor, application_id=application_id, now=request.now)
    if ending == "json":
        response: HttpResponse = JsonResponse(asdict(found), encoder=DjangoJSONEncoder)
    else:
        city = city_unit()
        organ = body_of(city.key, city.name).organ
        paper = extract_paper(found, organ=organ, drill=settings.DRILL, watermark=request.actor.name)
        response = HttpResponse(to_pdf(paper, fixed_at=request.now), content_type="application/pdf")
    name = content_disposition_header(True, f"{found.short_code}.{ending}") or ""
    response.headers["Content-Disposition"] = name
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
def handed_over(request: AskedRequest, application_id: UUID) -> HttpResponse:
    """The applicant has it."""
    try:
        answer_application(request.actor, application_id=application_id, now=request.now)
        messages.success(request, _("Noted as handed over."))
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        messages.error(request, explain(refused))
    return redirect("verification:applicants")


@require_http_methods(["GET", "POST"])
def correction(request: AskedRequest, application_id: UUID) -> HttpResponse:
    """What the applicant says is wrong."""
    form = CorrectionForm(request.POST or None)
    request.actor.must("verification.ask_correction")
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            ask_correction(request.actor, application_id=application_id, **form.cleaned_data, now=request.now)
            messages.success(request, _("Passed on to the list clerks; they are rung."))
            return redirect("verification:applicants")
    return render(request, "verification/correction.html", {"form": form}, status=status_of(form))


@require_GET
def corrections(request: AskedRequest) -> HttpResponse:
    """What is asked to be put right, with its clock."""
    context = {
        "corrections": list_corrections(request.actor, now=request.now),
        "form": CorrectionAnswerForm(),
        "may_answer": request.actor.may("verification.answer_correction"),
    }
    return render(request, "verification/corrections.html", context)


@require_POST
def answer(request: AskedRequest, correction_id: UUID) -> HttpResponse:
    """Put right, or why not."""
    request.actor.must("verification.answer_correction")
    form = CorrectionAnswerForm(request.POST)
    try:
        if form.is_valid():
            answer_correction(
                request.actor, correction_id=correction_id, **form.cleaned_data, now=request.now
            )
            messages.success(request, _("Answered."))
        else:
            messages.error(request, _("Choose the answer and give the reason."))
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        messages.error(request, explain(refused))
    return redirect("verification:corrections")
