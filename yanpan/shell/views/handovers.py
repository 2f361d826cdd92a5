"""双向签收: what waits here, what others refused, what is on its way from here."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanpan.base.tasks.operations import (
    acknowledge_by_telephone,
    acknowledge_handovers,
    escalate_late,
    recall_handovers,
    refuse_handovers,
)
from yanpan.base.tasks.queries import WaitingGroup, list_refused, list_waiting, list_waiting_ids
from yanpan.base.tasks.sent import list_sent
from yanpan.kernel.errors import Missing
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import RefuseForm, refusals_on, status_of
from yanpan.shell.table_views import with_views
from yanpan.shell.views.sign_in import local_path, uuid_of
from yanpan.shell.views.units import office_choices

# Where a room shows its people before they are signed for or refused: request → URL name, with the unit's key.
LOOKED_AT: dict[str, str] = {}


@require_GET
@with_views("shell:handovers")
def handovers(request: AskedRequest) -> HttpResponse:
    """Grouped by sender and receiver: one line, however many rows."""
    actor, now = request.actor, request.now
    waiting = list_waiting(actor, now=now)
    context = {
        "waiting": [(one, _page_of(one)) for one in waiting],
        "waiting_count": sum(one.count for one in waiting),
        "late_count": sum(one.count for one in waiting if one.late),
        "refused": list_refused(actor, now=now) if actor.may("tasks.list_refused") else None,
        "sent": list_sent(actor, now=now) if actor.may("tasks.list_sent") else None,
        "may_acknowledge": actor.may("tasks.acknowledge_handovers"),
        "may_telephone": actor.may("tasks.acknowledge_by_telephone"),
        "may_refuse": actor.may("tasks.refuse_handovers"),
        "may_recall": actor.may("tasks.recall_handovers"),
        "may_escalate": actor.may("tasks.escalate_late"),
    }
    return render(request, "shell/handovers.html", context)


def _page_of(group: WaitingGroup) -> str:
    """The room's own page of what waits; '' where the room has none."""
    name = LOOKED_AT.get(group.request, "")
    return reverse(name, args=[group.receiver_key]) if name and group.own else ""


def _chosen(request: AskedRequest) -> list[UUID]:
    """These (`handover`, from a room's list), or what waits at one unit (`unit`) of one kind (`request`)."""
    posted = request.POST if request.method == "POST" else request.GET
    if ids := posted.getlist("handover"):
        return [uuid_of(one, "handover") for one in ids]
    found = list_waiting_ids(
        request.actor, unit_key=posted.get("unit", ""), request=posted.get("request", ""), now=request.now
    )
    if not found:
        raise Missing("handover")
    return found


def _back(request: AskedRequest) -> HttpResponse:
    """To the page of the room that sent these, else to the list."""
    return redirect(local_path(request.POST.get("next", "")) or "shell:handovers")


def _acknowledged(request: AskedRequest) -> int:
    """By the receiver itself, or entered for it by telephone with who said so."""
    chosen = _chosen(request)
    if "told_by" in request.POST:
        told_by = request.POST["told_by"]
        return acknowledge_by_telephone(request.actor, handover_ids=chosen, told_by=told_by, now=request.now)
    return acknowledge_handovers(request.actor, handover_ids=chosen, now=request.now)


@require_POST
def acknowledge(request: AskedRequest) -> HttpResponse:
    """签收."""
    count = _acknowledged(request)
    words = ngettext("%(count)s hand-over acknowledged.", "%(count)s hand-overs acknowledged.", count)
    messages.success(request, words % {"count": count})
    return _back(request)


@require_http_methods(["GET", "POST"])
def refuse(request: AskedRequest) -> HttpResponse:
    """A reason and the unit that is right. GET or a POST without a reason shows the form."""
    request.actor.must("tasks.refuse_handovers")
    chosen = _chosen(request)
    given = request.POST if "reason" in request.POST else None
    form = RefuseForm(given, units=office_choices())
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            count = refuse_handovers(request.actor, handover_ids=chosen, now=request.now, **form.cleaned_data)
            words = ngettext("%(count)s hand-over refused.", "%(count)s hand-overs refused.", count)
            messages.success(request, words % {"count": count})
            return _back(request)
    posted = request.POST if request.method == "POST" else request.GET
    context = {"form": form, "chosen": chosen, "next": local_path(posted.get("next", ""))}
    return render(request, "shell/refuse_handovers.html", context, status=status_of(form))


@require_POST
def recall(request: AskedRequest) -> HttpResponse:
    """Take back what is not acknowledged yet: these, or the whole group sent to one unit."""
    chosen = [uuid_of(one, "handover") for one in request.POST.getlist("handover")] or _group_sent(request)
    count = recall_handovers(request.actor, handover_ids=chosen, now=request.now)
    words = ngettext("%(count)s hand-over recalled.", "%(count)s hand-overs recalled.", count)
    messages.success(request, words % {"count": count})
    return _back(request)


def _group_sent(request: AskedRequest) -> list[UUID]:
    """However many rows stand behind one line: named by sender, receiver, request and class, not one by one."""
    asked = tuple(request.POST.get(name, "") for name in ("sender", "unit", "request", "urgency"))
    sent = list_sent(request.actor, now=request.now)
    found = [one for one in sent if (one.sender_key, one.receiver_key, one.request, one.urgency) == asked]
    if not found:
        raise Missing("handover")
    return list(found[0].ids)


@require_POST
def escalate(request: AskedRequest) -> HttpResponse:
    """Put a name on everything past its clock."""
    late = escalate_late(request.actor, now=request.now)
    words = ngettext(
        "%(count)s hand-over now has a name.", "%(count)s hand-overs now have a name.", len(late)
    )
    messages.success(request, words % {"count": len(late)})
    return redirect("shell:handovers")
