"""When reports are due: each unit by the cut-off of the headquarters above it, the day 0–24 by one o'clock."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from yanpan.base.places.queries import UnitView
from yanpan.base.policy.rules import CITY_TIME
from yanpan.hq.models import HourChange
from yanpan.hq.rules.day import Change, Hour, day_of, hour_named, working_day
from yanpan.hq.rules.lines import DAY

_DAY_STATISTICS = timedelta(days=1, hours=1)
_PATIENCE = timedelta(minutes=30)


def reporting_day(now: datetime, basis: str) -> date:
    """The day reports are filled for now: of 0–24 h the last that is over, else the working day."""
    local = now.astimezone(CITY_TIME)
    if basis == DAY:
        return local.date() - timedelta(days=1)
    return working_day(local)


class Deadlines:
    """The deadlines of a day and a basis for these units. One query."""

    def __init__(self, units: Iterable[UnitView], on: date, basis: str) -> None:
        self._on, self._basis = on, basis
        self._above = {unit.key: _headquarters_above(unit) for unit in units}
        self._changes: dict[str, list[Change]] = {}
        changed = HourChange.objects.filter(unit__key__in={key for key, _level in self._above.values()})
        for one in changed.select_related("unit").order_by("made_at", "id"):
            change = Change(one.code, one.at, one.from_on, one.title)
            self._changes.setdefault(one.unit.key, []).append(change)
        self._known: dict[tuple[str, str], tuple[datetime, datetime]] = {}

    def of(self, unit_key: str) -> datetime:
        if self._basis == DAY:
            return _local(datetime.combine(self._on, time()) + _DAY_STATISTICS)
        return self._hours(unit_key)[0]

    def rings_at(self, unit_key: str) -> datetime:
        """From when whoever has not reported is rung: the hour of the reminders; of 0–24 h, soon after it was due."""
        if self._basis == DAY:
            return self.of(unit_key) + _PATIENCE
        return self._hours(unit_key)[1]

    def _hours(self, unit_key: str) -> tuple[datetime, datetime]:
        above = self._above[unit_key]
        if above not in self._known:
            key, level = above
            hours = day_of(level, self._changes.get(key, []), self._on)
            due_at = _local(_cut_off(hours).on(self._on))
            reminders = hour_named(hours, "reminders")
            reminded_at = _local(reminders.on(self._on)) if reminders else due_at + _PATIENCE
            self._known[above] = (due_at, max(due_at, reminded_at))
        return self._known[above]


def _headquarters_above(unit: UnitView) -> tuple[str, str]:
    """(its key, its level): whose cut-off a unit reports for."""
    keys = unit.path.strip("/").split("/")
    return (keys[1], "county") if len(keys) > 2 else (keys[0], "city")


def _cut_off(hours: Iterable[Hour]) -> Hour:
    """A headquarters that has struck out its cut-off has the reports by midnight."""
    return hour_named(hours, "cut_off") or Hour("cut_off", "24:00", "hand")


def _local(moment: datetime) -> datetime:
    return moment.replace(tzinfo=CITY_TIME)
