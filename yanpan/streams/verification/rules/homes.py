"""People at home: until when, when they are asked how they are, what rings; what they need and by when. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

AT_HOME = frozenset({"monitoring", "at_home"})  # measures that are followed up at home

Rules = Mapping[str, Any]  # the table [home] of a pack


class Way(StrEnum):
    """How the day's question reached the person."""

    PHONE = "phone"
    VISIT = "visit"
    OWN_REPORT = "own_report"
    NOT_REACHED = "not_reached"  # no reason for anything (HC-21): the follow-up is due as before


class Symptom(StrEnum):
    """The ten of the sentinel rules, and shortness of breath."""

    FEVER = "fever"
    COUGH = "cough"
    FATIGUE = "fatigue"
    SMELL_TASTE = "smell_taste"
    BLOCKED_NOSE = "blocked_nose"
    RUNNY_NOSE = "runny_nose"
    SORE_THROAT = "sore_throat"
    CONJUNCTIVITIS = "conjunctivitis"
    MUSCLE_PAIN = "muscle_pain"
    DIARRHOEA = "diarrhoea"
    BREATHLESS = "breathless"


class SampleResult(StrEnum):
    PENDING = "pending"
    NEGATIVE = "negative"
    POSITIVE = "positive"


class Ending(StrEnum):
    """Why a monitoring ended."""

    LAST_DAY = "last_day"
    CORRECTED = "corrected"
    LIFTED = "lifted"


LOWEST, HIGHEST = Decimal("34.0"), Decimal("43.0")


def days_of(measure: str, rules: Rules) -> int:
    """How many days the pack gives a measure at home; 0 = it knows none, nothing is started."""
    return int(rules[measure]["days"]) if measure in AT_HOME else 0


def latest_end(counted_from: date, rules: Rules) -> date:
    """No monitoring runs beyond this day, whoever reports what (HC-7)."""
    return counted_from + timedelta(days=int(rules["longest_days"]) - 1)


def end_of(measure: str, starts_on: date, counted_from: date, rules: Rules) -> date:
    """The last day: the pack's days with the first one counted, never beyond its maximum."""
    wanted = starts_on + timedelta(days=days_of(measure, rules) - 1)
    return max(starts_on, min(wanted, latest_end(counted_from, rules)))


def is_test_day(measure: str, starts_on: date, day: date, rules: Rules) -> bool:
    """The first day is day 1."""
    return (day - starts_on).days + 1 in rules[measure]["tests"]


def is_due(starts_on: date, ends_on: date, day: date) -> bool:
    """Asked every day after the first; on the first the answer itself was the day's contact."""
    return starts_on < day <= ends_on


def days_due(starts_on: date, ends_on: date, today: date) -> list[date]:
    """Every day a follow-up was or is due, up to today."""
    last = min(ends_on, today)
    return [starts_on + timedelta(days=one) for one in range(1, (last - starts_on).days + 1)]


class FollowUpProblem(StrEnum):
    WAY_NEEDED = "way_needed"
    TEMPERATURE_IMPOSSIBLE = "temperature_impossible"
    SYMPTOM_UNKNOWN = "symptom_unknown"
    RESULT_UNKNOWN = "result_unknown"
    NOTHING_WAS_SAID = "nothing_was_said"


def follow_up_problems(
    way: str, temperature: Decimal | None, symptoms: Sequence[str], result: str
) -> list[FollowUpProblem]:
    """All that is wrong with a follow-up, at once. Who was not reached said nothing."""
    problems = [] if way in set(Way) else [FollowUpProblem.WAY_NEEDED]
    if temperature is not None and not LOWEST <= temperature <= HIGHEST:
        problems.append(FollowUpProblem.TEMPERATURE_IMPOSSIBLE)
    if set(symptoms) - set(Symptom):
        problems.append(FollowUpProblem.SYMPTOM_UNKNOWN)
    if result and result not in set(SampleResult):
        problems.append(FollowUpProblem.RESULT_UNKNOWN)
    if way == Way.NOT_REACHED and (temperature is not None or symptoms or result):
        problems.append(FollowUpProblem.NOTHING_WAS_SAID)
    return problems


def must_ring(temperature: Decimal | None, symptoms: Iterable[str], result: str, rules: Rules) -> bool:
    """Fever, any symptom or a positive test: the township and the duty desk are rung at once."""
    fever = temperature is not None and temperature >= Decimal(str(rules["fever_from"]))
    return fever or bool(list(symptoms)) or result == SampleResult.POSITIVE


DUE_HOUR = 18
# New calls about missed follow-ups are made in these local hours: the same evening, and the next morning.
CALLING_HOURS = (18, 19, 8, 9)


def day_asked_about(local: datetime) -> date:
    """The latest day whose follow-ups are all due by now."""
    return local.date() if local.hour >= DUE_HOUR else local.date() - timedelta(days=1)


class NeedKind(StrEnum):
    MEDICINE = "medicine"
    DOCTOR = "doctor"
    FOOD = "food"
    DEPENDANTS = "dependants"
    OTHER = "other"


class Step(StrEnum):
    """What happened to a need, in order."""

    ASKED = "asked"
    TAKEN = "taken"
    PROMISED = "promised"
    MET = "met"
    CONFIRMED = "confirmed"
    NOT_MET = "not_met"
    WITHDRAWN = "withdrawn"


URGENT_KINDS = frozenset({NeedKind.MEDICINE, NeedKind.DOCTOR})
MET_WITHIN = timedelta(hours=24)
TAKEN_WITHIN = timedelta(minutes=10)  # an urgent medical need


class NeedProblem(StrEnum):
    KIND_NEEDED = "need_kind_needed"
    URGENT_IS_MEDICAL = "urgent_is_medical"


def need_problems(kind: str, *, urgent: bool) -> list[NeedProblem]:
    """What is wrong with a need. Nothing here asks who the person is or how they stand (HC-18)."""
    if kind not in set(NeedKind):
        return [NeedProblem.KIND_NEEDED]
    return [NeedProblem.URGENT_IS_MEDICAL] if urgent and kind not in URGENT_KINDS else []
