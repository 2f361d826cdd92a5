"""Log-ins: which role at which level, five wrong passwords, what a log-in may do."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.db import connection
from pytest_django.fixtures import Settings

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, TOWNSHIP, actor_with
from yanpan.base.accounts import operations
from yanpan.base.accounts.actors import actor_of_account, door_actor
from yanpan.base.accounts.models import Account
from yanpan.base.accounts.operations import (
    change_password,
    check_failures,
    close_account,
    note_failure,
    open_account,
    sign_in,
)
from yanpan.base.accounts.rules import all_roles, role_named
from yanpan.base.audit.models import AuditLine
from yanpan.base.gate import Actor
from yanpan.kernel.errors import Missing, NotPermitted, Refused, TooMany

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
DOOR = door_actor("door", "accounts.sign_in")


def opened(username: str = "zhang", *, role: str = "county_liaison", unit_key: str = COUNTY) -> Account:
    return open_account(
        actor_with("accounts.open_account"),
        username=username,
        label="演练",
        role=role,
        unit_key=unit_key,
        password=PASSWORD,
        now=NOW,
    )


def actor_of(account: Account) -> Actor:
    actor = actor_of_account(account.id)
    assert actor is not None
    return actor


@pytest.mark.parametrize(
    ("role", "unit_key"),
    [
        ("duty_officer", TOWNSHIP),
        ("township_clerk", COUNTY),
        ("security_admin", COUNTY),
        ("liaison", CITY),
        ("village_worker", TOWNSHIP),
    ],
)
def test_a_role_is_not_held_at_another_level(role: str, unit_key: str) -> None:
    with pytest.raises(Refused, match="role_not_at_this_level"):
        opened(role=role, unit_key=unit_key)
    assert not Account.objects.exists()


def test_no_role_both_opens_accounts_and_reads_the_audit_or_the_lists() -> None:
    for role in all_roles().values():
        if "accounts.open_account" in role.rights:
            assert not role.rights & {
                "gate.list_audit_lines",
                "verification.list_rows",
                "people.load_register",
            }


def test_an_unknown_role_is_refused() -> None:
    with pytest.raises(Refused, match="unknown_role"):
        role_named("emperor")


def test_a_log_in_acts_with_the_rights_of_its_role_in_its_unit() -> None:
    actor = actor_of(opened())
    assert actor.permissions == role_named("county_liaison").rights
    assert actor.covers(f"{CITY}/{COUNTY}/{TOWNSHIP}/") and not actor.covers(f"{CITY}/{OTHER_COUNTY}/")


def test_the_password_is_kept_as_an_argon2_hash() -> None:
    assert opened().password.startswith("argon2$argon2id$") and PASSWORD not in opened("li").password


def test_a_taken_name_a_short_password_and_an_empty_one_are_refused() -> None:
    opened()
    with pytest.raises(Refused, match="name_taken"):
        opened()
    for password in ("", "nine sign"):
        with pytest.raises(Refused, match="password_too_short"):
            open_account(
                actor_with("accounts.open_account"),
                username="short",
                label="",
                role="county_liaison",
                unit_key=COUNTY,
                password=password,
                now=NOW,
            )


def test_only_a_drill_opens_a_log_in_without_a_password(settings: Settings) -> None:
    settings.DRILL = True
    account = open_account(
        actor_with("accounts.open_account"),
        username="card",
        label="",
        role="county_liaison",
        unit_key=COUNTY,
        password="",
        now=NOW,
    )
    assert account.id  # and the empty password opens nothing: Django marks it as it is typed
    settings.DRILL = False
    with pytest.raises(Refused, match="wrong_name_or_password"):
        sign_in(DOOR, username="card", password="anything at all", now=NOW)


def test_the_right_password_signs_in_and_leaves_a_line() -> None:
    account = opened()
    assert sign_in(DOOR, username="zhang", password=PASSWORD, now=NOW) == account.id
    line = AuditLine.objects.get(verb="accounts.sign_in")
    assert (line.subject, line.at) == ("zhang", NOW) and PASSWORD not in str(line.details)


@pytest.mark.parametrize("username", ["zhang", "nobody"])
def test_a_wrong_name_and_a_wrong_password_are_the_same_refusal(username: str) -> None:
    opened()
    with pytest.raises(Refused) as refusal:
        sign_in(DOOR, username=username, password="wrong horse battery", now=NOW)
    assert (refusal.value.code, refusal.value.facts) == ("wrong_name_or_password", {})


@pytest.mark.parametrize("username", ["zhang", "nobody"])
def test_after_five_wrong_passwords_even_the_right_one_waits_a_quarter_of_an_hour(username: str) -> None:
    opened()
    for _ in range(4):
        note_failure(username, NOW)
    check_failures(username, NOW)
    note_failure(username, NOW)
    with pytest.raises(TooMany, match="too_many_wrong_passwords"):
        sign_in(DOOR, username=username, password=PASSWORD, now=NOW + timedelta(minutes=14, seconds=59))
    check_failures(username, NOW + timedelta(minutes=15))


def test_wrong_passwords_of_one_name_do_not_lock_another() -> None:
    opened()
    for _ in range(5):
        note_failure("li", NOW)
    assert sign_in(DOOR, username="zhang", password=PASSWORD, now=NOW)


def test_a_closed_log_in_acts_and_signs_in_no_more() -> None:
    account = opened()
    close_account(actor_with("accounts.close_account"), username="zhang", now=NOW)
    assert actor_of_account(account.id) is None
    with pytest.raises(Refused, match="wrong_name_or_password"):
        sign_in(DOOR, username="zhang", password=PASSWORD, now=NOW)


def test_nobody_closes_the_own_log_in() -> None:
    account = opened("chief", role="security_admin", unit_key=CITY)
    with pytest.raises(Refused, match="own_account"):
        close_account(actor_of(account), username="chief", now=NOW)


def test_a_log_in_of_another_county_does_not_exist() -> None:
    opened()
    with pytest.raises(Missing):
        close_account(actor_with("accounts.close_account", unit_key=OTHER_COUNTY), username="zhang", now=NOW)
    assert Account.objects.get(username="zhang").is_active


def test_a_changed_password_opens_and_the_old_one_does_not() -> None:
    actor = actor_of(opened())
    change_password(actor, old=PASSWORD, new="another long horse", now=NOW)
    assert sign_in(DOOR, username="zhang", password="another long horse", now=NOW)
    with pytest.raises(Refused, match="wrong_name_or_password"):
        sign_in(DOOR, username="zhang", password=PASSWORD, now=NOW)


def test_a_password_changes_only_with_the_old_one_and_to_a_long_one() -> None:
    actor = actor_of(opened())
    with pytest.raises(Refused, match="wrong_name_or_password"):
        change_password(actor, old="not this one", new="another long horse", now=NOW)
    with pytest.raises(Refused, match="password_too_short"):
        change_password(actor, old=PASSWORD, new="short", now=NOW)
    with pytest.raises(NotPermitted):
        change_password(actor_with("accounts.change_password"), old=PASSWORD, new="long enough now", now=NOW)


def test_a_password_is_tried_before_the_transaction_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 is slow on purpose; inside, a stranger's tries would lock SQLite for everybody who writes."""
    account, depths = opened(), []

    def noted(password: str, encoded: str) -> bool:
        depths.append(len(connection.savepoint_ids))
        return check_password(password, encoded)

    monkeypatch.setattr(operations, "check_password", noted)
    assert sign_in(DOOR, username="zhang", password=PASSWORD, now=NOW) == account.id
    with pytest.raises(Refused, match="wrong_name_or_password"):
        sign_in(DOOR, username="nobody", password=PASSWORD, now=NOW)
    assert depths == [len(connection.savepoint_ids)] * 2
