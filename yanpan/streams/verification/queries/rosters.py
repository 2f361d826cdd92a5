"""Printed copies: which are out, which are back, what of them is still to be entered."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Count, F, Q, QuerySet, When

from yanpan.base.gate import Actor, query, under
from yanpan.base.people.queries import ContactFacts, contact_facts
from yanpan.kernel.errors import Missing
from yanpan.streams.verification.models import Roster, RosterLine

MOST = 200
_OUT_FIRST = Case(When(returned_at=None, then=0), default=1)


@dataclass(frozen=True, slots=True)
class RosterView:
    """One copy. entered: how many of its persons were entered from it; missing: how many are still to be."""

    id: UUID
    mark: str
    unit_key: str
    unit: str
    printed_at: datetime
    printed_by: str
    person_count: int
    returned_at: datetime | None
    returned_by: str
    noted_by: str
    entered: int
    missing: int


@query("verification.list_rosters", records=("unit_path",), personal=False)
def list_rosters(actor: Actor, *, unit_path: str, now: datetime) -> list[RosterView]:
    """Copies of a unit and those below it: those still out first, then the newest; at most 200. Names nobody."""
    actor.must_cover(unit_path)
    found = _rosters(actor).filter(unit__path__startswith=unit_path)
    return [_view(one) for one in found.order_by(_OUT_FIRST, "-printed_at", "id")[:MOST]]


@query("verification.find_roster", personal=False)
def find_roster(actor: Actor, *, mark: str, now: datetime) -> UUID:
    """The copy with this mark, as printed or read from its QR; Missing elsewhere."""
    found = _rosters(actor).filter(mark=mark).values_list("id", flat=True).first()
    if found is None:
        raise Missing("roster")
    return UUID(str(found))


def _rosters(actor: Actor) -> QuerySet[Roster]:
    mine = Roster.objects.filter(under("unit__path", actor)).select_related("unit")
    unentered = Q(lines__outcome__isnull=True, lines__isnull=False)
    return mine.annotate(
        entered=Count("lines", filter=Q(lines__outcome__isnull=False)),
        missing=Count("lines", filter=unentered & _sought_here("lines__", unit=F("unit"))),
    )


def _sought_here(line: str, *, unit: F) -> Q:
    """Of a line: the person is still with the unit it was printed for, and the search has not died (HC-19)."""
    here = {f"{line}task__custody": unit, f"{line}task__merged_away": False}
    return Q(**here) & ~Q(**{f"{line}task__standing": "lapsed"})


def _view(one: Roster) -> RosterView:
    return RosterView(
        one.id,
        one.mark,
        one.unit.key,
        one.unit.name,
        one.printed_at,
        one.printed_by,
        one.person_count,
        one.returned_at,
        one.returned_by,
        one.noted_by,
        one.entered,  # type: ignore[attr-defined]
        one.missing,  # type: ignore[attr-defined]
    )


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One person of a copy, in clear as on the paper."""

    number: int
    task_id: UUID
    person: ContactFacts
    find_by: datetime
    version: int
    entered: bool
    standing: str


@dataclass(frozen=True, slots=True)
class RosterSheet:
    """lines: who is still sought there; taken_off: numbers of the lines of those who no longer are, unentered."""

    roster: RosterView
    lines: tuple[SheetLine, ...]
    taken_off: tuple[int, ...]

    @property
    def id(self) -> UUID:
        """Of the copy."""
        return self.roster.id


@query("verification.get_roster", subject="roster_id")
def get_roster(actor: Actor, *, roster_id: UUID, now: datetime) -> RosterSheet:
    """One copy with its persons in clear: to print it, and to enter it when it is back. Missing elsewhere.

    Whose search died, or who went to another unit since, is on it no more.
    """
    roster = _rosters(actor).filter(id=roster_id).first()
    if roster is None:
        raise Missing("roster")
    lines = roster.lines.order_by("number")
    sought = lines.filter(_sought_here("", unit=F("roster__unit"))).select_related("task__person")
    unentered = lines.filter(outcome=None).values_list("number", flat=True)
    shown = tuple(_line(one) for one in sought)
    numbers = {one.number for one in shown}
    return RosterSheet(_view(roster), shown, tuple(one for one in unentered if one not in numbers))


def _line(one: RosterLine) -> SheetLine:
    return SheetLine(
        number=one.number,
        task_id=one.task_id,
        person=contact_facts(one.task.person),
        find_by=one.task.find_by,
        version=one.task.version,
        entered=one.outcome_id is not None,
        standing=one.task.standing,
    )
