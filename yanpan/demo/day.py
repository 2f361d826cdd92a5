"""Thursday 5 August 2021, 演练: what happens when. Up to 15:40 everybody is simulated; then the user takes over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from yanpan.base.audit.sealing import seal_all
from yanpan.base.jobs.rounds import walk_due
from yanpan.base.places.queries import list_units
from yanpan.base.policy.rules import CITY_TIME
from yanpan.demo import papers
from yanpan.demo.behaviour import LATE_COUNTY, SILENT_COUNTY, is_silent, share
from yanpan.demo.clock import DAY, TAKE_OVER, leave_stage, set_clock, stand_at
from yanpan.demo.office import Office
from yanpan.demo.story import Story, at, eve, next_day
from yanpan.demo.synthetic.list_files import DrillFile, DrillFiles
from yanpan.demo.units import Units, play_due
from yanpan.hq.rules import CITY_CUT_OFF, COUNTY_CUT_OFF

TICK = timedelta(minutes=10)
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
UNTOUCHED_FROM = at(11, 30)  # two lists lie untouched when the user comes
CONFIRMS_LATE = {LATE_COUNTY: at(18, 20), SILENT_COUNTY: at(18, 40)}
NEVER_TAKEN_IN = ("key_persons",)  # HC-19: stopped at the second clerk


@dataclass(frozen=True, slots=True)
class Scene:
    """One scripted act; the user's own part is not in the script before the take-over."""

    at: datetime
    act: Callable[[datetime], object]


def day_before(office: Office, files: DrillFiles) -> list[Scene]:
    """A letter by fax: three whom nobody reaches, one in another city, one closed falsely."""
    return [
        Scene(eve(8, 20), partial(_typed, files)),
        Scene(eve(8, 26), office.hand_down),
        Scene(eve(16, 40), papers.write_letters),
        Scene(eve(20, 0), partial(office.ask_the_police, "eve_unreached")),
    ]


def _typed(files: DrillFiles, now: datetime) -> object:
    return papers.type_eve_letter(files.eve, now)


def morning(office: Office, files: DrillFiles) -> list[Scene]:
    """What the city's offices do before 15:40."""
    scenes: list[Scene] = [Scene(at(5, 5), office.open_topic)]
    for file in files.files:
        arrives = at(file.arrives_at.hour, file.arrives_at.minute)
        if is_fax(file):
            scenes += [
                Scene(arrives, partial(papers.type_fax, file)),
                Scene(arrives + 6 * MINUTE, office.hand_down),
            ]
            continue
        scenes.append(Scene(arrives, partial(_kept_for, office.receive, file)))
        if not _stays_untouched(file, arrives):
            scenes += _taken_in(office, file, arrives)
    scenes += [
        Scene(at(8, 31), office.misroute),
        *(Scene(at(hour, 5), office.send_to_the_right_unit) for hour in (11, 13, 15)),
        Scene(at(12, 0), office.decide_pairs),
        Scene(at(15, 30), office.press),
    ]
    return sorted(scenes, key=lambda scene: scene.at)


def is_fax(file: DrillFile) -> bool:
    """The first arrival of the day is no file: its two names are typed from the page."""
    return "传真" in file.file_name


def _kept_for(act: Callable[[DrillFile, datetime], object], file: DrillFile, now: datetime) -> object:
    return act(file, now)


def _stays_untouched(file: DrillFile, arrives: datetime) -> bool:
    return arrives >= UNTOUCHED_FROM and file.source not in NEVER_TAKEN_IN


def _taken_in(office: Office, file: DrillFile, arrives: datetime) -> list[Scene]:
    return [
        Scene(arrives + 4 * MINUTE, partial(_kept_for, office.take_in, file)),
        Scene(arrives + 9 * MINUTE, partial(_sign, office, file)),
        Scene(arrives + 14 * MINUTE, office.hand_down),
    ]


def _sign(office: Office, file: DrillFile, now: datetime) -> None:
    if file.source == "other_province":
        office.sign_for_held_rows(file, now)


def afternoon(office: Office, files: DrillFiles) -> list[Scene]:
    """What the user would do, played by the simulated officer where nobody sits down (`--no-serve`)."""
    scenes: list[Scene] = []
    for number, file in enumerate(files.files):
        if _stays_untouched(file, at(file.arrives_at.hour, file.arrives_at.minute)):
            start = at(15, 45) + number * 5 * MINUTE
            scenes += _taken_in(office, file, start)
    return [
        *scenes,
        Scene(at(16, 5), office.doubt_the_quick_village),
        Scene(at(16, 30), office.press),
        Scene(at(16, 40), papers.write_letters),
        *evening(office),
        *night(office),
    ]


