"""One finding with its whole chain: what was seen, who was told, custody, steps, evidence, papers, the times before."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yanpan.base.documents.attachments import CleanFile, open_attachment
from yanpan.base.gate import Actor, query
from yanpan.base.places.queries import UnitView, view_unit, visible_unit
from yanpan.base.policy.rules import CITY_TIME, pack_named
from yanpan.base.policy.supervision import SupervisionRule, supervision_rules_on
from yanpan.base.tasks.handovers import FixFinding
from yanpan.base.tasks.models import Handover
from yanpan.base.vault.sealing import unseal
from yanpan.kernel.errors import Missing
from yanpan.streams.supervision.models import Finding, FindingPhoto, FindingStep, Site
from yanpan.streams.supervision.queries.findings import FindingView, of_the_actor, view_finding
from yanpan.streams.supervision.queries.owners import owners_for
from yanpan.streams.supervision.rules.findings import (
    IN_HAND,
    NOT_FIXED,
    STANDING,
    State,
    repeats_within,
)


@dataclass(frozen=True, slots=True)
class ChainLine:
    """step: a Step, or sent, signed_for, refused, recalled; note: with the reason and the right unit, if refused."""

    at: datetime
    step: str
    by: str
    note: str = ""
    unit: str = ""
    photos: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetLink:
    id: UUID
    number: str
    state: str
    ended: bool


@dataclass(frozen=True, slots=True)
class Earlier:
    """The same rule at the same place before."""

    id: UUID
    found_at: datetime
    state: str
    owner: str


@dataclass(frozen=True, slots=True)
class Turns:
    """Whose turn it is, as the rules have it for this actor; rights are asked beside it."""

    assign: bool
    order: bool
    withdraw: bool
    start: bool
    report: bool
    recheck: bool
    reopen: bool


@dataclass(frozen=True, slots=True)
class FindingFacts:
    """handover: open one of the actor's own unit, to be signed for or refused. owners: who may answer."""

    finding: FindingView
    seen: str
    told: str
    found_by: str
    chain: tuple[ChainLine, ...]
    sheets: tuple[SheetLink, ...]
    earlier: tuple[Earlier, ...]
    turns: Turns
    handover: UUID | None
    owners: tuple[UnitView, ...]


@query("supervision.get_finding", subject="finding_id")
def get_finding(actor: Actor, *, finding_id: UUID, now: datetime) -> FindingFacts:
    """One finding of the actor's units; Missing elsewhere."""
    found = Finding.objects.filter(of_the_actor(actor), id=finding_id)
    one = found.select_related("site", "unit", "owner", "body", "fixing_unit").first()
    if one is None:
        raise Missing("finding")
    hands = list(
        Handover.objects.filter(request=FixFinding.REQUEST, subject=one.id)
        .select_related("receiver", "right_unit")
        .order_by("sent_at", "id")
    )
    chain = [*_steps(one), *(line for hand in hands for line in _custody(hand))]
    return FindingFacts(
        finding=view_finding(one, now),
        seen=unseal(one, "seen"),
        told=unseal(one, "told"),
        found_by=one.found_by,
        chain=tuple(sorted(chain, key=lambda line: line.at)),
        sheets=_sheets(one),
        earlier=_earlier(one),
        turns=_turns(actor, one),
        handover=_to_sign(actor, hands),
        owners=owners_for(view_unit(one.body), view_unit(one.unit), one.line),
    )


def _steps(finding: Finding) -> list[ChainLine]:
    steps = finding.steps.order_by("number").prefetch_related("photos")
    return [_step(one) for one in steps]


def _step(one: FindingStep) -> ChainLine:
    photos = tuple(sorted(photo.id for photo in one.photos.all()))
    return ChainLine(one.at, one.step, one.by, unseal(one, "note"), photos=photos)


