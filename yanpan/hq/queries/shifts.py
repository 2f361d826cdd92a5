"""What is open at a hand-over of the shift, the sheets, and the shifts nobody has taken over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Min

from yanpan.base.gate import Actor, query
from yanpan.base.notices.models import Notice
from yanpan.base.places.models import Unit
from yanpan.base.places.queries import view_unit
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.tasks.models import Handover
from yanpan.base.vault.sealing import unseal
from yanpan.hq.models import DutyEntry, IncomingPaper, Item, RapidReport, ShiftHandover
from yanpan.hq.queries.day import day_in_force, local_day
from yanpan.hq.queries.duty_log import OPEN
from yanpan.hq.rules.day import fallen_due
from yanpan.hq.rules.items import OUT
from yanpan.kernel.errors import Missing

MOST_SHEETS = 14


@dataclass(frozen=True, slots=True)
class OpenThing:
    """kind: entry, report, item, paper, calls, handovers; words: a code or a title, never a person's.

    id: '' where many are counted in one line; said: what the caller said, of entries only, opened for the reader.
    """

    kind: str
    id: str
    since: datetime
    unit: str
    words: str
    count: int = 1
    said: str = ""

    def kept(self) -> list[object]:
        """As the sheet keeps it: without what a caller said."""
        return [self.kind, self.id, self.since.isoformat(), self.unit, self.words, self.count]


@dataclass(frozen=True, slots=True)
class SheetView:
    """One signed sheet. lines: [] in lists."""

    id: UUID
    unit: str
    unit_key: str
    on: date
    hour: str
    said: str
    outgoing_at: datetime
    outgoing_by: str
    incoming_at: datetime | None
    incoming_by: str
    version: int
    count: int
    lines: tuple[OpenThing, ...] = ()


@dataclass(frozen=True, slots=True)
class LateShift:
    unit_id: int
    path: str
    hour: str
    due_at: datetime


def open_things(event_id: UUID, unit: Unit, now: datetime) -> list[OpenThing]:
    """Everything a headquarters has open at a moment: each line of the log, report, late item and paper; calls and
    hand-overs counted by what they are about and whom they wait for."""
    return [
        *_entries(event_id, unit),
        *_reports(event_id, unit),
        *_late_items(event_id, unit, now),
        *_papers(event_id, unit),
        *_calls(unit),
        *_handovers(event_id, unit),
    ]


def _entries(event_id: UUID, unit: Unit) -> Iterable[OpenThing]:
    found = DutyEntry.objects.filter(OPEN, event_id=event_id, unit=unit).select_related("passed_to")
    for one in found.order_by("at", "id"):
        yield OpenThing("entry", str(one.id), one.at, one.passed_to.name if one.passed_to else "", "")


def _reports(event_id: UUID, unit: Unit) -> Iterable[OpenThing]:
    found = RapidReport.objects.filter(
        event_id=event_id, unit__path__startswith=unit.path, closed_at=None, withdrawn_at=None
    )
    for one in found.select_related("unit").order_by("reported_at", "id"):
        yield OpenThing("report", str(one.id), one.reported_at, one.unit.name, one.kind)


def _late_items(event_id: UUID, unit: Unit, now: datetime) -> Iterable[OpenThing]:
    found = Item.objects.filter(event_id=event_id, unit=unit, state__in=list(OUT), due_at__lt=now)
    for one in found.select_related("owner").order_by("due_at", "id"):
        yield OpenThing("item", str(one.id), one.due_at, one.owner.name, one.matter or one.code)


def _papers(event_id: UUID, unit: Unit) -> Iterable[OpenThing]:
    found = IncomingPaper.objects.filter(
        event_id=event_id, unit=unit, answered_at=None, void_at=None, due_at__isnull=False
    )
    for one in found.select_related("owner").order_by("due_at", "id"):
        yield OpenThing("paper", str(one.id), one.due_at or one.received_at, one.owner.name, one.number)


def _calls(unit: Unit) -> Iterable[OpenThing]:
    found = Notice.objects.filter(unit__path__startswith=unit.path, channel="call", answered_at=None)
    for matter, count, since in (
        found.values_list("matter").annotate(count=Count("id"), since=Min("made_at")).order_by("matter")
    ):
        yield OpenThing("calls", "", since, "", matter, count)


def _handovers(event_id: UUID, unit: Unit) -> Iterable[OpenThing]:
    found = Handover.objects.filter(
        event_id=event_id, sender=unit, acknowledged_at=None, refused_at=None, recalled_at=None
    )
    for name, count, since in (
        found.values_list("receiver__name")
        .annotate(count=Count("id"), since=Min("sent_at"))
        .order_by("receiver__order")
    ):
        yield OpenThing("handovers", "", since, name, "", count)


@query("hq.list_open_things", subject="unit_key")
def list_open_things(actor: Actor, *, event_id: UUID, unit_key: str, now: datetime) -> list[OpenThing]:
    """What the sheet would hold if it were signed now. Missing: another headquarters."""
    unit = Unit.objects.filter(key=unit_key, path__in=actor.units).first()
    if unit is None:
        raise Missing("unit")
    return _with_words(open_things(event_id, unit, now))


@query("hq.get_shift_sheet", subject="shift_id")
def get_shift_sheet(actor: Actor, *, shift_id: UUID, now: datetime) -> SheetView:
    """A signed sheet with all its lines; Missing if it is another headquarters'."""
    sheet = (
        ShiftHandover.objects.select_related("unit").filter(id=shift_id, unit__path__in=actor.units).first()
    )
    if sheet is None:
        raise Missing("shift")
    lines = [
        OpenThing(kind, thing, datetime.fromisoformat(since), unit, words, count)
        for kind, thing, since, unit, words, count in sheet.open_things
    ]
    return _sheet_view(sheet, tuple(_with_words(lines)))


