"""Which archives are kept: every one of the last day, then the last of each day, then the last of each week."""

from collections.abc import Iterable
from datetime import datetime, timedelta

HOURS, DAYS, WEEKS = 26, 8, 5


def kept(made: Iterable[datetime], now: datetime) -> set[datetime]:
    """The newest is always kept, however old it is: a server that stood still for a year loses nothing."""
    times = sorted(made)
    chosen = set(times[-1:])
    last_of_day: dict[tuple[int, ...], datetime] = {}
    last_of_week: dict[tuple[int, ...], datetime] = {}
    for at in times:
        if at > now - timedelta(hours=HOURS):
            chosen.add(at)
        if at > now - timedelta(days=DAYS):
            last_of_day[at.timetuple()[:3]] = at
        if at > now - timedelta(weeks=WEEKS):
            last_of_week[tuple(at.isocalendar()[:2])] = at
    return chosen | set(last_of_day.values()) | set(last_of_week.values())
