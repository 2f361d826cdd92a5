"""演练时钟: the drill's own time, kept in the home, the same for every process. Pause, ×60, the next hour."""

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from yanpan.base.gate.clock import wall_clock
from yanpan.base.policy.rules import CITY_TIME

DAY = datetime(2021, 8, 5, tzinfo=CITY_TIME)
TAKE_OVER = DAY.replace(hour=15, minute=40)
OPENINGS = {
    "afternoon": TAKE_OVER,
    "evening": DAY.replace(hour=19, minute=30),
    "morning": (DAY + timedelta(days=1)).replace(hour=8, minute=40),
}
"""Where a drill opens, or is played on to: before the afternoon, before the meeting, the morning after."""
FAST = 60


@dataclass(frozen=True, slots=True)
class DrillClock:
    """At `wall_at` it was `drill_at`, and since then it runs `rate` times as fast as the wall clock."""

    drill_at: datetime
    wall_at: datetime
    rate: int

    def at(self, wall: datetime) -> datetime:
        return self.drill_at + (wall - self.wall_at) * self.rate


def _path() -> Path:
    return Path(settings.YANPAN_HOME) / "drill"


def read_clock() -> DrillClock:
    kept = json.loads(_path().read_text())
    return DrillClock(
        datetime.fromisoformat(kept["drill_at"]), datetime.fromisoformat(kept["wall_at"]), int(kept["rate"])
    )


def set_clock(drill_at: datetime, rate: int) -> None:
    """Put the clock to a time; 0 = stands still. Replaced as a whole, so that no process reads half of it."""
    kept = {
        "drill_at": drill_at.astimezone(UTC).isoformat(),
        "wall_at": wall_clock().isoformat(),
        "rate": rate,
    }
    fresh = _path().with_suffix(f".{os.getpid()}")
    fresh.write_text(json.dumps(kept))
    fresh.replace(_path())


_played: list[datetime] = []


def stand_at(moment: datetime) -> None:
    """The hour of the act being played, in this process only: nobody serves while a day is played."""
    _played[:] = [moment]


def leave_stage() -> None:
    """From now on the kept clock counts."""
    _played.clear()


def drill_now() -> datetime:
    return _played[0] if _played else read_clock().at(wall_clock())


def pause() -> None:
    set_clock(drill_now(), 0)


def run_normally() -> None:
    set_clock(drill_now(), 1)


def run_fast() -> None:
    set_clock(drill_now(), FAST)


def next_hour() -> None:
    """To the next full hour, standing still; the simulated units catch up with it."""
    now = drill_now().astimezone(CITY_TIME)
    set_clock(now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1), 0)
