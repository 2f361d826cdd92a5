"""Policy packs: dated, versioned rules as data. Pure: reads the shipped TOML once, no clock, no database."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from yanpan.kernel.canonical import digest
from yanpan.kernel.errors import Refused

CITY_TIME = ZoneInfo("Asia/Shanghai")
URGENCIES = ("contact", "topic", "other")


@dataclass(frozen=True, slots=True)
class Pack:
    """One edition of the rules. Times in hours and minutes as named; `rules` is the whole document."""

    id: str
    disease: str
    name_zh: str
    name_en: str
    document: str
    valid_from: date
    valid_to: date | None
    rules: dict[str, Any]
    digest: str

    def find_by(self, urgency: str, received_at: datetime) -> datetime:
        """When the person must be found."""
        return received_at + timedelta(hours=self.rules["clocks"][urgency]["find"])

    def control_by(self, urgency: str, received_at: datetime) -> datetime:
        """When a measure must be reported for somebody whose verified reason asks for one."""
        return received_at + timedelta(hours=self.rules["clocks"][urgency]["control"])

    def acknowledge_by(self, level: str, urgency: str, sent_at: datetime) -> datetime:
        """When a unit of this level must have acknowledged. At night only the first class rings."""
        minutes = self.rules["acknowledge"].get(level, self.rules["acknowledge"]["county"])
        return self._waking(urgency, sent_at) + timedelta(minutes=minutes)

    def rings_at(self, urgency: str, at: datetime) -> bool:
        """Whether a hand-over of this class may ring at this hour."""
        return self._waking(urgency, at) == at

    def may_call(self, urgency: str, at: datetime) -> bool:
        """Whether somebody is rung about this class at this hour: at night only about the first."""
        rules = self.rules["acknowledge"]
        hour = at.astimezone(CITY_TIME).hour
        return urgency in rules["night_rings"] or rules["calls_from"] <= hour < rules["night_from"]

    def dies_at(self, begun_at: datetime) -> datetime:
        """When verification ends by itself, if nobody was found (HC-19)."""
        return begun_at + self.life

    def reply_checked_at(self, reply_due_at: datetime) -> datetime:
        """When the reply to a list is looked at: at hour 22 of 24."""
        return reply_due_at - self.reply_check_before

    def _waking(self, urgency: str, at: datetime) -> datetime:
        rules = self.rules["acknowledge"]
        local = at.astimezone(CITY_TIME)
        if urgency in rules["night_rings"] or rules["night_to"] <= local.hour < rules["night_from"]:
            return at
        morning = local.replace(hour=rules["night_to"], minute=0, second=0, microsecond=0)
        return (morning if local.hour < rules["night_to"] else morning + timedelta(days=1)).astimezone(
            at.tzinfo
        )

    def target(self, name: str) -> float | None:
        found = self.rules["targets"].get(name)
        return float(found) if found is not None else None

    @property
    def oldest_exposure(self) -> timedelta:
        return timedelta(days=self.rules["exposure"]["maximum_age_days"])

    @property
    def reply_check_before(self) -> timedelta:
        return timedelta(hours=24 - self.rules["acknowledge"]["reply_check_hour"])

    @property
    def life(self) -> timedelta:
        """How long the search for a person goes on (HC-19)."""
        return timedelta(hours=self.rules["exposure"]["task_dies_hours"])

    @property
    def extensions_at_most(self) -> int:
        """How often an epidemiologist may lengthen the search for one person."""
        return int(self.rules["exposure"]["extensions_at_most"])

    @property
    def measures_asked_of(self) -> tuple[str, ...]:
        """Classes whose verified rows ask for a measure by a deciding body."""
        return tuple(self.rules["measures"]["asked_of"])

    @property
    def police(self) -> dict[str, int]:
        """calls, hours_apart, visits before the police are asked; wait_hours; looks_per_hour of one finder."""
        return dict(self.rules["police"])

    @property
    def police_wait(self) -> timedelta:
        return timedelta(hours=self.rules["police"]["wait_hours"])

    @property
    def second_clerk_above_rows(self) -> int:
        return int(self.rules["exposure"]["second_clerk_above_rows"])


def _pack(text: str) -> Pack:
    rules = tomllib.loads(text)
    return Pack(
        id=rules["id"],
        disease=rules["disease"],
        name_zh=rules["name_zh"],
        name_en=rules["name_en"],
        document=rules["document"],
        valid_from=rules["valid_from"],
        valid_to=rules.get("valid_to"),
        rules=rules,
        digest=digest(rules),
    )


@cache
def all_packs() -> tuple[Pack, ...]:
    """Every shipped pack, oldest first."""
    folder = files("yanpan.base.policy") / "packs"
    found = [_pack(one.read_text("utf-8")) for one in folder.iterdir() if one.name.endswith(".toml")]
    return tuple(sorted(found, key=lambda pack: (pack.disease, pack.valid_from)))


def pack_named(pack_id: str) -> Pack:
    for pack in all_packs():
        if pack.id == pack_id:
            return pack
    raise Refused("unknown_pack", pack=pack_id)


def pack_on(disease: str, day: date) -> Pack:
    """The pack of a disease in force on a day; Refused('no_pack_in_force') if there is none."""
    for pack in all_packs():
        if (
            pack.disease == disease
            and pack.valid_from <= day
            and (pack.valid_to is None or day < pack.valid_to)
        ):
            return pack
    raise Refused("no_pack_in_force", disease=disease, day=day)
