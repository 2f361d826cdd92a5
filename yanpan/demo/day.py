"""Thursday 5 August 2021, 演练: what happens when. Up to 15:40 everybody is simulated; then the user takes over."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.core.exceptions import ObjectDoesNotExist

from yanpan.base.audit.sealing import seal_all
from yanpan.base.jobs.rounds import RoundsFailed, walk_due
from yanpan.base.places.queries import list_units
from yanpan.base.policy.rules import CITY_TIME
from yanpan.demo import headquarters, papers
from yanpan.demo.behaviour import LATE_COUNTY, SILENT_COUNTY, is_silent, share
from yanpan.demo.clock import DAY, TAKE_OVER, leave_stage, set_clock, stand_at
from yanpan.demo.lines.reporting import ON
from yanpan.demo.office import Office
from yanpan.demo.scene import Scene
from yanpan.demo.story import Story, at, eve, next_day
from yanpan.demo.synthetic.list_files import DrillFile, DrillFiles
from yanpan.demo.units import Units, play_due
from yanpan.hq.rules import CITY_CUT_OFF, COUNTY_CUT_OFF
from yanpan.kernel.errors import Refused

TICK = timedelta(minutes=10)
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
UNTOUCHED_FROM = at(11, 30)  # two lists lie untouched when the user comes
CONFIRMS_LATE = {LATE_COUNTY: at(18, 20), SILENT_COUNTY: at(18, 40)}
NEVER_TAKEN_IN = ("key_persons",)  # HC-19: stopped at the second clerk


def day_before(office: Office, files: DrillFiles) -> list[Scene]:
    """A letter by fax: three whom nobody reaches, one in another city, one closed falsely."""
    return [
        Scene(eve(8, 20), partial(_typed, files)),
        Scene(eve(8, 26), office.hand_down),
        Scene(eve(16, 40), papers.write_letters),
        Scene(eve(20, 0), partial(office.ask_the_police, "eve_unreached")),
        *headquarters.day_before(office, office.lines),
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
        *headquarters.morning(office.lines),
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


def at_the_desk(office: Office, files: DrillFiles) -> list[Scene]:
    """What the user would do from 15:40 on, played by the simulated office where nobody sits down."""
    return [
        *_untouched_lists(office, files),
        Scene(at(16, 5), office.doubt_the_quick_village),
        Scene(at(16, 30), office.press),
        Scene(at(16, 40), papers.write_letters),
        Scene(at(18, 0), partial(office.fix_city, ON, CITY_CUT_OFF)),
        Scene(at(18, 25), partial(office.fix_city, ON, CITY_CUT_OFF)),  # 舞阳 was late: a second version
        Scene(at(19, 30), partial(office.reply_to_the_province, "first")),
        *headquarters.at_the_desk(office),
        Scene(next_day(8, 20), partial(office.reply_to_the_province, "final")),
    ]


def _untouched_lists(office: Office, files: DrillFiles) -> list[Scene]:
    scenes: list[Scene] = []
    for number, file in enumerate(files.files):
        if _stays_untouched(file, at(file.arrives_at.hour, file.arrives_at.minute)):
            scenes += _taken_in(office, file, at(15, 45) + number * 5 * MINUTE)
    return scenes


def beside(office: Office) -> list[Scene]:
    """What happens from 15:40 on whoever sits at the city's desk."""
    return [
        *county_cut_offs(office),
        *confirmations(office),
        # The county that called and went there in vain asks the police.
        Scene(at(21, 40), partial(office.ask_the_police, "lost_returnee")),
        *headquarters.beside(office.seed, office.lines),
    ]


def county_cut_offs(office: Office) -> list[Scene]:
    """Counties fix their figures at their own hour."""
    counties = [unit.key for unit in list_units(kinds=("county",))]
    return [Scene(at(17, 30), partial(office.fix_county, key)) for key in counties]


def confirmations(office: Office) -> list[Scene]:
    """Counties and townships confirm their figures by themselves."""
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


def _confirmed(office: Office, unit_key: str, name: str, now: datetime) -> None:
    office.confirm(unit_key, name, now)


class Day:
    """Plays scenes and units in the order of their times. among_users: people at the pages may have been faster."""

    def __init__(self, seed: int, files: DrillFiles, *, among_users: bool = False) -> None:
        self.story = Story(seed, files.marks)
        self.office = Office(seed, self.story)
        self.units = Units(seed, self.story)
        self.files = files
        self.among_users = among_users

    def play(self, scenes: list[Scene], start: datetime, end: datetime) -> None:
        """Everything from start to end on the drill's clock, jobs inline. What was played leaves the list."""
        scenes.sort(key=lambda scene: scene.at)
        tick = start
        while tick < end:
            tick = min(tick + _pause_after(tick), end)
            while scenes and scenes[0].at <= tick:
                self._units_until(scenes[0].at)
                stand_at(scenes[0].at)
                self.act(scenes[0])
                scenes.pop(0)
            self._units_until(tick)
            stand_at(tick)
            self._walk(tick)
            set_clock(tick, 0)
        leave_stage()

    def act(self, scene: Scene) -> None:
        try:
            scene.act(scene.at)
        except (Refused, ObjectDoesNotExist, LookupError):
            if not self.among_users:
                raise

    def _walk(self, tick: datetime) -> None:
        try:
            walk_due(tick)
        except RoundsFailed:  # the keeper walks them again
            if not self.among_users:
                raise

    def _units_until(self, now: datetime) -> None:
        """A unit's act may be the cause of the next one's: until nothing more is due."""
        while play_due(self.units, now, stand_at):
            pass


def _pause_after(tick: datetime) -> timedelta:
    """At night and the day before, the clock is looked at less often; every act still has its own minute."""
    local = tick.astimezone(CITY_TIME)
    return TICK if local.date() == DAY.date() and 5 <= local.hour < 22 else 3 * TICK


def build_until(day: Day, end: datetime) -> None:
    """From the day before on, before anybody looks; after 15:40 the city's desk is played as well."""
    scenes = [*day_before(day.office, day.files), *morning(day.office, day.files)]
    day.play(scenes, eve(8, 0), TAKE_OVER)
    if end > TAKE_OVER:
        day.play([*beside(day.office), *at_the_desk(day.office, day.files)], TAKE_OVER, end)
    seal_all(end)
