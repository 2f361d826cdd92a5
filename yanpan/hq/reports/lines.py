"""Each line of work in figures, from what its units reported and had approved."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yanpan.base.indicators.registry import (
    Count,
    CountTable,
    Difference,
    Figure,
    GridTable,
    Indicator,
    Report,
    RoomReport,
    Words,
    define,
    report,
)
from yanpan.hq.exchange.line_words import told
from yanpan.hq.queries.line_reports.gathering import Gathered, gather
from yanpan.hq.queries.line_reports.lines import BASES, ReportedLine, owes, reported_lines
from yanpan.hq.reports import completeness
from yanpan.hq.rules.lines import BOTH, CUT_OFF, DAY, FORCE, LineDefinition, LineIndicator, Number
from yanpan.hq.rules.lines.judging import computed_of, numbers_of, sums_of

MOST_COLUMNS = 10
REPORTED = {CUT_OFF: "units_in", DAY: "units_in_day"}
LINES = tuple(line for line in reported_lines() if not line.counted_by_room)


def make_lines(event_id: UUID, unit_path: str, now: datetime) -> Mapping[str, RoomReport]:
    """Every line at once, and how complete they are: the reports of a day are read once for all of them."""
    gathered = gather(event_id, unit_path, LINES, now)
    rooms = {line.key: _line_report(gathered, line) for line in LINES}
    return rooms | {completeness.ROOM: completeness.report_of(gathered, event_id, now)}


def _line_report(gathered: Gathered, line: ReportedLine) -> RoomReport:
    counts: list[Count] = []
    figures: list[Figure] = []
    differences: list[Difference] = []
    for basis in BASES:
        definition = gathered.definitions[line.key, basis]
        if not any(one.basis == basis for one in line.shipped.fields):
            continue
        for key, numbers in _by_unit(gathered, line, definition, basis):
            counts += _counts(line.shipped, key, numbers, basis)
            figures += _figures(line.shipped, key, numbers, basis)
        differences += _differences(gathered, line, definition, basis)
        counts += _reported(gathered, line, basis)
    return RoomReport(
        line.key,
        tuple(counts),
        tuple(figures),
        {"agrees": not differences},
        differences=tuple(differences),
    )


def _by_unit(
    gathered: Gathered, line: ReportedLine, definition: LineDefinition, basis: str
) -> Iterator[tuple[str, Mapping[str, Number]]]:
    """Key of each area that reported, and of the whole, with its numbers."""
    areas = {one.key: gathered.figures(one.key, line, basis) for one in gathered.areas()}
    yield from ((key, numbers_of(figures)) for key, figures in areas.items() if figures)
    own = _said_of_the_whole(gathered, line, definition, basis)
    if not any(areas.values()):
        yield gathered.unit.key, own
        return
    of_force = {name: value for name, value in own.items() if definition.by_id[name].by == FORCE}
    yield gathered.unit.key, sums_of(definition, areas.values()) | of_force


def _said_of_the_whole(
    gathered: Gathered, line: ReportedLine, definition: LineDefinition, basis: str
) -> Mapping[str, Number]:
    said = [gathered.figures(key, line, basis) for key in gathered.whole_of_its_own(line)]
    if len(said) == 1:
        return {name: value for name, value in numbers_of(said[0]).items() if name in definition.by_id}
    return sums_of(definition, said)


def _counts(shipped: LineDefinition, key: str, numbers: Mapping[str, Number], basis: str) -> Iterator[Count]:
    yield from (Count(key, name, round(value)) for name, value in numbers.items() if name in shipped.by_id)
    computed = computed_of(shipped, numbers, basis)
    yield from (Count(key, name, int(value)) for name, value in computed.items())


def _figures(
    shipped: LineDefinition, key: str, numbers: Mapping[str, Number], basis: str
) -> Iterator[Figure]:
    for one in shipped.indicators:
        if _basis(shipped, one) != basis:
            continue
        above, below = one.numerator.of.of(numbers), one.denominator.of.of(numbers)
        if above is not None and below is not None:
            yield Figure(key, one.id, int(above), int(below))


def _basis(definition: LineDefinition, one: LineIndicator) -> str:
    return definition.basis_of(one.denominator.of.names)


def _differences(
    gathered: Gathered, line: ReportedLine, definition: LineDefinition, basis: str
) -> Iterator[Difference]:
    """Where the force says another number than its units together; while some are missing, only if it says less."""
    own = _said_of_the_whole(gathered, line, definition, basis)
    summed = sums_of(definition, [gathered.figures(one.key, line, basis) for one in gathered.areas()])
    is_complete = gathered.is_complete(line, basis)
    for name, total in summed.items():
        field = line.shipped.by_id.get(name)
        if field is None or field.by != BOTH or name not in own or own[name] == total:
            continue
        if is_complete or total > own[name]:
            yield Difference(name, round(own[name]), round(total))


def _reported(gathered: Gathered, line: ReportedLine, basis: str) -> Iterator[Count]:
    """1 for an area that has reported; of the whole, how many have."""
    owing = [one.key for one in gathered.areas() if owes(line, one, basis)]
    there = {key: int(gathered.report(key, line, basis) is not None) for key in owing}
    yield from (Count(key, REPORTED[basis], value) for key, value in there.items())
    yield Count(gathered.unit.key, REPORTED[basis], sum(there.values()))


def _register(line: ReportedLine) -> None:
    for one in line.shipped.indicators:
        define(_indicator(line.shipped, one))

    def make(event_id: UUID, unit_path: str, now: datetime) -> RoomReport:
        return make_lines(event_id, unit_path, now)[line.key]

    report(
        Report(
            room=line.key,
            title=told(line.name),
            make=make,
            count_words=dict(_words(line.shipped)),
            tables=tuple(_tables(line.shipped)),
            grids=tuple(_grids(line.shipped)),
            worrying=line.shipped.must_be_zero,
            together=make_lines,
        )
    )


def _indicator(definition: LineDefinition, one: LineIndicator) -> Indicator:
    return Indicator(
        id=one.id,
        name=told(one.name),
        numerator=told(one.numerator.name),
        denominator=told(one.denominator.name),
        source=told(one.source),
        higher_is_better=one.higher_is_better,
        target=one.target,
        whole_day=_basis(definition, one) == DAY,
        rows_url="hq:report_matrix",
    )


def _words(definition: LineDefinition) -> Iterator[tuple[str, Words]]:
    yield from ((REPORTED[CUT_OFF], _("units in")), (REPORTED[DAY], _("units in")))
    yield from ((one.id, told(one.name)) for one in definition.fields if one.is_number)
    yield from ((one.id, told(one.name)) for one in definition.computed)


def _tables(definition: LineDefinition) -> Iterator[CountTable]:
    """By unit, at most ten columns wide; what stands in a grid stands there, and here only what is computed of it."""
    in_grid = {
        f"{row}_{column}" for grid in definition.grids for row, _r in grid.rows for column, _c in grid.columns
    }
    titles: dict[str, Words] = {
        CUT_OFF: _("As of the cut-off, by unit"),
        DAY: _("0–24 h of the day before, by unit"),
    }
    for basis in BASES:
        names = [
            one.id
            for one in definition.fields
            if one.is_number and one.basis == basis and one.id not in in_grid
        ]
        names += [one.id for one in definition.computed if definition.basis_of(one.value.names) == basis]
        wide = [REPORTED[basis], *names] if names else []
        for first in range(0, len(wide), MOST_COLUMNS):
            yield CountTable(titles[basis], tuple(wide[first : first + MOST_COLUMNS]), basis == DAY)


def _grids(definition: LineDefinition) -> Iterable[GridTable]:
    for grid in definition.grids:
        rows = tuple((key, told(name)) for key, name in grid.rows)
        yield GridTable(told(grid.name), rows, tuple((key, told(name)) for key, name in grid.columns))


for _line in LINES:
    _register(_line)


def _completeness(event_id: UUID, unit_path: str, now: datetime) -> RoomReport:
    return make_lines(event_id, unit_path, now)[completeness.ROOM]


report(
    Report(
        room=completeness.ROOM,
        title=_("Reports of the lines"),
        make=_completeness,
        count_words=completeness.COUNTS,
        tables=completeness.TABLES,
        together=make_lines,
    )
)
