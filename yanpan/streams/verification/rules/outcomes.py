"""What an answer from the ground says, what is missing in it, and what it makes of a task. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


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


class TestResult(StrEnum):
    """④ of the last test: what the person or the paper says."""

    __test__ = False  # no test of ours

    NEGATIVE = "negative"
    POSITIVE = "positive"
    PENDING = "pending"
    NOT_TESTED = "not_tested"


class Tried(StrEnum):
    """How somebody was tried to be reached."""

    CALL = "call"
    VISIT = "visit"


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
ASKED_HOW = frozenset({Where.HERE, Where.ELSEWHERE, Where.OUTSIDE})
REACHED = frozenset({Contact.MET, Contact.OWN_PHONE, Contact.FAMILY})
DECIDED = frozenset({Measure.MONITORING, Measure.AT_HOME, Measure.AT_SITE})
TESTED = frozenset({TestResult.NEGATIVE, TestResult.POSITIVE, TestResult.PENDING})
PAPER_FOLLOWS = timedelta(hours=24)
LONGEST_AGO = timedelta(days=366)  # an hour before that is mistyped
_CLOCKS_DIFFER = timedelta(minutes=10)  # a telephone's clock may run ahead of ours
_ENDS = {
    Where.OUTSIDE: Standing.HANDED_ON,
    Where.NOT_FOUND: Standing.NOT_FOUND,
    Where.DECEASED: Standing.DECEASED,
}


# What a task says while nothing is answered: of somebody sought for the first time, and sought again.
NOTHING_ANSWERED: Mapping[str, object] = {
    **dict.fromkeys(("where", "contact", "obstacle", "measure", "deciding_body", "document_number"), ""),
    **dict.fromkeys(("test_result", "answered_by"), ""),
    **dict.fromkeys(("told", "test_at", "found_at", "controlled_at", "paper_due_at", "answered_at")),
    "answering_unit": None,
    "by_telephone": False,
}


def standing_after(where: str, contact: str, measure: str) -> Standing:
    """What an outcome makes of a task. Refusing and unreachable never close; elsewhere goes on to the other unit."""
    if where == Where.ELSEWHERE or contact == Contact.NOT_REACHED:
        return Standing.IN_HAND
    if where == Where.HERE:
        return Standing.VERIFIED if measure else Standing.IN_HAND
    return _ENDS[Where(where)]


def asked_after(where: str, contact: str, measure: str) -> frozenset[str]:
    """What an answer is asked for after the first tap; anything else belongs to another answer.

    Of contact, not_reached, unit, measure, body, told, test. A measure and a test are asked only of
    who is here and reached.
    """
    asked: set[str] = {"contact"} if where in ASKED_HOW else set()
    if where == Where.ELSEWHERE:
        asked.add("unit")
    if asked and contact == Contact.NOT_REACHED:
        asked.add("not_reached")
    if where == Where.HERE and contact in REACHED:
        asked |= {"measure", "test"}
        asked |= {"body"} if measure in DECIDED else set()
        asked |= {"told"} if measure in DECIDED or measure == Measure.IN_HOSPITAL else set()
    return frozenset(asked)


class OutcomeProblem(StrEnum):
    UNKNOWN_WHERE = "outcome_where_needed"
    CONTACT_NEEDED = "outcome_contact_needed"
    MEASURE_NEEDED = "outcome_measure_needed"
    UNIT_NEEDED = "outcome_unit_needed"
    OBSTACLE_NEEDED = "outcome_obstacle_needed"
    BODY_NEEDED = "measure_needs_a_deciding_body"
    TRIED_UNKNOWN = "outcome_tried_unknown"
    RESULT_UNKNOWN = "test_result_unknown"
    TEST_TIME_NEEDED = "test_time_needed"
    RESULT_NEEDED = "test_result_needed"
    TEST_IN_FUTURE = "test_in_the_future"
    TEST_LONG_AGO = "test_long_ago"


def outcome_problems(
    where: str, contact: str, measure: str, *, obstacle: str = "", other_unit: str = "", body: str = ""
) -> list[OutcomeProblem]:
    """All that is missing or unknown in the three taps, at once."""
    if where not in set(Where):
        return [OutcomeProblem.UNKNOWN_WHERE]
    problems: list[OutcomeProblem] = []
    if where in ASKED_HOW and contact not in set(Contact):
        problems.append(OutcomeProblem.CONTACT_NEEDED)
    if contact == Contact.NOT_REACHED and obstacle not in set(Obstacle):
        problems.append(OutcomeProblem.OBSTACLE_NEEDED)
    if where == Where.ELSEWHERE and not other_unit:
        problems.append(OutcomeProblem.UNIT_NEEDED)
    if where == Where.HERE and contact != Contact.NOT_REACHED and measure not in set(Measure):
        problems.append(OutcomeProblem.MEASURE_NEEDED)
    if measure in DECIDED and not body:
        problems.append(OutcomeProblem.BODY_NEEDED)
    return problems


def test_problems(result: str, tested_at: datetime | None, now: datetime) -> list[OutcomeProblem]:
    """What is wrong in the fourth tap; nothing said at all is right too."""
    problems: list[OutcomeProblem] = []
    if result and result not in set(TestResult):
        problems.append(OutcomeProblem.RESULT_UNKNOWN)
    if result in TESTED and tested_at is None:
        problems.append(OutcomeProblem.TEST_TIME_NEEDED)
    if tested_at is not None and not result:
        problems.append(OutcomeProblem.RESULT_NEEDED)
    if tested_at is not None and tested_at > now + _CLOCKS_DIFFER:
        problems.append(OutcomeProblem.TEST_IN_FUTURE)
    if tested_at is not None and tested_at < now - LONGEST_AGO:
        problems.append(OutcomeProblem.TEST_LONG_AGO)
    return problems


@dataclass(frozen=True, slots=True)
class TriedHow:
    """kind: call or visit; result: reached, or why not."""

    kind: str
    result: str


def attempt_of(contact: str, obstacle: str, tried: str = "") -> TriedHow | None:
    """The call or visit that an answer tells of; None where nobody was tried (nobody of this name, deceased)."""
    if contact == Contact.NOT_REACHED:
        dead = obstacle == Obstacle.DEAD_NUMBER
        return TriedHow(Tried.CALL if dead else Tried(tried or Tried.CALL), obstacle)
    if contact in REACHED:
        return TriedHow(Tried.VISIT if contact == Contact.MET else Tried.CALL, "reached")
    return None


def found_after(before: datetime | None, where: str, contact: str, now: datetime) -> datetime | None:
    """When somebody was found: the first time the person or the family was reached.

    Nobody of this name, and not reached after all, take it back: a clock is never stopped by a wrong answer.
    """
    if contact in REACHED:
        return before or now
    return before if where == Where.DECEASED else None


def controlled_after(before: datetime | None, measure: str, body: str, now: datetime) -> datetime | None:
    """When a measure began to count: the first with a deciding body, or in hospital. Without a body nothing counts.

    An answer without such a measure takes it back.
    """
    if measure == Measure.IN_HOSPITAL or (measure in DECIDED and body):
        return before or now
    return None


def paper_due_after(
    before: datetime | None, measure: str, body: str, number: str, now: datetime
) -> datetime | None:
    """When the paper of a measure said by word of mouth must be there; a later answer does not lengthen it."""
    if measure not in DECIDED or not body or number:
        return None
    return before or now + PAPER_FOLLOWS
