"""People at home as those see them who ask how they are; and their numbers per unit."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from yanpan.base.gate import Actor, query, under
from yanpan.base.people.queries import ContactFacts, contact_facts
from yanpan.base.places.queries import UnitView, get_unit, list_children
from yanpan.base.policy.rules import CITY_TIME, pack_named
from yanpan.base.vault.sealing import unseal
from yanpan.kernel.errors import Missing
from yanpan.streams.verification.models import FollowUp, HomeMonitoring, Need
from yanpan.streams.verification.queries.door import READ_BACK
from yanpan.streams.verification.rules.homes import DUE_HOUR, Way, days_due, is_due, is_test_day

MOST = 200


@dataclass(frozen=True, slots=True)
class HomeView:
    """One person at home today. day: 1 on the first day; missed: days in a row nobody reached the person,
    today only after 18:00; way: the last word of today, '' for none."""

    id: UUID
    task_id: UUID
    person: ContactFacts
    unit: str
    unit_key: str
    measure: str
    day: int
    days: int
    starts_on: date
    ends_on: date
    due: bool
    done: bool
    missed: int
    way: str
    test_today: bool
    tested_today: bool
    needs: int
    version: int


def at_home_on(day: date) -> Q:
    """Who is at home on a day: a period ends by itself, whether or not a round has said so."""
    return Q(ended_at=None, starts_on__lte=day, ends_on__gte=day, task__merged_away=False)


@query("verification.list_home", records=("unit_key",))
def list_home(actor: Actor, *, unit_key: str, now: datetime) -> list[HomeView]:
    """The people of one unit who are at home today, in clear; who is still to be asked first; at most 200."""
    found = HomeMonitoring.objects.filter(
        at_home_on(_day(now)), under("unit__path", actor), unit__key=unit_key
    )
    views = _views(found.order_by("starts_on", "id")[:MOST], now)
    return sorted(views, key=lambda one: (one.done, not one.due, -one.missed))


def _day(now: datetime) -> date:
    return now.astimezone(CITY_TIME).date()


def _views(found: QuerySet[HomeMonitoring], now: datetime) -> list[HomeView]:
    rows = list(found.select_related("task__person", "unit"))
    today = _day(now)
    words: dict[UUID, FollowUp] = {}
    tested: set[UUID] = set()
    for said in FollowUp.objects.filter(monitoring__in=rows, on=today).order_by("number"):
        words[said.monitoring_id] = said
        if said.tested:
            tested.add(said.monitoring_id)
    asked = Need.objects.filter(task__in=[one.task_id for one in rows], met_at=None, withdrawn_at=None)
    needs = dict(asked.values_list("task").annotate(count=Count("id")))
    return [
        _view(one, words.get(one.id), one.id in tested, needs.get(one.task_id, 0), now, today) for one in rows
    ]


def _view(
    one: HomeMonitoring, said: FollowUp | None, tested: bool, needs: int, now: datetime, today: date
) -> HomeView:
    done = one.last_done_on == today
    return HomeView(
        id=one.id,
        task_id=one.task_id,
        person=contact_facts(one.task.person),
        unit=one.unit.name,
        unit_key=one.unit.key,
        measure=one.measure,
        day=(today - one.starts_on).days + 1,
        days=(one.ends_on - one.starts_on).days + 1,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        due=is_due(one.starts_on, one.ends_on, today),
        done=done,
        missed=_missed(one, now),
        way=said.way if said else "",
        test_today=is_test_day(one.measure, one.starts_on, today, pack_named(one.pack).rules["home"]),
        tested_today=tested,
        needs=needs,
        version=one.version,
    )


def _missed(one: HomeMonitoring, now: datetime) -> int:
    """Days due since somebody reached the person; today counts from 18:00 on."""
    local = now.astimezone(CITY_TIME)
    since = one.last_done_on or one.starts_on
    late = local.hour >= DUE_HOUR
    days = days_due(one.starts_on, one.ends_on, local.date())
    return sum(since < day and (day < local.date() or late) for day in days)


@dataclass(frozen=True, slots=True)
class Said:
    """One follow-up as it was entered."""

    on: date
    way: str
    temperature: str
    symptoms: tuple[str, ...]
    tested: bool
    result: str
    rang: bool
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """One person at home with what was decided and every follow-up, the newest first."""

    home: HomeView
    deciding_body: str
    document_number: str
    counted_from: date
    said: tuple[Said, ...]


@query("verification.get_home", subject="monitoring_id")
def get_home(actor: Actor, *, monitoring_id: UUID, now: datetime) -> HomeFacts:
    """One person at home in the actor's units, in clear; Missing elsewhere and once the period is over.

    Temperature, symptoms and results for a day after they were said, then no more.
    """
    found = HomeMonitoring.objects.filter(at_home_on(_day(now)), under("unit__path", actor), id=monitoring_id)
    one = found.first()
    if one is None:
        raise Missing("monitoring")
    [view] = _views(found, now)
    said = one.follow_ups.order_by("-number")[:100]
    return HomeFacts(
        view,
        one.deciding_body,
        one.document_number,
        one.counted_from,
        tuple(_said(each, now) for each in said),
    )


def _said(one: FollowUp, now: datetime) -> Said:
    """What was said of somebody's health is read back for a day; that it was said, and rang, as long as the period."""
    is_readable = one.at > now - READ_BACK
    health = json.loads(unseal(one, "health") or "{}") if is_readable else {}
    return Said(
        one.on,
        one.way,
        health.get("temperature", ""),
        tuple(health.get("symptoms", ())),
        one.tested,
        health.get("result", ""),
        one.rang,
        one.at,
        one.by,
    )


