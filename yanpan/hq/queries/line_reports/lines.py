"""What is reported: the lines of work in the order of the meeting, then pockets and impact; each line's form."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.apps import apps

from yanpan.base.places.queries import UnitView
from yanpan.base.policy.lines import LINES
from yanpan.hq.models import LineForm
from yanpan.hq.rules.lines import CUT_OFF, DAY, Field, LineDefinition, Said, definitions, with_extra
from yanpan.hq.rules.lines.extra import checks_of, fields_of
from yanpan.kernel.errors import Missing

BASES = (CUT_OFF, DAY)


@dataclass(frozen=True, slots=True)
class ReportedLine:
    """counted_by_room: the line has its own room, which counts; only words are reported here."""

    key: str
    name: Said
    forces: tuple[str, ...]
    counted_by_room: bool
    shipped: LineDefinition


@cache
def reported_lines() -> tuple[ReportedLine, ...]:
    shipped = definitions()
    lines = [_line(one.key, Said(one.name_zh, one.name_en), one.forces, shipped[one.key]) for one in LINES]
    known = {one.key for one in lines}
    beside = [one for one in shipped.values() if one.key not in known and one.name is not None]
    ordered = sorted(beside, key=lambda one: one.key, reverse=True)  # pockets before impact
    return (*lines, *(_line(one.key, one.name, one.forces, one) for one in ordered if one.name))


def _line(key: str, name: Said, forces: tuple[str, ...], shipped: LineDefinition) -> ReportedLine:
    by_room = apps.is_installed(f"yanpan.streams.{key}")
    return ReportedLine(key, name, forces, by_room, LineDefinition(key) if by_room else shipped)


def reported_line(key: str) -> ReportedLine:
    """Missing."""
    for one in reported_lines():
        if one.key == key:
            return one
    raise Missing("line")


class Forms:
    """The forms of every line, read once: what a line reports on a day, and what a report was filled with."""

    def __init__(self) -> None:
        self._forms = list(LineForm.objects.order_by("line", "number"))
        self._made: dict[tuple[str, object], LineDefinition] = {}

    def form_on(self, line: str, on: date) -> LineForm | None:
        """The newest workbook in force on a day."""
        return next((one for one in reversed(self._forms) if one.line == line and one.from_on <= on), None)

    def definition_on(self, line: str, on: date) -> LineDefinition:
        return self._with(line, self.form_on(line, on))

    def definition_of(self, line: str, form_id: object) -> LineDefinition:
        """As a report of this form was filled."""
        return self._with(line, next((one for one in self._forms if one.id == form_id), None))

    def _with(self, line: str, form: LineForm | None) -> LineDefinition:
        key = (line, form.id if form else None)
        if key not in self._made:
            shipped = reported_line(line).shipped
            self._made[key] = (
                with_extra(shipped, fields_of(form.fields), checks_of(form.checks)) if form else shipped
            )
        return self._made[key]


@dataclass(frozen=True, slots=True)
class Due:
    """One report a unit owes of a day."""

    unit_key: str
    line: str
    basis: str


def fields_asked(
    line: ReportedLine, definition: LineDefinition, unit_kind: str, basis: str
) -> tuple[Field, ...]:
    return () if line.counted_by_room else definition.asked_of(unit_kind, basis)


def owes(line: ReportedLine, unit: UnitView, basis: str) -> bool:
    """Whether a unit reports a line on a basis: the line's own task forces, and every county and township.

    Where the room counts, the task force still says what it did, what is wrong, what it needs.
    """
    if unit.kind == "force":
        if unit.key.removeprefix("force-") not in line.forces:
            return False
        return bool(line.shipped.asked_of("force", basis)) or (line.counted_by_room and basis == CUT_OFF)
    return unit.kind in ("county", "township") and bool(line.shipped.asked_of(unit.kind, basis))


def due_of(units: Iterable[UnitView], basis: str) -> list[Due]:
    """Every report these units owe of a day on one basis, in the order of the lines."""
    return [
        Due(unit.key, line.key, basis)
        for unit in units
        for line in reported_lines()
        if owes(line, unit, basis)
    ]
