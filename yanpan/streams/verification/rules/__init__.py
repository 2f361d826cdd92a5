"""三查: the closed lists, the standing of a row, what a list may start. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

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


class Where(StrEnum):
    """① what was found."""

    HERE = "here"
    ELSEWHERE = "elsewhere"  # in this city, at another unit
    OUTSIDE = "outside"
    NOT_FOUND = "not_found"
    DECEASED = "deceased"


class Contact(StrEnum):
    """② how the person was reached."""

    MET = "met"
    OWN_PHONE = "own_phone"
    FAMILY = "family"
    NOT_REACHED = "not_reached"


class Obstacle(StrEnum):
    """Why somebody was not reached."""

    DEAD_NUMBER = "dead_number"
    REFUSED = "refused"
    OFF = "off"


class Measure(StrEnum):
    """③ a reported fact, never an order given here."""

    CLEARED = "cleared"
    MONITORING = "monitoring"
    AT_HOME = "at_home"
    AT_SITE = "at_site"
    IN_HOSPITAL = "in_hospital"


class Standing(StrEnum):
    """Where a row stands in the account: every row stands at exactly one place."""

    VERIFIED = "verified"
    HANDED_ON = "handed_on"
    RETURNED = "returned"
    DUPLICATE = "duplicate"
    NOT_FOUND = "not_found"
    DECEASED = "deceased"
    IN_HAND = "in_hand"
    LAPSED = "lapsed"  # nobody was found in the pack's time: verification ends by itself (HC-19)


CLOSED = frozenset(Standing) - {Standing.IN_HAND, Standing.DUPLICATE, Standing.LAPSED}
_ENDS = {
    Where.OUTSIDE: Standing.HANDED_ON,
    Where.NOT_FOUND: Standing.NOT_FOUND,
    Where.DECEASED: Standing.DECEASED,
}


def standing_after(where: str, contact: str, measure: str) -> Standing:
    """What an outcome makes of a task. Refusing and unreachable never close; elsewhere goes on to the other unit."""
    if where == Where.ELSEWHERE or contact == Contact.NOT_REACHED:
        return Standing.IN_HAND
    if where == Where.HERE:
        return Standing.VERIFIED if measure else Standing.IN_HAND
    return _ENDS[Where(where)]


class OutcomeProblem(StrEnum):
    UNKNOWN_WHERE = "outcome_where_needed"
    CONTACT_NEEDED = "outcome_contact_needed"
    MEASURE_NEEDED = "outcome_measure_needed"
    UNIT_NEEDED = "outcome_unit_needed"
    OBSTACLE_NEEDED = "outcome_obstacle_needed"
    BODY_NEEDED = "measure_needs_a_deciding_body"


_DECIDED = frozenset({Measure.MONITORING, Measure.AT_HOME, Measure.AT_SITE})


def outcome_problems(
    where: str, contact: str, measure: str, *, obstacle: str = "", other_unit: str = "", body: str = ""
) -> list[OutcomeProblem]:
    """All that is missing or unknown in an outcome, at once."""
    if where not in set(Where):
        return [OutcomeProblem.UNKNOWN_WHERE]
    problems: list[OutcomeProblem] = []
    asks_contact = where in (Where.HERE, Where.ELSEWHERE, Where.OUTSIDE)
    if asks_contact and contact not in set(Contact):
        problems.append(OutcomeProblem.CONTACT_NEEDED)
    if contact == Contact.NOT_REACHED and obstacle not in set(Obstacle):
        problems.append(OutcomeProblem.OBSTACLE_NEEDED)
    if where == Where.ELSEWHERE and not other_unit:
        problems.append(OutcomeProblem.UNIT_NEEDED)
    if where == Where.HERE and contact != Contact.NOT_REACHED and measure not in set(Measure):
        problems.append(OutcomeProblem.MEASURE_NEEDED)
    if measure in _DECIDED and not body:
        problems.append(OutcomeProblem.BODY_NEEDED)
    return problems


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
