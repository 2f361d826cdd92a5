"""Events and the rules they run under."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yanpan.base.events.operations import change_pack, close_event, open_event
from yanpan.base.events.queries import EventView, list_events
from yanpan.base.policy.rules import Pack, all_packs, pack_named
from yanpan.kernel.errors import Missing, Refused
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import ChangePackForm, CloseEventForm, OpenEventForm, refusals_on, status_of
from yanpan.shell.views.units import must_be_signed_in
from yanpan.shell.words.packs import RuleLine, rule_lines


@dataclass(frozen=True, slots=True)
class PackLine:
    pack: Pack
    name: str


def _named(pack: Pack) -> PackLine:
    return PackLine(pack, pack.name_en if (get_language() or "").startswith("en") else pack.name_zh)


@require_GET
def events(request: AskedRequest) -> HttpResponse:
    """All events, the newest first."""
    must_be_signed_in(request.actor)
    found = [(event, _named(event.pack).name) for event in list_events()]
    return render(request, "shell/events.html", {"events": found})


@require_http_methods(["GET", "POST"])
def open_one(request: AskedRequest) -> HttpResponse:
    """Under a document, with the pack in force today."""
    request.actor.must("events.open_event")
    diseases = list({pack.disease: (pack.disease, _named(pack).name) for pack in all_packs()}.values())
    form = OpenEventForm(request.POST or None, diseases=diseases)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            open_event(request.actor, drill=settings.DRILL, now=request.now, **form.cleaned_data)
            messages.success(request, _("The event is open."))
            return redirect("shell:events")
    return render(request, "shell/open_event.html", {"form": form}, status=status_of(form))


def _event(event_id: UUID) -> EventView:
    for event in list_events():
        if event.id == event_id:
            return event
    raise Missing("event")


@require_http_methods(["GET", "POST"])
def close_one(request: AskedRequest, event_id: UUID) -> HttpResponse:
    """Under a document."""
    request.actor.must("events.close_event")
    event = _event(event_id)
    form = CloseEventForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            close_event(request.actor, event_id=event_id, now=request.now, **form.cleaned_data)
            messages.success(request, _("The event is closed."))
            return redirect("shell:events")
    return render(request, "shell/close_event.html", {"form": form, "event": event}, status=status_of(form))


@require_http_methods(["GET", "POST"])
def change_rules(request: AskedRequest, event_id: UUID) -> HttpResponse:
    """Over to another edition; due dates already set keep theirs."""
    request.actor.must("events.change_pack")
    event = _event(event_id)
    packs = [(pack.id, _named(pack).name) for pack in all_packs() if pack.disease == event.disease]
    form = ChangePackForm(request.POST or None, packs=packs, initial={"pack_id": event.pack.id})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            change_pack(request.actor, event_id=event_id, now=request.now, **form.cleaned_data)
            messages.success(request, _("The event runs under other rules now."))
            return redirect("shell:events")
    return render(request, "shell/change_pack.html", {"form": form, "event": event}, status=status_of(form))


@require_GET
def packs(request: AskedRequest) -> HttpResponse:
    """The shipped packs, oldest first."""
    must_be_signed_in(request.actor)
    return render(request, "shell/packs.html", {"packs": [_named(pack) for pack in all_packs()]})


@require_GET
def pack_page(request: AskedRequest, pack_id: str) -> HttpResponse:
    """Every rule of one pack in a table."""
    must_be_signed_in(request.actor)
    try:
        line = _named(pack_named(pack_id))
    except Refused as unknown:
        raise Missing("pack") from unknown
    sections: dict[str, list[RuleLine]] = {}
    for rule in rule_lines(line.pack.rules):
        sections.setdefault(rule.section, []).append(rule)
    return render(request, "shell/pack.html", {"line": line, "sections": sections.items()})
