"""Half-open periods [starts_at, ends_at) with an open end as None."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

Point = TypeVar("Point", date, datetime)


@dataclass(frozen=True, slots=True)
class Period(Generic[Point]):
    """[starts, ends); ends None = still open. Refuses an end that is not after its start."""

    starts: Point
    ends: Point | None = None

    def __post_init__(self) -> None:
        if self.ends is not None and self.ends <= self.starts:
            raise ValueError("a period ends after it starts")

    def contains(self, point: Point) -> bool:
        return self.starts <= point and (self.ends is None or point < self.ends)
