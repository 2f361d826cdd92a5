"""Who is on duty now and next, and the contact directory (通讯录). Telephones are masked until one is asked for."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from yanpan.base.gate import Actor, query
from yanpan.base.places.models import Unit
from yanpan.base.places.queries import visible_unit
from yanpan.base.vault.masks import mask_phone
from yanpan.base.vault.sealing import unseal
from yanpan.hq.models import DutyTurn

AHEAD = timedelta(days=7)
MOST = 300


@dataclass(frozen=True, slots=True)
class TurnView:
    """One turn; phone: masked. is_now: it runs at this moment."""

    id: UUID
    unit: str
    unit_key: str
    post: str
    name: str
    phone: str
    starts_at: datetime
    ends_at: datetime
    is_now: bool


@dataclass(frozen=True, slots=True)
class ContactView:
    """One unit of the directory. on_duty: whose turn it is now, else the leader, else the deputy; phone: masked."""

    unit: str
    unit_key: str
    kind: str
    leader: str
    deputy: str
    on_duty: str
    by_turn: bool
    phone: str


@query("hq.list_turns", records=("unit_key",))
def list_turns(actor: Actor, *, unit_key: str, now: datetime) -> list[TurnView]:
    """Turns of a unit and of those one level below that run now or begin within a week."""
    unit = visible_unit(actor, unit_key)
    found = DutyTurn.objects.filter(
        Q(unit_id=unit.id) | Q(unit__parent_id=unit.id),
        out_at=None,
        ends_at__gt=now,
        starts_at__lt=now + AHEAD,
    )
    ordered = found.select_related("unit").order_by("unit__order", "starts_at", "post", "id")
    return [_turn(one, now) for one in ordered[:MOST]]


@query("hq.list_contacts", records=("unit_key",))
def list_contacts(actor: Actor, *, unit_key: str, now: datetime) -> list[ContactView]:
    """The unit and those one level below: who answers, who stands in, who is on duty at this moment."""
    unit = visible_unit(actor, unit_key)
    units = Unit.objects.filter(Q(pk=unit.id) | Q(parent_id=unit.id)).order_by("order", "id")
    turns = _running(now, Q(unit_id=unit.id) | Q(unit__parent_id=unit.id))
    return [_contact(one, turns.get(one.pk)) for one in units]


@query("hq.get_duty_phone", subject="unit_key")
def get_duty_phone(actor: Actor, *, unit_key: str, now: datetime) -> str:
    """The telephone that is answered at this moment, in clear: of whose turn it is, else the unit's own."""
    unit = visible_unit(actor, unit_key)
    turn = _running(now, Q(unit_id=unit.id)).get(unit.id)
    return unseal(turn, "phone") if turn else unit.phone


def _running(now: datetime, wanted: Q) -> dict[int, DutyTurn]:
    """Unit → the turn that runs now: an officer's before a chief's, for it is the officer who answers."""
    found = DutyTurn.objects.filter(wanted, out_at=None, starts_at__lte=now, ends_at__gt=now)
    return {one.unit_id: one for one in found.order_by("post", "starts_at", "id")}


def _turn(one: DutyTurn, now: datetime) -> TurnView:
    return TurnView(
        one.id,
        one.unit.name,
        one.unit.key,
        one.post,
        unseal(one, "name"),
        mask_phone(unseal(one, "phone")),
        one.starts_at,
        one.ends_at,
        one.starts_at <= now < one.ends_at,
    )


def _contact(unit: Unit, turn: DutyTurn | None) -> ContactView:
    phone = unseal(turn, "phone") if turn else unit.phone
    return ContactView(
        unit.name,
        unit.key,
        unit.kind,
        unit.leader,
        unit.deputy,
        unseal(turn, "name") if turn else unit.leader or unit.deputy,
        turn is not None,
        mask_phone(phone),
    )
