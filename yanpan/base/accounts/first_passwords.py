"""First passwords: made here, printed once, good for nothing but choosing an own one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import QuerySet

from yanpan.base.accounts.models import Account
from yanpan.base.accounts.rules import ADMINISTRATORS
from yanpan.base.accounts.secrets import digest_of, fresh_password, same
from yanpan.base.gate import Actor, operation, query, under
from yanpan.base.gate.many_rows import update_rows
from yanpan.base.places.models import Unit
from yanpan.kernel.errors import Missing, Refused

FIRST_PASSWORD_VALID = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class FirstPassword:
    """Shown once, on paper: it cannot be read again, only replaced."""

    id: UUID
    unit_key: str
    unit_name: str
    role: str
    label: str
    username: str
    password: str
    expires_at: datetime


def give_first_password(account: Account, now: datetime) -> FirstPassword:
    """A new one for this account; the one before opens no more. The caller saves the account."""
    password = fresh_password()
    account.first_digest = digest_of(f"{account.id}|{password}", "first password")
    account.first_until = now + FIRST_PASSWORD_VALID
    return FirstPassword(
        account.id,
        account.unit.key,
        account.unit.name,
        account.role,
        account.label,
        account.username,
        password,
        account.first_until,
    )


def is_first_password(account: Account, password: str, now: datetime) -> bool:
    """Whether this is the one on the account's slip, and the slip is still good."""
    if not account.first_digest or account.first_until is None or account.first_until <= now:
        return False
    return same(account.first_digest, digest_of(f"{account.id}|{password}", "first password"))


def _without_own_password() -> QuerySet[Account]:
    """Not the administrators: a slip printed by one of them would open another's role."""
    people = Account.objects.filter(is_active=True).exclude(role__in=ADMINISTRATORS)
    return people.filter(password__startswith=UNUSABLE_PASSWORD_PREFIX)


@operation("accounts.print_first_passwords", records=("unit_keys",))
def print_first_passwords(actor: Actor, *, unit_keys: list[str], now: datetime) -> list[FirstPassword]:
    """A first password for everybody of these units who has no own one yet; earlier slips of theirs are void.

    Refused: in a drill, whose parts are taken by cards; nobody of these units waits for one.
    """
    if settings.DRILL:
        raise Refused("cards_in_a_drill")
    units = [unit for unit in Unit.objects.filter(key__in=unit_keys) if actor.covers(unit.path)]
    if len(units) != len(set(unit_keys)):
        raise Missing("unit")
    waiting = _without_own_password().filter(unit__in=units).select_related("unit")
    accounts = list(waiting.order_by("unit__order", "unit_id", "username"))
    if not accounts:
        raise Refused("nobody_waits_for_a_slip")
    printed = [give_first_password(account, now) for account in accounts]
    update_rows(accounts, ["first_digest", "first_until"])
    return printed


@dataclass(frozen=True, slots=True)
class WaitingForSlips:
    """accounts: log-ins of the unit without an own password; printed: those of them whose slip is still good."""

    unit_key: str
    unit_name: str
    accounts: int
    printed: int


@query("accounts.list_waiting_for_slips", personal=False)
def list_waiting_for_slips(actor: Actor, *, now: datetime) -> list[WaitingForSlips]:
    """The actor's units that have people who never chose a password, in the order of the books."""
    found: dict[Unit, list[Account]] = {}
    waiting = _without_own_password().filter(under("unit__path", actor)).select_related("unit")
    for account in waiting.order_by("unit__order", "unit_id"):
        found.setdefault(account.unit, []).append(account)
    return [
        WaitingForSlips(unit.key, unit.name, len(people), sum(_has_slip(one, now) for one in people))
        for unit, people in found.items()
    ]


def _has_slip(account: Account, now: datetime) -> bool:
    return account.first_until is not None and account.first_until > now
