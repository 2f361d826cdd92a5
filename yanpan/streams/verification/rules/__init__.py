"""三查: the closed lists, the standing of a row, what a list may start. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from yanpan.streams.verification.rules.outcomes import (
    CLOSED,
    Contact,
    Measure,
    Obstacle,
    OutcomeProblem,
    Standing,
    Where,
    outcome_problems,
    standing_after,
)

__all__ = [
    "CHECK_OF_SOURCE",
    "CLOSED",
    "CO_INVESTIGATION",
    "HEALTH_SOURCES",
    "POCKET_OF_SOURCE",
    "SUPERVISION",
    "URGENCY_ORDER",
    "Account",
    "Contact",
    "Hold",
    "Measure",
    "Obstacle",
    "OutcomeProblem",
    "Source",
    "Standing",
    "Where",
    "account_of",
    "holds_of",
    "needs_second_clerk",
    "outcome_problems",
    "place_in",
    "standing_after",
    "strictest",
    "urgency_of",
]

# The task force that telephones people outside and writes to other cities.
CO_INVESTIGATION = "force-co_investigation"
SUPERVISION = "force-supervision"


class Source(StrEnum):
    PROVINCE = "province"
    BIG_DATA = "big_data"
    OTHER_CITY = "other_city"
    FOREIGN_AFFAIRS = "foreign_affairs"
    MEDICAL_INSURANCE = "medical_insurance"
    CLOSED_LOOP = "closed_loop"
    OWN_SWEEP = "own_sweep"
    OTHER_OFFICE = "other_office"


HEALTH_SOURCES = frozenset({Source.PROVINCE, Source.OTHER_CITY, Source.MEDICAL_INSURANCE, Source.OWN_SWEEP})

# Which of the three checks a source belongs to: 核查, 协查, 排查.
CHECK_OF_SOURCE = {
    Source.PROVINCE: "verify",
    Source.BIG_DATA: "verify",
    Source.OTHER_CITY: "assist",
    Source.FOREIGN_AFFAIRS: "assist",
    Source.MEDICAL_INSURANCE: "assist",
    Source.CLOSED_LOOP: "assist",
    Source.OTHER_OFFICE: "assist",
    Source.OWN_SWEEP: "sweep",
}
POCKET_OF_SOURCE = {Source.FOREIGN_AFFAIRS: 3, Source.CLOSED_LOOP: 1, Source.PROVINCE: 4, Source.BIG_DATA: 4}


@dataclass(frozen=True, slots=True)
class Account:
    """数目清: received = verified + handed on + returned + duplicate + not found + deceased + in hand + lapsed."""

    received: int
    standings: Mapping[str, int]

    @property
    def holds(self) -> bool:
        return self.received == sum(self.standings.values()) and set(self.standings) <= set(Standing)


def account_of(received: int, standings: Iterable[tuple[str, int]]) -> Account:
    counted = {one.value: 0 for one in Standing}
    for standing, count in standings:
        counted[standing] = counted.get(standing, 0) + count
    return Account(received, counted)


class Hold(StrEnum):
    """Why rows wait for a second pair of eyes (HC-19)."""

    NO_PLACE = "no_place"
    NO_TIME = "no_time"
    TOO_OLD = "too_old"


def holds_of(place: str, exposed_at: datetime | None, received_at: datetime, oldest: timedelta) -> list[Hold]:
    """Why a row may not make a task yet; an empty list lets it pass."""
    holds = [] if place else [Hold.NO_PLACE]
    if exposed_at is None:
        holds.append(Hold.NO_TIME)
    elif exposed_at < received_at - oldest:
        holds.append(Hold.TOO_OLD)
    return holds


def needs_second_clerk(source: str, row_count: int, limit: int) -> bool:
    """A source outside health above the pack's number of rows."""
    return Source(source) not in HEALTH_SOURCES and row_count > limit


_CONTACT_WORDS = ("密接", "密切接触", "close contact")
_TOPIC_WORDS = ("六院", "第六人民医院")
URGENCY_ORDER = ("contact", "topic", "other")


def urgency_of(reason: str, *, topic: bool) -> str:
    """Class of a row by the words of its reason: close contacts first, then the topic, then the rest."""
    if any(word in reason for word in _CONTACT_WORDS) and "次密" not in reason:
        return "contact"
    if topic or any(word in reason for word in _TOPIC_WORDS):
        return "topic"
    return "other"


def strictest(left: str, right: str) -> str:
    """The more urgent of two classes."""
    return min(left, right, key=URGENCY_ORDER.index)


_PLACE_WORDS = (
    "旅居",
    "经停",
    "就诊",
    "途经",
    "医院",
    "机场",
    "六院",
    "同乘",
    "密接",
    "密切接触",
    "时空伴随",
    "一般接触",
    "次密",
)


def place_in(reason: str) -> str:
    """A reason that itself names a place or a contact stands for the place column the sheet does not have."""
    return reason if any(word in reason for word in _PLACE_WORDS) else ""
