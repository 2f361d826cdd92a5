"""督导检查: what a finding needs, where it stands, how long it may stay. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

Rules = Mapping[str, Any]  # the table [supervision] of a pack

SEVERITIES = (3, 2, 1)  # 3: people are in danger now; 2: a rule is broken; 1: to be put right
OLDEST = timedelta(days=3)  # a finding is written down at once; nothing older is entered as found now
CLOSED_WITHIN = timedelta(hours=24)  # what 24小时整改率 counts as in time
MOST_PHOTOS = 3


class PlaceKind(StrEnum):
    """What is inspected."""

    CHECKPOINT = "checkpoint"
    ISOLATION_SITE = "isolation_site"
    TESTING_POINT = "testing_point"
    LABORATORY = "laboratory"
    VACCINATION_SITE = "vaccination_site"
    HOSPITAL = "hospital"
    CLINIC = "clinic"
    PHARMACY = "pharmacy"
    VILLAGE = "village"
    SCHOOL = "school"
    MARKET = "market"
    COLD_STORE = "cold_store"
    HOTEL = "hotel"
    STATION = "station"
    STOREHOUSE = "storehouse"
    OFFICE = "office"
    OTHER = "other"


class State(StrEnum):
    """已发现 → 已交办 → 已签收 → 整改中 → 申请销号 → 已复查销号; sent back to be done anew; refused; withdrawn."""

    FOUND = "found"
    ORDERED = "ordered"
    ACKNOWLEDGED = "acknowledged"
    IN_WORK = "in_work"
    REPORTED = "reported"
    CLOSED = "closed"
    SENT_BACK = "sent_back"
    REFUSED = "refused"  # by its owner, who named the right unit; or recalled: it needs another owner
    WITHDRAWN = "withdrawn"  # the inspector erred


STANDING = tuple(one.value for one in State if one is not State.WITHDRAWN)
NOT_FIXED = (State.FOUND, State.ORDERED, State.ACKNOWLEDGED, State.IN_WORK, State.SENT_BACK, State.REFUSED)
IN_HAND = (State.ACKNOWLEDGED, State.IN_WORK, State.SENT_BACK)  # of its owner, who signed for it
ON_ITS_WAY = (State.ORDERED, *IN_HAND, State.REPORTED)


class Step(StrEnum):
    """What happened to a finding, in order; custody is told by its hand-overs."""

    FOUND = "found"
    ASSIGNED = "assigned"
    ORDERED_BY_WORD = "ordered_by_word"
    STARTED = "started"
    REPORTED = "reported"
    SENT_BACK = "sent_back"
    CLOSED = "closed"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"


def folded(text: str) -> str:
    """A title as it is compared: blanks, brackets and case say nothing."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def due_at(severity: int, found_at: datetime, rules: Rules) -> datetime:
    """When it must be fixed."""
    return found_at + timedelta(hours=int(rules["fix_hours"][str(severity)]))


def repeats_within(rules: Rules) -> timedelta:
    return timedelta(days=int(rules["repeat_days"]))


def paper_within(rules: Rules) -> timedelta:
    """How soon the paper follows an order by word."""
    return timedelta(hours=int(rules["paper_hours"]))


def recheck_within(rules: Rules) -> timedelta:
    """How soon somebody looks at what its owner reports fixed."""
    return timedelta(hours=int(rules["recheck_hours"]))


def orders_until(local: datetime, rules: Rules) -> datetime:
    """The hour of a local day up to which findings go on that day's order sheets."""
    hour, minute = (int(part) for part in str(rules["orders_of_until"]).split(":"))
    return local.replace(hour=hour, minute=minute, second=0, microsecond=0)


def times_found(found_at: Sequence[datetime], within: timedelta) -> list[int]:
    """Of findings of one rule at one place, the earliest first: the how-manieth time within the days each is."""
    return [
        1 + sum(earlier > at - within for earlier in found_at[:place]) for place, at in enumerate(found_at)
    ]


class Problem(StrEnum):
    PLACE_NEEDED = "finding_place_needed"
    KIND_NEEDED = "finding_kind_needed"
    RULE_NEEDED = "finding_rule_needed"
    LINE_NEEDED = "visit_line_needed"
    SEVERITY_NEEDED = "finding_severity_needed"
    SEEN_NEEDED = "finding_seen_needed"
    TO_COME = "finding_to_come"
    TOO_OLD = "finding_too_old"
    DUE_IN_THE_PAST = "finding_due_in_the_past"
    TOO_MANY_PHOTOS = "finding_too_many_photos"


def place_problems(title: str, kind: str) -> list[Problem]:
    """What is missing of a place."""
    problems = [] if folded(title) else [Problem.PLACE_NEEDED]
    if kind not in set(PlaceKind):
        problems.append(Problem.KIND_NEEDED)
    return problems


def hour_problems(at: datetime, now: datetime) -> list[Problem]:
    """Nobody finds anything in the future, and what is days old is no finding of now."""
    if at > now:
        return [Problem.TO_COME]
    return [Problem.TOO_OLD] if at < now - OLDEST else []


def finding_problems(rule_known: bool, severity: int, seen: str, photos: int) -> list[Problem]:
    """All that is missing of what was found, beside its place and hour."""
    wrong = {
        Problem.RULE_NEEDED: not rule_known,
        Problem.SEVERITY_NEEDED: severity not in SEVERITIES,
        Problem.SEEN_NEEDED: not seen.strip(),
        Problem.TOO_MANY_PHOTOS: photos > MOST_PHOTOS,
    }
    return [problem for problem, is_so in wrong.items() if is_so]
