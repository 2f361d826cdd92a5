"""Items as the units that gave them out and those that own them see them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from yanpan.base.documents.attachments import CleanFile, open_attachment
from yanpan.base.gate import Actor, query, under
from yanpan.base.indicators.models import CutOff
from yanpan.base.indicators.registry import INDICATORS
from yanpan.base.vault.sealing import unseal
from yanpan.hq.models import Item, ItemFile
from yanpan.hq.rules.items import OUT, Moved, moved
from yanpan.hq.rules.weak_links import figure_of
from yanpan.kernel.errors import Missing
from yanpan.science.weak_links import WeakLink

_OUT = [one.value for one in OUT]


@dataclass(frozen=True, slots=True)
class ItemView:
    id: UUID
    owner: str
    owner_key: str
    helpers: tuple[str, ...]
    helper_keys: tuple[str, ...]
    origin: str
    code: str
    facts: dict[str, float]
    matter: str
    severity: int
    indicator: str
    demand: str
    due_at: datetime
    state: str
    late: bool
    escalated: bool
    evidence: str
    reported_by: str
    checked_by: str
    struck_off_by: str
    redone: int
    reopened: int
    by_word: bool
    sheet_id: UUID | None
    sheet_number: str
    moved: str
    version: int

    @property
    def link(self) -> WeakLink:
        """The weak link it answers; without a code, only the numbers."""
        return WeakLink(self.code, self.owner_key, self.severity, self.facts, self.indicator or None)


MOST_ITEMS = 500


def seen_items(actor: Actor) -> QuerySet[Item]:
    """What the actor's units gave out, own, or help with."""
    mine = under("owner__path", actor) | under("unit__path", actor) | under("helpers__path", actor)
    return Item.objects.filter(id__in=Item.objects.filter(mine).values("id"))


@query("hq.list_items", personal=False)
def list_items(actor: Actor, *, event_id: UUID, now: datetime) -> list[ItemView]:
    """Open ones first, the gravest first; withdrawn ones are not shown. Of more than 500, those due last."""
    found = seen_items(actor).filter(event_id=event_id).exclude(state="withdrawn")
    newest = found.order_by("-due_at", "-id").select_related("owner", "sheet").prefetch_related("helpers")
    loaded = list(newest[:MOST_ITEMS])
    loaded.sort(
        key=lambda one: (
            one.state == "struck_off",
            one.escalated_at is None,
            -one.severity,
            one.due_at,
            one.owner.order,
        )
    )
    return views_of(loaded, now)


def views_of(items: Iterable[Item], now: datetime) -> list[ItemView]:
    """With owner, sheet and helpers loaded; one query more for what their indicators say now."""
    loaded = list(items)
    figures = _newest_figures({(one.event_id, one.unit_id) for one in loaded if one.indicator})
    return [_view(one, figures.get((one.event_id, one.unit_id)), now) for one in loaded]


def _newest_figures(headquarters: set[tuple[UUID, int]]) -> dict[tuple[UUID, int], Mapping[str, object]]:
    """The newest cut-off of each headquarters that gave items out."""
    if not headquarters:
        return {}
    wanted = Q(
        event_id__in={event for event, _ in headquarters}, unit_id__in={unit for _, unit in headquarters}
    )
    newest: dict[tuple[UUID, int], UUID] = {}
    for event_id, unit_id, cut_off_id in (
        CutOff.objects.filter(wanted).order_by("fixed_at").values_list("event_id", "unit_id", "id")
    ):
        newest[(event_id, unit_id)] = cut_off_id
    kept = CutOff.objects.in_bulk([one for key, one in newest.items() if key in headquarters])
    return {(one.event_id, one.unit_id): one.figures for one in kept.values()}


def _view(item: Item, figures: Mapping[str, object] | None, now: datetime) -> ItemView:
    return ItemView(
        id=item.id,
        owner=item.owner.name,
        owner_key=item.owner.key,
        helpers=tuple(unit.name for unit in item.helpers.all()),
        helper_keys=tuple(unit.key for unit in item.helpers.all()),
        origin=item.origin,
        code=item.code,
        facts=item.facts,
        matter=item.matter,
        severity=item.severity,
        indicator=item.indicator,
        demand=item.demand,
        due_at=item.due_at,
        state=item.state,
        late=item.state in _OUT and item.due_at < now,
        escalated=item.escalated_at is not None and item.state in _OUT,
        evidence=item.evidence,
        reported_by=item.reported_by,
        checked_by=item.checked_by,
        struck_off_by=item.struck_off_by,
        redone=item.redone,
        reopened=item.reopened,
        by_word=item.by_word,
        sheet_id=item.sheet_id,
        sheet_number=item.sheet.number if item.sheet else "",
        moved=_moved(item, figures),
        version=item.version,
    )


def _moved(item: Item, figures: Mapping[str, object] | None) -> str:
    if figures is None or item.indicator not in INDICATORS:
        return ""
    after = figure_of(figures, item.indicator, item.owner.key)
    said: Moved | None = moved(
        item.baseline, after, higher_is_better=INDICATORS[item.indicator].higher_is_better
    )
    return said.value if said else ""


@dataclass(frozen=True, slots=True)
class StepView:
    """One line of the chain; files: ids and media types."""

    step: str
    note: str
    at: datetime
    by: str
    files: tuple[tuple[UUID, str], ...]


@dataclass(frozen=True, slots=True)
class ItemPage:
    item: ItemView
    steps: tuple[StepView, ...]
    given_out_here: bool
    owned_here: bool


@query("hq.get_item", subject="item_id", personal=False)
def get_item(actor: Actor, *, item_id: UUID, now: datetime) -> ItemPage:
    """One item with its whole chain; Missing where it is elsewhere."""
    item = seen_items(actor).select_related("owner", "unit", "sheet").filter(id=item_id).first()
    if item is None:
        raise Missing("item")
    steps = item.steps.prefetch_related("files__kept").order_by("number")
    shown = tuple(
        StepView(
            one.step,
            unseal(one, "note"),
            one.at,
            one.by,
            tuple((file.id, file.kept.media_type) for file in one.files.all()),
        )
        for one in steps
    )
    return ItemPage(
        views_of([item], now)[0], shown, actor.covers(item.unit.path), actor.covers(item.owner.path)
    )


@query("hq.open_item_file", subject="file_id", personal=False)
def open_item_file(actor: Actor, *, file_id: UUID, now: datetime) -> CleanFile:
    """A photo or paper of an item the actor sees."""
    file = ItemFile.objects.filter(id=file_id, step__item__in=seen_items(actor)).first()
    if file is None:
        raise Missing("file")
    return open_attachment(file.kept_id)


def open_items(event_id: UUID) -> Q:
    """Filter for items not yet struck off."""
    return Q(event_id=event_id) & ~Q(state__in=["struck_off", "withdrawn"])
