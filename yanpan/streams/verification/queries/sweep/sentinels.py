"""Sentinels: which places have counted today, who was sent on, and whether they came."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, Sum

from yanpan.base.gate import Actor, query, under
from yanpan.kernel.errors import Missing
from yanpan.streams.verification.models import KeyPlace, Referral, SentinelCount
from yanpan.streams.verification.queries.sweep.places import PAGE, PlaceView, place_view, today_of
from yanpan.streams.verification.rules.sweep import NUMBERS, SENTINEL_KINDS, PlaceKind

DAYS_SHOWN = 7
MOST_CLINICS = 200


@dataclass(frozen=True, slots=True)
class DayCount:
    """What stands of one day. number: of the report; how many there were."""

    on: date
    number: int
    numbers: Mapping[str, int]
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class SentinelView:
    """A fever clinic or a pharmacy. today: None = nothing said yet, not even zero."""

    place: PlaceView
    today: DayCount | None
    earlier: tuple[DayCount, ...] = ()


def _day(one: SentinelCount, kind: str) -> DayCount:
    numbers = {name: int(getattr(one, name)) for name in NUMBERS[kind]}
    return DayCount(one.on, one.number, numbers, one.at, one.by)


@query("verification.list_sentinels", records=("unit_path", "page"), personal=False)
def list_sentinels(
    actor: Actor, *, event_id: UUID, unit_path: str, page: int, now: datetime
) -> list[SentinelView]:
    """A page of ten: fever clinics first, then pharmacies."""
    actor.must_cover(unit_path)
    start = PAGE * max(0, page - 1)
    places = list(
        KeyPlace.objects.filter(
            unit__path__startswith=unit_path, kind__in=[one.value for one in SENTINEL_KINDS], removed_at=None
        )
        .select_related("unit")
        .order_by("kind", "title", "id")[start : start + PAGE]
    )
    counts = SentinelCount.objects.filter(event_id=event_id, place__in=places, on=today_of(now), stands=True)
    said = {one.place_id: one for one in counts}
    return [
        SentinelView(place_view(one, now), _day(said[one.id], one.kind) if one.id in said else None)
        for one in places
    ]


@query("verification.get_sentinel", subject="place_id", personal=False)
def get_sentinel(actor: Actor, *, event_id: UUID, place_id: UUID, now: datetime) -> SentinelView:
    """One place with the counts of the last seven days."""
    kinds = [one.value for one in SENTINEL_KINDS]
    mine = KeyPlace.objects.filter(under("unit__path", actor), id=place_id, kind__in=kinds, removed_at=None)
    place = mine.select_related("unit").first()
    if place is None:
        raise Missing("place")
    since = today_of(now) - timedelta(days=DAYS_SHOWN)
    counts = SentinelCount.objects.filter(event_id=event_id, place=place, stands=True, on__gt=since)
    days = [_day(one, place.kind) for one in counts.order_by("-on")]
    today = next((one for one in days if one.on == today_of(now)), None)
    return SentinelView(place_view(place, now), today, tuple(one for one in days if one is not today))


@dataclass(frozen=True, slots=True)
class Clinic:
    id: UUID
    title: str
    unit: str


def fever_clinics(near_path: str) -> list[Clinic]:
    """Where people may be sent: every fever clinic of the city, those of the own county first. Internal facts."""
    county = "/".join(near_path.split("/")[:2]) + "/"
    found = KeyPlace.objects.filter(kind=PlaceKind.FEVER_CLINIC.value, removed_at=None).select_related("unit")
    rows = sorted(found.order_by("title", "id"), key=lambda one: not one.unit.path.startswith(county))
    return [Clinic(one.id, one.title, one.unit.name) for one in rows[:MOST_CLINICS]]


@dataclass(frozen=True, slots=True)
class ReferralView:
    """People sent on. mine_to_receive: the receiving place lies in the actor's units; mine_sent: the sending one."""

    id: UUID
    sender: str
    receiver: str
    people: int
    sent_at: datetime
    due_at: datetime
    came: int | None
    received_at: datetime | None
    mine_to_receive: bool
    mine_sent: bool

    @property
    def lost(self) -> int:
        return self.people - self.came if self.came is not None else 0


@query("verification.list_referrals", records=("wanted", "page"), personal=False)
def list_referrals(
    actor: Actor, *, event_id: UUID, wanted: str, page: int, now: datetime
) -> list[ReferralView]:
    """What the actor's units sent or are to receive; open ones by their hour, else the newest first. Ten a page."""
    mine = under("sender__unit__path", actor) | under("receiver__unit__path", actor)
    found = Referral.objects.filter(mine, event_id=event_id, withdrawn_at=None)
    found = (
        found.filter(received_at=None).order_by("due_at", "id")
        if wanted == "open"
        else found.order_by("-sent_at", "id")
    )
    start = PAGE * max(0, page - 1)
    rows = found.select_related("sender__unit", "receiver__unit")[start : start + PAGE]
    return [_referral(actor, one) for one in rows]


def _referral(actor: Actor, one: Referral) -> ReferralView:
    return ReferralView(
        one.id,
        one.sender.title,
        one.receiver.title,
        one.people,
        one.sent_at,
        one.due_at,
        one.came,
        one.received_at,
        actor.covers(one.receiver.unit.path),
        actor.covers(one.sender.unit.path),
    )


def fever_by_path(event_id: UUID, unit_path: str, now: datetime) -> dict[str, int]:
    """People with fever that the clinics saw today. One query."""
    found = SentinelCount.objects.filter(
        event_id=event_id, place__unit__path__startswith=unit_path, on=today_of(now), stands=True
    )
    rows = found.values_list("place__unit__path").annotate(total=Sum("fever")).order_by()
    return {str(path): int(total or 0) for path, total in rows}


def open_referrals_by_path(event_id: UUID, unit_path: str) -> dict[str, int]:
    """Referrals nobody has signed for yet, at the place that receives. One query."""
    waiting = Q(received_at=None, withdrawn_at=None)
    found = Referral.objects.filter(
        waiting, event_id=event_id, receiver__unit__path__startswith=unit_path
    ).values_list("receiver__unit__path", flat=True)
    counted: dict[str, int] = {}
    for path in found:
        counted[path] = counted.get(path, 0) + 1
    return counted
