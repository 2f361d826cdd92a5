"""The player process: lets the simulated units live on the drill's clock while people use the pages."""

import time
from datetime import datetime

from django.db import OperationalError

from yanpan.demo.clock import TAKE_OVER, drill_now, read_clock
from yanpan.demo.day import Day, Scene, confirmations, county_cut_offs, seek_the_lost
from yanpan.demo.units import play_due
from yanpan.kernel.errors import Refused

PAUSE = 0.5


def _leave_clock(moment: datetime) -> None:
    """The user's clock runs by itself; acts carry their own times."""


def live(day: Day) -> None:
    """Runs until the process ends."""
    scenes = [*confirmations(day.office), *county_cut_offs(day.office), seek_the_lost(day.office)]
    waiting = sorted((scene for scene in scenes if scene.at > TAKE_OVER), key=lambda scene: scene.at)
    while True:
        now = drill_now()
        try:
            waiting = _play(day, waiting, now)
            play_due(day.units, now, _leave_clock)
        except OperationalError:
            continue  # the database was busy for longer than one waits: the units look again
        time.sleep(PAUSE if read_clock().rate != 0 else 2 * PAUSE)


def _play(day: Day, waiting: list[Scene], now: datetime) -> list[Scene]:
    for scene in [one for one in waiting if one.at <= now]:
        play_due(day.units, scene.at, _leave_clock)  # what a clock that leapt ahead has left behind
        try:
            scene.act(scene.at)
        except Refused:  # the user did it first
            continue
    return [one for one in waiting if one.at > now]
