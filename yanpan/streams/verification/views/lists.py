"""名单: what was received, what the columns mean, what became of the rows."""

import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanpan.base.events.queries import current_event
from yanpan.base.gate import Actor
from yanpan.base.jobs.operations import cancel_job, retry_job
from yanpan.base.places.queries import units_of_actor
from yanpan.kernel.errors import Missing, Refused
from yanpan.shell.asked import page_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import refusals_on, status_of
from yanpan.shell.limits import takes_uploads
from yanpan.shell.sheets import asks_for_sheet, table_answer
from yanpan.shell.table_views import with_views
from yanpan.streams.verification.exchange import read_list
from yanpan.streams.verification.forms import ReasonForm, UploadForm
from yanpan.streams.verification.operations import (
    receive_list,
    release_list,
    release_rows,
    void_list,
)
from yanpan.streams.verification.queries import (
    BatchView,
    count_row_problems,
    get_batch,
    list_batches,
    list_rows,
    sees_names_of_rows,
)
from yanpan.streams.verification.queries.letters.replies import MOST_PERSONS
from yanpan.streams.verification.queries.topics import list_topics
from yanpan.streams.verification.views.list_files import may_copy, sent_as
from yanpan.streams.verification.views.tables import LISTS

PAGE = 100


@require_GET
@with_views("verification:lists", "state")
def lists(request: AskedRequest) -> HttpResponse:
    """Every list with its state and what became of its rows; untouched ones first."""
    batches = list_batches(request.actor, event_id=current_event().id, now=request.now)
    wanted = request.GET.get("state", "")
    shown = [one for one in batches if not wanted or one.state == wanted]
    shown.sort(key=lambda one: one.state not in ("proposed", "held"))
    if asks_for_sheet(request):
        return table_answer(request, LISTS, shown)
    context = {
        "batches": shown,
        "wanted": wanted,
        "states": ("proposed", "held", "confirmed", "taken_in"),
        "may_open": request.actor.may("verification.get_batch"),
        "may_receive": request.actor.may("verification.receive_list"),
        "may_type": request.actor.may("verification.type_letter"),
        "may_see_layouts": request.actor.may("verification.list_layouts"),
    }
    return render(request, "verification/lists.html", context)


