"""What one address asks of whoever opens it."""

from dataclasses import dataclass, field

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
