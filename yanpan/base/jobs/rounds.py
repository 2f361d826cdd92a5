"""Rounds: what the headquarters does by itself every so often; the keeper walks them, or a drill on its clock."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from yanpan.base.gate import Actor
from yanpan.base.jobs.models import RoundWalked
from yanpan.base.places.queries import list_units
from yanpan.kernel.faults import where_it_failed

KEEPER = "keeper"

log = logging.getLogger(__name__)


class RoundsFailed(Exception):
    """names: the rounds that failed; all others that were due have been walked."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


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
    """Walk every round whose pause is over; returns their names.

    Raises RoundsFailed once all are walked: a round that fails stops no other, and is due again at once.
    """
    city = next(iter(list_units(kinds=("city",))), None)
    if city is None:
        return []
    walked = dict(RoundWalked.objects.values_list("round", "at"))
    done, failed = [], []
    for one in ROUNDS.values():
        if not _is_due(one, walked.get(one.name), now) or not _take(one, walked.get(one.name), now):
            continue
        try:
            one.walk(Actor(name=KEEPER, role="keeper", permissions=one.rights, units=(city.path,)), now)
            done.append(one.name)
        except Exception as fault:
            # Its words may quote a person: kind and place of the fault are enough to look for it.
            log.error("round %s: %s", one.name, where_it_failed(fault))
            _give_back(one, walked.get(one.name), now)
            failed.append(one.name)
    if failed:
        raise RoundsFailed(failed)
    return done


def _is_due(one: Round, last: datetime | None, now: datetime) -> bool:
    return last is None or last + one.every <= now


def _take(one: Round, last: datetime | None, now: datetime) -> bool:
    """Before it is walked, by one statement, so that two keepers never walk it at once.

    The walk itself lies in no transaction but those of its operations: on SQLite everybody else waits for one.
    """
    if last is None:
        RoundWalked.objects.get_or_create(round=one.name)
    return bool(RoundWalked.objects.filter(round=one.name, at=last).update(at=now))


def _give_back(one: Round, last: datetime | None, now: datetime) -> None:
    RoundWalked.objects.filter(round=one.name, at=now).update(at=last)
