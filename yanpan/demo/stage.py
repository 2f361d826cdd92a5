"""Setting the stage: the drill's home, its city, event, accounts and invented residents."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
from django.conf import settings

from yanpan.base.events.operations import open_event
from yanpan.base.gate import Actor
from yanpan.base.people.intake import batches
from yanpan.base.people.operations import load_register
from yanpan.base.places.operations import load_city
from yanpan.demo.cast import STAGE, forget_cast, name_everybody_on_duty, open_accounts, stage_hand
from yanpan.demo.clock import set_clock
from yanpan.demo.story import eve
from yanpan.demo.synthetic.city import city_villages
from yanpan.science.synthetic_city import register_columns

CITY = "411100"
CENSUS = 2_367_490  # census of 1 November 2020
TENTH = CENSUS // 10
BATCH = 20_000
AUTHORITY = "演练〔2021〕1号（合成人口，非真实个人信息）"
Say = Callable[[str], None]


def residents_of_city(residents: int, seed: int) -> pl.DataFrame:
    """Invented people on the real villages; none for a headquarters without a register."""
    return register_columns(city_villages(), residents, seed)


def clear_home(home: Path) -> None:
    """Remove an earlier drill. Refuses a home that holds a real headquarters."""
    held = (home / "yanpan.sqlite3").exists() or (home / "keys").exists()
    if held and not (home / "drill").exists():
        raise ValueError(
            f"{home} holds a headquarters that is no drill; name another YANPAN_HOME for the drill"
        )
    for path in home.glob("yanpan.sqlite3*"):
        path.unlink()
    for name in ("audit-heads", "drill-day.json", "drill-played", "drill-until"):
        (home / name).unlink(missing_ok=True)
    shutil.rmtree(home / "keys", ignore_errors=True)


def set_stage(residents: pl.DataFrame, seed: int, say: Say) -> None:
    """Everything that is there before the day begins, through the operations of the pages."""
    forget_cast()
    now = eve(7)
    set_clock(now, 0)
    first = Actor(name=STAGE, role="drill", permissions=frozenset({"places.load_city"}))
    city = load_city(first, code=CITY, now=now)
    say(f"{city.name}: {city.townships} townships, {city.villages} villages")
    name_everybody_on_duty(seed, now)
    open_accounts(now)
    open_event(
        stage_hand(),
        name="郑州市第六人民医院相关疫情应急处置（演练）",
        disease="covid19",
        document="演练指挥部〔2021〕1号",
        drill=True,
        now=now,
    )
    _load_residents(residents, say)


def _load_residents(residents: pl.DataFrame, say: Say) -> None:
    register_id = None
    for chunk in batches(residents.iter_rows(named=True), BATCH):
        register = load_register(
            stage_hand(), register_id=register_id, authority=AUTHORITY, residents=chunk, now=eve(7)
        )
        register_id = register.id
    if residents.height:
        say(f"{residents.height:,} invented residents, encrypted")


def day_path() -> Path:
    return Path(settings.YANPAN_HOME) / "drill-day.json"


def keep_day(seed: int, residents: int, opens: str) -> None:
    """Written last: a drill without it was not built to its end."""
    day_path().write_text(json.dumps({"seed": seed, "residents": residents, "opens": opens}))


def kept_day() -> dict[str, object] | None:
    return json.loads(day_path().read_text()) if day_path().exists() else None
