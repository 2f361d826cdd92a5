"""Browsers of people who are signed in."""

from django.test import Client

from tests.world import CITY, actor_with
from yanpan.base.accounts.models import Account
from yanpan.base.accounts.operations import enrol_phone, open_account, print_slips
from yanpan.base.gate.clock import current_time

PASSWORD = "correct horse battery"


def make_account(role: str, unit_key: str = CITY) -> Account:
    return open_account(
        actor_with("accounts.open_account"),
        username=f"{role}-{unit_key}",
        label="值班",
        role=role,
        unit_key=unit_key,
        password=PASSWORD,
        now=current_time(),
    )


def signed_in(role: str, unit_key: str = CITY) -> Client:
    """A browser in whose session the account is known; faults become answers, as in life."""
    return _with_session("account", str(make_account(role, unit_key).id))


def phone_of(village: str) -> Client:
    """An enrolled and unlocked phone of a village."""
    now = current_time()
    slip = print_slips(actor_with("accounts.print_slips"), unit_keys=[village], now=now)[0]
    phone, _token = enrol_phone(
        actor_with("accounts.enrol_phone"), code=slip.code, pin=slip.pin, label="phone", now=now
    )
    return _with_session("phone", str(phone.id))


def _with_session(kind: str, known: str) -> Client:
    client = Client(raise_request_exception=False)
    session = client.session
    session[kind] = known
    session.save()
    return client
