"""A city that is not among the shipped codes: its counties, townships and villages from the lines of a sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from yanpan.base.gate import Actor, operation
from yanpan.base.places.codes import CityCodes, County, Township, Village, list_cities
from yanpan.base.places.operations import LoadedCity, make_city
from yanpan.kernel.errors import Refused

OWN_CODES = "own"  # the code system of a city that was brought
_DIGITS = (6, 9, 12)
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class VillageLine:
    """One village with its township and county; row: as the spreadsheet shows it at its left edge."""

    row: int
    county: tuple[str, str]
    township: tuple[str, str]
    village: tuple[str, str]

    @property
    def levels(self) -> tuple[tuple[str, str], ...]:
        return self.county, self.township, self.village


def faults_of(code: str, lines: Sequence[VillageLine]) -> list[Refused]:
    """Everything that is wrong with the lines of the city of this code, each with its row; [] for a sound city."""
    if not _is_code(code, 6) or not code.endswith("00"):
        return [Refused("city_code_of_six_digits")]
    if code in {city.code for city in list_cities()}:
        return [Refused("city_is_shipped", code=code)]
    if not lines:
        return [Refused("no_villages_in_the_sheet")]
    faults = [fault for line in lines for fault in _faults_of_line(code[:4], line)]
    return faults or list(_contradictions(lines))


def _is_code(text: str, digits: int) -> bool:
    return len(text) == digits and text.isascii() and text.isdecimal()


def _faults_of_line(above: str, line: VillageLine) -> Iterator[Refused]:
    for digits, (code, name) in zip(_DIGITS, line.levels, strict=True):
        if not _is_code(code, digits):
            yield Refused("row_code_of_digits", row=line.row, digits=digits)
        elif not code.startswith(above):
            yield Refused("row_code_elsewhere", row=line.row, code=code, above=above)
        if not 0 < len(name) <= LONGEST_NAME:
            yield Refused("row_without_place_name", row=line.row, digits=digits)
        above = code


def _contradictions(lines: Sequence[VillageLine]) -> Iterator[Refused]:
    """A code with two names; a village that stands there twice."""
    first: dict[str, tuple[str, int]] = {}
    for line in lines:
        for code, name in line.levels:
            known, row = first.setdefault(code, (name, line.row))
            if known != name:
                yield Refused("row_code_of_two_names", row=line.row, code=code, other=row)
            elif len(code) == _DIGITS[-1] and row != line.row:
                yield Refused("row_repeats_another", row=line.row, other=row)


def city_of(code: str, name: str, lines: Sequence[VillageLine]) -> CityCodes:
    """The city these sound lines describe; it has no former names, and its province is not known."""
    counties = dict(line.county for line in lines)
    townships = dict(line.township for line in lines)
    return CityCodes(
        code=code,
        name=name,
        province_code=code[:2] + "0000",
        province="",
        counties=tuple(County(*one) for one in counties.items()),
        townships=tuple(Township(code, said, code[:6]) for code, said in townships.items()),
        villages=tuple(Village(*line.village, "other", line.village[0][:9]) for line in lines),
        formers=(),
    )


@operation("places.bring_city", subject="code", records=("name", "lines"))
def bring_city(actor: Actor, *, code: str, name: str, lines: list[VillageLine], now: datetime) -> LoadedCity:
    """Both trees of a city that is not shipped. Refused: a fault in the lines; Stale: a city is loaded."""
    if not name.strip() or len(name) > LONGEST_NAME:
        raise Refused("name_of_the_unit_needed", most=LONGEST_NAME)
    if faults := faults_of(code, lines):
        raise Refused("rows_have_faults", count=len(faults))
    return make_city(city_of(code, name.strip(), lines), {}, OWN_CODES)
