"""The figures of one room or line as tables: by unit, of the whole, rates with their bases, contradictions."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from yanpan.base.indicators.registry import INDICATORS, REPORTS, CountTable, GridTable, Report
from yanpan.base.policy.rules import CITY_TIME, Pack
from yanpan.hq.exchange.unit_words import said_by, sentences
from yanpan.hq.exchange.words import indicator_name
from yanpan.kernel.quantities import Share
from yanpan.shell.papers import Block, Heading, Paragraph, Table

IDENTITY = (
    "received",
    "verified",
    "handed_on",
    "returned",
    "duplicate",
    "not_found",
    "deceased",
    "in_hand",
    "lapsed",
)
Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Kept:
    """What a cut-off keeps, or what stands now. rooms: as `registry.kept` gives them; names: unit key → name.

    whole_day: fixed at midnight: the figures of 0–24 h stand alone, without those of the evening's cut-off.
    """

    unit_key: str
    rooms: Mapping[str, Mapping[str, Any]]
    names: Mapping[str, str]
    fixed_at: datetime
    pack: Pack
    whole_day: bool = False

    def counts(self, room: str) -> Counts:
        counts: dict[str, dict[str, int]] = {}
        for unit, name, value in self.rooms[room].get("counts", []):
            counts.setdefault(unit, {})[name] = value
        return counts

    def units(self, there: Mapping[str, object]) -> list[str]:
        """The units among these, in the order of the books, the whole last."""
        below = [key for key in self.names if key in there and key != self.unit_key]
        return [*below, self.unit_key] if self.unit_key in there else below

    def name(self, unit: str) -> str:
        return self.names.get(unit, unit)

    def is_of_the_whole(self, unit: str) -> bool:
        """Whether a unit speaks of the whole: a task force, or the unit itself."""
        return unit == self.unit_key or unit.startswith("force-")

    def texts(self, room: str) -> list[tuple[str, str, str]]:
        """(unit key, part, what it says) of a line, whichever room keeps it."""
        kept = (one for each in self.rooms.values() for one in each.get("texts", []))
        return [(unit, part, text) for line, unit, part, text in kept if line == room]


def keeps_account(report: Report) -> bool:
    """Whether a room accounts for rows: received = verified + … + in hand. Others say what they count."""
    return set(IDENTITY) <= set(report.count_words)


def columns_of(report: Report) -> tuple[str, ...]:
    """The counts of a room's table, in order."""
    return (*IDENTITY, "late") if keeps_account(report) else tuple(report.count_words)


def room_blocks(kept: Kept, room: str) -> list[Block]:
    """The heading of a room and all it says, as its own page shows it."""
    texts = kept.texts(room)
    forces = [one for one in texts if one[1] == "progress" and kept.is_of_the_whole(one[0])]
    return [
        Heading(1, str(REPORTS[room].title)),
        *_said(kept, forces),
        *line_blocks(kept, room),
        *topic_blocks(kept, room),
        *annex_blocks(kept, room),
    ]


def line_blocks(kept: Kept, room: str) -> list[Block]:
    """What the meeting hears of a line: words of the units, contradictions, figures of the whole with their bases."""
    report, said = REPORTS[room], kept.rooms[room]
    whole = kept.counts(room).get(kept.unit_key, {})
    below = [one for one in kept.texts(room) if one[1] != "progress" or not kept.is_of_the_whole(one[0])]
    blocks: list[Block] = [
        *_said(kept, below),
        *_progress_of(report, whole, all(said["checks"].values())),
        *_differences(report, said.get("differences", [])),
        *_counts_of_the_whole(kept, report, whole),
        *_rates_of_the_whole(kept, said["figures"]),
        *(_grid(one, whole) for one in report.grids if whole),
    ]
    # At midnight a line that reports at the cut-off alone has nothing to say, and is not late for it.
    return blocks if blocks or kept.whole_day else [Paragraph(_("Nothing is reported yet."))]


def annex_blocks(kept: Kept, room: str) -> list[Block]:
    """The same by unit: counts, then rates."""
    report = REPORTS[room]
    return [
        *_count_blocks(kept, report, kept.counts(room)),
        *_rate_tables(kept, kept.rooms[room]["figures"]),
    ]


def _said(kept: Kept, texts: Iterable[tuple[str, str, str]]) -> Iterator[Paragraph]:
    """What units say of the line in words: progress, then problems, then what they need."""
    titles = {"progress": _("Main progress"), "problems": _("Problems"), "needs": _("Support needed")}
    for part, title in titles.items():
        said = [said_by(kept.name(unit), text) for unit, named, text in texts if named == part]
        if said:
            yield Paragraph(said_by(title, "\n".join(said)))


