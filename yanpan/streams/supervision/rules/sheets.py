"""What an order sheet (交办单) says: plain values, from which the paper is set. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

KIND = "order_sheet"
MOST_URGENT, URGENT = "most_urgent", "urgent"


@dataclass(frozen=True, slots=True)
class SheetItem:
    """One finding as it is ordered. line, rule: in Chinese; by_word: when it was ordered by word, '' = by paper."""

    finding: str
    place: str
    unit: str
    line: str
    rule: str
    seen: str
    told: str
    severity: int
    times: int
    found_at: str
    due_at: str
    by_word: str = ""


@dataclass(frozen=True, slots=True)
class SheetText:
    """responsible: who leads the owner unit, as its duty list has it. Times in ISO format."""

    owner: str
    responsible: str
    repeat_days: int
    items: tuple[SheetItem, ...]

    def plain(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def urgency(self) -> str:
        """特急 for what was ordered by word, 加急 where people are in danger."""
        if any(one.by_word for one in self.items):
            return MOST_URGENT
        return URGENT if any(one.severity == 3 for one in self.items) else ""


def sheet_text(said: Mapping[str, Any]) -> SheetText:
    """What a document kept of a sheet."""
    items: Iterable[Mapping[str, Any]] = said["items"]
    return SheetText(
        said["owner"], said["responsible"], said["repeat_days"], tuple(SheetItem(**one) for one in items)
    )


def title_of(owner: str) -> str:
    return f"关于{owner}督导检查发现问题的交办单"


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
