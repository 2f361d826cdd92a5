"""Key places: which are due, what was found, who answers there."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from yanpan.base.documents.attachments import CleanFile, open_attachment
from yanpan.base.gate import Actor, query, under
from yanpan.base.places.queries import visible_unit
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.vault.sealing import unseal
from yanpan.kernel.errors import Missing
from yanpan.streams.verification.models import Hole, KeyPlace, PlaceVisit
from yanpan.streams.verification.queries.sweep.parts import Board, board_of
from yanpan.streams.verification.rules.sweep import NUMBERS

PAGE = 10  # as many as fit a phone's screen
MOST_VISITS = 20


@dataclass(frozen=True, slots=True)
class PlaceView:
    """One place without who answers there. due: to be visited today or before."""

    id: UUID
    kind: str
    title: str
    street: str
    unit: str
    unit_key: str
    is_open: bool
    due_on: date
    due: bool
    last_result: str
    last_visit_at: datetime | None
    last_visit_by: str
    is_sentinel: bool
    version: int


def today_of(now: datetime) -> date:
    return now.astimezone(CITY_TIME).date()


def wanted_places(wanted: str, now: datetime) -> Q:
    """due, visited (today), refused, closed; anything else is all of the register."""
    today = today_of(now)
    visited = Q(last_visit_at__gte=now.astimezone(CITY_TIME).replace(hour=0, minute=0, second=0))
    return {
        "due": Q(due_on__lte=today),
        "visited": visited & ~Q(last_result="refused"),
        "refused": Q(last_result="refused"),
        "closed": Q(is_open=False),
    }.get(wanted, Q())


@query("verification.list_places", records=("unit_path", "wanted", "kind", "page"), personal=False)
def list_places(
    actor: Actor, *, unit_path: str, wanted: str, kind: str, page: int, now: datetime
) -> list[PlaceView]:
    """A page of ten, the longest due first; internal facts, nobody who answers there."""
    actor.must_cover(unit_path)
    found = KeyPlace.objects.filter(
        wanted_places(wanted, now), unit__path__startswith=unit_path, removed_at=None
    )
    if kind:
        found = found.filter(kind=kind)
    start = PAGE * max(0, page - 1)
    rows = found.select_related("unit").order_by("due_on", "kind", "title", "id")[start : start + PAGE]
    return [place_view(one, now) for one in rows]


def place_view(one: KeyPlace, now: datetime) -> PlaceView:
    return PlaceView(
        one.id,
        one.kind,
        one.title,
        one.street,
        one.unit.name,
        one.unit.key,
        one.is_open,
        one.due_on,
        one.due_on <= today_of(now),
        one.last_result,
        one.last_visit_at,
        one.last_visit_by,
        one.kind in NUMBERS,
        one.version,
    )


@dataclass(frozen=True, slots=True)
class VisitView:
    id: UUID
    result: str
    broken: tuple[str, ...]
    note: str
    has_photo: bool
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """One place with who answers there, its visits (the newest first) and how many holes are open."""

    place: PlaceView
    contact: str
    phone: str
    visits: tuple[VisitView, ...]
    open_holes: int


@query("verification.get_place", subject="place_id")
def get_place(actor: Actor, *, place_id: UUID, now: datetime) -> PlaceFacts:
    """One place of the actor's units, with the name and telephone of who answers there."""
    one = (
        KeyPlace.objects.filter(under("unit__path", actor), id=place_id, removed_at=None)
        .select_related("unit")
        .first()
    )
    if one is None:
        raise Missing("place")
    visits = one.visits.order_by("-number")[:MOST_VISITS]
    return PlaceFacts(
        place_view(one, now),
        unseal(one, "contact"),
        unseal(one, "contact_phone"),
        tuple(_visit(each) for each in visits),
        Hole.objects.filter(place=one, closed_at=None).count(),
    )


def _visit(one: PlaceVisit) -> VisitView:
    return VisitView(
        one.id, one.result, tuple(one.broken), unseal(one, "note"), one.photo_id is not None, one.at, one.by
    )


@query("verification.get_visit_photo", subject="visit_id")
def get_visit_photo(actor: Actor, *, visit_id: UUID, now: datetime) -> CleanFile:
    """The photo of a visit; where and with what it was taken is not in it."""
    visit = PlaceVisit.objects.filter(under("place__unit__path", actor), id=visit_id).first()
    if visit is None or visit.photo_id is None:
        raise Missing("photo")
    return open_attachment(visit.photo_id)


@dataclass(frozen=True, slots=True)
class PlaceCounts:
    """due: to be visited today or before; visited: today; refused and closed: as last seen."""

    places: int = 0
    due: int = 0
    visited: int = 0
    refused: int = 0
    closed: int = 0

    def __add__(self, other: "PlaceCounts") -> "PlaceCounts":
        return PlaceCounts(*(left + right for left, right in zip(astuple(self), astuple(other), strict=True)))


@query("verification.count_places", records=("unit_key",), personal=False)
def count_places(actor: Actor, *, unit_key: str, now: datetime) -> Board[PlaceCounts]:
    """Places of a unit and of each unit below it."""
    unit = visible_unit(actor, unit_key)
    return board_of(unit, places_by_path(unit.path, now), PlaceCounts())


def places_by_path(unit_path: str, now: datetime) -> dict[str, PlaceCounts]:
    """One query."""
    found = (
        KeyPlace.objects.filter(unit__path__startswith=unit_path, removed_at=None)
        .values("unit__path")
        .annotate(
            all_places=Count("id"),
            **{
                f"{name}_places": Count("id", filter=wanted_places(name, now))
                for name in ("due", "visited", "refused", "closed")
            },
        )
        .order_by()
    )
    return {str(row["unit__path"]): _counts(row) for row in found}


def _counts(row: Mapping[str, Any]) -> PlaceCounts:
    names = ("all", "due", "visited", "refused", "closed")
    return PlaceCounts(*(int(row[f"{name}_places"]) for name in names))
