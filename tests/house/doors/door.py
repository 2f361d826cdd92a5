"""What one address asks of whoever opens it."""

from dataclasses import dataclass, field
from typing import Any

ANYBODY = "*"
"""No right: the sign-in, one's own phone, the outline of the city."""


@dataclass(frozen=True)
class Door:
    """get, post: the right that a look and an act ask for, a name of the role file; '' = not allowed at all (405).

    case: of tests/house/cases, whose arguments fill the address and say where the thing lies.
    given: parts of the address that are words.
    'a|b': either right will do; 'a&b': both are needed.
    may_miss: 404 for who may, too: the form or the query names the thing, or the thing is one's own.
    blank: the empty form shows nothing of the thing, so that it is given to whoever has the right.
    city_wide: the thing is everybody's who has the right, or nobody's below the city.
    steps: by word of the address, the right each asks for.
    of: the way to the unit that answers for the thing, where it is another than its table's (an item's owner).
    own_only: done by the headquarters it is of; those above may read it at most. "look", "act": that alone.
    """

    get: str = ""
    post: str = ""
    case: str = ""
    given: dict[str, str] = field(default_factory=dict)
    city_wide: bool = False
    may_miss: bool = False
    blank: bool = False
    steps: dict[str, str] = field(default_factory=dict)
    word: str = "step"
    of: str = ""
    own_only: str = ""


@dataclass(frozen=True)
class Doors:
    """The lines of one room: its rights and cases by their short names; 'a|b' and 'a&b' where two are meant."""

    room: str

    def name(self, short: str) -> str:
        """'b' of 'a&room.b' has its room already; the first name tells."""
        first = short.partition("|")[0].partition("&")[0]
        return f"{self.room}.{short}" if short and "." not in first else short

    def door(self, get: str = "", post: str = "", case: str = "", **more: Any) -> Door:
        return Door(self.name(get), self.name(post), self.name(case), **more)

    def both(self, right: str, case: str = "", **more: Any) -> Door:
        """Looked at and done by the same right."""
        return self.door(right, right, case, **more)

    def steps(
        self,
        case: str,
        word: str = "step",
        given: dict[str, str] | None = None,
        own_only: str = "",
        may_miss: bool = False,
        **rights: str,
    ) -> Door:
        """rights: by the step's word, '_' for '-'; one at the end falls away (`continue_`)."""
        named = {name.rstrip("_").replace("_", "-"): self.name(right) for name, right in rights.items()}
        return Door(
            case=self.name(case),
            steps=named,
            word=word,
            given=given or {},
            own_only=own_only,
            may_miss=may_miss,
        )
