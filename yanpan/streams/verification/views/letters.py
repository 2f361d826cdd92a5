"""协查函: the page of letters, one letter, its steps."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yanpan.base.events.queries import current_event
from yanpan.base.gate import Actor
from yanpan.base.notices.rules import ANSWERS
from yanpan.kernel.errors import Missing, Refused
from yanpan.shell.asked import page_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.sheets import asks_for_sheet, table_answer
from yanpan.shell.spreadsheets.tables import every_page
from yanpan.shell.words import explain
from yanpan.streams.verification.forms import ReasonForm
from yanpan.streams.verification.forms.letters import ChannelForm, ScanForm
from yanpan.streams.verification.operations.letters import (
    call_late_letters,
    check_letter,
    issue_letter,
    note_letter_call,
    send_back_letter,
    sign_letter,
    void_letter,
)
from yanpan.streams.verification.queries.letters import (
    LetterCard,
    LetterView,
    Outside,
    count_letters,
    get_letter,
    get_letter_card,
    list_letters,
    list_people_outside,
    read_before_signing,
)
from yanpan.streams.verification.views.letter_writing import version_given
from yanpan.streams.verification.views.tables import LETTERS

PAGE = 50
FILTERS = ("to_write", "sent_back", "to_check", "to_sign", "to_send", "out", "late", "answered", "ended", "")


@require_GET
def letters(request: AskedRequest) -> HttpResponse:
    """Who needs a letter, and every letter by its step; no person but masked, and none at all to the desks."""
    event = current_event()
    may_write = request.actor.may("verification.list_people_outside")
    wanted = request.GET.get("wanted", "to_write" if may_write else "")
    wanted = wanted if wanted in FILTERS and (may_write or wanted != "to_write") else ""
    page = page_asked(request)

    def cards_on(number: int) -> list[LetterCard]:
        return list_letters(request.actor, event_id=event.id, wanted=wanted, page=number, now=request.now)

    if asks_for_sheet(request) and wanted != "to_write":
        return table_answer(request, LETTERS, every_page(cards_on, PAGE))
    people: list[Outside] = []
    cards: list[LetterCard] = []
    if wanted == "to_write":
        people = list_people_outside(request.actor, event_id=event.id, page=page, now=request.now)
    else:
        cards = cards_on(page)
    context = {
        "counts": count_letters(request.actor, event_id=event.id, now=request.now),
        "filters": [one for one in FILTERS if may_write or one != "to_write"],
        "wanted": wanted,
        "people": people,
        "cards": cards,
        "page": page,
        "more": len(people or cards) == PAGE,
        "may_draft": request.actor.may("verification.draft_letter"),
        "may_receive": request.actor.may("verification.receive_receipts"),
        "may_call": request.actor.may("verification.call_late_letters"),
    }
    return render(request, "verification/letters.html", context)


@require_GET
def letter(request: AskedRequest, letter_id: UUID) -> HttpResponse:
    """One letter: where it stands, what may be done now, and for those who may read it what it says."""
    card = get_letter_card(request.actor, letter_id=letter_id, now=request.now)
    return render(request, "verification/letter.html", _context(request, card))


def _context(request: AskedRequest, card: LetterCard) -> dict[str, Any]:
    return {
        "card": card,
        "letter": _content(request, card),
        "steps": _steps(request.actor, card),
        "reason": ReasonForm(auto_id="id_reason_%s"),
        "channel": ChannelForm(),
        "scan": ScanForm(),
        "answers": ANSWERS,
        "may_print": request.actor.may("verification.get_letter_paper"),
        "may_enter": request.actor.may("verification.enter_receipt"),
        "may_open_scan": card.document.has_scan and request.actor.may("verification.open_letter_scan"),
    }


def _content(request: AskedRequest, card: LetterCard) -> LetterView | None:
    """The letter itself for its force and its checkers; for who signs, while it waits for the signature."""
    if request.actor.may("verification.get_letter"):
        return get_letter(request.actor, letter_id=card.id, now=request.now)
    if request.actor.may("verification.read_before_signing") and card.document.state == "checked":
        return read_before_signing(request.actor, letter_id=card.id, now=request.now)
    return None


def _steps(actor: Actor, card: LetterCard) -> dict[str, bool]:
    """What this person may do with this letter now."""
    document = card.document
    state, name = document.state, actor.name
    is_first = name == document.drafted_by
    asks = card.purpose != "withdraw"
    possible = {
        "redraft": state in ("drafted", "checked") and asks,
        "check": state == "drafted" and not is_first,
        "send_back": state in ("drafted", "checked") and not is_first and asks,
        "sign": state == "checked" and name not in (document.drafted_by, document.checked_by),
        "issue": state == "signed",
        "keep_scan": state in ("signed", "issued", "acknowledged"),
        "correct": state in ("signed", "issued", "acknowledged") and asks,
        "void": not card.is_ended,
        "note_call": state == "issued" and card.answered_at is None and asks,
    }
    rights = {"keep_scan": "keep_letter_scan", "note_call": "note_letter_call"}
    return {
        step: is_possible and actor.may(f"verification.{rights.get(step, f'{step}_letter')}")
        for step, is_possible in possible.items()
    }


def _reason(request: AskedRequest) -> str:
    form = ReasonForm(request.POST)
    return str(form.cleaned_data["reason"]) if form.is_valid() else ""


Done = Callable[[AskedRequest, UUID], UUID]
_STEPS: dict[str, Done] = {
    "check": lambda request, one: (
        check_letter(request.actor, letter_id=one, version=version_given(request), now=request.now).id
    ),
    "send-back": lambda request, one: (
        send_back_letter(
            request.actor,
            letter_id=one,
            version=version_given(request),
            reason=_reason(request),
            now=request.now,
        ).id
    ),
    "sign": lambda request, one: (
        sign_letter(request.actor, letter_id=one, version=version_given(request), now=request.now).id
    ),
    "issue": lambda request, one: (
        issue_letter(
            request.actor,
            letter_id=one,
            version=version_given(request),
            channel=request.POST.get("channel", "")[:12],
            now=request.now,
        ).id
    ),
    "void": lambda request, one: (
        void_letter(
            request.actor,
            letter_id=one,
            version=version_given(request),
            reason=_reason(request),
            now=request.now,
        ).id
    ),
    "call": lambda request, one: (
        note_letter_call(
            request.actor, letter_id=one, answer=request.POST.get("answer", "")[:20], now=request.now
        ).id
    ),
}


@require_POST
def letter_step(request: AskedRequest, letter_id: UUID, step: str) -> HttpResponse:
    """Check, send back, sign, send, take back, note a call. What is refused stands above the letter."""
    if step not in _STEPS:
        raise Missing("step")
    try:
        goes_to = _STEPS[step](request, letter_id)
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        messages.error(request, explain(refused))
        return redirect("verification:letter", letter_id=letter_id)
    if goes_to != letter_id:
        messages.success(
            request, _("Taken back. A notice to the other city is drafted: have it checked and signed.")
        )
    else:
        messages.success(request, _("Done."))
    return redirect("verification:letter", letter_id=goes_to)


@require_POST
def call_late(request: AskedRequest) -> HttpResponse:
    """Put the forces whose letters are late on the call list now, without waiting for the round."""
    call_late_letters(request.actor, now=request.now)
    messages.success(request, _("The late letters are on the call list."))
    return redirect(f"{reverse('verification:letters')}?wanted=late")
