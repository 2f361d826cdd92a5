"""The meeting's projector: one block a screen, and under it the decision as it falls."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yanpan.hq.exchange.brief_body import ITEMS, LINKS, Section, sections_of
from yanpan.hq.exchange.words import describe, measure_for
from yanpan.hq.forms.items import DecideForm
from yanpan.hq.forms.meeting import NoteForm
from yanpan.hq.operations import decide_item
from yanpan.hq.operations.link_notes import add_link, contest_link, withdraw_link_note
from yanpan.hq.queries.meeting import MeetingRoom, NoteView, get_meeting
from yanpan.hq.rules.items import Origin
from yanpan.hq.views.cut_offs import own_unit
from yanpan.hq.views.items import DUE_IN, Shown, decide_form, decision_of, shown
from yanpan.science.weak_links import WeakLink
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import refusals_on, refusals_told, status_of
from yanpan.shell.papers import blocks_html
from yanpan.shell.views.units import office_choices


@dataclass(frozen=True, slots=True)
class Screen:
    """One block on the wall: html made of the brief, or a part of the page by name."""

    title: str
    part: str
    html: str = ""


@dataclass(frozen=True, slots=True)
class LinkShown:
    link: WeakLink
    unit: str
    what: str
    measure: str
    contested: NoteView | None


@require_http_methods(["GET", "POST"])
def meeting(request: AskedRequest, cut_off_id: UUID) -> HttpResponse:
    """A screen of the meeting; a decision is posted to the screen it falls under."""
    room = get_meeting(request.actor, cut_off_id=cut_off_id, now=request.now)
    screens = _screens(room)
    number = _number(request.GET.get("screen", ""), len(screens))
    form = None
    if request.actor.may("hq.decide_item"):
        form = _form(request, room)
        if request.method == "POST" and form.is_valid() and _decided(request, room, form):
            return redirect(f"{reverse('hq:meeting', args=[cut_off_id])}?screen={number}#decided")
    elif request.method == "POST":
        request.actor.must("hq.decide_item")
    context = {
        "room": room,
        "cut_off": room.brief.cut_off,
        "screens": screens,
        "screen": screens[number],
        "number": number,
        "before": number - 1 if number else None,
        "after": number + 1 if number + 1 < len(screens) else None,
        "earlier": _by_standing(room),
        "links": _links(room),
        "own_links": [one for one in room.notes if one.kind == "own"],
        "decided": [shown(one) for one in room.decided],
        "form": form,
        "may_note": request.actor.may("hq.add_link"),
        "units": office_choices(under=own_unit(request).path),
    }
    status = status_of(form) if form else 200
    return render(request, "hq/meeting.html", context, status=status)


def _number(given: str, count: int) -> int:
    return min(int(given), count - 1) if given.isdecimal() and len(given) < 4 else 0


def _screens(room: MeetingRoom) -> list[Screen]:
    """Yesterday's items, then the brief section by section; its weak links as a part one can work with."""
    brief = room.brief
    sections = sections_of(brief.cut_off, brief.links, dict(brief.unit_names))
    found = [_screen(one) for one in sections if one.key != ITEMS and (one.blocks or one.annex)]
    return [Screen(_("Items of before"), "items"), *found]


def _screen(section: Section) -> Screen:
    """A line of work with its tables by unit."""
    if section.key == LINKS:
        return Screen(_("Weak links to be decided"), "links")
    return Screen(section.title, "paper", mark_safe(blocks_html((*section.blocks, *section.annex))))


def _by_standing(room: MeetingRoom) -> list[tuple[str, list[Shown]]]:
    """Late, reopened or sent back, in work, struck off."""
    groups: dict[str, list[Shown]] = {}
    words = {
        "late": _("Past their hour"),
        "again": _("Opened again or sent back"),
        "open": _("In work"),
        "done": _("Struck off"),
    }
    for one in room.before:
        standing = (
            "done"
            if one.state == "struck_off"
            else "late"
            if one.late
            else "again"
            if one.reopened or one.redone
            else "open"
        )
        groups.setdefault(standing, []).append(shown(one))
    return [(words[name], groups[name]) for name in words if name in groups]


def _links(room: MeetingRoom) -> list[LinkShown]:
    contested = {
        (one.unit_key, one.code, one.indicator): one for one in room.notes if one.kind == "contested"
    }
    names = room.brief.unit_names
    return [
        LinkShown(
            one,
            names.get(one.unit, one.unit),
            describe(one),
            measure_for(one),
            contested.get((one.unit, one.code, one.indicator or "")),
        )
        for one in room.brief.links
    ]


def _form(request: AskedRequest, room: MeetingRoom) -> DecideForm:
    """Filled from the weak link that was clicked, if one was."""
    first: dict[str, object] = {
        "due_at": localtime(request.now + DUE_IN),
        "severity": 2,
        "origin": Origin.MEETING.value,
    }
    asked = request.GET.get("link", "")
    if asked.isdecimal() and len(asked) < 4 and int(asked) < len(room.brief.links):
        link = room.brief.links[int(asked)]
        first |= {
            "owner_key": link.unit,
            "matter": describe(link)[:200],
            "demand": measure_for(link)[:300],
            "indicator": link.indicator or "",
            "severity": link.severity,
        }
    return decide_form(request, first)


def _decided(request: AskedRequest, room: MeetingRoom, form: DecideForm) -> bool:
    said = dict(form.cleaned_data)
    with refusals_on(form):
        decide_item(
            request.actor,
            event_id=room.brief.cut_off.event_id,
            unit_key=room.brief.cut_off.unit_key,
            owner_key=said.pop("owner_key"),
            due_at=said.pop("due_at"),
            decided=decision_of(said),
            cut_off_id=room.brief.cut_off.id,
            now=request.now,
        )
        messages.success(request, _("Decided and written down."))
    return not form.errors


@require_POST
def note(request: AskedRequest, cut_off_id: UUID) -> HttpResponse:
    """A weak link people add, one they contest, or a note taken back."""
    screen = request.POST.get("screen", "")
    back = f"{reverse('hq:meeting', args=[cut_off_id])}?screen={_number(screen, 1000)}"
    form = NoteForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give a reason."))
        return redirect(back)
    said = form.cleaned_data
    with refusals_told(request):
        if said["note_id"]:
            withdraw_link_note(request.actor, note_id=said["note_id"], now=request.now)
        elif said["code"]:
            contest_link(
                request.actor,
                cut_off_id=cut_off_id,
                unit_key=said["unit_key"],
                code=said["code"],
                indicator=said["indicator"],
                text=said["text"],
                now=request.now,
            )
        else:
            add_link(
                request.actor,
                cut_off_id=cut_off_id,
                unit_key=said["unit_key"],
                text=said["text"],
                now=request.now,
            )
        messages.success(request, _("Kept."))
    return redirect(back)
