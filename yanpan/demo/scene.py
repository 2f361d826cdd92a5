"""One act of the drill at its hour."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Scene:
    """One scripted act; the user's own part is not in the script before the take-over."""

    at: datetime
    act: Callable[[datetime], object]