def night(office: Office) -> list[Scene]:
    """What is asked and answered until the next morning: the province and the police."""
    return [
        Scene(at(19, 30), partial(office.reply_to_the_province, "first")),
        seek_the_lost(office),
        Scene(next_day(8, 20), partial(office.reply_to_the_province, "final")),
    ]


def seek_the_lost(office: Office) -> Scene:
    """The county that called and went there in vain asks the police, whoever sits at the city's desk."""
    return Scene(at(21, 40), partial(office.ask_the_police, "lost_returnee"))


def evening(office: Office) -> list[Scene]:
    """The cut-offs: counties 17:30, city 18:00; one county is late, so the city's figures get a second version."""
    scenes = [*county_cut_offs(office), *confirmations(office)]
    scenes += [
        Scene(at(18, 0), partial(_fixed, office, office.city.key, CITY_CUT_OFF, "")),
        Scene(at(18, 25), partial(_fixed, office, office.city.key, CITY_CUT_OFF, "舞阳县18时20分补报确认")),
        Scene(at(19, 0), office.propose),
    ]
    return scenes


def county_cut_offs(office: Office) -> list[Scene]:
    """Counties fix their figures at their own hour, whoever sits at the city's desk."""
    counties = [unit.key for unit in list_units(kinds=("county",))]
    return [Scene(at(17, 30), partial(_fixed_once, office, key)) for key in counties]


def _fixed_once(office: Office, unit_key: str, now: datetime) -> None:
    """Not again when the drill goes on after a pause."""
    if not office.has_fixed(unit_key, COUNTY_CUT_OFF):
        office.fix(unit_key, COUNTY_CUT_OFF, "", now)


def confirmations(office: Office) -> list[Scene]:
    """Counties and townships confirm their figures by themselves, whoever sits at the city's desk."""
    counties = [unit.key for unit in list_units(kinds=("county",))]
    scenes = [
        Scene(
            CONFIRMS_LATE.get(key, at(17, 32) + number * MINUTE),
            partial(_confirmed, office, key, CITY_CUT_OFF),
        )
        for number, key in enumerate(counties)
    ]
    townships = [unit for unit in list_units(kinds=("township",)) if not is_silent(unit.path, at(17, 0))]
    scenes += [
        Scene(at(17, 2) + 30 * number * SECOND, partial(_confirmed, office, unit.key, COUNTY_CUT_OFF))
        for number, unit in enumerate(townships)
        if share(office.seed, "confirms", unit.key) < 0.94
    ]
    return scenes


def _fixed(office: Office, unit_key: str, name: str, reason: str, now: datetime) -> None:
    office.fix(unit_key, name, reason, now)


def _confirmed(office: Office, unit_key: str, name: str, now: datetime) -> None:
    office.confirm(unit_key, name, now)


class Day:
    """Plays scenes and units in the order of their times. `until` may be called again and again."""

    def __init__(self, seed: int, files: DrillFiles) -> None:
        self.story = Story(seed, files.marks)
        self.office = Office(seed, self.story)
        self.units = Units(seed, self.story)
        self.files = files

    def play(self, scenes: list[Scene], start: datetime, end: datetime) -> None:
        """Everything from start to end on the drill's clock, jobs inline."""
        waiting = sorted((scene for scene in scenes if start < scene.at <= end), key=lambda scene: scene.at)
        tick = start
        while tick < end:
            tick = min(tick + _pause_after(tick), end)
            while waiting and waiting[0].at <= tick:
                scene = waiting.pop(0)
                self._units_until(scene.at)
                stand_at(scene.at)
                scene.act(scene.at)
            self._units_until(tick)
            stand_at(tick)
            walk_due(tick)
        leave_stage()
        set_clock(end, 0)
        seal_all(end)

    def _units_until(self, now: datetime) -> None:
        """A unit's act may be the cause of the next one's: until nothing more is due."""
        while play_due(self.units, now, stand_at):
            pass


def _pause_after(tick: datetime) -> timedelta:
    """At night and the day before, the clock is looked at less often; every act still has its own minute."""
    local = tick.astimezone(CITY_TIME)
    return TICK if local.date() == DAY.date() and 5 <= local.hour < 22 else 3 * TICK


def whole_morning(day: Day) -> None:
    scenes = [*day_before(day.office, day.files), *morning(day.office, day.files)]
    day.play(scenes, eve(8, 0), TAKE_OVER)


def whole_afternoon(day: Day) -> None:
    day.play(afternoon(day.office, day.files), TAKE_OVER, next_day(8, 40))
