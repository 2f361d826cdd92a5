"""一人两地: two units, neither above the other, say within a day that they have the same person. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations

from yanpan.streams.verification.rules.outcomes import Measure, Where

PLACES = {
    Measure.AT_HOME.value: "home",
    Measure.MONITORING.value: "home",
    Measure.AT_SITE.value: "site",
    Measure.IN_HOSPITAL.value: "hospital",
}
WITHIN = timedelta(hours=24)
"""Reports further apart are taken for a move from one place to the other."""


@dataclass(frozen=True, slots=True)
class Said:
    """One answer about a person; path: of the unit that gave it."""

    path: str
    where: str
    measure: str
    at: datetime

    @property
    def place(self) -> str:
        """'' where the unit does not say that it has the person."""
        return PLACES.get(self.measure, "") if self.where == Where.HERE else ""


def in_two_places(answers: Iterable[Said]) -> bool:
    """Of each unit its last answer counts. Two units that both name a site may mean the same one."""
    last: dict[str, Said] = {}
    for one in sorted(answers, key=lambda one: one.at):
        last[one.path] = one
    having = [one for one in last.values() if one.place]
    return any(_contradict(one, other) for one, other in combinations(having, 2))


def _contradict(one: Said, other: Said) -> bool:
    if one.path.startswith(other.path) or other.path.startswith(one.path):
        return False
    return abs(one.at - other.at) < WITHIN and (one.place != other.place or one.place == "home")
