"""交办事项清单, elsewhere the incident action plan: what is to be done until the next cut-off, by whom, until when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from yanpan.base.indicators.queries import CutOffView
from yanpan.base.indicators.registry import INDICATORS
from yanpan.base.policy.rules import CITY_TIME
from yanpan.hq.exchange.brief import LANGUAGES, numbered, organ_of
from yanpan.hq.exchange.brief_body import kept_of
from yanpan.hq.exchange.brief_items import local, matter_of, standing_of
from yanpan.hq.exchange.brief_progress import progress_blocks
from yanpan.hq.exchange.figures import Kept, target_of
from yanpan.hq.exchange.unit_words import listed
from yanpan.hq.exchange.words import indicator_name, item_origin_name
from yanpan.kernel.quantities import Share
from yanpan.science.weak_links import WeakLink
from yanpan.shell.papers import Block, Closing, Heading, Paper, Paragraph, Table

Entries = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Planned:
    """cut_off, links: the situation; decided, carried_over: items as the ledger keeps them."""

    cut_off: CutOffView
    links: Sequence[WeakLink]
    decided: Entries
    carried_over: Entries


def action_plan(
    planned: Planned, names: dict[str, str], *, now: datetime, language: str = "zh-hans"
) -> Paper:
    """The items of a cut-off's meeting and those carried over, as they stand now."""
    cut_off = planned.cut_off
    with override(language):
        kept = kept_of(cut_off, names)
        return Paper(
            title=_("Incident action plan: %(unit)s") % {"unit": cut_off.unit_name},
            organ=organ_of(cut_off),
            drill=cut_off.drill,
            mark=_("Internal. Keep confidential."),
            subtitle=_("Operational period %(begins)s to %(ends)s") % _period(cut_off),
            blocks=(
                *numbered(list(_blocks(planned, kept)), language),
                Closing((organ_of(cut_off), _hour(now))),
            ),
            footer=(_("Snapshot %(digest)s") % {"digest": cut_off.digest},),
            lang=LANGUAGES[language],
        )


def _period(cut_off: CutOffView) -> dict[str, str]:
    """From the cut-off to the same hour of the next day."""
    return {"begins": _hour(cut_off.fixed_at), "ends": _hour(cut_off.fixed_at + timedelta(days=1))}


def _hour(moment: datetime) -> str:
    return moment.astimezone(CITY_TIME).strftime("%Y-%m-%d %H:%M")


def _blocks(planned: Planned, kept: Kept) -> Iterator[Block]:
    yield Heading(1, _("Situation"))
    yield from progress_blocks(kept, planned.links)
    yield Heading(1, _("Objectives"))
    yield from _objectives(kept, [*planned.decided, *planned.carried_over])
    yield Heading(1, _("Actions of this period"))
    yield from _actions(kept, planned.decided)
    yield Heading(1, _("Carried over"))
    yield from _actions(kept, planned.carried_over)


def _objectives(kept: Kept, entries: Entries) -> Iterator[Block]:
    """The indicators that the items are to move, as they stand for the whole."""
    wanted = sorted({one["indicator"] for one in entries} & set(INDICATORS))
    if not wanted:
        yield Paragraph(_("No item names an indicator it must move."))
        return
    figures = (figure for room in kept.rooms.values() for figure in room["figures"])
    now = {name: Share(above, below) for unit, name, above, below in figures if unit == kept.unit_key}
    yield Table(
        title=_("Indicators to be moved"),
        header=(_("Indicator"), _("Rate"), _("Base"), _("Target")),
        rows=tuple(_objective(kept, name, now.get(name, Share(0, 0))) for name in wanted),
    )


def _objective(kept: Kept, name: str, share: Share) -> tuple[str, str, str, str]:
    base = f"{share.numerator}/{share.denominator}" if share.denominator else "–"
    return indicator_name(name), share.percent, base, target_of(kept.pack, name)


def _actions(kept: Kept, entries: Entries) -> Iterator[Block]:
    if not entries:
        yield Paragraph(_("None."))
        return
    yield Table(
        title="",
        header=(
            *(_("No."), _("Responsible"), _("Helped by"), _("Matter"), _("Counts as done when")),
            *(_("Indicator"), _("Due"), _("Demand"), _("Standing")),
        ),
        rows=tuple(_action(kept, number, one) for number, one in enumerate(entries, start=1)),
    )


def _action(kept: Kept, number: int, entry: Mapping[str, Any]) -> tuple[int | str, ...]:
    return (
        number,
        kept.name(entry["owner"]),
        listed(map(kept.name, entry["helpers"])),
        matter_of(entry),
        entry["demand"] or "–",
        indicator_name(entry["indicator"]) if entry["indicator"] else "–",
        local(entry["due_at"]),
        item_origin_name(entry["origin"]),
        standing_of(entry),
    )
