"""Rounds: what the headquarters does by itself every so often; the keeper walks them, or a drill on its clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from yanpan.base.gate import Actor
from yanpan.base.jobs.models import RoundWalked
from yanpan.base.places.queries import list_units

KEEPER = "keeper"


@dataclass(frozen=True, slots=True)
class Round:
    """walk: calls operations as the keeper, who holds `rights` over the whole city and nothing else.

    Idempotent: the same round walked twice at one moment changes nothing more.
    """

    name: str
    every: timedelta
    rights: frozenset[str]
    walk: Callable[[Actor, datetime], object]


ROUNDS: dict[str, Round] = {}


def every(pause: timedelta, name: str, *, rights: tuple[str, ...]) -> Callable[..., object]:
    """Register a round under a name, e.g. 'verification.reply_check'."""

    def registered(walk: Callable[[Actor, datetime], object]) -> Callable[[Actor, datetime], object]:
        if name in ROUNDS:
            raise ValueError(f"round {name} is registered twice")
        ROUNDS[name] = Round(name, pause, frozenset(rights), walk)
        return walk

    return registered


def walk_due(now: datetime) -> list[str]:
    """Walk every round whose pause is over, each in its own transaction; returns their names."""
    city = next(iter(list_units(kinds=("city",))), None)
    if city is None:
        return []
    walked = dict(RoundWalked.objects.values_list("round", "at"))
    due = [one for one in ROUNDS.values() if _is_due(one, walked.get(one.name), now)]
    return [one.name for one in due if _walk(one, city.path, now)]


def _is_due(one: Round, last: datetime | None, now: datetime) -> bool:
    return last is None or last + one.every <= now


def _walk(one: Round, city_path: str, now: datetime) -> bool:
    with transaction.atomic():
        RoundWalked.objects.get_or_create(round=one.name)
        last = RoundWalked.objects.select_for_update().get(round=one.name)
        if not _is_due(one, last.at, now):  # another keeper was here meanwhile
            return False
        last.at = now
        last.save(update_fields=["at"])
        one.walk(Actor(name=KEEPER, role="keeper", permissions=one.rights, units=(city_path,)), now)
    return True