@takes_uploads
@require_http_methods(["GET", "POST"])
def upload(request: AskedRequest) -> HttpResponse:
    """A list as it came. Every refusal of the file stands on the form, in words."""
    request.actor.must("verification.receive_list")
    form = UploadForm(request.POST or None, request.FILES or None, topics=_open_topics(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            batch = _received(request, dict(form.cleaned_data))
            return redirect("verification:mapping", batch_id=batch)
    return render(request, "verification/upload.html", {"form": form}, status=status_of(form))


def _open_topics(request: AskedRequest) -> list[str]:
    found = list_topics(request.actor, event_id=current_event().id, now=request.now)
    return [one.title for one in found if one.is_open]


def _received(request: AskedRequest, given: dict[str, Any]) -> UUID:
    file = given.pop("file")
    read = read_list(file.read(), file.name or "")
    unit = units_of_actor(request.actor)[0]
    batch = receive_list(request.actor, read=read, unit_key=unit.key, now=request.now, **given)
    words = ngettext(
        "%(count)s row with a person found.", "%(count)s rows with persons found.", read.person_rows
    )
    messages.success(request, words % {"count": read.person_rows})
    return batch.id


@require_GET
def one_list(request: AskedRequest, batch_id: UUID) -> HttpResponse:
    """One list: counts, all problems at once, its rows masked."""
    batch = get_batch(request.actor, batch_id=batch_id, now=request.now)
    if batch.state == "proposed":
        return redirect("verification:mapping", batch_id=batch_id)
    return render(request, "verification/list.html", _list_context(request, batch))


def _list_context(request: AskedRequest, batch: BatchView) -> dict[str, object]:
    actor = request.actor
    wanted, problem = request.GET.get("rows", ""), _problem_asked(request)
    page = page_asked(request)
    rows = _rows(request, batch, wanted, page) if actor.may("verification.list_rows") else None
    return {
        "batch": batch,
        "sent_as": sent_as(request, batch),
        **_what_may_be_done(actor, batch),
        "rows": rows,
        "problems": count_row_problems(actor, batch_id=batch.id, now=request.now)
        if actor.may("verification.count_row_problems")
        else (),
        "problem": problem,
        "named": sees_names_of_rows(actor),
        "wanted": wanted,
        "filters": ("", "problems", "held", "refused", "accepted"),
        "page": page,
        "more": rows is not None and len(rows) == PAGE,
        "may_release_rows": actor.may("verification.release_rows") and batch.counts["held"] > 0,
        "may_release": actor.may("verification.release_list")
        and batch.state == "held"
        and batch.received_by != actor.name,
        "own_list": batch.received_by == actor.name,
        "may_copy": may_copy(actor, batch),
        "may_see_scan": batch.has_scan and actor.may("verification.get_letter_scan"),
        "may_answer_by_receipt": batch.source == "other_city"
        and batch.state == "taken_in"
        and batch.person_rows <= MOST_PERSONS
        and actor.may("verification.get_answer_as_receipt"),
        **_withdrawal(actor, batch),
        "may_number": batch.kind == "typed" and actor.may("verification.enter_letter_number"),
        "may_see_layouts": actor.may("verification.list_layouts"),
        "may_person": actor.may("verification.get_person"),
        "form": ReasonForm(),
    }


def _withdrawal(actor: Actor, batch: BatchView) -> dict[str, bool]:
    """What may be done about a letter that was typed wrongly."""
    is_own = batch.received_by == actor.name
    stands = batch.kind == "typed" and batch.source == "other_city" and batch.state == "taken_in"
    stands = stands and batch.withdrawn_at is None and batch.replaced_by is None
    asked = batch.withdrawal_asked_by
    return {
        "may_correct": stands
        and is_own
        and not batch.content_gone_at
        and actor.may("verification.correct_typed_letter"),
        "may_ask_withdrawal": stands
        and is_own
        and not asked
        and actor.may("verification.ask_to_withdraw_letter"),
        "may_decide_withdrawal": stands
        and bool(asked)
        and asked != actor.name
        and actor.may("verification.decide_letter_withdrawal"),
    }


_PROBLEM = re.compile(r"[a-z_]{1,30}:[a-z_0-9]{1,40}")


def _problem_asked(request: AskedRequest) -> str:
    """?problem=field:code; anything else is none."""
    text = request.GET.get("problem", "")
    return text if _PROBLEM.fullmatch(text) else ""


def _rows(request: AskedRequest, batch: BatchView, wanted: str, page: int) -> list[Any]:
    state = wanted if wanted in ("held", "refused", "accepted") else ""
    return list_rows(
        request.actor,
        batch_id=batch.id,
        state=state,
        only_problems=wanted == "problems",
        page=page,
        problem=_problem_asked(request),
        now=request.now,
    )


@require_GET
def progress(request: AskedRequest, batch_id: UUID) -> HttpResponse:
    """The part of the list's page that asks again every second while the work runs."""
    batch = get_batch(request.actor, batch_id=batch_id, now=request.now)
    context = {"batch": batch, **_what_may_be_done(request.actor, batch)}
    response = render(request, "verification/progress.html", context)
    if batch.work is None or batch.work.is_over:
        response.headers["HX-Refresh"] = "true"
    return response


_WORK = {"cancel": cancel_job, "resume": retry_job}


@require_POST
def work(request: AskedRequest, batch_id: UUID, step: str) -> HttpResponse:
    """Stop the work on a list, or go on with it from where it stands."""
    batch = get_batch(request.actor, batch_id=batch_id, now=request.now)
    if step not in _WORK or batch.job is None:
        raise Missing("step")
    _WORK[step](request.actor, job_id=batch.job, now=request.now)
    messages.success(
        request, _("It stops after the step it is at.") if step == "cancel" else _("It goes on.")
    )
    return redirect("verification:list", batch_id=batch_id)


def _what_may_be_done(actor: Actor, batch: BatchView) -> dict[str, bool]:
    """With the work on a list, as it stands."""
    state = batch.work.state if batch.work else ""
    stopped = state in ("failed", "cancelled")
    return {
        "may_cancel": state in ("waiting", "running") and actor.may("jobs.cancel_job"),
        "may_resume": stopped and actor.may("jobs.retry_job"),
        "may_void": actor.may("verification.void_list")
        and (batch.state == "held" or (stopped and batch.counts["accepted"] == 0)),
    }


_STEPS = {
    "void": (void_list, "verification:lists"),
    "release": (release_list, "verification:list"),
    "release-rows": (release_rows, "verification:list"),
}


@require_POST
def decide(request: AskedRequest, batch_id: UUID, step: str) -> HttpResponse:
    """Put away, release as second clerk, sign for held rows: each with a reason."""
    if step not in _STEPS:
        raise Missing("step")
    operation, target = _STEPS[step]
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        operation(request.actor, batch_id=batch_id, reason=reason, now=request.now)
    except Refused as refused:
        if refused.code != "reason_needed":
            raise
        messages.error(request, _("Give a reason."))
        return redirect("verification:list", batch_id=batch_id)
    messages.success(request, _("Done; the reason is kept."))
    return redirect(target) if step == "void" else redirect(target, batch_id=batch_id)
