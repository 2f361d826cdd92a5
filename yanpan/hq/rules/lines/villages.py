"""What the villages of a unit say of their day, as one proposal for the unit's own report. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yanpan.hq.rules.lines.definition import LineDefinition
from yanpan.hq.rules.lines.judging import Figures, Value, sums_of

VILLAGES, REPORTING = "villages", "reporting"
"""Of a field's tally: how many villages there are, and how many of them have reported the line."""


@dataclass(frozen=True, slots=True)
class VillageSums:
    """figures: what is proposed; reporting of villages: the base the sums stand on, said wherever they are shown."""

    reporting: int
    villages: int
    figures: Figures

    def base(self) -> dict[str, int]:
        return {REPORTING: self.reporting, VILLAGES: self.villages}


def sums_of_villages(
    definition: LineDefinition, said: Sequence[Mapping[str, Value]], villages: int
) -> VillageSums:
    """said: the line's figures of each village that reported; one that left the line blank has not reported it."""
    asked = {one.id for one in definition.asked_of_villages()}
    reports = [{name: value for name, value in one.items() if name in asked} for one in said]
    reports = [one for one in reports if one]
    tallies = {VILLAGES: villages, REPORTING: len(reports)}
    figures: Figures = dict(sums_of(definition, reports))
    figures |= {one.id: tallies[one.tally] for one in definition.fields if one.tally}
    return VillageSums(len(reports), villages, figures)
