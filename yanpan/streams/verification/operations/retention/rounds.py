"""What is looked at every day: what is due is said, and keys with nothing under them go."""

from datetime import datetime

from yanpan.base.events.queries import EventView, list_events
from yanpan.base.gate import Actor, operation
from yanpan.base.jobs.running import enqueue
from yanpan.base.notices.operations import Call, keep_calls
from yanpan.base.places.queries import city_unit
from yanpan.base.vault.rotation import destroy_key, idle_keys
from yanpan.streams.verification.queries.retention.due import what_is_due
from yanpan.streams.verification.rules.retention import PURGED_BY_TWO

DUE = "verification_purge_due"


@operation("verification.say_what_is_due")
def say_what_is_due(actor: Actor, *, now: datetime) -> int:
    """The city's desk has on its call list how many persons are due to be destroyed; returns their number."""
    city = city_unit()
    actor.must_cover(city.path)
    people = rows = 0
    for event in list_events():
        due = _due(event, now)
        people, rows = people + due[0], rows + due[1]
    calls = [Call(city.id, DUE, {"people": people, "rows": rows})] if people + rows else []
    keep_calls(calls, matter=DUE, under_path=city.path, now=now)
    return people


def _due(event: EventView, now: datetime) -> tuple[int, int]:
    found = [what_is_due(event, rule, now) for rule in PURGED_BY_TWO]
    return sum(one.person_count for one in found), sum(one.row_count for one in found)


@operation("verification.destroy_idle_keys")
def destroy_idle_keys(actor: Actor, *, now: datetime) -> int:
    """Keys of past months under which nothing lies any more: so old copies of what went by itself open no more."""
    actor.must_cover(city_unit().path)
    idle = idle_keys(now)
    for key in idle:
        destroy_key(key)
    return len(idle)


@operation("verification.forget_register")
def forget_register(actor: Actor, *, now: datetime) -> None:
    """After a register was destroyed: the worker that holds it opened in its memory drops it (HC-20)."""
    actor.must_cover(city_unit().path)
    enqueue(actor, "verification.forget_register", now=now)
