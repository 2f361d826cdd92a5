"""How the simulated units behave: everything drawn from a digest of seed and subject, nothing from the clock."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from hashlib import sha256

from yanpan.base.policy.rules import CITY_TIME

SILENT_COUNTY = "411122"  # 临颍县: nobody hears of it from 11:00 to 18:30
SILENT_ON, SILENT_FROM, SILENT_TO = date(2021, 8, 5), time(11, 0), time(18, 30)
REFUSING_COUNTY, RIGHT_COUNTY = "411104", "411171"  # 召陵区 refuses what the development zone now answers for
LATE_COUNTY = "411121"  # 舞阳县 confirms its figures after the cut-off
SILENT_FORCE = "force-schools"  # reports nothing until the next morning
SLOW_TO_SIGN = (
    SILENT_FORCE,
    LATE_COUNTY,
)  # of the meeting's items, only when they are rung again in the morning


def share(seed: int, *parts: object) -> float:
    """A number in [0, 1) that is the same for the same parts."""
    drawn = sha256("|".join(str(part) for part in (seed, *parts)).encode()).digest()
    return int.from_bytes(drawn[:7]) / 2**56


def pace_of_acknowledging(seed: int, unit_key: str, batch: str) -> timedelta:
    """Most sign within half an hour, one in twelve only after hours."""
    drawn = share(seed, "sign", unit_key, batch)
    if drawn > 0.92:
        return timedelta(minutes=150 + 200 * share(seed, "slow", unit_key, batch))
    return timedelta(minutes=4 + 40 * drawn)


HURRY_FROM = datetime(2021, 8, 6, 7, 20, tzinfo=CITY_TIME)
"""The province's sheet is due at 08:20: what is still on its way then is signed for and answered within minutes."""


def before_the_deadline(moment: datetime, since: datetime) -> datetime:
    return min(moment, max(HURRY_FROM, since + timedelta(minutes=8)))


def items_signed_at(seed: int, unit_key: str, sent_at: datetime) -> datetime:
    """An item of the evening's meeting is signed for within half an hour; two units leave it until the morning."""
    if unit_key in SLOW_TO_SIGN:
        return awake(sent_at + timedelta(hours=3), first=time(7, 10))
    return sent_at + timedelta(minutes=4 + 26 * share(seed, "item", unit_key, sent_at))


@cache
def pace_of_answering(seed: int, subject: object) -> timedelta:
    """From a quarter of an hour to an evening; the long tail is what runs late."""
    drawn = share(seed, "answer", subject)
    return timedelta(minutes=12 + 300 * drawn**2.2 + (400 if drawn > 0.9 else 0))


def is_silent(unit_path: str, now: datetime) -> bool:
    local = now.astimezone(CITY_TIME)
    is_day = local.date() == SILENT_ON
    return f"/{SILENT_COUNTY}/" in unit_path and is_day and SILENT_FROM <= local.time() < SILENT_TO


@dataclass(frozen=True, slots=True)
class Answered:
    """What a simulated worker found."""

    where: str
    contact: str = ""
    measure: str = ""
    obstacle: str = ""
    deciding_body: str = ""
    document_number: str = ""
    other_unit_key: str = ""


_HERE = (
    (0.62, "cleared"),
    (0.90, "monitoring"),
    (0.97, "at_home"),
    (0.995, "at_site"),
    (1.0, "in_hospital"),
)
_NOT_REACHED = ("dead_number", "refused", "off")
_BODY = "乡镇疫情防控指挥部"


def answer_at_the_door(seed: int, subject: object) -> Answered:
    """At the village: most are here."""
    drawn = share(seed, "where", subject)
    if drawn < 0.80:
        return _here(seed, subject)
    if drawn < 0.88:
        return Answered("outside", "own_phone")
    if drawn < 0.925:
        return Answered("not_found")
    if drawn < 0.93:
        return Answered("deceased")
    return _not_reached(seed, subject)


def answer_by_telephone_from_the_city(seed: int, subject: object) -> Answered:
    """People whose address lies outside, or who have none: the task force rings them up."""
    drawn = share(seed, "far", subject)
    if drawn < 0.72:
        return Answered("outside", "own_phone")
    return Answered("not_found") if drawn < 0.85 else _not_reached(seed, subject)


def _here(seed: int, subject: object) -> Answered:
    drawn = share(seed, "measure", subject)
    measure = next(name for limit, name in _HERE if drawn < limit)
    contact = ("met", "own_phone", "family")[int(3 * share(seed, "contact", subject) ** 1.5)]
    if measure not in ("monitoring", "at_home", "at_site"):
        return Answered("here", contact, measure)
    on_paper = share(seed, "paper", subject) < 0.9
    return Answered("here", contact, measure, "", _BODY, "演练〔2021〕8号" if on_paper else "")


def _not_reached(seed: int, subject: object) -> Answered:
    obstacle = _NOT_REACHED[int(3 * share(seed, "obstacle", subject))]
    return Answered("here", "not_reached", "", obstacle)


# Tries, the police, other cities, calls back

TRIES = (("call", 65), ("call", 130), ("visit", 150))
"""After the first call in vain: what is tried, and how many minutes after it."""
WAKING_FROM, WAKING_TO = time(8, 0), time(21, 30)


def awake(moment: datetime, *, first: time = WAKING_FROM) -> datetime:
    """The moment itself by day, else the next morning at `first`."""
    local = moment.astimezone(CITY_TIME)
    if WAKING_FROM <= local.time() < WAKING_TO:
        return moment
    morning = local.date() if local.time() < WAKING_FROM else local.date() + timedelta(days=1)
    return datetime.combine(morning, first, CITY_TIME)


def pace_of_police(seed: int, subject: object, asked_at: datetime) -> datetime:
    """Two to four hours by day; what is asked in the evening is returned in the morning."""
    found_at = asked_at + timedelta(minutes=120 + 120 * share(seed, "police", subject))
    return awake(found_at, first=time(8, 15) if asked_at.astimezone(CITY_TIME).hour >= 21 else time(9, 40))


def pace_of_other_city(seed: int, subject: object, sent_at: datetime) -> datetime:
    """Half a day, with a long night in between."""
    return awake(sent_at + timedelta(hours=9 + 4 * share(seed, "receipt", subject)), first=time(8, 5))


def pace_of_calling_back(seed: int, subject: object, drawn_at: datetime) -> datetime:
    """Within two hours by day; what is drawn at night, in the morning."""
    waking = awake(drawn_at + timedelta(minutes=10), first=time(7, 45))
    return waking + timedelta(minutes=110 * share(seed, "call back", subject))
