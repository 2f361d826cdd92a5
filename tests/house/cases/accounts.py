"""Log-ins, slips, phones and tokens."""

from datetime import timedelta

from tests.house.case import Arguments, Elsewhere, case
from tests.world import CITY, COUNTY, NOW, actor_with, unit, villages_of
from yanpan.base.accounts.models import Account, Phone, SavedView
from yanpan.base.accounts.operations import PrintedSlip, enrol_phone, issue_token, open_account, print_slips
from yanpan.base.vault.randomness import fresh_id

BEFORE_SIGN_IN = "before sign-in nobody has a unit"
PASSWORD = "correct horse battery"


def _account(number: int = 0) -> Account:
    return open_account(
        actor_with("accounts.open_account"),
        username=f"clerk-{number}",
        label="演练",
        role="county_liaison",
        unit_key=COUNTY,
        password=PASSWORD,
        now=NOW,
    )


def _slips(count: int) -> list[PrintedSlip]:
    keys = [unit.key for unit in villages_of(COUNTY)[:count]]
    return print_slips(actor_with("accounts.print_slips"), unit_keys=keys, now=NOW)


def _phone(slip: PrintedSlip) -> Phone:
    door = actor_with("accounts.enrol_phone")
    return enrol_phone(door, code=slip.code, pin=slip.pin, label="演练手机", now=NOW)[0]


def _tokens(count: int) -> list[object]:
    return [
        issue_token(
            actor_with("accounts.issue_token"),
            label=f"machine-{one}",
            unit_key=COUNTY,
            rights=["tasks.list_waiting"],
            expires_at=NOW + timedelta(days=1),
            now=NOW,
        )[0].id
        for one in range(count)
    ]


@case("accounts.open_account")
def _open_account(count: int) -> Arguments:
    return {
        "username": "new",
        "label": "演练",
        "role": "county_liaison",
        "unit_key": COUNTY,
        "password": PASSWORD,
    }


@case("accounts.close_account")
def _close_account(count: int) -> Arguments:
    return {"username": _account().username}


@case("accounts.sign_in", elsewhere=Elsewhere.FREE, why=BEFORE_SIGN_IN)
def _sign_in(count: int) -> Arguments:
    return {"username": _account().username, "password": PASSWORD}


@case("accounts.take_card", elsewhere=Elsewhere.FREE, why=BEFORE_SIGN_IN, drill=True)
def _take_card(count: int) -> Arguments:
    return {"username": _account().username}


@case("accounts.take_phone_card", elsewhere=Elsewhere.FREE, why=BEFORE_SIGN_IN, drill=True)
def _take_phone_card(count: int) -> Arguments:
    return {"phone_id": _phone(_slips(1)[0]).id}


@case("accounts.change_password", elsewhere=Elsewhere.FREE, why="everybody changes only the own one")
def _change_password(count: int) -> Arguments:
    return {"account_id": _account().id, "old": PASSWORD, "new": "another horse"}


@case("accounts.print_slips", grows=True)
def _print_slips(count: int) -> Arguments:
    return {"unit_keys": [unit.key for unit in villages_of(COUNTY)[:count]]}


@case("accounts.enrol_phone", elsewhere=Elsewhere.FREE, why=BEFORE_SIGN_IN)
def _enrol_phone(count: int) -> Arguments:
    slip = _slips(1)[0]
    return {"code": slip.code, "pin": slip.pin, "label": "演练手机"}


@case("accounts.unlock_phone", elsewhere=Elsewhere.FREE, why=BEFORE_SIGN_IN)
def _unlock_phone(count: int) -> Arguments:
    slip = _slips(1)[0]
    return {"phone_id": _phone(slip).id, "pin": slip.pin}


@case("accounts.revoke_phone")
def _revoke_phone(count: int) -> Arguments:
    return {"phone_id": _phone(_slips(1)[0]).id}


@case("accounts.issue_token")
def _issue_token(count: int) -> Arguments:
    return {
        "label": "machine",
        "unit_key": COUNTY,
        "rights": ["tasks.list_waiting"],
        "expires_at": NOW + timedelta(days=1),
    }


@case("accounts.revoke_token")
def _revoke_token(count: int) -> Arguments:
    return {"token_id": _tokens(1)[0]}


@case("accounts.list_accounts", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_accounts(count: int) -> Arguments:
    for one in range(count):
        _account(one)
    return {}


@case(
    "accounts.list_village_phones",
    at=CITY,
    elsewhere=Elsewhere.FREE,
    why="lists the own villages",
)
def _list_village_phones(count: int) -> Arguments:
    for slip in _slips(count):
        _phone(slip)
    return {}


@case("accounts.list_phones", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_phones(count: int) -> Arguments:
    village = villages_of(COUNTY)[0].key
    printing = actor_with("accounts.print_slips")
    for _ in range(count):
        _phone(print_slips(printing, unit_keys=[village], now=NOW)[0])
    return {"unit_key": village}


@case("accounts.list_tokens", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_tokens(count: int) -> Arguments:
    _tokens(count)
    return {}


def _saved_view(number: int = 0) -> SavedView:
    """Of the one who is asked for it, whatever the right."""
    return SavedView.objects.create(
        id=fresh_id(NOW),
        page="shell:calls",
        name=f"未接通{number}",
        unit=unit(COUNTY),
        made_by=actor_with(unit_key=COUNTY).name,
        made_at=NOW,
    )


@case("accounts.save_view", elsewhere=Elsewhere.FREE, why="a view is of who saves it, wherever that is")
def _save_view(count: int) -> Arguments:
    filters = {"state": "held"}
    return {"page": "verification:lists", "name": "待核", "filters": filters, "hidden": [], "shared": False}


@case("accounts.change_view")
def _change_view(count: int) -> Arguments:
    return {"view_id": _saved_view().id, "name": "未接", "is_default": True}


@case("accounts.drop_view")
def _drop_view(count: int) -> Arguments:
    return {"view_id": _saved_view().id}


@case("accounts.list_views", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_views(count: int) -> Arguments:
    for number in range(count):
        _saved_view(number)
    return {"page": "shell:calls"}
