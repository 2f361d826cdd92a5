"""Items come to be: proposed from the weak links of a cut-off, or decided by people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from yanpan.base.gate import Actor, operation
from yanpan.base.indicators.queries import get_cut_off
from yanpan.base.indicators.registry import INDICATORS
from yanpan.base.places.models import Unit
from yanpan.base.places.queries import visible_unit
from yanpan.base.vault.randomness import fresh_id
from yanpan.hq.models import Item
from yanpan.hq.operations.items.chain import add_step, changed, item_to_change, written
from yanpan.hq.operations.items.sheet_text import rewrite_sheet
from yanpan.hq.queries.brief import links_of
from yanpan.hq.queries.items import open_items
from yanpan.hq.rules.items import MOST_HELPERS, ItemState, Origin, Step, hours_to_do
from yanpan.kernel.errors import Missing, Refused
from yanpan.science.weak_links import WeakLink

OFFICES = ("city", "force", "county", "township")


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided. demand: what counts as done; helpers: unit keys; indicator: what it must move."""

    matter: str
    demand: str
    helpers: tuple[str, ...] = ()
    indicator: str = ""
    origin: str = Origin.MEETING.value
    severity: int = 2


@operation("hq.propose_items", subject="cut_off_id")
def propose_items(actor: Actor, *, cut_off_id: UUID, now: datetime) -> list[Item]:
    """One proposed item for every weak link of a cut-off whose owner has none open for it. Returns the new ones."""
    cut_off = get_cut_off(actor, cut_off_id=cut_off_id, now=now)
    there = {
        (one.owner.key, one.code, one.indicator)
        for one in Item.objects.filter(open_items(cut_off.event_id)).select_related("owner")
    }
    units = {unit.key: unit for unit in Unit.objects.filter(kind__in=OFFICES)}
    fresh = [
        one
        for one in links_of(cut_off)
        if one.unit in units and (one.unit, one.code, one.indicator or "") not in there
    ]
    issuing = units[cut_off.unit_key]
    return Item.objects.bulk_create(
        [_item(one, cut_off.event_id, cut_off_id, issuing, units[one.unit], now) for one in fresh],
        batch_size=400,
    )


def _item(
    link: WeakLink, event_id: UUID, cut_off_id: UUID, issuing: Unit, owner: Unit, now: datetime
) -> Item:
    return Item(
        id=fresh_id(now),
        event_id=event_id,
        unit=issuing,
        cut_off_id=cut_off_id,
        owner=owner,
        code=link.code,
        facts=dict(link.facts),
        severity=link.severity,
        indicator=link.indicator or "",
        due_at=now + timedelta(hours=hours_to_do(link.severity)),
        proposed_at=now,
    )


@operation("hq.decide_item", subject="unit_key", records=("event_id", "owner_key", "due_at", "cut_off_id"))
def decide_item(
    actor: Actor,
    *,
    event_id: UUID,
    unit_key: str,
    owner_key: str,
    due_at: datetime,
    decided: Decision,
    now: datetime,
    cut_off_id: UUID | None = None,
) -> Item:
    """What a meeting, a leader or a duty officer wants done: written down, to be dispatched.

    unit_key: the headquarters that gives it out. Raises Refused('item_incomplete', problems=…) with everything
    that is missing, Refused('owner_is_elsewhere'), Missing.
    """
    issuing = visible_unit(actor, unit_key)
    if cut_off_id is not None:
        get_cut_off(actor, cut_off_id=cut_off_id, now=now)
    owner, helpers = _units(issuing.path, owner_key, decided.helpers)
    item = Item(
        id=fresh_id(now),
        event_id=event_id,
        unit_id=issuing.id,
        cut_off_id=cut_off_id,
        proposed_at=now,
        proposed_by=actor.name,
    )
    _say(item, owner, due_at, decided, now)
    item.save(force_insert=True)
    item.helpers.set(helpers)
    add_step(actor, item, Step.DECIDED, now)
    return item


@operation("hq.rewrite_item", subject="item_id", records=("owner_key", "due_at", "version"))
def rewrite_item(
    actor: Actor,
    *,
    item_id: UUID,
    version: int,
    owner_key: str,
    due_at: datetime,
    decided: Decision,
    now: datetime,
) -> Item:
    """Say it otherwise before it goes out: owner, test, hour. Raises Stale('item_changed'), as decide_item else."""
    item = item_to_change(actor, item_id, "unit", ItemState.PROPOSED, version=version)
    owner, helpers = _units(item.unit.path, owner_key, decided.helpers)
    _say(item, owner, due_at, decided, now)
    item.helpers.set(helpers)
    changed(actor, item, Step.DECIDED, now, *_SAID)
    rewrite_sheet(actor, item, now)
    return item


_SAID = ("owner", "matter", "demand", "due_at", "indicator", "origin", "severity")


def _say(item: Item, owner: Unit, due_at: datetime, decided: Decision, now: datetime) -> None:
    known = item.indicator
    item.owner, item.due_at, item.indicator = owner, due_at, decided.indicator
    if problems := _problems(item, decided, known, now):
        raise Refused("item_incomplete", problems=",".join(problems))
    item.matter = written(decided.matter, "matter", 200)
    item.demand = written(decided.demand, "demand", 300)
    item.origin, item.severity = decided.origin, decided.severity


def _problems(item: Item, decided: Decision, known: str, now: datetime) -> list[str]:
    """All that is missing, at once; the matter of a weak link is its own, and so is the figure it is about (known)."""
    wrong: Mapping[str, bool] = {
        "item_matter_needed": not (decided.matter.strip() or item.code),
        "acceptance_test_needed": not decided.demand.strip(),
        "due_time_is_past": item.due_at <= now,
        "unknown_indicator": decided.indicator not in {*INDICATORS, "", known},
        "unknown_origin": decided.origin not in set(Origin),
        "unknown_severity": decided.severity not in (1, 2, 3),
        "too_many_helpers": len(decided.helpers) > MOST_HELPERS,
        "owner_helps_itself": item.owner.key in decided.helpers,
    }
    return [code for code, found in wrong.items() if found]


def _units(path: str, owner_key: str, helper_keys: tuple[str, ...]) -> tuple[Unit, list[Unit]]:
    """Owner and helpers, below the headquarters that gives it out."""
    wanted = {owner_key, *helper_keys}
    found = {unit.key: unit for unit in Unit.objects.filter(key__in=wanted, kind__in=OFFICES)}
    if wanted - found.keys():
        raise Missing("unit")
    if any(not unit.path.startswith(path) for unit in found.values()):
        raise Refused("owner_is_elsewhere")
    return found[owner_key], [found[key] for key in helper_keys]
