"""Who says nothing is no good news: villages of a sweep and sentinels without a word are rung about, a level up."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from yanpan.base.events.queries import EventView, current_event
from yanpan.base.gate import Actor, operation, under
from yanpan.base.notices.operations import Call, keep_calls
from yanpan.base.places.on_duty import Duties
from yanpan.base.policy.rules import CITY_TIME
from yanpan.streams.verification.models import KeyPlace, PlaceVisit, SentinelCount, SweepVillage
from yanpan.streams.verification.rules.sweep import SENTINEL_KINDS

VILLAGES, SENTINELS = "sweep_silent", "sentinels_silent"


def silent_villages(event: EventView, now: datetime) -> QuerySet[SweepVillage]:
    """Of open sweeps under way: households left, and for the pack's hours neither a report nor a visit."""
    since = now - timedelta(hours=int(event.pack.rules["sweep"]["silent_village_hours"]))
    under_way = SweepVillage.objects.filter(
        sweep__event_id=event.id,
        sweep__closed_at=None,
        sweep__opened_at__lte=since,
        sweep__from_on__lte=since.astimezone(CITY_TIME).date(),
    )
    left = Q(registered=None) | Q(registered__gt=F("reached") + F("refused") + F("exempt"))
    said_nothing = Q(said_at=None) | Q(said_at__lte=since)
    visited = PlaceVisit.objects.filter(event_id=event.id, place__unit=OuterRef("unit"), at__gt=since)
    return under_way.filter(left, said_nothing, ~Exists(visited))


def silent_sentinels(event: EventView, now: datetime) -> QuerySet[KeyPlace]:
    """Fever clinics and pharmacies that are open and counted nothing for the pack's hours, not even zero."""
    since = now - timedelta(hours=int(event.pack.rules["sweep"]["silent_sentinel_hours"]))
    if event.opened_at > since:
        return KeyPlace.objects.none()
    counted = SentinelCount.objects.filter(event_id=event.id, place=OuterRef("id"), at__gt=since)
    kinds = [one.value for one in SENTINEL_KINDS]
    there = KeyPlace.objects.filter(kind__in=kinds, is_open=True, removed_at=None, added_at__lte=since)
    return there.filter(~Exists(counted))


@operation("verification.ring_about_silence")
def ring_about_silence(actor: Actor, *, now: datetime) -> int:
    """The units above silent villages and sentinels go on the call list, with numbers; not at night.

    Whoever has none any more leaves it. Returns how many calls are new.
    """
    event, mine = current_event(), under("unit__path", actor)
    rings = event.pack.may_call("other", now)
    villages = silent_villages(event, now).filter(mine).values_list("unit__path", flat=True)
    sentinels = silent_sentinels(event, now).filter(mine).values_list("unit__path", flat=True)
    new = 0
    for matter, fact, paths in ((VILLAGES, "units", villages), (SENTINELS, "sentinels", sentinels)):
        calls = [
            Call(unit_id, matter, {fact: count}, rings=rings)
            for unit_id, count in sorted(_by_unit_above(list(paths)).items())
        ]
        new += keep_calls(calls, matter=matter, under_path=actor.home, now=now)
    return new


def _by_unit_above(paths: Iterable[str]) -> Counter[int]:
    counted = Counter(paths)
    duties = Duties(counted)
    above: Counter[int] = Counter()
    for path, count in counted.items():
        above[duties.unit_to_ring(path, levels_up=1).pk] += count
    return above