@query("hq.list_shifts", personal=False)
def list_shifts(actor: Actor, *, event_id: UUID, now: datetime) -> list[SheetView]:
    """The last sheets of the actor's own headquarters, the newest first."""
    found = ShiftHandover.objects.filter(event_id=event_id, unit__path__in=actor.units)
    newest = found.select_related("unit").order_by("-on", "-hour")[:MOST_SHEETS]
    return [_sheet_view(one) for one in newest]


def _sheet_view(one: ShiftHandover, lines: tuple[OpenThing, ...] = ()) -> SheetView:
    return SheetView(
        one.id,
        one.unit.name,
        one.unit.key,
        one.on,
        one.hour,
        one.said,
        one.outgoing_at,
        one.outgoing_by,
        one.incoming_at,
        one.incoming_by,
        one.version,
        len(one.open_things),
        lines,
    )


def _with_words(lines: Sequence[OpenThing]) -> list[OpenThing]:
    """With what callers said, opened for whoever reads the sheet."""
    ids = [UUID(one.id) for one in lines if one.kind == "entry"]
    said = {str(one.id): unseal(one, "matter") for one in DutyEntry.objects.filter(id__in=ids)}
    return [replace(one, said=said.get(one.id, "")) if one.kind == "entry" else one for one in lines]


def shifts_not_taken_over(now: datetime) -> list[LateShift]:
    """Headquarters that keep a log or sheets, and whose last shift nobody has signed for after its minutes of grace."""
    keeping = Unit.objects.filter(
        pk__in=DutyEntry.objects.filter(event__closed_at=None).values("unit")
    ) | Unit.objects.filter(pk__in=ShiftHandover.objects.filter(event__closed_at=None).values("unit"))
    late = (_late_shift(unit, now) for unit in keeping.order_by("order", "id"))
    return [one for one in late if one is not None]


def _late_shift(unit: Unit, now: datetime) -> LateShift | None:
    local = now.astimezone(CITY_TIME)
    shifts = [
        (at, one)
        for at, one in fallen_due(day_in_force(view_unit(unit), local_day(now)), local)
        if one.done_by == "shift"
    ]
    if not shifts:
        return None
    due_at, hour = shifts[-1]
    if local < due_at + timedelta(minutes=hour.call_after or 0) or _began_after(unit, due_at):
        return None
    taken = ShiftHandover.objects.filter(
        unit=unit, on=local_day(now), hour=hour.at, incoming_at__isnull=False
    )
    return None if taken.exists() else LateShift(unit.pk, unit.path, hour.at, due_at)


def _began_after(unit: Unit, moment: datetime) -> bool:
    """A log that was begun after this hour owes no sheet for it."""
    entered = DutyEntry.objects.filter(unit=unit, entered_at__lt=moment)
    signed = ShiftHandover.objects.filter(unit=unit, outgoing_at__lt=moment)
    return not (entered.exists() or signed.exists())
