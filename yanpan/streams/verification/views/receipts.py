"""回执 of other cities: entered one by one, or from a table row by row."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from yanpan.base.events.queries import current_event
from yanpan.kernel.errors import Missing
from yanpan.shell.asking import AskedRequest
from yanpan.shell.attachments import clean
from yanpan.shell.forms import refusals_on, status_of
from yanpan.shell.limits import takes_uploads
from yanpan.streams.verification.exchange import read_list
from yanpan.streams.verification.forms import ReasonForm
from yanpan.streams.verification.forms.letters import ReceiptForm, ReceiptSheetForm
from yanpan.streams.verification.operations.letters import (
    confirm_receipts,
    enter_receipt,
    put_away_receipts,
    receive_receipts,
)
from yanpan.streams.verification.queries.letters import (
    PersonInLetter,
    get_letter,
    get_receipt_sheet,
    list_receipt_sheets,
)
from yanpan.streams.verification.views.letter_writing import problems_said


@takes_uploads
@require_http_methods(["GET", "POST"])
def receipt(request: AskedRequest, letter_id: UUID, person_id: UUID) -> HttpResponse:
    """What the other city says of one person; a later receipt corrects the earlier one."""
    request.actor.must("verification.enter_receipt")
    letter = get_letter(request.actor, letter_id=letter_id, now=request.now)
    person = next((one for one in letter.persons if one.id == person_id), None)
    if person is None:
        raise Missing("letter")
    form = ReceiptForm(request.POST or None, request.FILES or None, initial={"seen": len(person.receipts)})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form), problems_said():
            _entered(request, person, form)
            messages.success(request, _("The receipt is entered."))
            return redirect("verification:letter", letter_id=letter_id)
    context = {"form": form, "letter": letter, "person": person}
    return render(request, "verification/letter_receipt.html", context, status=status_of(form))


def _entered(request: AskedRequest, person: PersonInLetter, form: ReceiptForm) -> None:
    file = form.cleaned_data["scan"]
    enter_receipt(
        request.actor,
        person_id=person.id,
        seen=form.cleaned_data["seen"],
        said=form.said,
        received_at=form.cleaned_data["received_at"],
        scan=clean(file.read(), file.name or "") if file else None,
        now=request.now,
    )


@takes_uploads
@require_http_methods(["GET", "POST"])
def receipt_sheets(request: AskedRequest) -> HttpResponse:
    """Tables of receipts: the last ones, and a new one."""
    sheets = list_receipt_sheets(request.actor, event_id=current_event().id, now=request.now)
    form = ReceiptSheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            file = form.cleaned_data["file"]
            read = read_list(file.read(), file.name or "")
            made = receive_receipts(
                request.actor, read=read, sender=form.cleaned_data["sender"], now=request.now
            )
            return redirect("verification:receipt_sheet", sheet_id=made.id)
    context = {"sheets": sheets, "form": form}
    return render(request, "verification/letter_receipt_sheets.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def receipt_sheet(request: AskedRequest, sheet_id: UUID) -> HttpResponse:
    """One table: each row with the letter it answers; a person says which rows are entered."""
    puts_away = "put_away" in request.POST
    form = ReasonForm(request.POST) if puts_away else Form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        with refusals_on(form), problems_said():
            if puts_away:
                reason = form.cleaned_data["reason"] if form.is_valid() else ""
                put_away_receipts(request.actor, sheet_id=sheet_id, reason=reason, now=request.now)
                return redirect("verification:receipt_sheets")
            entered = confirm_receipts(
                request.actor, sheet_id=sheet_id, rows=request.POST.getlist("row"), now=request.now
            )
            words = ngettext("%(count)s receipt entered.", "%(count)s receipts entered.", len(entered))
            messages.success(request, words % {"count": len(entered)})
            return redirect("verification:receipt_sheet", sheet_id=sheet_id)
    sheet, rows = get_receipt_sheet(request.actor, sheet_id=sheet_id, now=request.now)
    context = {"sheet": sheet, "rows": rows, "clear": sum(one.is_clear for one in rows), "form": form}
    return render(request, "verification/letter_receipt_sheet.html", context, status=status_of(form))
