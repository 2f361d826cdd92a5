"""The papers of letters: DOCX and PDF, scans, and our own receipt to another city's letter."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanpan.base.documents.rules import body_of
from yanpan.kernel.errors import Missing, Refused
from yanpan.shell.asking import AskedRequest
from yanpan.shell.attachments import clean
from yanpan.shell.limits import takes_uploads
from yanpan.shell.paper_files import ENDINGS, paper_as_file, scan_as_file
from yanpan.shell.papers import Paper
from yanpan.shell.words import explain
from yanpan.streams.verification.exchange.letter_paper import file_name, letter_paper, receipt_paper
from yanpan.streams.verification.forms.letters import ReplyReceiptForm, ScanForm
from yanpan.streams.verification.operations.letters import keep_letter_scan
from yanpan.streams.verification.queries.letters import (
    AnswerAsReceipt,
    get_answer_as_receipt,
    get_letter_paper,
    open_letter_scan,
    open_receipt_scan,
)
from yanpan.streams.verification.queries.letters.replies import PersonAnswered
from yanpan.streams.verification.templatetags.answer_words import RESULTS
from yanpan.streams.verification.templatetags.verification_words import MEASURES, STANDINGS, word_in


@require_GET
def letter_file(request: AskedRequest, letter_id: UUID, ending: str) -> HttpResponse:
    """The letter to be stamped or sent; one line in the audit each time. A signed one is the same every time."""
    if ending not in ENDINGS:
        raise Missing("file")
    try:
        found = get_letter_paper(request.actor, letter_id=letter_id, now=request.now)
    except Refused as refused:
        if refused.code != "force_prints_sheets":
            raise
        messages.error(request, explain(refused))
        return redirect("verification:letter", letter_id=letter_id)
    document = found.document
    name = file_name(document, found.text.city_name)
    at = document.signed_at or document.drafted_at
    return paper_as_file(letter_paper(document, found.text), ending, name, at)


@takes_uploads
@require_POST
def keep_scan(request: AskedRequest, letter_id: UUID) -> HttpResponse:
    """Keep the stamped paper."""
    request.actor.must("verification.keep_letter_scan")
    form = ScanForm(request.POST, request.FILES)
    try:
        if not form.is_valid():
            messages.error(request, _("Choose a scan or a photo."))
        else:
            file = form.cleaned_data["scan"]
            scan = clean(file.read(), file.name or "")
            keep_letter_scan(request.actor, letter_id=letter_id, scan=scan, now=request.now)
            messages.success(request, _("The stamped paper is kept."))
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        messages.error(request, explain(refused))
    return redirect("verification:letter", letter_id=letter_id)


@require_GET
def scan_of_letter(request: AskedRequest, letter_id: UUID) -> HttpResponse:
    """The stamped paper as it went out."""
    return scan_as_file(open_letter_scan(request.actor, letter_id=letter_id, now=request.now), str(letter_id))


@require_GET
def scan_of_receipt(request: AskedRequest, receipt_id: UUID) -> HttpResponse:
    """The receipt as it came in."""
    return scan_as_file(
        open_receipt_scan(request.actor, receipt_id=receipt_id, now=request.now), str(receipt_id)
    )


@require_http_methods(["GET", "POST"])
def reply_receipt(request: AskedRequest, batch_id: UUID) -> HttpResponse:
    """回执 to a letter of another city on one person or a few: from what is known of them by now."""
    form = ReplyReceiptForm(request.POST or None)
    answer = get_answer_as_receipt(request.actor, batch_id=batch_id, now=request.now)
    if request.method == "POST" and form.is_valid():
        ending = request.POST.get("ending", "docx")
        paper = _reply_paper(answer, form, request.now)
        return paper_as_file(paper, ending, f"回执-{answer.number or answer.sender}", request.now)
    context = {"form": form, "answer": answer, "batch_id": batch_id}
    return render(request, "verification/reply_receipt.html", context, status=422 if form.errors else 200)


def _reply_paper(answer: AnswerAsReceipt, form: ReplyReceiptForm, now: datetime) -> Paper:
    # The paper of a Chinese office is Chinese whatever language its clerk reads.
    with translation.override("zh-hans"):
        return receipt_paper(
            organ=body_of(answer.unit_key, answer.unit_name).organ,
            drill=answer.drill,
            sender=answer.sender,
            number=answer.number,
            persons=[_said(one) for one in answer.persons],
            is_final=answer.is_final,
            on=localtime(now).date(),
            **form.cleaned_data,
        )


def _said(one: PersonAnswered) -> dict[str, str | None]:
    tested = word_in(RESULTS, one.test_result) if one.test_result else ""
    body = " ".join(part for part in (one.deciding_body, one.document_number) if part)
    return {
        "name": one.name,
        "id_number": one.id_number or None,
        "result": word_in(STANDINGS, one.standing),
        "place": " ".join(part for part in (one.unit, one.place) if part) or None,
        "controlled_at": _at(one.controlled_at or (one.found_at if one.measure else None)),
        "measure": word_in(MEASURES, one.measure) if one.measure else None,
        "deciding_body": body or None,
        "samples": f"{_at(one.test_at) or ''} {tested}".strip() or None,
        "onward": None,
        "next_contacts": None,
    }


def _at(at: datetime | None) -> str | None:
    return f"{localtime(at):%Y-%m-%d %H:%M}" if at else None
