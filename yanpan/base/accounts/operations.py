"""Accounts, slips, phones and tokens."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db.models import F

from yanpan.base.accounts.first_passwords import is_first_password
from yanpan.base.accounts.models import Account, FailedSignIn, Phone, PhoneSlip, ServiceToken
from yanpan.base.accounts.rules import role_named
from yanpan.base.accounts.secrets import digest_of, fresh_pin, fresh_token, same
from yanpan.base.gate import Actor, every_right, operation
from yanpan.base.places.models import Unit
from yanpan.base.vault.randomness import fresh_id, fresh_short_code
from yanpan.kernel.errors import Missing, NotPermitted, Refused, TooMany
from yanpan.kernel.ids import plain_short_code

WRONG_PASSWORDS = 5
WRONG_PASSWORDS_WITHIN = timedelta(minutes=15)
WRONG_PINS = 5
SLIP_VALID = timedelta(days=3)
SHORTEST_PASSWORD = 10


def _own_unit(actor: Actor, key: str) -> Unit:
    unit = Unit.objects.filter(key=key).first()
    if unit is None or not actor.covers(unit.path):
        raise Missing("unit")
    return unit


@operation("accounts.open_account", subject="username", records=("role", "unit_key"))
def open_account(
    actor: Actor, *, username: str, label: str, role: str, unit_key: str, password: str, now: datetime
) -> Account:
    """Open an office log-in. Refused: name taken, role not held at this kind of unit, password under 10 signs."""
    unit = _own_unit(actor, unit_key)
    if unit.kind not in role_named(role).levels:
        raise Refused("role_not_at_this_level", role=role, level=unit.kind)
    # A drill's parts are taken by role cards; there "" makes a log-in that no password opens.
    if len(password) < SHORTEST_PASSWORD and not (settings.DRILL and password == ""):
        raise Refused("password_too_short", least=SHORTEST_PASSWORD)
    if Account.objects.filter(username=username).exists():
        raise Refused("name_taken", name=username)
    return Account.objects.create(
        id=fresh_id(now),
        username=username,
        label=label,
        role=role,
        unit=unit,
        password=make_password(password or None),
    )


@operation("accounts.close_account", subject="username")
def close_account(actor: Actor, *, username: str, now: datetime) -> None:
    """Close a log-in; it acts no more within 30 seconds. Nobody closes the own one."""
    account = Account.objects.filter(username=username).select_related("unit").first()
    if account is None or not actor.covers(account.unit.path):
        raise Missing("account")
    if account.id == actor.account_id:
        raise Refused("own_account")
    account.is_active = False
    account.save(update_fields=["is_active"])


def check_failures(name: str, now: datetime) -> None:
    """Raises TooMany after five wrong tries in 15 minutes, for names that exist and for those that do not."""
    if FailedSignIn.objects.filter(name=name, at__gt=now - WRONG_PASSWORDS_WITHIN).count() >= WRONG_PASSWORDS:
        raise TooMany("too_many_wrong_passwords", minutes=15)


def note_failure(name: str, now: datetime) -> None:
    """Outside the refused operation's transaction, so that it stays."""
    FailedSignIn.objects.create(name=name[:120], at=now)


def _check_password(*, username: str, password: str, now: datetime) -> None:
    """Argon2 takes a third of a second; strangers who try passwords must not hold up who writes meanwhile."""
    check_failures(username, now)
    account = Account.objects.filter(username=username, is_active=True).first()
    known = account.password if account else _no_account()
    own = check_password(password, known)
    if account is None or not (own or is_first_password(account, password, now)):
        raise Refused("wrong_name_or_password")


@operation("accounts.sign_in", subject="username", before=_check_password)
def sign_in(actor: Actor, *, username: str, password: str, now: datetime) -> UUID:
    """The account's id. Refused('wrong_name_or_password') is the same for either."""
    account = Account.objects.filter(username=username, is_active=True).first()
    if account is None:
        raise Refused("wrong_name_or_password")
    account.last_login = now
    account.save(update_fields=["last_login"])
    return account.id


# Checked for unknown names, so that the time of the answer tells nothing.
@cache
def _no_account() -> str:
    return make_password("nobody has this password")


@operation("accounts.change_password")
def change_password(actor: Actor, *, old: str, new: str, now: datetime) -> None:
    """Change the own password, or choose one for the first time.

    Refused: the old one is wrong, the new one the same or under 10 signs.
    """
    account = Account.objects.filter(id=actor.account_id).first() if actor.account_id else None
    if account is None:
        raise NotPermitted("accounts.change_password")
    if not (check_password(old, account.password) or is_first_password(account, old, now)):
        raise Refused("wrong_name_or_password")
    if len(new) < SHORTEST_PASSWORD:
        raise Refused("password_too_short", least=SHORTEST_PASSWORD)
    if new == old:
        raise Refused("password_as_before")
    account.password, account.first_digest, account.first_until = make_password(new), "", None
    account.save(update_fields=["password", "first_digest", "first_until"])


@dataclass(frozen=True, slots=True)
class PrintedSlip:
    """Shown once, on paper. Neither code nor PIN can be read again."""

    id: UUID
    unit_key: str
    unit_name: str
    code: str
    pin: str
    expires_at: datetime


