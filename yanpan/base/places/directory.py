"""The contact directory as a sheet brings it: what it would change, and everything that is wrong with it, at once."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from yanpan.base.gate import Actor, under
from yanpan.base.places.models import Unit
from yanpan.base.places.operations import Duty
from yanpan.kernel.errors import Refused

LONGEST_NAME = 40
_TELEPHONE = re.compile(r"\+?\d[\d\- ]{3,18}\d")


@dataclass(frozen=True, slots=True)
class DutyLine:
    """row: as the spreadsheet shows it at its left edge."""

    row: int
    unit_key: str
    leader: str
    deputy: str
    phone: str


@dataclass(frozen=True, slots=True)
class DutyChange:
    unit_name: str
    before: Duty
    after: Duty


@dataclass(frozen=True, slots=True)
class DutyPlan:
    """faults: each with its row; with one, nothing is taken."""

    changes: list[DutyChange] = field(default_factory=list)
    same: int = 0
    faults: list[Refused] = field(default_factory=list)


def plan_duties(actor: Actor, lines: Sequence[DutyLine]) -> DutyPlan:
    """What would change of the actor's units. A line without leader, deputy and telephone says nothing."""
    said = [one for one in lines if one.leader or one.deputy or one.phone]
    units = {one.key: one for one in Unit.objects.filter(under("path", actor), kind__in=_OFFICES)}
    faults = [fault for one in said for fault in _faults(one, units)] + _twice(said)
    if faults:
        return DutyPlan(faults=sorted(faults, key=lambda one: int(str(one.facts["row"]))))
    changes = [_change(one, units[one.unit_key]) for one in said]
    real = [one for one in changes if one.before != one.after]
    return DutyPlan(real, len(changes) - len(real))


_OFFICES = ("city", "force", "county", "township")


def _change(line: DutyLine, unit: Unit) -> DutyChange:
    before = Duty(unit.key, unit.leader, unit.deputy, unit.phone)
    return DutyChange(unit.name, before, Duty(unit.key, line.leader, line.deputy, line.phone))


def _faults(line: DutyLine, units: dict[str, Unit]) -> Iterator[Refused]:
    if line.unit_key not in units:
        yield Refused("row_of_no_unit", row=line.row)
    if not line.leader:
        yield Refused("row_without_leader", row=line.row)
    if not _TELEPHONE.fullmatch(line.phone):
        yield Refused("row_without_telephone", row=line.row)
    if len(line.leader) > LONGEST_NAME or len(line.deputy) > LONGEST_NAME:
        yield Refused("row_name_too_long", row=line.row, most=LONGEST_NAME)


def _twice(lines: Sequence[DutyLine]) -> list[Refused]:
    first: dict[str, int] = {}
    return [
        Refused("row_repeats_another", row=one.row, other=first[one.unit_key])
        for one in lines
        if first.setdefault(one.unit_key, one.row) != one.row
    ]
