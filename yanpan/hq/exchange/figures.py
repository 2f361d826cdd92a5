"""The figures of one room or line as tables: by unit, of the whole, rates with their bases, contradictions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yanpan.base.indicators.registry import INDICATORS, REPORTS, CountTable, GridTable, Report
from yanpan.base.policy.rules import CITY_TIME, Pack
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
    """The heading of a room and all it says; contradictions before the tables."""
    report, said = REPORTS[room], kept.rooms[room]
    counts = kept.counts(room)
    return [
        Heading(1, str(report.title)),
        *_said(kept, room),
        *_progress_of(report, counts.get(kept.unit_key, {}), all(said["checks"].values())),
        *_differences(report, said.get("differences", [])),
        *_topic_blocks(said, report.count_words),
        *_count_blocks(kept, report, counts),
        *(_grid(one, counts.get(kept.unit_key, {})) for one in report.grids),
        *_rate_tables(kept, said["figures"]),
    ]


def _said(kept: Kept, room: str) -> Iterator[Paragraph]:
    """What units say of the line in words: progress, then problems, then what they need."""
    titles = {"progress": _("Main progress"), "problems": _("Problems"), "needs": _("Support needed")}
    texts = kept.texts(room)
    for part, title in titles.items():
        said = [f"{kept.names.get(unit, unit)}：{text}" for unit, named, text in texts if named == part]
        if said:
            yield Paragraph(f"{title}：" + "\n".join(said))


def _differences(report: Report, differences: list[list[Any]]) -> Iterator[Paragraph]:
    if not differences:
        return
    said = _("%(name)s: the task force says %(said)s, its units together %(summed)s")
    each = [
        said % {"name": report.count_words.get(name, name), "said": own, "summed": summed}
        for name, own, summed in differences
    ]
    yield Paragraph(_("CONTRADICTION: %(each)s.") % {"each": _("; ").join(each)})


def _topic_blocks(kept: Mapping[str, Any], words: dict[str, Any]) -> Iterator[Table]:
    """Each open topic with its own account, before the units; nothing in cut-offs of before there were topics."""
    columns = (*IDENTITY, "late")
    if topics := kept.get("topics", []):
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
            "numbers": ", ".join(
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
    between = "" if (get_language() or "").startswith("zh") else " "
    return between.join(one for one in (said, lapsed, sums) if one)


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
    title = f"{table.title} ({_day_before(kept.fixed_at)})" if table.whole_day else str(table.title)
    return Table(
        title=title,
        header=(_("Unit"), *(str(report.count_words[name]) for name in table.names)),
        rows=tuple(
            (_label(kept, key), *(counts[key].get(name) for name in table.names))
            for key in kept.units(counts)
        ),
    )


def _day_before(moment: datetime) -> str:
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


def _rate_tables(kept: Kept, figures: list[list[Any]]) -> Iterator[Table]:
    """One for what stands at the cut-off, another for 0–24 h."""
    of_the_day = {one for one, known in INDICATORS.items() if known.whole_day}
    now = [one for one in figures if one[1] not in of_the_day]
    if now and not kept.whole_day:
        yield _rates(kept, now, _("Rates, each with its base"))
    if day := [one for one in figures if one[1] in of_the_day]:
        yield _rates(kept, day, _("Rates of 0–24 h, each with its base") + f" ({_day_before(kept.fixed_at)})")


def _rates(kept: Kept, figures: list[list[Any]], title: str) -> Table:
    by_unit: dict[str, dict[str, Share]] = {}
    for unit, indicator, above, below in figures:
        by_unit.setdefault(unit, {})[indicator] = Share(above, below)
    there = {indicator for _unit, indicator, _a, _b in figures}
    # In the order of their definition, as on the board; one that is no longer defined stands last.
    indicators = [*(one for one in INDICATORS if one in there), *sorted(there - set(INDICATORS))]
    targets = {one: kept.pack.target(INDICATORS[one].target) for one in indicators if one in INDICATORS}
    return Table(
        title=title,
        header=(_("Unit"), *(indicator_name(one) for one in indicators)),
        rows=tuple(
            (_label(kept, key), *(_rate(by_unit[key].get(one, Share(0, 0))) for one in indicators))
            for key in kept.units(by_unit)
        ),
        note="; ".join(_source_note(one, targets.get(one)) for one in indicators if one in INDICATORS),
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
