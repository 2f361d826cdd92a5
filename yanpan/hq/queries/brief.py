"""The brief of a cut-off: units, numbers and hours, no persons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yanpan.base.gate import Actor, query
from yanpan.base.indicators.queries import CutOffView, earlier_figures, get_cut_off
from yanpan.base.indicators.registry import INDICATORS
from yanpan.base.places.queries import list_units
from yanpan.base.policy.rules import Pack, pack_named
from yanpan.hq.rules import Definition, weak_links_of
from yanpan.science.weak_links import WeakLink

HISTORY_DAYS = 13  # a week as the base, two days between, and some to spare


def definitions_under(pack: Pack) -> dict[str, Definition]:
    return {
        name: Definition(one.higher_is_better, pack.target(one.target) if one.target else None)
        for name, one in INDICATORS.items()
    }


def links_of(cut_off: CutOffView) -> tuple[WeakLink, ...]:
    """The weak links of a cut-off: recomputed from its fixed figures and those before it, always the same."""
    return weak_links_of(
        cut_off.figures,
        definitions_under(pack_named(cut_off.pack)),
        datetime.fromisoformat(cut_off.figures["fixed_at"]),
        earlier_figures(cut_off, HISTORY_DAYS),
    )


@dataclass(frozen=True, slots=True)
class Brief:
    """What a brief is made of; unit_names: key → name."""

    cut_off: CutOffView
    links: tuple[WeakLink, ...]
    unit_names: Mapping[str, str]


@query("hq.get_brief", subject="cut_off_id", personal=False)
def get_brief(actor: Actor, *, cut_off_id: UUID, now: datetime) -> Brief:
    """A cut-off with its weak links; Missing if it is elsewhere."""
    cut_off = get_cut_off(actor, cut_off_id=cut_off_id, now=now)
    names = {unit.key: unit.name for unit in list_units(kinds=("city", "force", "county", "township"))}
    return Brief(cut_off, links_of(cut_off), names)