@dataclass(frozen=True, slots=True)
class HomeCounts:
    """People at home in one unit and below it. due, done: today's follow-ups; missed_yesterday: still not reached."""

    at_home: int = 0
    due: int = 0
    done: int = 0
    missed_yesterday: int = 0
    tests_today: int = 0
    tested_today: int = 0

    def __add__(self, other: "HomeCounts") -> "HomeCounts":
        return HomeCounts(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


@query("verification.count_homes", personal=False)
def count_homes(actor: Actor, *, event_id: UUID, unit_key: str, now: datetime) -> "HomeBoard":
    """The numbers of a unit, of what lies at it, and of each unit one level below."""
    unit = get_unit(unit_key)
    actor.must_cover(unit.path)
    return home_board(event_id, unit, now)


@dataclass(frozen=True, slots=True)
class HomeBoard:
    unit: UnitView
    whole: HomeCounts
    own: HomeCounts
    parts: tuple[tuple[UnitView, HomeCounts], ...]


def home_board(event_id: UUID, unit: UnitView, now: datetime) -> HomeBoard:
    """Three queries, whatever the numbers."""
    counted = counts_by_path(event_id, unit.path, now)
    children = [child for child in list_children(unit.key) if child.kind != "force"]
    sums: dict[str, HomeCounts] = defaultdict(HomeCounts)
    known = {child.key for child in children}
    for path, counts in counted.items():
        key = path[len(unit.path) :].split("/", 1)[0]
        sums[key if key in known else ""] += counts
    parts = tuple((child, sums[child.key]) for child in children)
    return HomeBoard(unit, total(counted.values()), sums[""], parts)


def total(counts: Iterable[HomeCounts]) -> HomeCounts:
    return sum(counts, HomeCounts())


def counts_by_path(event_id: UUID, unit_path: str, now: datetime) -> dict[str, HomeCounts]:
    """Path of the unit that answers for them → its numbers today. Two queries."""
    today = _day(now)
    here = Q(task__event_id=event_id, unit__path__startswith=unit_path)
    sums: dict[str, HomeCounts] = defaultdict(HomeCounts)
    grouped = (
        HomeMonitoring.objects.filter(here, at_home_on(today))
        .values_list("unit__path", "measure", "pack", "starts_on", "ends_on", "last_done_on")
        .annotate(count=Count("id"))
        .order_by()
    )
    for path, measure, pack, starts_on, ends_on, done_on, count in grouped:
        sums[path] += _group(measure, pack, starts_on, ends_on, done_on, count, today)
    tested = (
        FollowUp.objects.filter(on=today, tested=True, monitoring__in=HomeMonitoring.objects.filter(here))
        .exclude(way=Way.NOT_REACHED)
        .values_list("monitoring__unit__path")
        .annotate(count=Count("monitoring", distinct=True))
        .order_by()
    )
    for path, count in tested:
        sums[path] += HomeCounts(tested_today=count)
    return dict(sums)


def _group(
    measure: str, pack: str, starts_on: date, ends_on: date, done_on: date | None, count: int, today: date
) -> HomeCounts:
    due = is_due(starts_on, ends_on, today)
    before = days_due(starts_on, ends_on, today)
    yesterday = [day for day in before if day < today][-1:]
    missed = bool(yesterday) and (done_on is None or done_on < yesterday[0])
    tests = is_test_day(measure, starts_on, today, pack_named(pack).rules["home"])
    return HomeCounts(
        at_home=count,
        due=count * due,
        done=count * (due and done_on == today),
        missed_yesterday=count * missed,
        tests_today=count * tests,
    )
