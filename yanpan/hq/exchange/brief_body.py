"""What a brief says between its title and its signature, section by section in the order of FORMS.

A section is one screen of the meeting, and one heading of the paper with its tables by unit in the annex.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yanpan.base.indicators.queries import CutOffView
from yanpan.base.indicators.registry import REPORTS, in_order
from yanpan.base.policy.rules import pack_named
from yanpan.hq.exchange.brief_items import item_blocks
from yanpan.hq.exchange.brief_progress import epidemic_blocks, progress_blocks
from yanpan.hq.exchange.brief_units import confirmed_blocks, link_blocks, unit_blocks
from yanpan.hq.exchange.figures import Kept, annex_blocks, line_blocks, topic_blocks
from yanpan.hq.exchange.unit_words import named
from yanpan.hq.rules.day import is_whole_day
from yanpan.science.weak_links import WeakLink
from yanpan.shell.papers import Block, Heading, Paragraph

LINKS, ITEMS = "links", "items"
_ELSEWHERE = frozenset({"epidemic", "impact", "reports", "headquarters"})
"""Rooms that have a section of their own, and stand among the lines no more."""


@dataclass(frozen=True, slots=True)
class Section:
    """level: 1, or 2 for one line of work; annex: its tables by unit."""

    key: str
    level: int
    title: str
    blocks: tuple[Block, ...]
    annex: tuple[Block, ...] = ()


def sections_of(cut_off: CutOffView, links: tuple[WeakLink, ...], names: dict[str, str]) -> list[Section]:
    """In the language of the moment."""
    kept = kept_of(cut_off, names)
    return [
        _section("progress", _("Main progress"), (*_correction(cut_off), *progress_blocks(kept, links))),
        _room(kept, "epidemic", _("Epidemic"), epidemic_blocks(kept)),
        *_topics(kept),
        _section("lines", _("Lines of work"), ()),
        *(_line(kept, room) for room in in_order(REPORTS) if room in kept.rooms and room not in _ELSEWHERE),
        _section(
            "units",
            _("Units: lateness and weak links"),
            unit_blocks(kept, links, cut_off.figures["confirmed"]),
        ),
        *_impact(kept),
        _section(LINKS, _("Weak links"), link_blocks(kept, links)),
        _room(kept, "headquarters", _("Items given out before"), item_blocks(kept), ITEMS),
        _section("confirmed", _("Who confirmed the figures"), confirmed_blocks(kept, cut_off)),
    ]


def kept_of(cut_off: CutOffView, names: dict[str, str]) -> Kept:
    """The figures of a cut-off, with the names of units in the language of the moment."""
    return Kept(
        cut_off.unit_key,
        cut_off.figures["rooms"],
        named(names),
        cut_off.fixed_at,
        pack_named(cut_off.pack),
        is_whole_day(cut_off.name),
    )


def blocks_of(sections: Iterable[Section]) -> list[Block]:
    """The paper: every section, the annex before the last one (who confirmed)."""
    *body, last = sections
    return [*_headed(body), *_annex(body), *_headed([last])]


def _headed(sections: Iterable[Section]) -> Iterator[Block]:
    for one in sections:
        yield Heading(one.level, one.title)
        yield from one.blocks


def _annex(sections: Iterable[Section]) -> Iterator[Block]:
    yield Heading(1, _("Annex: tables by unit"))
    for one in sections:
        if one.annex:
            yield Heading(2, one.title)
            yield from one.annex


def _section(key: str, title: str, blocks: Iterable[Block]) -> Section:
    return Section(key, 1, title, tuple(blocks))


def _correction(cut_off: CutOffView) -> Iterator[Paragraph]:
    if cut_off.reason:
        yield Paragraph(_("Corrected version: %(reason)s") % {"reason": cut_off.reason})


def _room(kept: Kept, room: str, title: str, blocks: Iterable[Block], key: str = "") -> Section:
    """A room in the words of its section. Figures fixed by an earlier edition may not have it."""
    annex = tuple(annex_blocks(kept, room)) if room in kept.rooms else ()
    return Section(key or room, 1, title, tuple(blocks), annex)


def _topics(kept: Kept) -> Iterator[Section]:
    if blocks := tuple(block for room in in_order(kept.rooms) for block in topic_blocks(kept, room)):
        yield _section("topics", _("Topics"), blocks)


def _line(kept: Kept, room: str) -> Section:
    return Section(
        room, 2, str(REPORTS[room].title), tuple(line_blocks(kept, room)), tuple(annex_blocks(kept, room))
    )


def _impact(kept: Kept) -> Iterator[Section]:
    """The price of the measures beside their effect."""
    if "impact" in kept.rooms:
        yield _room(kept, "impact", str(REPORTS["impact"].title), line_blocks(kept, "impact"))
