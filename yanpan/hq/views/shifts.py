"""交接班: what is open now, both signatures, the sheets of the last week on paper."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanpan.base.events.queries import current_event
from yanpan.hq.exchange.shift_paper import Line, shift_paper
from yanpan.hq.forms.duty_log import ShiftForm
from yanpan.hq.operations.shifts import hand_over_shift, take_over_shift
from yanpan.hq.queries.shifts import OpenThing, SheetView, get_shift_sheet, list_open_things, list_shifts
from yanpan.hq.templatetags.duty_words import REPORT_KINDS, THINGS, word_in
from yanpan.hq.views.cut_offs import own_unit
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import refusals_on, refusals_told, status_of
from yanpan.shell.page_tables import tables_taken_along
from yanpan.shell.paper_files import paper_as_file
from yanpan.shell.words import doer_word, matter_word


def about(one: OpenThing) -> str:
    """What a line is about, in words."""
    if one.kind == "calls":
        return f"{matter_word(one.words)}（{one.count}）"
    if one.kind == "report":
        return word_in(REPORT_KINDS, one.words)
    return str(one.count) if one.kind == "handovers" else one.said or one.words


@require_http_methods(["GET", "POST"])
@tables_taken_along
def shift(request: AskedRequest) -> HttpResponse:
    """What the sheet would hold now; the outgoing shift signs it."""
    request.actor.must("hq.list_open_things")
    unit, event = own_unit(request), current_event()
    form = ShiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = hand_over_shift(request.actor, unit_key=unit.key, now=request.now, **form.cleaned_data)
            messages.success(request, _("Signed. The incoming shift signs on the sheet."))
            return redirect("hq:shift_sheet", shift_id=made.id)
    lines = list_open_things(request.actor, event_id=event.id, unit_key=unit.key, now=request.now)
    context = {
        "unit": unit,
        "form": form,
        "lines": [(one, about(one)) for one in lines],
        "sheets": list_shifts(request.actor, event_id=event.id, now=request.now),
        "may_hand_over": request.actor.may("hq.hand_over_shift"),
    }
    return render(request, "hq/shift.html", context, status=status_of(form))


@require_GET
def sheet(request: AskedRequest, shift_id: UUID) -> HttpResponse:
    """One sheet as it was signed."""
    found = get_shift_sheet(request.actor, shift_id=shift_id, now=request.now)
    context = {
        "sheet": found,
        "lines": [(one, about(one)) for one in found.lines],
        "may_take_over": found.incoming_at is None and request.actor.may("hq.take_over_shift"),
        "is_mine": found.outgoing_by == request.actor.name,
    }
    return render(request, "hq/shift_sheet.html", context)


@require_POST
def take_over(request: AskedRequest, shift_id: UUID) -> HttpResponse:
    """The incoming shift signs."""
    version = request.POST.get("version", "")
    with refusals_told(request):
        take_over_shift(
            request.actor,
            shift_id=shift_id,
            version=int(version) if version.isdecimal() else 0,
            now=request.now,
        )
        messages.success(request, _("Taken over. What is open is yours now."))
    return redirect("hq:shift_sheet", shift_id=shift_id)


@require_GET
def paper(request: AskedRequest, shift_id: UUID, ending: str) -> HttpResponse:
    """The sheet to be printed and kept."""
    found = get_shift_sheet(request.actor, shift_id=shift_id, now=request.now)
    # The paper of a Chinese office is Chinese whatever language its clerk reads.
    with translation.override("zh-hans"):
        made = shift_paper(
            unit_key=found.unit_key,
            unit_name=found.unit,
            drill=current_event().drill,
            shift=f"{found.on:%Y-%m-%d} {found.hour}",
            said=found.said,
            outgoing=(doer_word(found.outgoing_by), found.outgoing_at),
            incoming=(doer_word(found.incoming_by), found.incoming_at) if found.incoming_at else None,
            lines=_lines(found),
        )
    name = f"交接班记录-{found.on:%Y%m%d}-{found.hour.replace(':', '')}"
    return paper_as_file(made, ending, name, found.incoming_at or found.outgoing_at)


def _lines(found: SheetView) -> list[Line]:
    return [(word_in(THINGS, one.kind), one.since, one.unit, about(one)) for one in found.lines]
