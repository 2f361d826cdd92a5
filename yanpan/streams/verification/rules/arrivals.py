"""Closed-loop arrivals: when somebody is due by a row's own words, and what may be said of it. Pure."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from yanpan.science.record_matching import read_date
from yanpan.streams.verification.rules import Source

ARRIVAL_SOURCES = frozenset({Source.CLOSED_LOOP, Source.FOREIGN_AFFAIRS})
GRACE = timedelta(hours=2)  # not met by then: the receiving unit is rung


class ArrivalState(StrEnum):
    EXPECTED = "expected"
    RECEIVED = "received"
    NOT_ARRIVED = "not_arrived"
    DIVERTED = "diverted"  # goes elsewhere: another unit of the city, or out of it


class Condition(StrEnum):
    """As the receiving unit sees it; no diagnosis."""

    WELL = "well"
    UNWELL = "unwell"  # fever or a cough: to a doctor first


class ArrivalProblem(StrEnum):
    UNKNOWN_STATE = "arrival_state_needed"
    CONDITION = "arrival_condition_needed"
    HANDED_BY = "arrival_handed_by_needed"
    UNIT = "arrival_unit_needed"


_LOOP = re.compile("闭环|接回|转运|接站|接机|点对点")
_HOUR = re.compile(r"(?<!\d)([01]?\d|2[0-3])\s*[::时點点]\s*([0-5]\d)?")
_EVENING, _MORNING = re.compile("今晚|明晚|晚上|夜间|晚"), re.compile("上午|早上|凌晨")
_TOMORROW, _TODAY = re.compile("明晚|明日|明天"), re.compile("今晚|今日|今天|当晚|当日")
_USUAL, _AT_NIGHT, _IN_THE_MORNING = time(20), time(22), time(10)


def expected_at(
    source: str, fields: Mapping[str, str], received_at: datetime, city_time: tzinfo
) -> datetime | None:
    """When the person is due, where the row says so; None for everybody who is here already.

    A day of arrival from the day of the list on; else 今晚, 明日 and the like beside words of a closed-loop transfer.
    The hour as said; 22:00 for an evening, 10:00 for a morning, 20:00 where none is said.
    """
    if source not in ARRIVAL_SOURCES:
        return None
    words = " ".join(fields.get(name, "") for name in ("remark", "reason", "transport"))
    if source != Source.CLOSED_LOOP and not _LOOP.search(words):
        return None
    on = _day(fields, words, received_at.astimezone(city_time).date())
    if on is None:
        return None
    hour = _hour(f"{fields.get('arrived_on', '')} {fields.get('remark', '')}", words)
    return datetime.combine(on, hour, city_time)


def _day(fields: Mapping[str, str], words: str, received_on: date) -> date | None:
    for name in ("arrived_on", "entry_date"):
        year, month, day = read_date(fields.get(name, ""))
        if month and day:
            try:
                found = date(year or received_on.year, month, day)
            except ValueError:
                continue
            if found >= received_on:
                return found
    if _TOMORROW.search(words):
        return received_on + timedelta(days=1)
    return received_on if _TODAY.search(words) else None


def _hour(said: str, words: str) -> time:
    if found := _HOUR.search(said):
        return time(int(found[1]), int(found[2] or 0))
    if _EVENING.search(words):
        return _AT_NIGHT
    return _IN_THE_MORNING if _MORNING.search(words) else _USUAL


def arrival_problems(
    state: str, condition: str, handed_by: str, to_unit: str, note: str
) -> list[ArrivalProblem]:
    """All that is missing in what a unit says of an arrival, at once."""
    if state not in set(ArrivalState) - {ArrivalState.EXPECTED}:
        return [ArrivalProblem.UNKNOWN_STATE]
    problems: list[ArrivalProblem] = []
    if state == ArrivalState.RECEIVED and condition not in set(Condition):
        problems.append(ArrivalProblem.CONDITION)
    if state == ArrivalState.RECEIVED and not handed_by.strip():
        problems.append(ArrivalProblem.HANDED_BY)
    if state == ArrivalState.DIVERTED and not (to_unit or note.strip()):
        problems.append(ArrivalProblem.UNIT)
    return problems