def _custody(hand: Handover) -> list[ChainLine]:
    lines = [ChainLine(hand.sent_at, "sent", hand.sent_by, unit=hand.receiver.name)]
    if hand.acknowledged_at:
        lines.append(
            ChainLine(hand.acknowledged_at, "signed_for", hand.acknowledged_by, unit=hand.receiver.name)
        )
    if hand.refused_at:
        right = hand.right_unit.name if hand.right_unit else ""
        lines.append(ChainLine(hand.refused_at, "refused", hand.refused_by, hand.refusal, right))
    if hand.recalled_at:
        lines.append(ChainLine(hand.recalled_at, "recalled", hand.recalled_by))
    return lines


def _to_sign(actor: Actor, hands: list[Handover]) -> UUID | None:
    waiting = (
        hand.id
        for hand in hands
        if not (hand.acknowledged_at or hand.refused_at or hand.recalled_at)
        and hand.receiver.path in actor.units
    )
    return next(waiting, None)


def _sheets(finding: Finding) -> tuple[SheetLink, ...]:
    lines = finding.orders.select_related("sheet__document").order_by("sheet__document__drafted_at", "id")
    return tuple(
        SheetLink(
            line.sheet_id,
            line.sheet.document.number,
            line.sheet.document.state,
            line.ended_at is not None,
        )
        for line in lines
    )


def _earlier(finding: Finding) -> tuple[Earlier, ...]:
    since = finding.found_at - repeats_within(pack_named(finding.pack).rules["supervision"])
    before = Finding.objects.filter(
        event_id=finding.event_id,
        site_id=finding.site_id,
        rule=finding.rule,
        state__in=STANDING,
        found_at__gt=since,
        found_at__lt=finding.found_at,
    )
    found = before.select_related("owner").order_by("-found_at")[:10]
    return tuple(Earlier(one.id, one.found_at, one.state, one.owner.name) for one in found)


def _turns(actor: Actor, one: Finding) -> Turns:
    orders, owns = actor.covers(one.body.path), actor.home.startswith(one.owner.path)
    fixed_elsewhere = one.fixing_unit is None or actor.home != one.fixing_unit.path
    may_withdraw = one.state in NOT_FIXED or one.state == State.REPORTED
    return Turns(
        assign=orders and one.state in NOT_FIXED,
        order=orders and one.state == State.FOUND,
        withdraw=orders and may_withdraw,
        start=owns and one.state in IN_HAND,
        report=owns and one.state in IN_HAND,
        recheck=orders and one.state == State.REPORTED and actor.name != one.fixed_by and fixed_elsewhere,
        reopen=orders and one.state == State.CLOSED,
    )


@query("supervision.get_finding_photo", subject="photo_id")
def get_finding_photo(actor: Actor, *, photo_id: UUID, now: datetime) -> CleanFile:
    """A photo of a finding; where and with what it was taken is not in it."""
    found = FindingPhoto.objects.filter(of_the_actor(actor, "step__finding__"), id=photo_id)
    photo = found.only("kept_id").first()
    if photo is None:
        raise Missing("photo")
    return open_attachment(photo.kept_id)


@dataclass(frozen=True, slots=True)
class Entry:
    """What an inspector needs to enter a finding in a unit: known places, rules in force, who may answer."""

    unit: UnitView
    places: tuple[tuple[str, str], ...]
    rules: tuple[SupervisionRule, ...]
    owners: tuple[UnitView, ...]


MOST_PLACES = 200


@query("supervision.prepare_finding", subject="unit_key", personal=False)
def prepare_finding(actor: Actor, *, unit_key: str, now: datetime) -> Entry:
    """The unit, and titles and kinds of its places inspected before; Missing elsewhere."""
    unit = visible_unit(actor, unit_key)
    home = visible_unit(actor, actor.home.rstrip("/").rpartition("/")[2])
    places = Site.objects.filter(unit_id=unit.id).order_by("title").values_list("title", "kind")
    day = now.astimezone(CITY_TIME).date()
    return Entry(unit, tuple(places[:MOST_PLACES]), supervision_rules_on(day), owners_for(home, unit))
