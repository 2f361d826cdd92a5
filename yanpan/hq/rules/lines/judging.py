"""From what was entered to figures, with everything that is wrong with them at once. Pure."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from yanpan.hq.rules.lines.definition import CUT_OFF, Check, Field, LineDefinition
from yanpan.hq.rules.lines.expressions import Number

Value = Number | str
Figures = dict[str, Value]

LARGEST = 1_000_000_000
LONGEST_TEXT = 2_000
MOST_FIELDS = 400
CHANGED_SHARE = 0.02
BASE_CHANGED = "base_changed:"
"""How a reason for a changed base is keyed: this and the field; of a check, the check alone."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. key: under which a reason confirms it; empty where none does."""

    code: str
    figure: str = ""
    key: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


class NotAValue(Exception):
    """problem: code and facts of what is wrong with one value."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def read_figures(
    asked: Iterable[Field], entered: Mapping[str, object], today: date
) -> tuple[Figures, list[Problem]]:
    """What was entered as figures. Blank ones are left out: whether one may be blank is asked on approval."""
    fields = {one.id: one for one in asked}
    problems: list[Problem] = []
    if len(entered) > MOST_FIELDS:
        problems.append(Problem("too_many_figures", facts={"count": len(entered), "most": MOST_FIELDS}))
    elif unknown := sorted(set(entered) - set(fields)):
        problems.append(Problem("unknown_figures", facts={"count": len(unknown), "first": unknown[0][:40]}))
    figures: Figures = {}
    for name, one in fields.items():
        try:
            value = read_value(one, entered.get(name), today)
        except NotAValue as wrong:
            problems.append(Problem(wrong.code, name, facts=wrong.facts))
        else:
            if value is not None:
                figures[name] = value
    return figures, problems


def read_value(one: Field, entered: object, today: date) -> Value | None:
    """None for a blank. Raises NotAValue."""
    text = "" if entered is None else str(entered)
    if len(text) > LONGEST_TEXT:
        raise NotAValue("text_too_long", length=len(text), most=LONGEST_TEXT)
    text = unicodedata.normalize("NFKC", text).strip() if one.kind != "text" else text.strip()
    return _READERS[one.kind](one, text, today) if text else None


def _number(one: Field, text: str, today: date) -> Number:
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        raise NotAValue("not_a_number", entered=text[:20]) from None
    if value != value or abs(value) > LARGEST:
        raise NotAValue("number_too_large", most=LARGEST)
    if value < 0:
        raise NotAValue("number_negative")
    if one.kind == "count":
        if value != int(value):
            raise NotAValue("not_whole", entered=text[:20])
        return int(value)
    return round(value, 2)


def _text(one: Field, text: str, today: date) -> str:
    return text


def _choice(one: Field, text: str, today: date) -> str:
    if text not in {key for key, _name in one.choices}:
        raise NotAValue("not_a_choice", entered=text[:20])
    return text


def _day(one: Field, text: str, today: date) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise NotAValue("not_a_day", entered=text[:20]) from None
    if day > today:
        raise NotAValue("day_in_future", entered=day.isoformat())
    return day.isoformat()


_READERS: dict[str, Callable[[Field, str, date], Value]] = {
    "count": _number,
    "decimal": _number,
    "hours": _number,
    "text": _text,
    "choice": _choice,
    "date": _day,
}


def numbers_of(figures: Mapping[str, Value]) -> dict[str, Number]:
    return {name: value for name, value in figures.items() if not isinstance(value, str)}


def broken_checks(
    definition: LineDefinition, figures: Mapping[str, Value], reasons: Mapping[str, str]
) -> list[Problem]:
    """Impossible figures, and implausible ones that nobody gave a reason for."""
    numbers = numbers_of(figures)
    broken = [one for one in definition.checks if not one.must.holds(numbers)]
    return [_of_check(one, numbers) for one in broken if one.hard or not reasons.get(one.id, "").strip()]


def _of_check(one: Check, numbers: Mapping[str, Number]) -> Problem:
    facts: dict[str, object] = {name: numbers[name] for name in sorted(one.must.names) if name in numbers}
    code = "impossible" if one.hard else "implausible"
    return Problem(code, key="" if one.hard else one.id, facts={"check": one.id, "figures": facts})


def changed_bases(
    asked: Iterable[Field],
    figures: Mapping[str, Value],
    before: Mapping[str, Value],
    reasons: Mapping[str, str],
) -> list[Problem]:
    """Bases that moved by more than two of a hundred since the day before, without a reason."""
    return [
        Problem("base_changed", one.id, BASE_CHANGED + one.id, {"before": old, "after": new})
        for one in asked
        if one.base
        and isinstance(old := before.get(one.id), int | float)
        and isinstance(new := figures.get(one.id), int | float)
        and abs(new - old) > CHANGED_SHARE * old
        and not reasons.get(BASE_CHANGED + one.id, "").strip()
    ]


def open_questions(
    definition: LineDefinition,
    asked: Sequence[Field],
    figures: Mapping[str, Value],
    reasons: Mapping[str, str],
    before: Mapping[str, Value],
) -> list[Problem]:
    """What keeps a report from being approved: blank figures, impossible ones, reasons nobody gave."""
    blank = [one.id for one in asked if not one.optional and one.id not in figures]
    return [
        *(Problem("figure_missing", name) for name in blank),
        *broken_checks(definition, figures, reasons),
        *changed_bases(asked, figures, before, reasons),
    ]


def zeros(asked: Iterable[Field], before: Mapping[str, Value]) -> Figures:
    """A zero report: nothing happened; what is there is still there."""
    figures: Figures = {}
    for one in asked:
        if one.is_number and not one.level and not one.optional:
            figures[one.id] = 0
        elif one.level and one.id in before:
            figures[one.id] = before[one.id]
    return figures


def sums_of(definition: LineDefinition, reports: Iterable[Mapping[str, Value]]) -> dict[str, Number]:
    """The figures of several units as one: what adds up is added; what does not is left out."""
    sums: dict[str, Number] = {}
    for figures in reports:
        for name, value in figures.items():
            known = definition.by_id.get(name)
            if known is not None and known.is_number and known.sums and not isinstance(value, str):
                sums[name] = round(sums.get(name, 0) + value, 2)
    return sums


def computed_of(
    definition: LineDefinition, figures: Mapping[str, Value], basis: str = CUT_OFF
) -> dict[str, Number]:
    """What nobody types: days of cover, backlogs; rounded down, so that no cover is promised that is not there."""
    numbers = numbers_of(figures)
    values = {
        one.id: one.value.of(numbers)
        for one in definition.computed
        if definition.basis_of(one.value.names) == basis
    }
    return {name: int(value // 1) for name, value in values.items() if value is not None}


def is_zero_report(asked: Iterable[Field], figures: Mapping[str, Value]) -> bool:
    """Whether it says that nothing happened."""
    happened = [figures[one.id] for one in asked if one.is_number and not one.level and one.id in figures]
    return bool(happened) and not any(happened)
