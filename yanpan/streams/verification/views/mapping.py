"""What columns and colours of a list mean: the proposal, what changed since last time; a person confirms it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import refusals_on, status_of
from yanpan.streams.verification.forms import MappingForm
from yanpan.streams.verification.operations import ColourSaid, confirm_mapping
from yanpan.streams.verification.queries import (
    BatchView,
    get_batch,
    get_layout,
    list_layouts,
    preview_list,
)
from yanpan.streams.verification.views.list_files import may_copy, sent_as


@require_http_methods(["GET", "POST"])
def mapping(request: AskedRequest, batch_id: UUID) -> HttpResponse:
    """What each column means: the proposal, how sure, why, what differs from last time."""
    batch = get_batch(request.actor, batch_id=batch_id, now=request.now)
    if batch.state != "proposed":
        return redirect("verification:list", batch_id=batch_id)
    form = MappingForm(
        request.POST or None,
        layout=batch.layout,
        colours=batch.colours,
        asks_whether_cut=batch.asks_whether_cut,
        initial={"version": batch.version},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            _confirm(request, batch, form)
            return redirect("verification:list", batch_id=batch_id)
    return render(
        request, "verification/mapping.html", _context(request, batch, form), status=status_of(form)
    )


def _confirm(request: AskedRequest, batch: BatchView, form: MappingForm) -> None:
    confirm_mapping(
        request.actor,
        batch_id=batch.id,
        mapping=form.mapping,
        version=form.cleaned_data["version"],
        colours={colour: ColourSaid(*said) for colour, said in form.said_of_colours.items()},
        cut_confirmed=form.cleaned_data.get("cut_confirmed", False),
        now=request.now,
    )


def _context(request: AskedRequest, batch: BatchView, form: MappingForm) -> dict[str, object]:
    may_look = request.actor.may("verification.preview_list")
    return {
        "batch": batch,
        "sent_as": sent_as(request, batch),
        "form": form,
        "preview": preview_list(request.actor, batch_id=batch.id, now=request.now) if may_look else None,
        "may_confirm": request.actor.may("verification.confirm_mapping"),
        "may_void": request.actor.may("verification.void_list"),
        "may_copy": may_copy(request.actor, batch),
        "may_see_layouts": request.actor.may("verification.list_layouts"),
    }


@require_GET
def layouts(request: AskedRequest) -> HttpResponse:
    """The senders whose layout is remembered."""
    found = list_layouts(request.actor, now=request.now)
    return render(request, "verification/layouts.html", {"layouts": found})


@require_GET
def layout(request: AskedRequest, layout_id: UUID) -> HttpResponse:
    """One version of a sender's layout, and what it changed."""
    found = get_layout(request.actor, layout_id=layout_id, now=request.now)
    return render(request, "verification/layout.html", {"layout": found})
