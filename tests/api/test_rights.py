"""Who may do what, for every operation of the schema: without token, without right, elsewhere, with it."""

import pytest
from django.test import Client

from tests.api.calls_of_schema import EMPTY_ELSEWHERE, RECEIVERS_OWN, SENDS, all_operations, undone
from tests.api.machines import PERSONAL, Day, Machine, make_day, make_token
from tests.world import CITY, actor_with
from yanpan.base.accounts.models import ServiceToken
from yanpan.base.accounts.operations import open_account, revoke_token
from yanpan.base.gate import every_right
from yanpan.base.gate.clock import current_time
from yanpan.shell.asking import forget_actors

THIRD_COUNTY = "411121"  # 舞阳县: nothing of the day is its own
pytestmark = pytest.mark.django_db


@pytest.fixture
def day() -> Day:
    return make_day()


def test_every_operation_of_the_schema_is_tried_here_and_names_a_right_that_exists() -> None:
    operations = all_operations()
    assert {one.name for one in operations} == set(SENDS)
    assert {one.right for one in operations if one.right} <= every_right()
    assert [one.name for one in operations if not one.right] == ["list_units"]


def test_without_a_token_nothing_is_answered(day: Day) -> None:
    for one in all_operations():
        answer = one.send(Machine(), day)
        assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated"), one.name
        assert answer["WWW-Authenticate"] == "Bearer"


def test_without_the_right_a_request_is_refused(day: Day) -> None:
    for one in all_operations():
        if one.right:
            rights = every_right() - {one.right}
            answer = one.send(Machine(make_token(*rights)), day)
            assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted"), one.name
            assert answer.json()["facts"] == {"right": one.right}


def test_what_lies_elsewhere_does_not_exist(day: Day) -> None:
    stranger = Machine(make_token(unit_key=THIRD_COUNTY))
    for one in all_operations():
        answer = one.send(stranger, day)
        if one.name in EMPTY_ELSEWHERE:
            assert (answer.status_code, answer.json()) == (200, []), one.name
        else:
            assert (answer.status_code, answer.json()["code"]) == (404, "missing"), one.name
            assert not [value for value in PERSONAL if value in answer.content.decode()]


def test_with_just_the_right_a_request_is_answered(day: Day) -> None:
    for one in all_operations():
        rights = one.rights if one.right else ("jobs.get_job",)
        unit = day.receiver if one.right in RECEIVERS_OWN else CITY
        machine = Machine(make_token(*rights, unit_key=unit))
        with undone():
            answer = one.send(machine, day)
        assert answer.status_code in (200, 201, 204), (one.name, answer.content)


def test_a_revoked_token_is_nobody_s_as_soon_as_actors_are_forgotten() -> None:
    machine = Machine(make_token())
    assert machine.get("/units").status_code == 200
    token = ServiceToken.objects.get()
    revoke_token(actor_with("accounts.revoke_token"), token_id=token.id, now=current_time())
    forget_actors()
    assert machine.get("/units").status_code == 401


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer  x", "Basic eDp5", "Bearer " + "a" * 5000]
)
def test_a_broken_header_is_no_token(header: str) -> None:
    assert Client().get("/api/v1/units", headers={"Authorization": header}).status_code == 401


def test_a_token_in_the_address_is_refused_not_read() -> None:
    token = make_token()
    assert Machine().get("/units", token=token).status_code in (400, 401)
    assert Machine(token).get("/units", access_token=token).json()["code"] == "unknown_parameter"


def test_a_browser_s_session_is_no_token(day: Day) -> None:
    account = open_account(
        actor_with("accounts.open_account"),
        username="duty",
        label="值班员",
        role="duty_officer",
        unit_key=CITY,
        password="a long password",
        now=current_time(),
    )
    client = Client()
    session = client.session
    session["account"] = str(account.id)
    session.save()
    assert client.get("/api/v1/calls").status_code == 401
