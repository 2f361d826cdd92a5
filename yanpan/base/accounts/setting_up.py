"""The beginning: a code on the server's terminal, the three administrators, and never again.

There is no default password. Who can read the server's terminal opens the wizard; it names a system, a security and
an audit administrator, three people, and is closed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.hashers import make_password

from yanpan.base.accounts.first_passwords import FirstPassword, give_first_password
from yanpan.base.accounts.models import Account, SetupCode
from yanpan.base.accounts.operations import check_failures
from yanpan.base.accounts.rules import ADMINISTRATORS
from yanpan.base.accounts.secrets import digest_of
from yanpan.base.gate import Actor, operation
from yanpan.base.places.models import Unit
from yanpan.base.places.queries import city_unit
from yanpan.base.vault.randomness import fresh_id, fresh_short_code
from yanpan.kernel.errors import Refused, Stale
from yanpan.kernel.ids import plain_short_code

CODE_VALID = timedelta(hours=12)
SETTING_UP = "setting_up"  # the role of whoever came with the code
WRONG_CODES = "setup"  # counted like wrong passwords of this name
_RIGHTS = frozenset({"places.load_city", "places.bring_city", "accounts.name_administrators"})


def waits_for_setup() -> bool:
    """A code was printed and nobody can sign in yet."""
    return SetupCode.objects.exists() and not Account.objects.exists()


@operation("accounts.make_setup_code")
def make_setup_code(actor: Actor, *, now: datetime) -> str:
    """A new code for the terminal; one that was not used yet opens no more. Refused: somebody can sign in already."""
    if Account.objects.exists():
        raise Refused("set_up_already")
    code = fresh_short_code()
    SetupCode.objects.filter(used_at=None).delete()
    SetupCode.objects.create(
        id=fresh_id(now), code_digest=digest_of(code, "setup"), made_at=now, expires_at=now + CODE_VALID
    )
    return code


@operation("accounts.use_setup_code")
def use_setup_code(actor: Actor, *, code: str, now: datetime) -> UUID:
    """The id of the code, which opens the wizard in one browser. TooMany after five wrong ones in 15 minutes."""
    check_failures(WRONG_CODES, now)
    known = SetupCode.objects.select_for_update().filter(
        code_digest=digest_of(plain_short_code(code), "setup"), used_at=None, expires_at__gt=now
    )
    found = known.first()
    if found is None or Account.objects.exists():
        raise Refused("wrong_setup_code")
    found.used_at = now
    found.save(update_fields=["used_at"])
    return found.id


def actor_of_setup(code_id: UUID) -> Actor | None:
    """Whoever came with the code: may choose the city and name the administrators, as long as nobody can sign in."""
    if not SetupCode.objects.filter(id=code_id).exclude(used_at=None).exists() or Account.objects.exists():
        return None
    roots = tuple(Unit.objects.filter(parent=None).values_list("path", flat=True))
    return Actor(name=SETTING_UP, role=SETTING_UP, permissions=_RIGHTS, units=roots)


@dataclass(frozen=True, slots=True)
class NewAdministrator:
    role: str
    label: str
    username: str


@operation("accounts.name_administrators")
def name_administrators(
    actor: Actor, *, administrators: list[NewAdministrator], now: datetime
) -> list[FirstPassword]:
    """The log-ins of the three administrators with their first passwords, shown once; the code is used up.

    Refused: they are not three people. Stale: somebody can sign in already.
    """
    city = city_unit()
    actor.must_cover(city.path)
    if Account.objects.exists():
        raise Stale("set_up_already")
    if sorted(one.role for one in administrators) != sorted(ADMINISTRATORS):
        raise Refused("three_administrators_needed")
    for said in ("label", "username"):
        if len({getattr(one, said).strip().casefold() for one in administrators}) != len(ADMINISTRATORS):
            raise Refused("three_people_needed")
    unit = Unit.objects.get(id=city.id)
    accounts = [
        Account(
            id=fresh_id(now),
            username=one.username,
            label=one.label,
            role=one.role,
            unit=unit,
            password=make_password(None),
        )
        for one in administrators
    ]
    printed = [give_first_password(account, now) for account in accounts]
    Account.objects.bulk_create(accounts)
    SetupCode.objects.all().delete()
    return printed
