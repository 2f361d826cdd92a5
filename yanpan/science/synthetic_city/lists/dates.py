"""The six ways people type a date."""

import datetime as dt
import random

STYLES = ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "Y年M月D日", "Y.M.D", "M月D日")


def typed_date(day: dt.date, rng: random.Random) -> str:
    """The day in one of six styles, one of them without the year."""
    style = rng.choice(STYLES)
    if "%" in style:
        return day.strftime(style)
    return style.replace("Y", str(day.year)).replace("M", str(day.month)).replace("D", str(day.day))


def date_cell(day: dt.date, real_share: float, rng: random.Random) -> str | dt.date:
    """A real date for `real_share` of the cells, typed text otherwise."""
    return day if rng.random() < real_share else typed_date(day, rng)


def recent_day(last: dt.date, back: int, rng: random.Random) -> dt.date:
    """One of the `back` days up to `last`."""
    return last - dt.timedelta(days=rng.randrange(back))
