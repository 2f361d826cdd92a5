"""An empty home is opened by one code, by three people, and by first passwords that open nothing else."""

from datetime import timedelta

import pytest

from tests.world import CITY, COUNTY, NOW, actor_with, make_actor
from yanpan.base.accounts.actors import NEWCOMER, actor_of_account, door_actor
from yanpan.base.accounts.directory import AccountLine, keep_directory, plan_accounts
from yanpan.base.accounts.first_passwords import FIRST_PASSWORD_VALID, FirstPassword, print_first_passwords
from yanpan.base.accounts.models import Account
from yanpan.base.accounts.operations import change_password, sign_in
from yanpan.base.accounts.rules import ADMINISTRATORS
from yanpan.base.accounts.setting_up import (
    CODE_VALID,
    NewAdministrator,
    actor_of_setup,
    make_setup_code,
    name_administrators,
    use_setup_code,
    waits_for_setup,
)
from yanpan.base.gate import Actor
from yanpan.kernel.errors import NotPermitted, Refused

pytestmark = pytest.mark.django_db
DOOR = door_actor("setup", "accounts.use_setup_code")
THREE = [NewAdministrator(role, f"演练{role}", f"a-{role}") for role in ADMINISTRATORS]
OWN = "an own password"


def code() -> str:
    return make_setup_code(actor_with("accounts.make_setup_code"), now=NOW)


def newcomer() -> Actor:
    actor = actor_of_setup(use_setup_code(DOOR, code=code(), now=NOW))
    assert actor is not None
    return actor


def enter(slip: FirstPassword, *, now: object = NOW) -> Actor:
    door = door_actor(slip.username, "accounts.sign_in")
    known = sign_in(door, username=slip.username, password=slip.password, now=now)  # type: ignore[arg-type]
    actor = actor_of_account(known)
    assert actor is not None
    return actor


def test_a_code_opens_once_and_only_while_it_is_good() -> None:
    first, second = code(), code()
    with pytest.raises(Refused, match="wrong_setup_code"):
        use_setup_code(DOOR, code=first, now=NOW)  # a newer one was printed
    with pytest.raises(Refused, match="wrong_setup_code"):
        use_setup_code(DOOR, code=second, now=NOW + CODE_VALID)
    use_setup_code(DOOR, code=second.lower(), now=NOW)
    with pytest.raises(Refused, match="wrong_setup_code"):
        use_setup_code(DOOR, code=second, now=NOW)


def test_without_a_printed_code_nothing_waits_and_with_a_log_in_nothing_opens() -> None:
    assert not waits_for_setup()
    somebody = newcomer()
    assert waits_for_setup()
    name_administrators(somebody, administrators=THREE, now=NOW)
    assert not waits_for_setup()
    with pytest.raises(Refused, match="set_up_already"):
        code()
    with pytest.raises(Refused, match="set_up_already"):
        name_administrators(somebody, administrators=THREE, now=NOW)


def test_whoever_came_with_the_code_does_nothing_else() -> None:
    assert newcomer().permissions == {"places.load_city", "places.bring_city", "accounts.name_administrators"}


def test_nobody_is_two_administrators() -> None:
    twice = [*THREE[:2], NewAdministrator(ADMINISTRATORS[2], THREE[0].label, "another")]
    for people, why in ((twice, "three_people_needed"), (THREE[:2], "three_administrators_needed")):
        with pytest.raises(Refused, match=why):
            name_administrators(newcomer(), administrators=people, now=NOW)
    assert not Account.objects.exists()


def test_a_first_password_opens_nothing_but_the_choice_of_an_own_one() -> None:
    slip = name_administrators(newcomer(), administrators=THREE, now=NOW)[0]
    actor = enter(slip)
    assert (actor.role, actor.permissions) == (NEWCOMER, frozenset({"accounts.change_password"}))
    with pytest.raises(NotPermitted):
        actor.must("places.name_duties")
    with pytest.raises(Refused, match="password_as_before"):
        change_password(actor, old=slip.password, new=slip.password, now=NOW)
    change_password(actor, old=slip.password, new=OWN, now=NOW)
    assert actor_of_account(actor.account_id).role == "system_admin"  # type: ignore[arg-type, union-attr]
    with pytest.raises(Refused, match="wrong_name_or_password"):
        enter(slip)


def lines(*, label: str = "演练员甲", role: str = "county_liaison") -> list[AccountLine]:
    return [AccountLine(3, COUNTY, role, label, "county-1")]


def take(some: list[AccountLine]) -> None:
    keep_directory(actor_with("accounts.keep_directory"), lines=some, now=NOW)


def printed() -> FirstPassword:
    [slip] = print_first_passwords(actor_with("accounts.print_first_passwords"), unit_keys=[COUNTY], now=NOW)
    return slip


def test_a_slip_ends_after_a_week_and_by_the_next_slip() -> None:
    take(lines())
    first, second = printed(), printed()
    with pytest.raises(Refused, match="wrong_name_or_password"):
        enter(first)
    with pytest.raises(Refused, match="wrong_name_or_password"):
        enter(second, now=NOW + FIRST_PASSWORD_VALID)
    enter(second, now=NOW + FIRST_PASSWORD_VALID - timedelta(seconds=1))


def test_no_administrator_gets_a_slip_that_opens_another_administrators_log_in() -> None:
    name_administrators(newcomer(), administrators=THREE, now=NOW)
    with pytest.raises(Refused, match="nobody_waits_for_a_slip"):
        print_first_passwords(make_actor("security_admin"), unit_keys=[CITY], now=NOW)


def test_a_second_directory_changes_only_what_changed_and_closes_nobody() -> None:
    actor = actor_with("accounts.keep_directory")
    take([*lines(), AccountLine(4, COUNTY, "duty_officer", "演练员乙", "county-2")])
    plan = plan_accounts(actor, lines())
    assert (plan.changes, plan.same) == ([], 1)
    take(lines(label="演练员丙"))
    assert dict(Account.objects.values_list("username", "label")) == {
        "county-1": "演练员丙",
        "county-2": "演练员乙",
    }
    assert Account.objects.filter(is_active=True).count() == 2


def test_all_faults_of_a_directory_are_said_at_once_and_nothing_is_taken() -> None:
    bad = [
        AccountLine(3, "nowhere", "county_liaison", "甲", "a-1"),
        AccountLine(4, COUNTY, "system_admin", "乙", "a-2"),
        AccountLine(5, COUNTY, "township_clerk", "丙", "a-3"),
        AccountLine(6, COUNTY, "duty_chief", "13800000000", "有汉字"),
        AccountLine(7, COUNTY, "duty_chief", "丁", "a-1"),
        AccountLine(8, COUNTY, "no such role", "", ""),
    ]
    faults = plan_accounts(actor_with("accounts.keep_directory"), bad).faults
    assert [(one.code, one.facts["row"]) for one in faults] == [
        ("row_of_no_unit", 3),
        ("row_of_no_role", 4),
        ("row_role_not_at_this_level", 5),
        ("row_without_username", 6),
        ("row_name_too_long", 6),
        ("row_repeats_another", 7),
    ]
    with pytest.raises(Refused, match="rows_have_faults"):
        take(bad)
    assert not Account.objects.exists()


def test_an_administrator_is_not_changed_by_a_sheet() -> None:
    name_administrators(newcomer(), administrators=THREE, now=NOW)
    line = AccountLine(3, CITY, "duty_officer", "甲", THREE[1].username)
    [fault] = plan_accounts(actor_with("accounts.keep_directory"), [line]).faults
    assert fault.code == "row_username_taken"
