"""The door of what phones kept without a network, and the pages where people decide what did not simply count."""

from typing import Annotated, Any
from uuid import UUID

import msgspec
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanpan.base.gate import NOBODY
from yanpan.base.sync.operations import put_away_record, take_record
from yanpan.base.sync.queries import OpenRecord, RecordView, get_record, list_devices, list_records
from yanpan.base.sync.records import Number
from yanpan.base.sync.settling import settle_record
from yanpan.base.sync.taking_in import Answer, take_in
from yanpan.base.vault.field_keys import current_field_key
from yanpan.kernel.errors import NotPermitted, Refused
from yanpan.shell.api.problems import BadRequest, NotAuthenticated, WrongKind
from yanpan.shell.api.reading import strict_json
from yanpan.shell.asking import AskedRequest
from yanpan.shell.errors import refusal_json
from yanpan.shell.field_answers import BothAnswers, both_answers, said_word
from yanpan.shell.forms import PutAwayForm, refusals_on, status_of
from yanpan.shell.words import explain

RIGHT = "sync.receive_records"


class SentBatch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One request of a device. announced: the highest sequence it ever made."""

    owner: UUID
    device: UUID
    announced: Number
    records: Annotated[list[Any], msgspec.Meta(max_length=1000)]


@require_http_methods(["GET", "POST"])
def field_records(request: AskedRequest) -> JsonResponse:
    """GET: who is known here, and the key to seal to. POST: up to 200 records; one answer each, in their order.

    Always JSON, also when it says no: {"code", "message", "facts"}.
    """
    try:
        if request.actor == NOBODY:
            raise NotAuthenticated
        if request.method == "GET":
            return JsonResponse(_known_here(request))
        return JsonResponse(_taken_in(request))
    except Refused as refused:
        return refusal_json(refused)


def _known_here(request: AskedRequest) -> dict[str, object]:
    if not request.actor.may(RIGHT):
        raise NotPermitted(RIGHT)
    key = current_field_key()
    return {"owner": str(request.actor.account_id), "key": {"id": key.id, "point": key.point}}


def _taken_in(request: AskedRequest) -> dict[str, object]:
    if request.content_type != "application/json":
        raise WrongKind("wrong_content_type", expected="application/json")
    try:
        batch = msgspec.convert(strict_json(request.body), SentBatch)
    except msgspec.ValidationError:
        raise BadRequest("unreadable_body", why="shape") from None
    if batch.owner != request.actor.account_id:
        raise OtherOwner
    reply = take_in(
        request.actor,
        device_id=batch.device,
        announced=batch.announced,
        records=batch.records,
        now=request.now,
    )
    return {"answers": [_said(one) for one in reply.answers], "missing": reply.missing}


class OtherOwner(Refused):
    """The records on the device are somebody else's: nobody sends them in the own name."""

    status = 409

    def __init__(self) -> None:
        super().__init__("other_owner")


def _said(answer: Answer) -> dict[str, str]:
    message = explain(Refused(answer.code, **answer.facts)) if answer.code else ""
    return {"id": answer.id, "told": answer.told.value, "code": answer.code, "message": message}


def _frame(request: AskedRequest) -> dict[str, object]:
    return {"base": "base_phone.html" if "phone" in request.session else "base.html"}


@require_GET
def from_phones(request: AskedRequest) -> HttpResponse:
    """What did not simply count, and phones whose answers are missing or doubled."""
    actor, now = request.actor, request.now
    if not actor.may("sync.list_records"):
        actor.must("sync.list_devices")
    found = list_records(actor, now=now) if actor.may("sync.list_records") else []
    context = {
        "records": [_line(one) for one in found],
        "devices": list_devices(actor, now=now) if actor.may("sync.list_devices") else [],
        "may_cut_off": actor.may("accounts.revoke_phone"),
        **_frame(request),
    }
    return render(request, "shell/from_phones.html", context)


def _line(one: RecordView) -> dict[str, object]:
    return {
        "record": one,
        "what": said_word(one.operation),
        "why": explain(Refused(one.code, **one.facts)) if one.code else "",
        "waits": one.state != "held",
    }


@require_GET
def from_phone(request: AskedRequest, record_id: UUID) -> HttpResponse:
    """Both answers side by side: what the phone said, and what stands now."""
    opened = get_record(request.actor, record_id=record_id, now=request.now)
    return _shown(request, opened, PutAwayForm())


def _shown(request: AskedRequest, opened: OpenRecord, form: PutAwayForm) -> HttpResponse:
    context = {
        "line": _line(opened.record),
        "both": _both(request, opened),
        "waits": opened.waits,
        "form": form,
        **_frame(request),
    }
    return render(request, "shell/from_phone.html", context, status=status_of(form))


def _both(request: AskedRequest, opened: OpenRecord) -> BothAnswers | None:
    if opened.payload is None:
        return None
    return both_answers(opened.record.operation, request.actor, opened.payload, request.now)


@require_POST
def take(request: AskedRequest, record_id: UUID) -> HttpResponse:
    """Let it count on the version the person saw; in conflict again if somebody was quicker."""
    text = request.POST.get("version", "")
    version = int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0
    record = take_record(request.actor, record_id=record_id, version=version, now=request.now)
    settled = settle_record(record.id, now=request.now)
    if settled.state == "accepted":
        messages.success(request, _("The answer from the phone counts now."))
        return redirect("shell:from_phones")
    messages.error(request, explain(Refused(settled.code, **settled.facts)))
    return redirect("shell:from_phone", record_id=record_id)


@require_POST
def put_away(request: AskedRequest, record_id: UUID) -> HttpResponse:
    """It does not count: with a reason."""
    form = PutAwayForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            put_away_record(
                request.actor, record_id=record_id, reason=form.cleaned_data["reason"], now=request.now
            )
            settle_record(record_id, now=request.now)
            messages.success(request, _("Put away. The answer stays in the records and does not count."))
            return redirect("shell:from_phones")
    opened = get_record(request.actor, record_id=record_id, now=request.now)
    return _shown(request, opened, form)
