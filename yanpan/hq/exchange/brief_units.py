"""Each unit in one row: how late it is and how many weak links it has; the weak links; who confirmed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from yanpan.base.indicators.queries import CutOffView
from yanpan.base.indicators.registry import REPORTS
from yanpan.hq.exchange.figures import Kept
from yanpan.hq.exchange.line_words import standing_word
from yanpan.hq.exchange.unit_words import listed
from yanpan.hq.exchange.words import describe, measure_for
from yanpan.hq.rules.lines import CUT_OFF, DAY
from yanpan.science.weak_links import WeakLink
from yanpan.shell.papers import Block, Cell, Paragraph, Table

GRAVE = 3
Confirmed = Mapping[str, Sequence[str]]


def unit_blocks(kept: Kept, links: Sequence[WeakLink], confirmed: Confirmed) -> Iterator[Block]:
    """Every unit that owes a report, confirms figures, or has a weak link; then which lines are late."""
    reports = kept.counts("reports") if "reports" in kept.rooms else {}
    items = kept.counts("headquarters") if "headquarters" in kept.rooms else {}
    weak = Counter(link.unit for link in links)
    grave = Counter(link.unit for link in links if link.severity == GRAVE)
    there = {*reports, *weak, *confirmed["given"], *confirmed["missing"]} - {kept.unit_key}
    yield Table(
        title=_("Lateness and weak links, by unit"),
        header=(
            *(
                _("Unit"),
                _("reports due"),
                _("in time"),
                _("late"),
                _("outstanding"),
                _("0–24 h outstanding"),
            ),
            *(_("figures confirmed"), _("items past their hour"), _("weak links"), _("of these grave")),
        ),
        rows=tuple(
            (
                kept.names[key],
                *_lateness(kept, reports.get(key, {})),
                _confirmed(key, confirmed),
                items.get(key, {}).get("items_late"),
                weak[key],
                grave[key],
            )
            for key in kept.names
            if key in there
        ),
    )
    yield from _late_lines(kept)


def _lateness(kept: Kept, counts: Mapping[str, int]) -> tuple[Cell, ...]:
    """Those of the cut-off, and of 0–24 h; at midnight only these."""
    names = ("reports_due", "reports_in_time", "reports_late", "reports_outstanding")
    evening = (None,) * len(names) if kept.whole_day else tuple(counts.get(name) for name in names)
    return (*evening, counts.get("day_reports_outstanding"))


def _confirmed(key: str, confirmed: Confirmed) -> str:
    if key in confirmed["given"]:
        return _("yes")
    return _("no") if key in confirmed["missing"] else "–"


def _late_lines(kept: Kept) -> Iterator[Table]:
    """Unit by unit, the lines not in or late, of the cut-off and of 0–24 h apart."""
    titles = {CUT_OFF: _("Reports of the cut-off not in time"), DAY: _("Reports of 0–24 h not in time")}
    for basis, title in titles.items():
        late = _late_by_unit(kept, f"standing {basis}")
        if late and not (kept.whole_day and basis == CUT_OFF):
            yield Table(
                title=title,
                header=(_("Unit"), _("Line of work")),
                rows=tuple((kept.names[key], listed(late[key])) for key in kept.names if key in late),
            )


def _late_by_unit(kept: Kept, part: str) -> dict[str, list[str]]:
    late: dict[str, list[str]] = {}
    for line, unit, named, standing in kept.rooms.get("reports", {}).get("texts", []):
        if named == part and line in REPORTS:
            said = _("%(line)s (%(standing)s)")
            words = {"line": REPORTS[line].title, "standing": standing_word(standing)}
            late.setdefault(unit, []).append(said % words)
    return late


def link_blocks(kept: Kept, links: Sequence[WeakLink]) -> Iterator[Block]:
    if not links:
        yield Paragraph(_("None by the rules and the exact limits."))
        return
    yield Table(
        title=_("Weak links and proposed measures"),
        header=(_("No."), _("Unit"), _("What is weak"), _("Proposed measure")),
        rows=tuple(
            (number, kept.name(link.unit), describe(link), measure_for(link))
            for number, link in enumerate(links, start=1)
        ),
        note=_("Rates: exact limits against the rest of the city, false discovery rate 5 %."),
    )


def confirmed_blocks(kept: Kept, cut_off: CutOffView) -> Iterator[Block]:
    """The digest of what was fixed stands with who confirmed it."""
    said = {name: listed(map(kept.name, cut_off.figures["confirmed"][name])) for name in ("given", "missing")}
    yield Paragraph(_("Confirmed: %(given)s. Missing: %(missing)s.") % said)
    facts = {"version": cut_off.version, "digest": cut_off.digest}
    yield Paragraph(_("Version %(version)s; snapshot %(digest)s.") % facts)
