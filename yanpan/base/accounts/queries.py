"""Reading accounts and phones. Names of staff are internal (C1), for those who run their unit."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Q

from yanpan.base.accounts.models import Account, Phone, ServiceToken
from yanpan.base.gate import Actor, query, under
from yanpan.base.places.models import Unit


@dataclass(frozen=True, slots=True)
class AccountView:
    id: UUID
    username: str
    label: str
    role: str
    unit_key: str
    unit_name: str
    is_active: bool


@query("accounts.list_accounts", personal=False)
def list_accounts(actor: Actor, *, now: datetime) -> list[AccountView]:
    """The log-ins of the actor's units."""
    found = Account.objects.filter(under("unit__path", actor)).select_related("unit").order_by("username")
    return [
        AccountView(one.id, one.username, one.label, one.role, one.unit.key, one.unit.name, one.is_active)
        for one in found
    ]


def labels_of_accounts() -> dict[str, str]:
    """Account name → label, of all: to say who did something. No right needed: it stands beside what was done."""
    return dict(Account.objects.values_list("username", "label"))


@dataclass(frozen=True, slots=True)
class VillagePhones:
    unit_key: str
    unit_name: str
    township: str
    phones: int
    seen_at: datetime | None


@query("accounts.list_village_phones", personal=False)
def list_village_phones(actor: Actor, *, now: datetime) -> list[VillagePhones]:
    """Every village of the actor's units with its enrolled phones and when one was last seen."""
    live = Q(phones__revoked_at__isnull=True)
    found = (
        Unit.objects.filter(under("path", actor), kind="village")
        .select_related("parent")
        .annotate(live=Count("phones", filter=live), seen=Max("phones__seen_at", filter=live))
        .order_by("order", "id")
    )
    return [
        VillagePhones(one.key, one.name, one.parent.name if one.parent else "", one.live, one.seen)
        for one in found
    ]


@dataclass(frozen=True, slots=True)
class PhoneView:
    id: UUID
    unit_name: str
    label: str
    enrolled_at: datetime
    seen_at: datetime


@query("accounts.list_phones", personal=False)
def list_phones(actor: Actor, *, unit_key: str, now: datetime) -> list[PhoneView]:
    """The phones in use of one unit."""
    found = Phone.objects.filter(under("unit__path", actor), unit__key=unit_key, revoked_at=None)
    return [
        PhoneView(one.id, one.unit.name, one.label, one.enrolled_at, one.seen_at)
        for one in found.select_related("unit").order_by("enrolled_at")
    ]


@dataclass(frozen=True, slots=True)
class TokenView:
    id: UUID
    label: str
    unit_name: str
    rights: list[str]
    expires_at: datetime
    revoked_at: datetime | None


@query("accounts.list_tokens", personal=False)
def list_tokens(actor: Actor, *, now: datetime) -> list[TokenView]:
    """Machines' tokens of the actor's units; the token itself cannot be read again."""
    found = (
        ServiceToken.objects.filter(under("unit__path", actor)).select_related("unit").order_by("-made_at")
    )
    return [TokenView(o.id, o.label, o.unit.name, o.rights, o.expires_at, o.revoked_at) for o in found]
