"""Who has not reported is rung, and who reports nothing where there was something the day before."""

from collections import Counter
from collections.abc import Iterable, Sequence
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
    zeros_to_ask,
)
from yanpan.hq.rules.lines import CUT_OFF
from yanpan.hq.rules.reports import OUTSTANDING
from yanpan.kernel.errors import Refused

LATE, ZERO = "reports_late", "reports_zero"


@operation("hq.call_late_reports")
def call_late_reports(actor: Actor, *, now: datetime) -> int:
    """Put on the call list, per unit, how many reports are late and how many zeros are to be asked about.

    What has come in leaves the list by itself. Returns how many calls are new.
    """
    found = _event()
    if found is None:
        return 0
    late, zero = _calls(actor, found, now)
    return sum(
        keep_calls(calls, matter=matter, under_path=path, now=now)
        for path in actor.units
        for matter, every in ((LATE, late), (ZERO, zero))
        for calls in [[call for unit, call in every if unit.path.startswith(path)]]
    )


def anybody_to_ring(actor: Actor, now: datetime) -> bool:
    """Whether a round would change the list: somebody is late, or was."""
    found = _event()
    if found is None:
        return False
    on_list = Notice.objects.filter(matter__in=(LATE, ZERO), answered_at=None).exists()
    return on_list or any(_calls(actor, found, now))


def _event() -> EventView | None:
    """None: nothing goes on, or nobody reports lines yet."""
    try:
        event = current_event()
    except Refused:
        return None
    return event if anybody_reports(event.id) else None


Calls = list[tuple[UnitView, Call]]


def _calls(actor: Actor, event: EventView, now: datetime) -> tuple[Calls, Calls]:
    on = reporting_day(now, CUT_OFF)
    units = [one for path in actor.units for one in list_units(under=path, kinds=REPORTING_KINDS)]
    deadlines = Deadlines(units, on, CUT_OFF)
    ringing = [one for one in units if deadlines.rings_at(one.key) <= now]
    cells = cells_of(event.id, ringing, on, CUT_OFF, now)
    late = Counter(key for (key, _line), cell in cells.items() if cell.standing in OUTSTANDING)
    zero = Counter(key for key, _line in zeros_to_ask(event.id, ringing, on, CUT_OFF, cells))
    asked = _asked_already(ringing, deadlines)
    rings = event.pack.may_call("other", now)
    return (
        _call_each(ringing, late, LATE, "late_reports", rings, deadlines),
        _call_each(
            [one for one in ringing if one.id not in asked], zero, ZERO, "zero_reports", rings, deadlines
        ),
    )


def _call_each(
    units: Iterable[UnitView],
    counted: Counter[str],
    matter: str,
    fact: str,
    rings: bool,
    deadlines: Deadlines,
) -> Calls:
    return [
        (one, Call(one.id, matter, {fact: counted[one.key]}, due_at=deadlines.of(one.key), rings=rings))
        for one in units
        if counted[one.key]
    ]


def _asked_already(units: Sequence[UnitView], deadlines: Deadlines) -> set[int]:
    """Units that answered about their zeros since the hour of the reminders: asked once a day."""
    keys: dict[int, str] = {one.id: one.key for one in units}
    answered = Notice.objects.filter(matter=ZERO, unit_id__in=keys, answered_at__isnull=False)
    times = answered.exclude(answered_by="").values_list("unit_id", "answered_at")
    return {unit_id for unit_id, at in times if at and at >= deadlines.rings_at(keys[unit_id])}