def _differences(report: Report, differences: list[list[Any]]) -> Iterator[Paragraph]:
    if not differences:
        return
    said = _("%(name)s: the task force says %(said)s, its units together %(summed)s")
    each = [
        said % {"name": report.count_words.get(name, name), "said": own, "summed": summed}
        for name, own, summed in differences
    ]
    yield Paragraph(_("CONTRADICTION: %(each)s.") % {"each": _("; ").join(each)})


def topic_blocks(kept: Kept, room: str) -> Iterator[Table]:
    """Each open topic with its own account, before the units; nothing in cut-offs of before there were topics."""
    columns, words = (*IDENTITY, "late"), REPORTS[room].count_words if room in REPORTS else {}
    if topics := kept.rooms[room].get("topics", []):
        yield Table(
            title=_("Topics first"),
            header=(_("Topic"), *(str(words[name]) for name in columns)),
            rows=tuple((title, *(dict(counts).get(name, 0) for name in columns)) for title, counts in topics),
            note=_("Rows of the lists that name the topic; late: persons, also those an earlier list named."),
        )


def _progress_of(report: Report, counts: Mapping[str, int], holds: bool) -> Iterator[Paragraph]:
    """A room that lays out its tables says nothing twice."""
    if not report.tables:
        yield Paragraph(_progress(report, counts, holds))


def _progress(report: Report, counts: Mapping[str, int], holds: bool) -> str:
    if not keeps_account(report):
        return _("Counted: %(numbers)s.") % {
            "numbers": _(", ").join(
                f"{words} {counts.get(name, 0)}" for name, words in report.count_words.items()
            )
        }
    said = _(
        "Received %(received)s rows; verified %(verified)s, handed on to other cities %(handed_on)s, "
        "returned %(returned)s, repeated %(duplicate)s, not found %(not_found)s, deceased %(deceased)s, "
        "in hand %(in_hand)s, of which late %(late)s."
    ) % {name: counts.get(name, 0) for name in (*IDENTITY, "late")}
    lapsed = _("Searches ended after their time: %(lapsed)s.") % counts if counts.get("lapsed") else ""
    sums = (
        _("The account holds to the row.")
        if holds
        else _("THE ACCOUNT DOES NOT HOLD: find the difference before anything else.")
    )
    return sentences((said, lapsed, sums))


def _count_blocks(kept: Kept, report: Report, counts: Counts) -> Iterator[Table]:
    if not report.tables:
        yield _account_table(kept, report, counts)
    for one in report.tables:
        if one.whole_day or not kept.whole_day:
            yield _by_unit(kept, report, one, counts)


def _account_table(kept: Kept, report: Report, counts: Counts) -> Table:
    columns, accounts = columns_of(report), keeps_account(report)
    return Table(
        title=_("The account of rows, by responsible unit") if accounts else _("Counts, by responsible unit"),
        header=(_("Unit"), *(str(report.count_words[name]) for name in columns)),
        rows=tuple(_account_rows(kept, counts, columns)),
        note=_account_note(counts.get(kept.unit_key, {})) if accounts else "",
    )


def _account_note(whole: Mapping[str, int]) -> str:
    return _(
        "Received = verified + handed on + returned + duplicate + not found + deceased + in hand + lapsed. "
        "The total includes %(own)s rows in hand at this level itself."
    ) % {"own": whole.get("own_in_hand", 0)}


def _account_rows(kept: Kept, counts: Counts, columns: tuple[str, ...]) -> Iterator[tuple[str | int, ...]]:
    """Each unit, what lies at this level itself, the total: every column adds up."""
    below = [key for key in kept.units(counts) if key != kept.unit_key]
    for key in below:
        yield (kept.names[key], *(counts[key].get(name, 0) for name in columns))
    whole = counts.get(kept.unit_key)
    if whole is None:
        return
    if below:
        own = (whole.get(name, 0) - sum(counts[key].get(name, 0) for key in below) for name in columns)
        yield (_("at this level itself"), *own)
    yield (_("Total"), *(whole.get(name, 0) for name in columns))


def _by_unit(kept: Kept, report: Report, table: CountTable, counts: Counts) -> Table:
    """A dash for what a unit has not reported: it is not nothing."""
    title = f"{table.title} ({day_before(kept.fixed_at)})" if table.whole_day else str(table.title)
    return Table(
        title=title,
        header=(_("Unit"), *(str(report.count_words[name]) for name in table.names)),
        rows=tuple(
            (_label(kept, key), *(counts[key].get(name) for name in table.names))
            for key in kept.units(counts)
        ),
    )


def day_before(moment: datetime) -> str:
    """The last day of 0–24 h that was over at a moment."""
    return f"{moment.astimezone(CITY_TIME).date() - timedelta(days=1):%Y-%m-%d}"


