"""Role cards: in a drill a newcomer takes a card instead of typing a password.

Nothing here works outside a drill.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from yanpan.base.accounts.models import Account, Phone
from yanpan.base.accounts.rules import all_roles
from yanpan.base.gate import Actor, operation
from yanpan.kernel.errors import Missing, Refused

MOST_PHONE_CARDS = 3


@dataclass(frozen=True, slots=True)
class DrillCard:
    username: str
    label: str
    role: str
    unit_name: str


@dataclass(frozen=True, slots=True)
class DrillPhoneCard:
    id: UUID
    label: str
    unit_name: str
    township: str


def drill_cards() -> list[DrillCard]:
    """The open log-ins in the order of the role file, the city's first; nothing outside a drill."""
    if not settings.DRILL:
        return []
    order = {key: place for place, key in enumerate(all_roles())}
    found = Account.objects.filter(is_active=True).select_related("unit").order_by("unit__path", "username")
    cards = sorted(found, key=lambda one: (order.get(one.role, len(order)), one.unit.path.count("/")))
    return [DrillCard(one.username, one.label, one.role, one.unit.name) for one in cards]


def drill_phone_cards() -> list[DrillPhoneCard]:
    """The three phones enrolled first, for playing a village worker; nothing outside a drill."""
    if not settings.DRILL:
        return []
    found = Phone.objects.filter(revoked_at=None).select_related("unit__parent").order_by("enrolled_at", "id")
    return [
        DrillPhoneCard(one.id, one.label, one.unit.name, one.unit.parent.name if one.unit.parent else "")
        for one in found[:MOST_PHONE_CARDS]
    ]


def _drill_only() -> None:
    if not settings.DRILL:
        raise Refused("not_a_drill")


@operation("accounts.take_card", subject="username")
def take_card(actor: Actor, *, username: str, now: datetime) -> UUID:
    """The id of the account on a role card. Refused('not_a_drill') everywhere else."""
    _drill_only()
    account = Account.objects.filter(username=username, is_active=True).first()
    if account is None:
        raise Missing("account")
    return account.id


@operation("accounts.take_phone_card", subject="phone_id")
def take_phone_card(actor: Actor, *, phone_id: UUID, now: datetime) -> UUID:
    """The id of the phone on a card. Refused('not_a_drill') everywhere else."""
    _drill_only()
    if phone_id not in [card.id for card in drill_phone_cards()]:
        raise Missing("phone")
    return phone_id
