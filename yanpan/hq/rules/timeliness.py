"""7-1-7: found within 7 days, notified within 1, early response complete within 7. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

EMERGED, DETECTED, NOTIFIED = "emerged", "detected", "notified"
RESPONSES = (
    "investigated",
    "analysed",
    "confirmed",
    "treated",
    "contained",
    "communicated",
    "coordinated",
)
"""The seven early response actions; the response is complete with the last of them."""
CODES = (EMERGED, DETECTED, NOTIFIED, *RESPONSES)


@dataclass(frozen=True, slots=True)
class Interval:
    """begins, ends: None where the date is not recorded; in_order: not before it began."""

    code: str
    begins: date | None
    ends: date | None
    target: int

    @property
    def days(self) -> int | None:
        if self.begins is None or self.ends is None:
            return None
        return (self.ends - self.begins).days

    @property
    def in_order(self) -> bool:
        return self.days is None or self.days >= 0

    @property
    def met(self) -> bool | None:
        """None: not to be said."""
        return None if self.days is None or self.days < 0 else self.days <= self.target


def intervals(dates: Mapping[str, date]) -> tuple[Interval, ...]:
    """dates: code → day, what is not recorded left out."""
    done = [dates[code] for code in RESPONSES if code in dates]
    complete = max(done) if len(done) == len(RESPONSES) else None
    detected, notified = dates.get(DETECTED), dates.get(NOTIFIED)
    return (
        Interval("detect", dates.get(EMERGED), detected, 7),
        Interval("notify", detected, notified, 1),
        Interval("respond", notified, complete, 7),
    )
