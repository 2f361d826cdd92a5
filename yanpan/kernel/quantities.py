"""Shares that never hide their base."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """numerator ÷ denominator, kept apart; `value` is None where there is nothing to divide by."""

    numerator: int
    denominator: int

    @property
    def value(self) -> float | None:
        return self.numerator / self.denominator if self.denominator else None

    @property
    def percent(self) -> str:
        """'98.38%'; '–' without a base. Over 100 % is shown as it is: it says that the base is wrong."""
        return f"{100 * self.value:.2f}%" if self.value is not None else "–"
