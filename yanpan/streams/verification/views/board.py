"""The board of a unit, its people masked, handing down, sending again, calling the late."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanpan.base.events.queries import current_event
from yanpan.base.jobs.changes import change_token
from yanpan.base.places.queries import UnitView
from yanpan.base.tasks.handovers import FindPerson
from yanpan.base.tasks.queries import RefusedGroup, list_refused
from yanpan.kernel.errors import Missing
from yanpan.shell.asked import page_asked, unit_asked
from yanpan.shell.asking import AskedRequest, is_htmx
from yanpan.shell.open_boards import counted_once
from yanpan.shell.sheets import asks_for_sheet, sheet_of, workbook
from yanpan.shell.spreadsheets.writing import SheetToWrite
from yanpan.shell.table_views import with_views
from yanpan.shell.views.sign_in import uuid_of
from yanpan.streams.verification.operations import call_the_late, hand_down, send_again
from yanpan.streams.verification.queries import Board, get_board, list_tasks
from yanpan.streams.verification.queries.account import UnitAccount
from yanpan.streams.verification.queries.boards import DIMENSIONS
from yanpan.streams.verification.queries.tasks import idle_among
from yanpan.streams.verification.rules import Standing
from yanpan.streams.verification.templatetags.verification_words import STANDINGS
from yanpan.streams.verification.views.frame import units_found, way_to
from yanpan.streams.verification.views.urgent import urgent_of

COLUMNS = ("received", *(one.value for one in Standing))
PAGE = 50
FILTERS = (
    "in_hand",
    "late",
    "unreachable",
    "verified",
    "handed_on",
    "not_found",
    "deceased",
    "lapsed",
    "duplicate",
    "undocumented",
    "two_places",
    "",
)


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One unit with its numbers in the order of COLUMNS. opens: the line has a board of its own below."""

    unit: UnitView
    numbers: tuple[tuple[str, int], ...]
    late: int
    unreachable: int
    opens: bool


@require_GET
def board(request: AskedRequest, unit_key: str = "") -> HttpResponse:
    """The account of a unit and of each unit below it; a click goes one level down.

    An open board asks with ?seen= its token: 204 while nothing changed, else the figures alone.
    """
    request.actor.must("verification.get_board")
    event = current_event()
    token = change_token(event.id, request.now)
    if is_htmx(request) and request.GET.get("seen") == token:
        return HttpResponse(status=204)
    unit = unit_asked(request, unit_key)
    found = _board_of(request, event.id, unit, token)
    lines = [_line(one, unit) for one in (*found.parts, found.own, found.whole)]
    if asks_for_sheet(request):
        return workbook(request, unit, [_sheet(lines)], drill=event.drill)
    context = {
        "unit": unit,
        "way": way_to(unit, request.actor.units),
        "token": token,
        "board": found,
        "dimension": "",
        "dimensions": list(DIMENSIONS),
        "lines": lines[:-2],
        "own": lines[-2],
        "whole": lines[-1],
        "columns": COLUMNS,
        "event": event,
        "urgent": urgent_of(request),
        "may_hand_down": request.actor.may("verification.hand_down"),
        "may_call": request.actor.may("verification.call_the_late"),
        "may_list": request.actor.may("verification.list_tasks"),
        "may_open_lists": request.actor.may("verification.list_batches"),
        "may_send_again": request.actor.may("verification.send_again"),
    }
    template = "verification/board_figures.html" if is_htmx(request) else "verification/board.html"
    return render(request, template, context)


def _board_of(request: AskedRequest, event_id: UUID, unit: UnitView, token: str) -> Board:
    """A page that is opened is counted anew; those that stay open share one count."""

    def count() -> Board:
        return get_board(request.actor, event_id=event_id, unit_path=unit.path, now=request.now)

    return counted_once(("board", event_id, unit.path), token, count) if is_htmx(request) else count()


def _sheet(lines: list[BoardLine]) -> SheetToWrite:
    *below, own, whole = lines
    title = _("The account of rows, by responsible unit")
    header = [_("Unit"), *(STANDINGS[name] for name in COLUMNS), _("late"), _("unreachable")]
    named = [
        *((one.unit.name, one) for one in below),
        (_("at this level itself"), own),
        (_("Total"), whole),
    ]
    rows = [
        [name, *(number for _name, number in one.numbers), one.late, one.unreachable] for name, one in named
    ]
    return sheet_of(title, header, rows)


