"""One search box: each room says what it finds, the frame shows it. No room knows another.

Papers, items and units are found by anybody who may list them. People are found by their own finder only: it asks
for a purpose, and its query leaves a line in the audit.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise

from yanpan.base.events.queries import list_events
from yanpan.base.gate import Actor
from yanpan.base.people.searching import AskedFor

Words = str | Promise
MOST = 20


@dataclass(frozen=True, slots=True)
class Found:
    """One thing: what it is called, what tells it apart, its page; of a person what the masks leave."""

    title: str
    detail: str
    url: str


Find = Callable[[Actor, str, datetime], list[Found]]
FindPeople = Callable[[Actor, AskedFor, str, str, datetime], list[Found]]


@dataclass(frozen=True, slots=True)
class Finder:
    """right: the query that find asks ('' = signed in is enough); find(actor, text, now)."""

    key: str
    title: Words
    right: str
    find: Find
    order: int = 100


@dataclass(frozen=True, slots=True)
class PeopleFinder:
    """find(actor, asked, purpose, unit_path, now)."""

    right: str
    find: FindPeople


@dataclass(frozen=True, slots=True)
class Shelf:
    """What one finder found; more: it found more than are shown."""

    title: Words
    found: tuple[Found, ...]
    more: bool


FINDERS: dict[str, Finder] = {}
PEOPLE_FINDERS: dict[str, PeopleFinder] = {}


def register_finder(finder: Finder) -> None:
    """Raises ValueError: registered twice."""
    if finder.key in FINDERS:
        raise ValueError(f"finder {finder.key} is registered twice")
    FINDERS[finder.key] = finder


def register_people_finder(finder: PeopleFinder) -> None:
    """Raises ValueError: registered twice."""
    if finder.right in PEOPLE_FINDERS:
        raise ValueError(f"finder of people {finder.right} is registered twice")
    PEOPLE_FINDERS[finder.right] = finder


def find_things(actor: Actor, text: str, now: datetime) -> list[Shelf]:
    """A shelf for each kind of thing that was found, in the order of the finders."""
    mine = [one for one in FINDERS.values() if not one.right or actor.may(one.right)]
    shelves = []
    for finder in sorted(mine, key=lambda one: (one.order, one.key)):
        found = finder.find(actor, text, now)
        shelves.append(Shelf(finder.title, tuple(found[:MOST]), len(found) > MOST))
    return [one for one in shelves if one.found]


def people_finders(actor: Actor) -> list[PeopleFinder]:
    return [one for right, one in PEOPLE_FINDERS.items() if actor.may(right)]


def open_event() -> UUID | None:
    """The event whose things are looked for; None between two events."""
    event = next((one for one in list_events() if one.closed_at is None), None)
    return event.id if event else None
