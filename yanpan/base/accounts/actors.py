"""Building the Actor of an account, a phone or a token. None = cut off, unknown or expired."""

from datetime import datetime
from uuid import UUID

from yanpan.base.accounts.models import Account, Phone, ServiceToken
from yanpan.base.accounts.rules import role_named
from yanpan.base.accounts.secrets import digest_of
from yanpan.base.gate import Actor

VILLAGE_ROLE = "village_worker"
NEWCOMER = "newcomer"  # came with a first password and has not chosen an own one


def actor_of_account(account_id: UUID) -> Actor | None:
    account = Account.objects.filter(id=account_id, is_active=True).select_related("unit").first()
    if account is None:
        return None
    role = role_named(account.role)
    is_new = account.first_digest != ""
    return Actor(
        name=account.username,
        role=NEWCOMER if is_new else role.key,
        permissions=frozenset({"accounts.change_password"}) if is_new else role.rights,
        units=(account.unit.path,),
        account_id=account.id,
        label=account.label,
    )


def actor_of_phone(phone_id: UUID) -> Actor | None:
    phone = Phone.objects.filter(id=phone_id, revoked_at=None).select_related("unit").first()
    if phone is None:
        return None
    role = role_named(VILLAGE_ROLE)
    return Actor(
        name=f"phone:{phone.unit.key}:{str(phone.id)[-6:]}",
        role=role.key,
        permissions=role.rights,
        units=(phone.unit.path,),
        account_id=phone.id,
        label=phone.unit.name,
    )


def phone_with_token(token: str) -> UUID | None:
    found = (
        Phone.objects.filter(token_digest=digest_of(token, "phone"), revoked_at=None)
        .values_list("id")
        .first()
    )
    return found[0] if found else None


def actor_of_token(token: str, now: datetime) -> Actor | None:
    """A machine acts with the rights named in its token, in its unit, until it ends or is revoked."""
    known = (
        ServiceToken.objects.filter(
            token_digest=digest_of(token, "service"), revoked_at=None, expires_at__gt=now
        )
        .select_related("unit")
        .first()
    )
    if known is None:
        return None
    return Actor(
        name=f"token:{known.label}",
        role="service",
        permissions=frozenset(known.rights),
        units=(known.unit.path,),
        account_id=known.id,
        label=known.label,
    )


def door_actor(name: str, right: str) -> Actor:
    """Somebody not yet known, who may do exactly one thing: sign in, or enrol a phone."""
    return Actor(name=name, role="door", permissions=frozenset({right}))
