"""The rows of the day's story, found again as tasks: who is refused, told by telephone, closed too quickly, lost."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from yanpan.base.policy.rules import CITY_TIME
from yanpan.demo.behaviour import REFUSING_COUNTY, share
from yanpan.demo.clock import DAY
from yanpan.demo.synthetic.eve import EVE_PERSONS, EVE_SUBJECT
from yanpan.science.synthetic_city.lists import TruthRow
from yanpan.streams.verification.models import ListBatch, ListRow
from yanpan.streams.verification.queries.opening import name_as_sent

Place = tuple[str, str, int]
EVE = timedelta(days=1)
TELEPHONE_FROM = DAY.replace(hour=14, minute=0)
LETS_GO_FROM = DAY.replace(hour=11, minute=0)
LOST_FROM = DAY.replace(hour=18, minute=40)
QUICK_FROM = DAY.replace(hour=14, minute=45)


# The letter of the day before, by its lines: nobody reaches three, one is closed falsely, one is in another city.
EVE_MARKS = {
    "eve": tuple(range(1, EVE_PERSONS + 1)),
    "eve_unreached": (1, 2, 3),
    "eve_false": (4,),
    "eve_outside": (5,),
}


class Story:
    """marks: name → rows of the lists (file, sheet, row)."""

    def __init__(self, seed: int, marks: Mapping[str, Sequence[TruthRow]]) -> None:
        self.seed = seed
        self._places = {
            name: [(one.file, one.sheet, one.row) for one in rows] for name, rows in marks.items()
        }
        for name, lines in EVE_MARKS.items():
            self._places[name] = [(EVE_SUBJECT, "", line) for line in lines]
        self._sought = frozenset(place for places in self._places.values() for place in places)
        self._lists: dict[UUID, str] = {}
        self._found: dict[str, frozenset[UUID]] = {}

    def look_again(self) -> None:
        """Find the tasks of the marked rows, as long as a list may come that brings more of them."""
        if not self._sought:
            return
        tasks = _tasks_at(self._sought, self._new_lists())
        for mark, places in self._places.items():
            there = frozenset(tasks[place] for place in places if place in tasks)
            self._found[mark] = self._found.get(mark, frozenset()) | there
        self._sought -= tasks.keys()

    def _new_lists(self) -> dict[UUID, str]:
        """The story's lists with the names they came under, each opened once."""
        files = {file for file, _sheet, _row in self._sought}
        for one in (
            ListBatch.objects.exclude(id__in=self._lists).exclude(name_as_sent=b"").only("name_as_sent")
        ):
            self._lists[one.id] = name_as_sent(one)
        return {key: name for key, name in self._lists.items() if name in files}

    def subjects(self, mark: str) -> frozenset[UUID]:
        """Tasks of the marked rows, as far as the last look found them."""
        return self._found.get(mark, frozenset())

    def refused_subjects(self, unit_key: str) -> frozenset[UUID]:
        return self.subjects("moved") if unit_key == REFUSING_COUNTY else frozenset()

    def telephone_subjects(self) -> frozenset[UUID]:
        return self.subjects("telephone")

    def quick_subjects(self) -> frozenset[UUID]:
        return self.subjects("quick_village")

    def falsely_closed(self) -> frozenset[UUID]:
        """Whose closure a call back contradicts: one of the day before, two of the nine closed in two minutes."""
        return self.subjects("eve_false") | frozenset(sorted(self.quick_subjects())[:2])

    def answer_time(self, task_id: UUID) -> datetime | None:
        """The hour the story gives an answer; None = the unit's own pace."""
        if task_id in self.subjects("lost_returnee"):
            return LETS_GO_FROM
        if task_id in self.telephone_subjects():
            return TELEPHONE_FROM + timedelta(minutes=35 * share(self.seed, "told", task_id))
        if task_id in self.subjects("eve"):
            return eve(14) + timedelta(minutes=90 * share(self.seed, "eve", task_id))
        if task_id in self.quick_subjects():
            return QUICK_FROM + timedelta(seconds=110 * share(self.seed, "quick", task_id))
        return None


def _tasks_at(places: frozenset[Place], lists: Mapping[UUID, str]) -> dict[Place, UUID]:
    """lists: id → name it came under."""
    rows = ListRow.objects.filter(batch_id__in=lists, task__isnull=False)
    found = rows.values_list("batch_id", "sheet", "number", "task_id")
    named = (((lists[batch], sheet, number), task) for batch, sheet, number, task in found)
    return {place: task for place, task in named if place in places and task is not None}


def at(hour: int, minute: int = 0) -> datetime:
    """An hour of the drill's day, in the city's time."""
    return DAY.astimezone(CITY_TIME).replace(hour=hour, minute=minute)


def eve(hour: int, minute: int = 0) -> datetime:
    """An hour of the day before."""
    return at(hour, minute) - EVE


def next_day(hour: int, minute: int = 0) -> datetime:
    """An hour of the morning after."""
    return at(hour, minute) + EVE
