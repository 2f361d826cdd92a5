"""Who has not reported is rung, and who reports nothing where there was something the day before."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

from yanpan.base.events.queries import EventView, current_event
from yanpan.base.gate import Actor, operation
from yanpan.base.notices.models import Notice
from yanpan.base.notices.operations import Call, keep_calls
from yanpan.base.places.queries import UnitView, list_units
from yanpan.hq.queries.line_reports.deadlines import Deadlines, reporting_day
from yanpan.hq.queries.line_reports.matrix import (
    REPORTING_KINDS,
    anybody_reports,
    cells_of,
    day_owed,
    zeros_to_ask,
)
from yanpan.hq.rules.lines import CUT_OFF, DAY
from yanpan.hq.rules.reports import OUTSTANDING
from yanpan.kernel.errors import Refused

LATE, DAY_LATE, ZERO = "reports_late", "day_reports_late", "reports_zero"


@operation("hq.call_late_reports")
def call_late_reports(actor: Actor, *, now: datetime) -> int:
    """Put on the call list, per unit, how many reports are late and how many zeros are to be asked about.

    Those of the cut-off from the hour of the reminders on, those of 0–24 h from half an hour after they were due.
    What has come in leaves the list by itself. Returns how many calls are new.
    """
    found = _event()
    if found is None:
        return 0
    calls = _calls(actor, found, now)
    return sum(
        keep_calls(mine, matter=matter, under_path=path, now=now)
        for path in actor.units
        for matter, every in calls.items()
        for mine in [[call for unit, call in every if unit.path.startswith(path)]]
    )


def anybody_to_ring(actor: Actor, now: datetime) -> bool:
    """Whether a round would change the list: somebody is late, or was."""
    found = _event()
    if found is None:
        return False
    on_list = Notice.objects.filter(matter__in=(LATE, DAY_LATE, ZERO), answered_at=None).exists()
    return on_list or any(_calls(actor, found, now).values())


def _event() -> EventView | None:
    """None: nothing goes on, or nobody reports lines yet."""
    try:
        event = current_event()
    except Refused:
        return None
    return event if anybody_reports(event.id) else None


Calls = list[tuple[UnitView, Call]]


def _calls(actor: Actor, event: EventView, now: datetime) -> dict[str, Calls]:
    """Matter → whom to ring about it."""
    units = [one for path in actor.units for one in list_units(under=path, kinds=REPORTING_KINDS)]
    rings = event.pack.may_call("other", now)
    evening = _Owed(event, units, CUT_OFF, now)
    asked = _asked_already(evening)
    zero = Counter(key for key, _line in evening.zeros_to_ask())
    return {
        LATE: _call_each(evening, evening.late(), LATE, "late_reports", rings),
        DAY_LATE: _call_late_days(event, units, now, rings),
        ZERO: _call_each(evening, zero, ZERO, "zero_reports", rings, without=asked),
    }


def _call_late_days(event: EventView, units: Sequence[UnitView], now: datetime, rings: bool) -> Calls:
    if not day_owed(event.id, reporting_day(now, DAY)):
        return []
    owed = _Owed(event, units, DAY, now)
    return _call_each(owed, owed.late(), DAY_LATE, "late_day_reports", rings)


class _Owed:
    """What units owe on one basis, of those that may be rung about it now."""

    def __init__(self, event: EventView, units: Sequence[UnitView], basis: str, now: datetime) -> None:
        self._event, self._on, self._basis = event, reporting_day(now, basis), basis
        self.deadlines = Deadlines(units, self._on, basis)
        self.units = [one for one in units if self.deadlines.rings_at(one.key) <= now]
        self._cells = cells_of(event.id, self.units, self._on, basis, now)

    def late(self) -> Counter[str]:
        """Unit key → reports not in."""
        return Counter(key for (key, _line), cell in self._cells.items() if cell.standing in OUTSTANDING)

    def zeros_to_ask(self) -> list[tuple[str, str]]:
        return zeros_to_ask(self._event.id, self.units, self._on, self._basis, self._cells)


def _call_each(
    owed: _Owed,
    counted: Counter[str],
    matter: str,
    fact: str,
    rings: bool,
    without: Collection[int] = (),
) -> Calls:
    return [
        (one, Call(one.id, matter, {fact: counted[one.key]}, due_at=owed.deadlines.of(one.key), rings=rings))
        for one in owed.units
        if counted[one.key] and one.id not in without
    ]


def _asked_already(owed: _Owed) -> set[int]:
    """Units that answered about their zeros since the hour of the reminders: asked once a day."""
    keys: dict[int, str] = {one.id: one.key for one in owed.units}
    answered = Notice.objects.filter(matter=ZERO, unit_id__in=keys, answered_at__isnull=False)
    times = answered.exclude(answered_by="").values_list("unit_id", "answered_at")
    return {unit_id for unit_id, at in times if at and at >= owed.deadlines.rings_at(keys[unit_id])}
