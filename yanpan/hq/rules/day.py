"""The rhythm of a headquarters' day. Pure."""

from datetime import date, datetime, time, timedelta

CITY_CUT_OFF = "18:00"
COUNTY_CUT_OFF = "17:30"

# The rhythm of the day: hour → what falls due then.
RHYTHM = (
    ("08:00", "shift_handover"),
    (COUNTY_CUT_OFF, "county_cut_off"),
    (CITY_CUT_OFF, "city_cut_off"),
    ("19:00", "brief"),
    ("20:00", "meeting"),
    ("22:00", "dispatch"),
)


def working_day(local: datetime) -> date:
    """The day a cut-off belongs to: the headquarters' day runs from one hand-over of the shift to the next."""
    opens = time.fromisoformat(RHYTHM[0][0])
    return local.date() if local.time() >= opens else local.date() - timedelta(days=1)


def next_hours(local: datetime, count: int = 4) -> list[tuple[datetime, str]]:
    """The next hours of the day's rhythm after a local time, over midnight if need be."""
    days = (local, local + timedelta(days=1))
    hours = [
        (day.replace(hour=int(hour[:2]), minute=int(hour[3:]), second=0, microsecond=0), code)
        for day in days
        for hour, code in RHYTHM
    ]
    return [one for one in hours if one[0] > local][:count]


def cut_off_of(unit_kind: str) -> str:
    """The cut-off for which a unit of this kind confirms its figures: the next higher level's."""
    return COUNTY_CUT_OFF if unit_kind in ("township", "village") else CITY_CUT_OFF