@operation("accounts.print_slips", records=("unit_keys",))
def print_slips(actor: Actor, *, unit_keys: list[str], now: datetime) -> list[PrintedSlip]:
    """One enrolment slip for each village; earlier unused slips of these villages become void."""
    units = [
        unit for unit in Unit.objects.filter(key__in=unit_keys, kind="village") if actor.covers(unit.path)
    ]
    if len(units) != len(set(unit_keys)):
        raise Missing("unit")
    PhoneSlip.objects.filter(unit__in=units, used_at=None, void_at=None).update(void_at=now)
    made = [(unit, fresh_id(now), fresh_short_code(), fresh_pin()) for unit in units]
    PhoneSlip.objects.bulk_create(
        PhoneSlip(
            id=slip_id,
            unit=unit,
            code_digest=digest_of(code, "slip"),
            pin_hash=digest_of(f"{slip_id}|{pin}", "pin"),
            printed_at=now,
            expires_at=now + SLIP_VALID,
        )
        for unit, slip_id, code, pin in made
    )
    return [
        PrintedSlip(slip_id, unit.key, unit.name, code, pin, now + SLIP_VALID)
        for unit, slip_id, code, pin in made
    ]


def _open_slip(code: str, now: datetime) -> PhoneSlip:
    slip = (
        PhoneSlip.objects.select_for_update()
        .filter(code_digest=digest_of(plain_short_code(code), "slip"))
        .first()
    )
    if (
        slip is None
        or slip.void_at
        or slip.used_at
        or slip.expires_at <= now
        or slip.wrong_pins >= WRONG_PINS
    ):
        raise Refused("slip_not_valid")
    return slip


def note_wrong_pin(code: str) -> None:
    """Counted outside the refused operation; the fifth wrong PIN kills the slip."""
    slip = PhoneSlip.objects.filter(code_digest=digest_of(plain_short_code(code), "slip"))
    # Counted in the database: many tries at the same moment are as many wrong PINs.
    slip.update(wrong_pins=F("wrong_pins") + 1)


@operation("accounts.enrol_phone")
def enrol_phone(actor: Actor, *, code: str, pin: str, label: str, now: datetime) -> tuple[Phone, str]:
    """Enrol this phone for the slip's village: the phone and its token, shown once. One slip, one phone."""
    slip = _open_slip(code, now)
    if not same(slip.pin_hash, digest_of(f"{slip.id}|{pin}", "pin")):
        raise Refused("wrong_pin")
    token = fresh_token()
    phone_id = fresh_id(now)
    phone = Phone.objects.create(
        id=phone_id,
        slip=slip,
        unit_id=slip.unit_id,
        label=label[:60],
        token_digest=digest_of(token, "phone"),
        pin_hash=digest_of(f"{phone_id}|{pin}", "pin"),
        enrolled_at=now,
        seen_at=now,
    )
    slip.used_at = now
    slip.save(update_fields=["used_at"])
    return phone, token


@operation("accounts.unlock_phone", subject="phone_id")
def unlock_phone(actor: Actor, *, phone_id: UUID, pin: str, now: datetime) -> UUID:
    """Open the day on an enrolled phone with its PIN. TooMany after five wrong ones in 15 minutes."""
    check_failures(f"phone:{phone_id}", now)
    phone = Phone.objects.filter(id=phone_id, revoked_at=None).first()
    if phone is None or not same(phone.pin_hash, digest_of(f"{phone_id}|{pin}", "pin")):
        raise Refused("wrong_pin")
    phone.seen_at = now
    phone.save(update_fields=["seen_at"])
    return phone.id


@operation("accounts.revoke_phone", subject="phone_id")
def revoke_phone(actor: Actor, *, phone_id: UUID, now: datetime) -> None:
    """Cut off a lost phone at once."""
    phone = Phone.objects.filter(id=phone_id).select_related("unit").first()
    if phone is None or not actor.covers(phone.unit.path):
        raise Missing("phone")
    phone.revoked_at = phone.revoked_at or now
    phone.save(update_fields=["revoked_at"])


@operation("accounts.issue_token", subject="label", records=("unit_key", "rights"))
def issue_token(
    actor: Actor, *, label: str, unit_key: str, rights: list[str], expires_at: datetime, now: datetime
) -> tuple[ServiceToken, str]:
    """A machine's token, bound to named operations and one unit; shown once. Refused: unknown rights, no end."""
    unit = _own_unit(actor, unit_key)
    if unknown := sorted(set(rights) - every_right()):
        raise Refused("unknown_rights", rights=", ".join(unknown))
    if not rights or expires_at <= now:
        raise Refused("token_needs_rights_and_an_end")
    token = fresh_token()
    made = ServiceToken.objects.create(
        id=fresh_id(now),
        label=label,
        unit=unit,
        token_digest=digest_of(token, "service"),
        rights=sorted(set(rights)),
        made_at=now,
        expires_at=expires_at,
    )
    return made, token


@operation("accounts.revoke_token", subject="token_id")
def revoke_token(actor: Actor, *, token_id: UUID, now: datetime) -> None:
    """Cut off a machine."""
    token = ServiceToken.objects.filter(id=token_id).select_related("unit").first()
    if token is None or not actor.covers(token.unit.path):
        raise Missing("token")
    token.revoked_at = token.revoked_at or now
    token.save(update_fields=["revoked_at"])
