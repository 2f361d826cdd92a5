"""主要进展 and 疫情: the day in a few sentences, what the task forces did, infections by how they were found."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yanpan.base.indicators.registry import REPORTS, in_order
from yanpan.hq.exchange.epidemic_words import HOW_WORDS
from yanpan.hq.exchange.figures import Kept, day_before
from yanpan.hq.exchange.unit_words import said_by, sentences
from yanpan.science.weak_links import WeakLink
from yanpan.shell.papers import Block, Paragraph, Table

GRAVE = 3


def progress_blocks(kept: Kept, links: Sequence[WeakLink]) -> Iterator[Block]:
    """The figures of the whole first; then each line's task forces in their own words."""
    said = [*_of_the_day(kept), *_of_the_reports(kept), *_of_the_items(kept), _of_the_links(links)]
    yield Paragraph(sentences(said))
    yield from _in_the_words_of_the_forces(kept)


def _of_the_day(kept: Kept) -> Iterator[str]:
    counts = _whole(kept, "epidemic")
    if counts:
        yield _(
            "0–24 h of %(on)s: %(new)s new infections, %(new_outside)s of them found outside control."
        ) % {
            **counts,
            "on": day_before(kept.fixed_at),
        }


def _of_the_reports(kept: Kept) -> Iterator[str]:
    counts = _whole(kept, "reports")
    if kept.whole_day or not counts.get("reports_due"):
        return
    yield (
        _(
            "Reports of the lines: %(reports_due)s due, %(reports_in_time)s in time, %(reports_late)s late, "
            "%(reports_outstanding)s not in."
        )
        % counts
    )


def _of_the_items(kept: Kept) -> Iterator[str]:
    counts = _whole(kept, "headquarters")
    if counts.get("items_out"):
        yield _("Items: %(items_out)s open, %(items_late)s of them past their hour.") % counts


def _of_the_links(links: Sequence[WeakLink]) -> str:
    grave = sum(link.severity == GRAVE for link in links)
    words = ngettext(
        "%(count)s weak link, %(grave)s grave.", "%(count)s weak links, %(grave)s grave.", len(links)
    )
    return words % {"count": len(links), "grave": grave}


def _in_the_words_of_the_forces(kept: Kept) -> Iterator[Paragraph]:
    for room in in_order(REPORTS):
        said = [
            said_by(kept.name(unit), text)
            for unit, part, text in kept.texts(room)
            if part == "progress" and kept.is_of_the_whole(unit)
        ]
        if said:
            yield Paragraph("\n".join(said))


def epidemic_blocks(kept: Kept) -> Iterator[Block]:
    """New and cumulative, by how found; of the last day 0–24 that was over."""
    counts = _whole(kept, "epidemic")
    if not counts:
        yield Paragraph(_("No report of new infections of 0–24 h is in."))
        return
    rows = [
        (str(words), counts.get(f"new_{how}"), counts.get(f"total_{how}")) for how, words in HOW_WORDS.items()
    ]
    yield Table(
        title=_("Infections by how found, 0–24 h of %(on)s") % {"on": day_before(kept.fixed_at)},
        header=(_("How found"), _("New"), _("Since the first report")),
        rows=(*rows, (_("Total"), counts.get("new"), counts.get("total"))),
        note=_(
            "Found outside control: on seeking care and by screening; %(new_outside)s of %(new)s new, "
            "%(total_outside)s of %(total)s since the first report."
        )
        % {name: counts.get(name, 0) for name in ("new", "new_outside", "total", "total_outside")},
    )


def _whole(kept: Kept, room: str) -> Mapping[str, int]:
    return kept.counts(room).get(kept.unit_key, {}) if room in kept.rooms else {}
