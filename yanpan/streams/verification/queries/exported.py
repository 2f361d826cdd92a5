"""The views with persons that may be asked for as a file: their columns in words, their rows masked as shown.

What is masked on the page is masked here; what a page shows in clear to those who work by telephone is masked too.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from yanpan.base.gate import Actor
from yanpan.base.places.queries import UnitView
from yanpan.base.vault.masks import mask_name
from yanpan.kernel.errors import Missing
from yanpan.shell.spreadsheets.tables import MOST_ROWS, Table
from yanpan.shell.words import urgency_word
from yanpan.streams.verification.queries.arrivals import ArrivalView, list_arrivals
from yanpan.streams.verification.queries.arriving import Arriving, list_arriving
from yanpan.streams.verification.queries.homes import HomeView, list_home
from yanpan.streams.verification.queries.needs import WANTED as NEEDS_WANTED
from yanpan.streams.verification.queries.needs import NeedView, matching_needs, needs_as_shown
from yanpan.streams.verification.queries.police import (
    SearchView,
    UnreachedView,
    list_police_searches,
    matching_unreached,
    unreached_as_shown,
)
from yanpan.streams.verification.queries.spot_checks import WANTED as CHECKS_WANTED
from yanpan.streams.verification.queries.spot_checks import CheckView, checks_as_shown, matching_checks
from yanpan.streams.verification.queries.tasks import FILTERS, TaskView, matching_tasks, tasks_as_shown
from yanpan.streams.verification.templatetags.board_words import ARRIVAL_STATES, CONDITIONS
from yanpan.streams.verification.templatetags.export_words import VIEWS
from yanpan.streams.verification.templatetags.home_words import FOLLOW_UP_WAYS, NEEDS, VERDICTS
from yanpan.streams.verification.templatetags.police_words import LACKING, SEARCH_STATES
from yanpan.streams.verification.templatetags.verification_words import (
    CONTACTS,
    MEASURES,
    ROUTES,
    STANDINGS,
    WHERES,
    Words,
    word_in,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The view as it stood on the page. wanted: its filter; of: the list or the board's line it is about."""

    event_id: UUID
    unit: UnitView
    wanted: str
    of: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Exported:
    """right: whoever sees the page has it; wanted: the view's own filters and no other (HC-16)."""

    right: str
    wanted: Sequence[str]
    table: Table[Any]
    count: Callable[[Actor, Asked], int]
    rows: Callable[[Actor, Asked], Sequence[Any]]


def _said(*codes: tuple[Words, str]) -> str:
    return ", ".join(word_in(words, code) for words, code in codes if code)


def _all_of(rows: Callable[[Actor, Asked], Sequence[Any]]) -> Callable[[Actor, Asked], int]:
    """Of views that are shown whole."""
    return lambda actor, asked: len(rows(actor, asked))


# Persons to be found

TASKS: Table[TaskView] = Table(
    VIEWS["tasks"],
    (
        (_("Short code"), lambda one: one.person.short_code),
        (_("Full name"), lambda one: one.person.name),
        (_("ID number"), lambda one: one.person.id_number),
        (_("Telephone"), lambda one: one.person.phone),
        (_("Class"), lambda one: urgency_word(one.urgency)),
        (_("Find by"), lambda one: one.find_by),
        (_("In the hands of"), lambda one: one.custody),
        (_("On the way to"), lambda one: one.target),
        (_("Stands"), lambda one: word_in(STANDINGS, one.standing)),
        (
            _("Answer"),
            lambda one: _said((WHERES, one.where), (CONTACTS, one.contact), (MEASURES, one.measure)),
        ),
        (_("Answered at"), lambda one: one.answered_at),
    ),
)


def _count_tasks(actor: Actor, asked: Asked) -> int:
    return matching_tasks(actor, asked.event_id, asked.unit.path, asked.wanted, asked.of, asked.now).count()


def _tasks(actor: Actor, asked: Asked) -> list[TaskView]:
    found = matching_tasks(actor, asked.event_id, asked.unit.path, asked.wanted, asked.of, asked.now)
    return tasks_as_shown(actor, found[:MOST_ROWS], asked.now)


# To be signed for

ARRIVING: Table[Arriving] = Table(
    VIEWS["arriving"],
    (
        (_("Short code"), lambda one: one.person.short_code),
        (_("Full name"), lambda one: mask_name(one.person.name)),
        (_("Class"), lambda one: urgency_word(one.urgency)),
        (_("Sender"), lambda one: one.sender),
        (_("Sent"), lambda one: one.sent_at),
        (_("Sign by"), lambda one: one.acknowledge_by),
        (_("Sent because of"), lambda one: word_in(ROUTES, one.reason)),
    ),
)


def _arriving(actor: Actor, asked: Asked) -> list[Arriving]:
    batch_id = _id(asked.of) if asked.of else None
    return list_arriving(actor, unit_key=asked.unit.key, batch_id=batch_id, now=asked.now)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Missing("batch") from None


# Police

UNREACHED: Table[UnreachedView] = Table(
    VIEWS["unreached"],
    (
        (_("Short code"), lambda one: one.person.short_code),
        (_("Full name"), lambda one: one.person.name),
        (_("In the hands of"), lambda one: one.custody),
        (_("Class"), lambda one: urgency_word(one.urgency)),
        (_("Find by"), lambda one: one.find_by),
        (_("Calls"), lambda one: one.calls),
        (_("Visits"), lambda one: one.visits),
        (_("Still to be done"), lambda one: _said(*((LACKING, lack) for lack in one.lacking))),
    ),
)
SEARCHES: Table[SearchView] = Table(
    VIEWS["searches"],
    (
        (_("Short code"), lambda one: one.person.short_code),
        (_("Full name"), lambda one: one.person.name),
        (_("Unit"), lambda one: one.custody),
        (_("Asked at"), lambda one: one.asked_at),
        (_("State"), lambda one: word_in(SEARCH_STATES, one.state)),
        (_("Answered at"), lambda one: one.ended_at),
        (_("On the way to"), lambda one: one.routed_to),
    ),
)


