"""The desk: what the duty officer sees at one glance, each number with the way to its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from yanpan.base.events.queries import EventView, current_event
from yanpan.base.indicators.queries import list_confirmations, list_cut_offs
from yanpan.base.indicators.registry import INDICATORS, REPORTS
from yanpan.base.jobs.changes import change_token
from yanpan.base.places.queries import UnitView, units_of_actor
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.tasks.handovers import FindPerson
from yanpan.base.tasks.queries import count_handovers, list_refused
from yanpan.hq.exchange.figures import IDENTITY, columns_of, keeps_account
from yanpan.hq.exchange.hours import hour_name
from yanpan.hq.queries import Desk, RoomNow, get_desk
from yanpan.hq.queries.day import day_in_force, local_day, own_cut_off
from yanpan.hq.rules import next_hours
from yanpan.hq.views.desk_lines import lines_shown
from yanpan.kernel.errors import Missing, Refused
from yanpan.kernel.quantities import Share
from yanpan.shell.asking import AskedRequest, is_htmx
from yanpan.shell.navigation import address_for
from yanpan.shell.open_boards import counted_once

TILES = (
    "untouched_lists",
    "unread",
    "late",
    "held",
    "pairs_waiting",
    "at_home",
    "follow_ups_missed",
    "needs_open",
    "needs_late",
    "call_backs_waiting",
    "closures_contradicted",
    "in_two_places",
)
WORRYING = frozenset(
    {
        *("untouched_lists", "late", "held", "overdue", "follow_ups_missed", "needs_late"),
        *("closures_contradicted", "in_two_places"),
    }
)


@dataclass(frozen=True, slots=True)
class Number:
    """One figure with its words and the page of its rows ('' = no page, or not for this actor)."""

    name: str
    words: str
    value: int
    url: str
    worrying: bool = False


@dataclass(frozen=True, slots=True)
class RoomLine:
    """One unit one level below: its account, its late ones, its rates."""

    unit: UnitView
    numbers: tuple[Number, ...]
    shares: tuple[tuple[str, Share], ...]
    quiet: bool


@dataclass(frozen=True, slots=True)
class RoomShown:
    """accounts: for rows (received = verified + …); other rooms show what they count."""

    title: str
    accounts: bool
    holds: bool
    account: tuple[Number, ...]
    tiles: tuple[Number, ...]
    lines: tuple[RoomLine, ...]
    own: tuple[int, ...]
    total: tuple[Number, ...]
    total_share: Share
    indicators: tuple[str, ...]
    quiet: tuple[tuple[str, int | None], ...]
    topics: tuple[tuple[str, tuple[int, ...]], ...]


@require_GET
def desk(request: AskedRequest) -> HttpResponse:
    """The whole page, or its live part alone for the poll."""
    unit = units_of_actor(request.actor)
    if not unit:
        raise Missing("unit")
    event = _event()
    if event is None:
        request.actor.must("hq.get_desk")
        return render(request, "hq/no_event.html")
    found = _desk_of(request, event, unit[0])
    context = {
        "event": event,
        "unit": found.unit,
        "rooms": [_shown(request, found, room) for room in found.rooms if not REPORTS[room.room].tables],
        "lines": lines_shown(found.rooms, found.unit.key, request.actor.may("hq.get_line_now")),
        "hours": _next_hours(request, found.unit),
        **_hand_overs(request, event, found.unit),
        **_confirmed(request, event, found),
    }
    return render(request, "hq/desk_live.html" if is_htmx(request) else "hq/desk.html", context)


def _next_hours(request: AskedRequest, unit: UnitView) -> list[tuple[datetime, str]]:
    day = day_in_force(unit, local_day(request.now))
    return [(at, hour_name(one)) for at, one in next_hours(day, request.now.astimezone(CITY_TIME))]


def _desk_of(request: AskedRequest, event: EventView, unit: UnitView) -> Desk:
    """A page that is opened is counted anew; those that stay open share one count."""
    request.actor.must("hq.get_desk")

    def count() -> Desk:
        return get_desk(request.actor, event_id=event.id, unit_path=unit.path, now=request.now)

    token = change_token(event.id, request.now)
    return counted_once(("desk", event.id, unit.path), token, count) if is_htmx(request) else count()


def _event() -> EventView | None:
    """A headquarters before its first event has a desk too."""
    try:
        return current_event()
    except Refused:
        return None


def _shown(request: AskedRequest, found: Desk, room: RoomNow) -> RoomShown:
    whole = room.counts.get(found.unit.key, {})
    names = {unit.key: unit.name for unit in found.units}
    indicators = tuple(one for one in INDICATORS if one.startswith(f"{room.room}."))
    quiet = {key for key, _minutes in room.quiet}
    accounts, columns = keeps_account(REPORTS[room.room]), columns_of(REPORTS[room.room])
    return RoomShown(
        title=str(REPORTS[room.room].title),
        accounts=accounts,
        holds=room.holds,
        account=tuple(
            _number(request, room, name, whole, found.unit) for name in (IDENTITY if accounts else columns)
        ),
        tiles=tuple(_number(request, room, name, whole, found.unit) for name in TILES if name in whole),
        lines=tuple(
            RoomLine(
                unit,
                tuple(_number(request, room, name, room.counts.get(unit.key, {}), unit) for name in columns),
                tuple((one, room.shares.get((unit.key, one), Share(0, 0))) for one in indicators),
                unit.key in quiet,
            )
            for unit in found.units
        ),
        own=tuple(whole.get(name, 0) - _below(found, room, name) for name in columns),
        total=tuple(_number(request, room, name, whole, found.unit) for name in columns),
        total_share=room.shares.get((found.unit.key, indicators[0]), Share(0, 0))
        if indicators
        else Share(0, 0),
        indicators=tuple(str(INDICATORS[one].name) for one in indicators),
        quiet=tuple((names[key], minutes) for key, minutes in room.quiet),
        topics=tuple(
            (one.title, tuple(dict(one.counts).get(name, 0) for name in columns)) for one in room.topics
        ),
    )


def _below(found: Desk, room: RoomNow, name: str) -> int:
    """The sum over the units one level below; what remains lies at this level itself."""
    return sum(room.counts.get(unit.key, {}).get(name, 0) for unit in found.units)


def _number(
    request: AskedRequest, room: RoomNow, name: str, counts: Mapping[str, int], unit: UnitView
) -> Number:
    report, value = REPORTS[room.room], counts.get(name, 0)
    return Number(
        name,
        str(report.count_words.get(name, name)),
        value,
        _rows_url(request, report.count_rows.get(name, ""), unit.key) if value else "",
        name in WORRYING and value > 0,
    )


def _rows_url(request: AskedRequest, where: str, unit_key: str) -> str:
    """'room:page?query' → its address with the unit; '' where there is none for this actor."""
    name, _sign, query = where.partition("?")
    address = address_for(request.actor, name)
    return f"{address}?{query}{'&' if query else ''}unit={unit_key}" if address else ""


def _hand_overs(request: AskedRequest, event: EventView, unit: UnitView) -> dict[str, object]:
    """Unacknowledged, late and refused, for those who may see them."""
    actor, now = request.actor, request.now
    counts = (
        count_handovers(actor, event_id=event.id, under_path=unit.path, now=now)
        if actor.may("tasks.count_handovers")
        else None
    )
    refused = (
        list_refused(actor, request=FindPerson.REQUEST, now=now) if actor.may("tasks.list_refused") else []
    )
    return {"handovers": counts, "refused": sum(group.count for group in refused)}


def _confirmed(request: AskedRequest, event: EventView, found: Desk) -> dict[str, object]:
    """Who of the units below has confirmed for today's cut-off, and what is already fixed."""
    if not request.actor.may("indicators.list_confirmations"):
        return {"confirmations": [], "cut_off_name": ""}
    on = local_day(request.now)
    name = own_cut_off(found.unit, on)
    given = list_confirmations(request.actor, event_id=event.id, name=name, on=on, now=request.now)
    fixed = [
        one
        for one in list_cut_offs(request.actor, event_id=event.id, now=request.now)
        if one.newest and one.on == on and one.unit_key == found.unit.key
    ]
    return {
        "cut_off_name": name,
        "confirmations": [(unit, given.get(unit.key)) for unit in found.units],
        "fixed": fixed,
    }
