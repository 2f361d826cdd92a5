"""Who is being handed over: sign for all or for those marked; or refuse, with whose they may be."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from yanpan.base.tasks.operations import acknowledge_handovers, refuse_handovers
from yanpan.kernel.errors import Refused
from yanpan.shell.asked import unit_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import refusals_on
from yanpan.shell.views.sign_in import uuid_of
from yanpan.streams.verification.forms import RefusalForm
from yanpan.streams.verification.queries import Proposal, list_arriving, propose_right_units
from yanpan.streams.verification.queries.arriving import ids_arriving
from yanpan.streams.verification.queries.handing_out import lists_arriving
from yanpan.streams.verification.views.frame import units_found
from yanpan.streams.verification.views.village import answers_itself, frame_of

MOST_AT_ONCE = 2000


@require_http_methods(["GET", "POST"])
def arriving(request: AskedRequest, unit_key: str = "") -> HttpResponse:
    """Who is being handed over, of all lists or of one: sign, or refuse those that are not ours."""
    unit = unit_asked(request, unit_key)
    if request.method == "POST":
        request.actor.must("tasks.acknowledge_handovers")
        return _signed(request, unit.key)
    batch_id = _list_asked(request.GET.get("list", ""))
    people = list_arriving(request.actor, unit_key=unit.key, batch_id=batch_id, now=request.now)
    waiting = ids_arriving(request.actor, unit.key, batch_id=batch_id)
    # A village sees whom to find, never which list the name came from.
    is_office = request.actor.may("verification.get_board")
    context = {
        "unit": unit,
        "people": people,
        "lists": lists_arriving(request.actor, unit.key) if is_office else [],
        "list_id": batch_id,
        "more": len(waiting) - len(people),
        "most": MOST_AT_ONCE,
        **frame_of(request),
    }
    return render(request, "verification/arriving.html", context)


def _list_asked(text: str) -> UUID | None:
    return uuid_of(text, "batch") if text else None


def _back(request: AskedRequest, unit_key: str) -> HttpResponse:
    if answers_itself(request):
        return redirect("verification:village")
    return redirect("verification:arriving_at", unit_key=unit_key)


def _chosen(request: AskedRequest, unit_key: str) -> list[UUID]:
    """Those marked; all that wait, of the list that is shown, if the button says so: at most 2,000 at once."""
    if request.POST.get("all"):
        batch_id = _list_asked(request.POST.get("list", ""))
        return ids_arriving(request.actor, unit_key, batch_id=batch_id)[:MOST_AT_ONCE]
    return [uuid_of(one, "handover") for one in request.POST.getlist("handover")]


def _signed(request: AskedRequest, unit_key: str) -> HttpResponse:
    chosen = _chosen(request, unit_key)
    if not chosen:
        messages.warning(request, _("Nothing waits here any more, or nothing was marked."))
        return _back(request, unit_key)
    count = acknowledge_handovers(request.actor, handover_ids=chosen, now=request.now)
    words = ngettext("%(count)s person signed for.", "%(count)s persons signed for.", count)
    messages.success(request, words % {"count": count})
    return _back(request, unit_key)


@require_POST
def refuse(request: AskedRequest, unit_key: str) -> HttpResponse:
    """Not ours: the reason, and the unit that is right: as proposed for each, or one found by its name for all."""
    request.actor.must("tasks.refuse_handovers")
    unit = unit_asked(request, unit_key)
    chosen = [uuid_of(one, "handover") for one in request.POST.getlist("handover")]
    if not chosen:
        messages.warning(request, _("Mark those that are not yours first."))
        return redirect("verification:arriving_at", unit_key=unit.key)
    proposals = propose_right_units(request.actor, unit_key=unit.key, handover_ids=chosen, now=request.now)
    is_answer = "right_unit_key" in request.POST or "as_proposed" in request.POST
    form = RefusalForm(request.POST if is_answer else None, initial=request.POST.dict())
    form.fields["right_unit_key"].required = "as_proposed" not in request.POST
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            _refused(request, _whose(request, chosen, proposals, form), form)
            return _back(request, unit.key)
    searched = request.POST.get("q", "")
    context = {
        "unit": unit,
        "chosen": chosen,
        "proposals": proposals,
        "unplaced": len(chosen) - sum(len(one.ids) for one in proposals),
        "form": form,
        "q": searched,
        "found": units_found(searched, unit.path),
        **frame_of(request),
    }
    return render(request, "verification/refuse.html", context, status=422 if form.errors else 200)


def _whose(
    request: AskedRequest, chosen: list[UUID], proposals: Sequence[Proposal], form: RefusalForm
) -> list[tuple[str, list[UUID]]]:
    """(unit that is right, hand-overs): each to the unit proposed for it, or all to the one that was named."""
    if "as_proposed" in request.POST:
        return [(one.unit.key, list(one.ids)) for one in proposals]
    return [(form.cleaned_data["right_unit_key"], chosen)]


def _refused(request: AskedRequest, groups: list[tuple[str, list[UUID]]], form: RefusalForm) -> None:
    if not form.reason:
        raise Refused("reason_needed")
    count = sum(
        refuse_handovers(
            request.actor, handover_ids=ids, reason=form.reason, right_unit_key=key, now=request.now
        )
        for key, ids in groups
    )
    words = ngettext("%(count)s person sent back.", "%(count)s persons sent back.", count)
    messages.success(request, words % {"count": count})