def _count_unreached(actor: Actor, asked: Asked) -> int:
    return matching_unreached(actor, asked.event_id).count()


def _unreached(actor: Actor, asked: Asked) -> list[UnreachedView]:
    found = matching_unreached(actor, asked.event_id)[:MOST_ROWS]
    return unreached_as_shown(actor, asked.event_id, found)


def _searches(actor: Actor, asked: Asked) -> list[SearchView]:
    return list_police_searches(actor, event_id=asked.event_id, now=asked.now)


# At home, needs


def _test(one: HomeView) -> str | None:
    if not one.test_today:
        return None
    return _now("tested") if one.tested_today else _now("test today")


HOMES: Table[HomeView] = Table(
    VIEWS["homes"],
    (
        (_("Short code"), lambda one: one.person.short_code),
        (_("Full name"), lambda one: mask_name(one.person.name)),
        (_("Unit"), lambda one: one.unit),
        (_("Measure"), lambda one: word_in(MEASURES, one.measure)),
        (_("First day"), lambda one: one.starts_on),
        (_("Last day"), lambda one: one.ends_on),
        (_("Asked today"), lambda one: word_in(FOLLOW_UP_WAYS, one.way) if one.way else None),
        (_("Days missed"), lambda one: one.missed),
        (_("Test today"), _test),
        (_("Open needs"), lambda one: one.needs),
    ),
)


def _homes(actor: Actor, asked: Asked) -> list[HomeView]:
    return list_home(actor, unit_key=asked.unit.key, now=asked.now)


def _need_state(one: NeedView) -> str:
    if one.confirmed_at:
        return _now("confirmed")
    if one.met_at:
        return _now("reported met")
    return _now("taken") if one.taken_at else _now("nobody has taken it")


NEEDED: Table[NeedView] = Table(
    VIEWS["needs"],
    (
        (_("Short code"), lambda one: one.person.short_code if one.person else _("somebody on no list")),
        (_("Full name"), lambda one: one.person.name if one.person else None),
        (_("Kind"), lambda one: word_in(NEEDS, one.kind)),
        (_("Urgent"), lambda one: _("URGENT") if one.urgent else None),
        (_("Unit"), lambda one: one.unit),
        (_("Asked at"), lambda one: one.asked_at),
        (_("By when"), lambda one: one.due_at),
        (_("State"), _need_state),
        (_("Met at"), lambda one: one.met_at),
    ),
)


def _count_needs(actor: Actor, asked: Asked) -> int:
    return matching_needs(actor, asked.event_id, asked.unit.path, asked.wanted, asked.now).count()


def _needs(actor: Actor, asked: Asked) -> list[NeedView]:
    found = matching_needs(actor, asked.event_id, asked.unit.path, asked.wanted, asked.now)
    return needs_as_shown(actor, found[:MOST_ROWS], asked.now)


# Call backs, arrivals

CHECKS: Table[CheckView] = Table(
    VIEWS["spot_checks"],
    (
        (_("Short code"), lambda one: one.person.short_code),
        (_("Full name"), lambda one: one.person.name),
        (_("Calls back"), lambda one: one.checker),
        (_("Call back by"), lambda one: one.due_by),
        (_("Tries"), lambda one: one.tries),
        (_("Result"), lambda one: word_in(VERDICTS, one.verdict) if one.verdict else None),
        (_("Closed by"), lambda one: one.closed_by),
    ),
)
ARRIVALS: Table[ArrivalView] = Table(
    VIEWS["arrivals"],
    (
        (_("Short code"), lambda one: one.person.short_code),
        (_("Full name"), lambda one: one.person.name),
        (_("Due at"), lambda one: one.expected_at),
        (_("Meets"), lambda one: one.unit),
        (_("Port and transport"), lambda one: one.transport),
        (_("State"), lambda one: _said((ARRIVAL_STATES, one.state), (CONDITIONS, one.condition))),
    ),
)


def _count_checks(actor: Actor, asked: Asked) -> int:
    return matching_checks(actor, asked.event_id, asked.wanted).count()


def _checks(actor: Actor, asked: Asked) -> list[CheckView]:
    return checks_as_shown(actor, matching_checks(actor, asked.event_id, asked.wanted)[:MOST_ROWS], asked.now)


def _arrivals(actor: Actor, asked: Asked) -> list[ArrivalView]:
    return list_arrivals(actor, event_id=asked.event_id, unit_path=asked.unit.path, now=asked.now)


EXPORTED: dict[str, Exported] = {
    "tasks": Exported(
        "verification.list_tasks", (*FILTERS, "undocumented", "two_places"), TASKS, _count_tasks, _tasks
    ),
    "arriving": Exported("verification.list_arriving", ("",), ARRIVING, _all_of(_arriving), _arriving),
    "unreached": Exported("verification.list_unreached", ("",), UNREACHED, _count_unreached, _unreached),
    "searches": Exported("verification.list_police_searches", ("",), SEARCHES, _all_of(_searches), _searches),
    "homes": Exported("verification.list_home", ("",), HOMES, _all_of(_homes), _homes),
    "needs": Exported("verification.list_needs", tuple(NEEDS_WANTED), NEEDED, _count_needs, _needs),
    "spot_checks": Exported(
        "verification.list_spot_checks", tuple(CHECKS_WANTED), CHECKS, _count_checks, _checks
    ),
    "arrivals": Exported("verification.list_arrivals", ("",), ARRIVALS, _all_of(_arrivals), _arrivals),
}
