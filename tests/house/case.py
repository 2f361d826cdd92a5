"""One case for every operation and query: how its world is made, and where it does not exist."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any

from tests.world import COUNTY, NOW, actor_with
from yanpan.base.gate import Actor

Arguments = dict[str, Any]
Prepare = Callable[[int], Arguments]


class Elsewhere(Enum):
    """What the same call by somebody of another county gets."""

    MISSING = auto()  # 404: what lies elsewhere does not exist
    NOTHING = auto()  # an empty list, a zero: a list of the own units only
    FREE = auto()  # it belongs to no unit; the case says why


@dataclass(frozen=True, slots=True)
class Case:
    """prepare(count) makes a world with so many rows and returns the arguments.

    at: the unit whose people may do it; also: rights it needs of other rooms; grows: its rows are bounded
    by nothing but the world, so its queries are counted. An argument `account_id` is the actor's own.
    """

    name: str
    prepare: Prepare
    at: str
    elsewhere: Elsewhere
    why: str
    also: tuple[str, ...]
    grows: bool
    drill: bool

    def ready(self, count: int, *, unit_key: str = "", rights: bool = True) -> tuple[Actor, Arguments]:
        """Somebody of the unit, with or without the right, and the arguments in a world of so many rows."""
        held = (self.name, *self.also) if rights else self.also
        somebody = actor_with(*held, unit_key=unit_key or self.at)
        arguments = self.prepare(count)
        return replace(somebody, account_id=arguments.pop("account_id", None)), {"now": NOW, **arguments}


CASES: dict[str, Case] = {}


def case(
    name: str,
    *,
    at: str = COUNTY,
    elsewhere: Elsewhere = Elsewhere.MISSING,
    why: str = "",
    also: tuple[str, ...] = (),
    grows: bool = False,
    drill: bool = False,
) -> Callable[[Prepare], Prepare]:
    """Register a case. Raises ValueError: two for one name, or a free one without a reason."""

    def added(prepare: Prepare) -> Prepare:
        if name in CASES or (elsewhere is Elsewhere.FREE and not why):
            raise ValueError(f"{name}: a second case, or free without a reason")
        CASES[name] = Case(name, prepare, at, elsewhere, why, also, grows, drill)
        return prepare

    return added
