"""Order sheets (交办单): drafted at 16:00, checked, signed, issued at 17:00, signed for by their owners."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from yanpan.base.events.queries import current_event
from yanpan.base.gate import Actor
from yanpan.kernel.errors import Missing
from yanpan.shell.asked import page_asked, unit_asked, version_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import ChannelForm, ScanForm
from yanpan.shell.page_tables import pages_of, tables_taken_along
from yanpan.streams.supervision.forms import ReasonForm
from yanpan.streams.supervision.operations import (
    check_order_sheet,
    draft_order_sheets,
    issue_order_sheet,
    send_back_order_sheet,
    sign_order_sheet,
    void_order_sheet,
)
from yanpan.streams.supervision.queries import (
    PAGE,
    SheetCard,
    get_order_sheet,
    get_order_sheet_card,
    list_order_sheets,
)
from yanpan.streams.supervision.rules.sheets import SheetText
from yanpan.streams.supervision.templatetags.supervision_words import SHEETS_WANTED
from yanpan.streams.supervision.views.frame import problems_told


@require_GET
@tables_taken_along
def order_sheets(request: AskedRequest) -> HttpResponse:
    """The sheets by their step."""
    wanted, page = request.GET.get("wanted", ""), page_asked(request)
    wanted = wanted if wanted in SHEETS_WANTED else ""
    found = pages_of(
        request,
        PAGE,
        lambda one: list_order_sheets(
            request.actor, event_id=current_event().id, wanted=wanted, page=one, now=request.now
        ),
    )
    context = {
        "sheets": found,
        "wanted": wanted,
        "filters": tuple(SHEETS_WANTED),
        "page": page,
        "more": len(found) == PAGE,
        "may_draft": request.actor.may("supervision.draft_order_sheets"),
    }
    return render(request, "supervision/order_sheets.html", context)


@require_POST
def draft(request: AskedRequest) -> HttpResponse:
    """Draft the day's sheets of the own headquarters, without waiting for the round."""
    with problems_told(request):
        made = draft_order_sheets(request.actor, body_key=unit_asked(request).key, now=request.now)
        words = ngettext("%(count)s order sheet drafted.", "%(count)s order sheets drafted.", len(made))
        if made:
            messages.success(request, words % {"count": len(made)})
        else:
            messages.info(request, _("Nothing found until 16:00 waits for an order sheet."))
    return redirect("supervision:order_sheets")


@require_GET
def order_sheet(request: AskedRequest, sheet_id: UUID) -> HttpResponse:
    """One sheet: where it stands, what may be done now, and for those who may read it what it says."""
    card = get_order_sheet_card(request.actor, sheet_id=sheet_id, now=request.now)
    context: dict[str, Any] = {
        "card": card,
        "text": _text(request, sheet_id),
        "steps": _steps(request.actor, card),
        "reason": ReasonForm(auto_id="reason_%s"),
        "channel": ChannelForm(),
        "scan": ScanForm(),
        "may_print": request.actor.may("supervision.get_order_sheet_paper"),
        "may_open_scan": card.document.has_scan and request.actor.may("supervision.open_order_sheet_scan"),
        "may_open": request.actor.may("supervision.get_finding"),
    }
    return render(request, "supervision/order_sheet.html", context)


def _text(request: AskedRequest, sheet_id: UUID) -> SheetText | None:
    """What it says; None for who may not read it, and once it was destroyed with its event, which is told."""
    text = None
    if request.actor.may("supervision.get_order_sheet"):
        with problems_told(request):
            text = get_order_sheet(request.actor, sheet_id=sheet_id, now=request.now).text
    return text


def _steps(actor: Actor, card: SheetCard) -> dict[str, bool]:
    """What this person may do with this sheet now."""
    document = card.document
    state, name = document.state, actor.name
    possible = {
        "check": state == "drafted" and name != document.drafted_by,
        "send_back": state in ("drafted", "checked") and name != document.drafted_by,
        "sign": state == "checked" and name not in (document.drafted_by, document.checked_by),
        "issue": state == "signed",
        "void": not card.is_ended and card.signed_for == 0,
        "keep_scan": state in ("signed", "issued", "acknowledged"),
    }
    rights = {step: f"supervision.{step}_order_sheet" for step in possible}
    rights["keep_scan"] = "supervision.keep_order_sheet_scan"
    return {step: is_possible and actor.may(rights[step]) for step, is_possible in possible.items()}


def _reason(request: AskedRequest) -> str:
    return request.POST.get("reason", "")[:200]


Done = Callable[[Actor, AskedRequest, dict[str, Any]], object]
_STEPS: dict[str, Done] = {
    "check": lambda actor, _request, sheet: check_order_sheet(actor, **sheet),
    "sign": lambda actor, _request, sheet: sign_order_sheet(actor, **sheet),
    "send-back": lambda actor, asked, sheet: send_back_order_sheet(actor, reason=_reason(asked), **sheet),
    "void": lambda actor, asked, sheet: void_order_sheet(actor, reason=_reason(asked), **sheet),
    "issue": lambda actor, asked, sheet: issue_order_sheet(
        actor, channel=asked.POST.get("channel", "")[:12], **sheet
    ),
}


@require_POST
def sheet_step(request: AskedRequest, sheet_id: UUID, step: str) -> HttpResponse:
    """Check, send back, sign, issue, take back. What is refused stands above the sheet."""
    if step not in _STEPS:
        raise Missing("step")
    with problems_told(request):
        sheet = {"sheet_id": sheet_id, "version": version_asked(request), "now": request.now}
        _STEPS[step](request.actor, request, sheet)
        messages.success(request, _("Done."))
    return redirect("supervision:order_sheet", sheet_id=sheet_id)