def _line(one: UnitAccount, unit: UnitView) -> BoardLine:
    numbers = ((name, one.account.standings[name]) for name in COLUMNS[1:])
    return BoardLine(
        one.unit,
        (("received", one.account.received), *numbers),
        one.late,
        one.unreachable,
        one.unit.id != unit.id,
    )


@require_POST
def hand_down_unit(request: AskedRequest, unit_key: str) -> HttpResponse:
    """Everything in this unit's hands to the next unit on each person's way."""
    count = hand_down(request.actor, unit_key=unit_key, now=request.now)
    words = ngettext("%(count)s person handed down.", "%(count)s persons handed down.", count)
    messages.success(request, words % {"count": count})
    return redirect("verification:board_of", unit_key=unit_key)


@require_POST
def call_late(request: AskedRequest, unit_key: str) -> HttpResponse:
    """Whoever is late goes on the call list."""
    count = call_the_late(request.actor, unit_key=unit_key, now=request.now)
    words = ngettext(
        "%(count)s unit added to the call list.", "%(count)s units added to the call list.", count
    )
    messages.success(request, words % {"count": count})
    return redirect("shell:calls" if request.actor.may("notices.list_calls") else "verification:board")


@require_GET
@with_views("verification:tasks", "unit", "wanted")
def tasks(request: AskedRequest) -> HttpResponse:
    """The people of a unit and those below it, masked; the nearest clock first."""
    unit = unit_asked(request)
    wanted, page = request.GET.get("wanted", "in_hand"), page_asked(request)
    wanted, of = wanted if wanted in FILTERS else "", request.GET.get("of", "")[:90]
    found = list_tasks(
        request.actor,
        event_id=current_event().id,
        unit_path=unit.path,
        wanted=wanted,
        of=of,
        page=page,
        now=request.now,
    )
    context = {
        "unit": unit,
        "way": way_to(unit, request.actor.units),
        "of": of,
        "tasks": found,
        "wanted": wanted,
        "filters": FILTERS,
        "page": page,
        "more": len(found) == PAGE,
        "may_open": request.actor.may("verification.list_outcomes"),
        "may_person": request.actor.may("verification.get_person"),
        "may_enter": request.actor.may("verification.enter_by_telephone"),
        "may_export": request.actor.may("verification.ask_export"),
    }
    return render(request, "verification/tasks.html", context)


@require_http_methods(["GET", "POST"])
def refused(request: AskedRequest) -> HttpResponse:
    """What others refused: one line a group, sent again to the unit that was named or to another one."""
    request.actor.must("verification.send_again")
    groups = _refused_people(request)
    if request.method == "POST":
        return _sent_again(request, groups)
    chosen = _group_asked(request.GET.get("group", ""), groups)
    context = {
        "groups": list(enumerate(groups)),
        "chosen": chosen,
        "q": request.GET.get("q", ""),
        "found": units_found(request.GET.get("q", ""), request.actor.home) if chosen else [],
    }
    return render(request, "verification/refused.html", context)


def _refused_people(request: AskedRequest) -> list[RefusedGroup]:
    """Without those answered or found to be another's record meanwhile: they need not be sent any more."""
    groups = list_refused(request.actor, request=FindPerson.REQUEST, now=request.now)
    idle = idle_among([subject for group in groups for subject in group.ids])
    left = [(group, tuple(one for one in group.ids if one in idle)) for group in groups]
    return [replace(group, ids=ids, count=len(ids)) for group, ids in left if ids]


def _group_asked(text: str, groups: list[RefusedGroup]) -> tuple[int, RefusedGroup] | None:
    if not (text.isascii() and text.isdecimal() and len(text) < 5 and int(text) < len(groups)):
        return None
    return int(text), groups[int(text)]


def _sent_again(request: AskedRequest, groups: list[RefusedGroup]) -> HttpResponse:
    """The people are named one by one, so that a group that grew meanwhile is not sent blindly."""
    people = [uuid_of(one, "task") for one in request.POST.get("people", "").split(",")]
    known = {subject for group in groups for subject in group.ids}
    if not set(people) <= known:
        raise Missing("task")
    to_unit = request.POST.get("to_unit_key", "")
    count = send_again(request.actor, task_ids=people, to_unit_key=to_unit, now=request.now)
    words = ngettext("%(count)s person sent again.", "%(count)s persons sent again.", count)
    messages.success(request, words % {"count": count})
    return redirect("verification:refused")
