"""The brief of a cut-off: units, numbers and hours, no persons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yanpan.base.documents.office_wordings import wording_at
from yanpan.base.documents.wording import Wording
from yanpan.base.gate import Actor, query
from yanpan.base.indicators.queries import CutOffView, figures_back, get_cut_off, without_a_gap
from yanpan.base.indicators.registry import INDICATORS, REPORTS
from yanpan.base.places.queries import list_units
from yanpan.base.policy.rules import Pack, pack_named
from yanpan.hq.rules import Definition, weak_links_of
from yanpan.hq.rules.reported_links import WEEKS_BACK
from yanpan.science.weak_links import WeakLink

HISTORY_DAYS = 13  # a week as the base, two days between, and some to spare


def definitions_under(pack: Pack) -> dict[str, Definition]:
    return {
        name: Definition(one.higher_is_better, pack.target(one.target) if one.target else None)
        for name, one in INDICATORS.items()
    }


def links_of(cut_off: CutOffView) -> tuple[WeakLink, ...]:
    """The weak links of a cut-off: recomputed from its fixed figures and those before it, always the same."""
    before = figures_back(cut_off, {*range(1, HISTORY_DAYS + 1), *WEEKS_BACK})
    return weak_links_of(
        cut_off.figures,
        definitions_under(pack_named(cut_off.pack)),
        datetime.fromisoformat(cut_off.figures["fixed_at"]),
        without_a_gap(before, HISTORY_DAYS),
        [before[back] for back in WEEKS_BACK if back in before],
        {room: one.worrying for room, one in REPORTS.items() if one.worrying},
    )


@dataclass(frozen=True, slots=True)
class Brief:
    """What a brief is made of; unit_names: key → name; wording: of the office then."""

    cut_off: CutOffView
    links: tuple[WeakLink, ...]
    unit_names: Mapping[str, str]
    wording: Wording


@query("hq.get_brief", subject="cut_off_id", personal=False)
def get_brief(actor: Actor, *, cut_off_id: UUID, now: datetime) -> Brief:
    """A cut-off with its weak links; Missing if it is elsewhere."""
    cut_off = get_cut_off(actor, cut_off_id=cut_off_id, now=now)
    names = {unit.key: unit.name for unit in list_units(kinds=("city", "force", "county", "township"))}
    wording = wording_at(cut_off.unit_key, "brief", cut_off.fixed_at)
    return Brief(cut_off, links_of(cut_off), names, wording)
