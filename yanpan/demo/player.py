"""The player process: lets the simulated units live on the drill's clock while people use the pages."""

import time
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import OperationalError

from yanpan.base.policy.rules import CITY_TIME
from yanpan.demo.clock import drill_now, leave_stage, read_clock, set_clock
from yanpan.demo.day import Day, at_the_desk, beside
from yanpan.demo.playing_on import asked_for, done, keep_played, played
from yanpan.demo.scene import Scene
from yanpan.demo.units import play_due

PAUSE = 0.5


def _leave_clock(moment: datetime) -> None:
    """The user's clock runs by itself; acts carry their own times."""


def live(day: Day) -> None:
    """Runs until the process ends."""
    player = Player(day)
    done()
    while True:
        until = asked_for()
        if until is not None:
            player.play_on(until)
            done()
            continue
        try:
            player.catch_up(drill_now())
        except OperationalError:
            continue  # the database was busy for longer than one waits: the units look again
        time.sleep(PAUSE if read_clock().rate != 0 else 2 * PAUSE)


class Player:
    """beside: what others still do; desk: what the user has not been seen doing, to be played when asked for."""

    def __init__(self, day: Day) -> None:
        self.day = day
        beside_until, self._desk_until = played()
        self.beside = sorted(_after(beside(day.office), beside_until), key=lambda scene: scene.at)
        self.desk = _after(at_the_desk(day.office, day.files), self._desk_until)

    def catch_up(self, now: datetime) -> None:
        """What is due by now beside the user."""
        while self.beside and self.beside[0].at <= now:
            scene = self.beside[0]
            play_due(self.day.units, scene.at, _leave_clock)  # what a clock that leapt ahead has left behind
            self.day.act(scene)
            self.beside.pop(0)
            keep_played(scene.at, self._desk_until)
        play_due(self.day.units, now, _leave_clock)

    def play_on(self, until: datetime) -> None:
        """The desk is played too, from what the user has left undone; then the clock stands at that hour."""
        now = drill_now().astimezone(CITY_TIME)
        set_clock(now, 0)
        soon = now + timedelta(seconds=1)
        desk = [replace(one, at=max(one.at, soon)) for one in self.desk if one.at <= until]
        scenes = [*desk, *(one for one in self.beside if one.at <= until)]
        while drill_now() < until:
            try:
                self.day.play(scenes, drill_now(), until)
            except OperationalError:  # a page wrote for longer than one waits: on from the last tick
                leave_stage()
        self.desk, self.beside = _after(self.desk, until), _after(self.beside, until)
        self._desk_until = until
        keep_played(until, until)


def _after(scenes: list[Scene], hour: datetime) -> list[Scene]:
    return [one for one in scenes if one.at > hour]
