"""Asking the police to find somebody, and what they return: a place or nothing (rights rules: the police finder)."""

from collections import Counter
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from yanpan.base.events.queries import current_event, event_view
from yanpan.base.gate import Actor, operation, under
from yanpan.base.notices.operations import Call, keep_calls
from yanpan.base.places.gazetteer import gazetteer_of
from yanpan.base.places.on_duty import Duties
from yanpan.base.places.queries import UnitView, answering_units, city_unit, get_unit, view_unit
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.tasks.handovers import FindPerson
from yanpan.base.tasks.sending import Parcel, call_back, send_many
from yanpan.base.vault.masks import check_written_out
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import Sealer
from yanpan.kernel.errors import Missing, Refused
from yanpan.streams.verification.models import PoliceSearch, VerificationTask
from yanpan.streams.verification.operations.handing_out import MOST_AT_ONCE, first_stop
from yanpan.streams.verification.queries.police import lacks, waiting_searches, with_tries
from yanpan.streams.verification.queries.tasks import idle_tasks
from yanpan.streams.verification.rules import CO_INVESTIGATION

WAITING = "verification_police"
LONGEST_PLACE = 200


@operation("verification.ask_police", records=("task_ids",))
def ask_police(actor: Actor, *, task_ids: list[UUID], now: datetime) -> list[PoliceSearch]:
    """Ask the police for people nobody reached: after the pack's calls at different hours and a visit. All or none.

    Raises Refused('not_ripe_for_the_police', codes=…) or ('already_with_the_police', codes=…), by short code.
    """
    if len(task_ids) > MOST_AT_ONCE:
        raise Refused("too_many_at_once", most=MOST_AT_ONCE)
    event = current_event()
    idle = idle_tasks(Q(id__in=task_ids, event_id=event.id)).filter(under("custody__path", actor))
    idle = idle.select_for_update(
        of=("self",)
    )  # asked twice at once: the second sees that they are asked for
    tasks = list(with_tries(idle).select_related("person", "custody").order_by("id"))
    if not task_ids or len(tasks) != len(set(task_ids)):
        raise Missing("task")
    if unripe := [one.person.short_code for one in tasks if lacks(one, event.pack)]:
        raise Refused("not_ripe_for_the_police", codes=", ".join(sorted(unripe)))
    if asked := _asked_before(tasks):
        raise Refused("already_with_the_police", codes=", ".join(sorted(asked)))
    duties = Duties(one.custody.path for one in tasks)
    return PoliceSearch.objects.bulk_create(_search(one, duties, actor, now) for one in tasks)


def _asked_before(tasks: list[VerificationTask]) -> list[str]:
    asked = set(
        PoliceSearch.objects.filter(task__in=tasks, state="waiting").values_list("task_id", flat=True)
    )
    return [one.person.short_code for one in tasks if one.id in asked]


def _search(task: VerificationTask, duties: Duties, actor: Actor, now: datetime) -> PoliceSearch:
    """Of the county (or force) whose person it is: its own finder and the city's see it."""
    levels_below_county = max(0, task.custody.path.count("/") - 2)
    unit = duties.unit_to_ring(task.custody.path, levels_up=levels_below_county)
    return PoliceSearch(id=fresh_id(now), task=task, unit=unit, asked_at=now, asked_by=actor.name)


@operation("verification.return_place", subject="search_id", records=("found",), words=("place",))
def return_place(actor: Actor, *, search_id: UUID, found: bool, place: str, now: datetime) -> PoliceSearch:
    """The finder's whole answer: a place, or that nobody was found. Then the row is gone for the finder.

    The place routes the person to the unit that answers for it, or to the force that writes to other cities
    (HC-8); the hours of this search are given back to the search on the ground.
    """
    search = _waiting(actor, search_id)
    if found and not place.strip():
        raise Refused("place_needed")
    check_written_out(place)
    search.state, search.ended_at, search.ended_by = ("found" if found else "not_found"), now, actor.name
    if found:
        text = place.strip()[:LONGEST_PLACE]
        search.place = Sealer(PoliceSearch, now).seal("place", search.id, text)
        search.routed_to_id = _route(actor, search.task, text, now)
    search.save(update_fields=["state", "ended_at", "ended_by", "place", "routed_to"])
    _give_back(search, now)
    return search


def _waiting(actor: Actor, search_id: UUID) -> PoliceSearch:
    found = waiting_searches().filter(under("unit__path", actor), id=search_id)
    search = found.select_for_update(of=("self",)).select_related("task__custody").first()
    if search is None:
        raise Missing("police_search")
    return search


def _route(actor: Actor, task: VerificationTask, place: str, now: datetime) -> int | None:
    """On the way to the unit that answers for the place; None where the text names no place: it stays where it is."""
    there = _answers_for(place, now)
    if there is None:
        return None
    call_back(actor, FindPerson.REQUEST, [task.id], now=now)
    task.target_id, task.routed_by = there.id, "police"
    task.save(update_fields=["target", "routed_by"])
    here = view_unit(task.custody)
    parcel = Parcel(task.id, here, first_stop(here, there), task.urgency, "police")
    send_many(actor, FindPerson.REQUEST, [parcel], event=event_view(task.event_id), now=now)
    return there.id


def _answers_for(place: str, now: datetime) -> UnitView | None:
    read = gazetteer_of(city_unit().key).resolve(place)
    if read.level == "outside":
        return get_unit(CO_INVESTIGATION)
    key = answering_units(now.astimezone(CITY_TIME).date()).get(read.code)
    return get_unit(key) if key else None


def _give_back(search: PoliceSearch, now: datetime) -> None:
    """While the police searched the clock of HC-19 stood still."""
    task = search.task
    if task.lapses_at is not None:
        task.lapses_at += now - search.asked_at
        task.save(update_fields=["lapses_at"])


@operation("verification.withdraw_search", subject="search_id")
def withdraw_search(actor: Actor, *, search_id: UUID, now: datetime) -> None:
    """The police need not search any more: found otherwise, or asked by mistake."""
    search = _waiting(actor, search_id)
    search.state, search.ended_at, search.ended_by = "withdrawn", now, actor.name
    search.save(update_fields=["state", "ended_at", "ended_by"])
    _give_back(search, now)


@operation("verification.tend_police_queue", records=())
def tend_police_queue(actor: Actor, *, now: datetime) -> int:
    """Take off the queue who was found otherwise; ring the units whose rows wait too long. Returns the new calls."""
    city, event = city_unit(), current_event()
    actor.must_cover(city.path)
    moot_searches().update(state="withdrawn", ended_at=now, ended_by=actor.name)
    waiting = waiting_searches().filter(task__event_id=event.id, asked_at__lt=now - event.pack.police_wait)
    counted = Counter(waiting.values_list("unit_id", flat=True))
    calls = [Call(unit_id, WAITING, {"searches": count}) for unit_id, count in sorted(counted.items())]
    return keep_calls(calls, matter=WAITING, under_path=city.path, now=now)


def moot_searches() -> QuerySet[PoliceSearch]:
    """Waiting for somebody who is sought no more."""
    return PoliceSearch.objects.filter(state="waiting").exclude(id__in=waiting_searches().values("id"))
