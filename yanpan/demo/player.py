"""The player process: lets the simulated units live on the drill's clock while people use the pages."""

import time
from datetime import datetime

from yanpan.demo.clock import TAKE_OVER, drill_now, read_clock
from yanpan.demo.day import Day, Scene, confirmations
from yanpan.demo.units import play_due
from yanpan.kernel.errors import Refused

PAUSE = 0.5


def _leave_clock(moment: datetime) -> None:
    """The user's clock runs by itself; acts carry their own times."""


def live(day: Day) -> None:
    """Runs until the process ends."""
    waiting = [scene for scene in confirmations(day.office) if scene.at > TAKE_OVER]
    while True:
        now = drill_now()
        waiting = _play(waiting, now)
        play_due(day.units, now, _leave_clock)
        time.sleep(PAUSE if read_clock().rate != 0 else 2 * PAUSE)


def _play(waiting: list[Scene], now: datetime) -> list[Scene]:
    for scene in [one for one in waiting if one.at <= now]:
        try:
            scene.act(scene.at)
        except Refused:  # the user did it first
            continue
    return [one for one in waiting if one.at > now]