def _label(kept: Kept, key: str) -> str:
    return _("Total") if key == kept.unit_key else kept.names[key]


def _grid(grid: GridTable, whole: Mapping[str, int]) -> Table:
    return Table(
        title=str(grid.title),
        header=("", *(str(name) for _key, name in grid.columns)),
        rows=tuple(
            (str(name), *(whole.get(f"{row}_{column}") for column, _title in grid.columns))
            for row, name in grid.rows
        ),
    )


def _counts_of_the_whole(kept: Kept, report: Report, whole: Mapping[str, int]) -> Iterator[Paragraph]:
    """A sentence as of the cut-off, another of 0–24 h: the two never stand together."""
    titles = {
        False: _("As of the cut-off: %(numbers)s."),
        True: _("0–24 h of %(on)s: %(numbers)s."),
    }
    for whole_day, title in titles.items():
        if kept.whole_day and not whole_day:
            continue
        names = [name for one in report.tables if one.whole_day is whole_day for name in one.names]
        said = [f"{report.count_words[name]} {whole[name]}" for name in names if whole.get(name) is not None]
        if any(whole.get(name) for name in names):
            yield Paragraph(title % {"numbers": _(", ").join(said), "on": day_before(kept.fixed_at)})


def _rates_of_the_whole(kept: Kept, figures: list[list[Any]]) -> Iterator[Table]:
    """A row a rate: its value, both its numbers, where its base comes from, its target."""
    for title, rates in _by_basis(kept, [one for one in figures if one[0] == kept.unit_key]):
        yield Table(
            title=title,
            header=(_("Indicator"), _("Rate"), _("Base"), _("Source"), _("Target")),
            rows=tuple(
                (
                    indicator_name(name),
                    Share(above, below).percent if below else "–",
                    f"{above}/{below}",
                    str(INDICATORS[name].source) if name in INDICATORS else "–",
                    target_of(kept.pack, name),
                )
                for _unit, name, above, below in sorted(rates, key=lambda one: _place(one[1]))
            ),
        )


def target_of(pack: Pack, indicator: str) -> str:
    target = pack.target(INDICATORS[indicator].target) if indicator in INDICATORS else None
    return "–" if target is None else f"{100 * target:.0f}%"


def _place(indicator: str) -> tuple[int, str]:
    """In the order of their definition, as on the board; one that is no longer defined stands last."""
    known = list(INDICATORS)
    return (known.index(indicator) if indicator in INDICATORS else len(known), indicator)


def _rate_tables(kept: Kept, figures: list[list[Any]]) -> Iterator[Table]:
    for title, rates in _by_basis(kept, figures):
        yield _rates(kept, rates, title)


def _by_basis(kept: Kept, figures: list[list[Any]]) -> Iterator[tuple[str, list[list[Any]]]]:
    """One for what stands at the cut-off, another for 0–24 h."""
    of_the_day = {one for one, known in INDICATORS.items() if known.whole_day}
    now = [one for one in figures if one[1] not in of_the_day]
    if now and not kept.whole_day:
        yield _("Rates, each with its base"), now
    if day := [one for one in figures if one[1] in of_the_day]:
        yield _("Rates of 0–24 h, each with its base") + f" ({day_before(kept.fixed_at)})", day


def _rates(kept: Kept, figures: list[list[Any]], title: str) -> Table:
    by_unit: dict[str, dict[str, Share]] = {}
    for unit, indicator, above, below in figures:
        by_unit.setdefault(unit, {})[indicator] = Share(above, below)
    there = {indicator for _unit, indicator, _a, _b in figures}
    indicators = sorted(there, key=_place)
    targets = {one: kept.pack.target(INDICATORS[one].target) for one in indicators if one in INDICATORS}
    return Table(
        title=title,
        header=(_("Unit"), *(indicator_name(one) for one in indicators)),
        rows=tuple(
            (_label(kept, key), *(_rate(by_unit[key].get(one, Share(0, 0))) for one in indicators))
            for key in kept.units(by_unit)
        ),
        note=_("; ").join(_source_note(one, targets.get(one)) for one in indicators if one in INDICATORS),
    )


def _rate(share: Share) -> str:
    return f"{share.percent} ({share.numerator}/{share.denominator})" if share.denominator else "–"


def _source_note(indicator: str, target: float | None) -> str:
    one = INDICATORS[indicator]
    said = _("%(name)s = %(above)s ÷ %(below)s (source: %(source)s)") % {
        "name": one.name,
        "above": one.numerator,
        "below": one.denominator,
        "source": one.source,
    }
    if target is None:
        return said
    return _("%(said)s, target %(share)s") % {"said": said, "share": f"{100 * target:.0f}%"}
