"""Somebody at a desk: accounts, browsers and slips for the tests of the frame."""

from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from tests import world
from yanpan.base.accounts.models import Account
from yanpan.base.accounts.operations import PrintedSlip, open_account, print_slips
from yanpan.base.gate.clock import current_time
from yanpan.base.vault.randomness import fresh_id

PASSWORD = "a long password"


def make_account(username: str, role: str, unit_key: str = world.CITY) -> Account:
    return open_account(
        world.actor_with("accounts.open_account"),
        username=username,
        label="王值班",
        role=role,
        unit_key=unit_key,
        password=PASSWORD,
        now=current_time(),
    )


def sit_down(role: str, unit_key: str = world.CITY, *, password: str = "") -> Client:
    """A browser that is signed in with a new account of this role."""
    client = Client()
    name = f"{role}-{unit_key}"
    # Hashing a password takes longer than the rest of a test, and nobody types this one.
    account = Account.objects.create(
        id=fresh_id(current_time()),
        username=name,
        label=name,
        role=role,
        unit=world.unit(unit_key),
        password=password,
    )
    session = SessionStore()
    session["account"] = str(account.id)
    session.save()
    client.cookies["yanpan"] = session.session_key or ""
    return client


def make_slip(village: int = 0) -> PrintedSlip:
    key = world.villages_of(world.TOWNSHIP)[village].key
    [slip] = print_slips(world.actor_with("accounts.print_slips"), unit_keys=[key], now=current_time())
    return slip
