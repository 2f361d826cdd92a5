"""What matching is asked and what it answers: frozen, plain, checked where it is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Literal, Protocol

Verdict = Literal["match", "review", "none"]


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One person row of a list, exactly as typed; '' = absent.

    The matcher does all normalising itself: full-width characters, masks, spreadsheet damage, date
    styles. `key` is the caller's own handle and takes no part in matching.
    """

    name: str = ""
    id_number: str = ""
    phone: str = ""
    sex: str = ""
    birth_date: str = ""
    address: str = ""
    key: str = ""

    def __post_init__(self) -> None:
        for field in _FIELD_NAMES:
            if not isinstance(getattr(self, field), str):
                raise TypeError(f"ListedPerson.{field} must be text as typed in the sheet ('' when absent)")


_FIELD_NAMES = tuple(field.name for field in fields(ListedPerson))


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer for one listed person.

    `resident_id` is the best candidate of a `match` or `review`, '' for `none`; `score` is the posterior
    probability (0..1) that the listed person is that resident (for `none`: of the best candidate, if
    there was one); `reasons` are codes of the evidence (see `scoring.REASONS`).
    """

    decision: Verdict
    resident_id: str
    score: float
    reasons: tuple[str, ...]

    def __post_init__(self) -> None:
        if not 0.0 <= self.score <= 1.0:
            raise ValueError("Decision.score is a probability")
        if (self.decision == "none") != (self.resident_id == ""):
            raise ValueError("a resident is named by match and review, and only by them")


class PlaceResolver(Protocol):
    """Turns address texts into statistical division codes."""

    def resolve_codes(self, texts: Sequence[str]) -> Sequence[str]:
        """A village (12 digits), township (9) or county (6) code for each text; '' when unknown."""
        ...
