"""How a room shows an answer from a phone beside what stands now. Rooms register; the page asks here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from yanpan.base.gate import Actor

Line = tuple[str | Promise, str]


@dataclass(frozen=True, slots=True)
class BothAnswers:
    """title: whom it is about; said: by the phone; stands: now, None where it is not the actor's any more.

    version: of what stands, for taking the phone's answer; address: the page of what it is about.
    """

    title: str
    said: tuple[Line, ...]
    stands: tuple[Line, ...] | None
    version: int = 0
    address: str = ""


Show = Callable[[Actor, Mapping[str, Any], datetime], BothAnswers]
_SHOWN: dict[str, tuple[str | Promise, Show]] = {}


def register_shown(operation: str, words: str | Promise, show: Show) -> None:
    """words: the operation in a list; show(actor, payload, now). Raises ValueError the second time."""
    if operation in _SHOWN:
        raise ValueError(f"{operation} is shown twice")
    _SHOWN[operation] = (words, show)


def said_word(operation: str) -> str:
    """What kind of answer it is, in words; the name of the operation for one nobody shows."""
    return str(_SHOWN[operation][0]) if operation in _SHOWN else operation


def both_answers(
    operation: str, actor: Actor, payload: Mapping[str, Any], now: datetime
) -> BothAnswers | None:
    """None: nobody shows this operation."""
    return _SHOWN[operation][1](actor, payload, now) if operation in _SHOWN else None
