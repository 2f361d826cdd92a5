"""Wang sits down at her desk, and somebody who is not Wang tries to."""

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from pytest_django.fixtures import Settings

from tests import world
from yanpan.base.accounts.models import FailedSignIn
from yanpan.base.accounts.operations import close_account
from yanpan.base.audit.models import AuditLine
from yanpan.base.gate.clock import current_time
from yanpan.shell.asking import forget_actors
from yanpan.shell.tests.desk import PASSWORD, make_account, sit_down

pytestmark = pytest.mark.django_db


def sign_in(client: Client, name: str = "wang", password: str = PASSWORD, where: str = "") -> object:
    return client.post("/sign-in/", {"username": name, "password": password, "next": where})


def test_the_right_password_opens_the_first_page_and_leaves_a_line() -> None:
    make_account("wang", "duty_officer")
    client = Client()
    answer = client.post("/sign-in/", {"username": "wang", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/handovers/").status_code == 200
    assert AuditLine.objects.filter(verb="accounts.sign_in", subject="wang").count() == 1


def test_a_wrong_name_and_a_wrong_password_look_the_same() -> None:
    make_account("wang", "duty_officer")
    client = Client(headers={"Accept-Language": "en"})
    pages = [
        client.post("/sign-in/", {"username": name, "password": "not the password"})
        for name in ("wang", "zhao")
    ]
    assert [page.status_code for page in pages] == [422, 422]
    assert all("Name or password is wrong." in page.content.decode() for page in pages)
    assert FailedSignIn.objects.count() == 2


def test_after_five_wrong_tries_even_the_right_password_waits() -> None:
    make_account("wang", "duty_officer")
    client = Client()
    for _ in range(5):
        client.post("/sign-in/", {"username": "wang", "password": "not the password"})
    assert client.post("/sign-in/", {"username": "wang", "password": PASSWORD}).status_code == 429
    assert client.get("/handovers/").status_code == 302


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)", "handovers/"],
)
def test_nobody_is_sent_to_another_site_after_signing_in(elsewhere: str) -> None:
    make_account("wang", "duty_officer")
    answer = Client().post("/sign-in/", {"username": "wang", "password": PASSWORD, "next": elsewhere})
    assert answer["Location"] == "/"


def test_one_comes_back_to_the_page_one_asked_for() -> None:
    make_account("wang", "duty_officer")
    client = Client()
    asked = client.get("/calls/?since=yesterday")
    assert asked["Location"] == "/sign-in/?next=/calls/%3Fsince%3Dyesterday"
    shown = client.get(asked["Location"]).content.decode()
    assert 'value="/calls/?since=yesterday"' in shown
    answer = client.post(
        "/sign-in/", {"username": "wang", "password": PASSWORD, "next": "/calls/?since=yesterday"}
    )
    assert answer["Location"] == "/calls/?since=yesterday"


def test_a_session_planted_before_signing_in_opens_nothing_afterwards() -> None:
    make_account("wang", "duty_officer")
    client = Client()
    session = client.session
    session["planted"] = "x"
    session.save()
    planted = session.session_key
    client.post("/sign-in/", {"username": "wang", "password": PASSWORD})
    assert client.session.session_key != planted
    assert "planted" not in client.session
    attacker = Client()
    attacker.cookies["yanpan"] = planted or ""
    assert attacker.get("/handovers/").status_code == 302


def test_signing_out_ends_the_session_on_the_server() -> None:
    client = sit_down("duty_officer")
    kept = client.cookies["yanpan"].value
    assert client.post("/sign-out/").status_code == 302
    client.cookies["yanpan"] = kept
    assert client.get("/handovers/").status_code == 302


def test_signing_out_by_a_link_is_not_possible() -> None:
    client = sit_down("duty_officer")
    assert client.get("/sign-out/").status_code == 405
    assert client.get("/handovers/").status_code == 200


def test_a_closed_account_is_out_at_once_in_this_process() -> None:
    client = sit_down("duty_officer")
    assert client.get("/handovers/").status_code == 200
    close_account(
        world.actor_with("accounts.close_account"), username="duty_officer-411100", now=current_time()
    )
    assert client.get("/handovers/").status_code == 200, "kept for 30 seconds"
    forget_actors()
    assert client.get("/handovers/").status_code == 302


def test_the_own_password_changes_with_the_old_one_only() -> None:
    client = sit_down("duty_officer", password=make_password(PASSWORD))
    wrong = client.post("/password/", {"old": "not the password", "new": "another long one"})
    short = client.post("/password/", {"old": PASSWORD, "new": "short"})
    right = client.post("/password/", {"old": PASSWORD, "new": "another long one"})
    assert [wrong.status_code, short.status_code, right.status_code] == [422, 422, 302]
    fresh = Client()
    name = "duty_officer-411100"
    assert fresh.post("/sign-in/", {"username": name, "password": "another long one"}).status_code == 302


def test_role_cards_exist_in_a_drill_only(settings: Settings) -> None:
    make_account("wang", "duty_officer")
    outside = Client()
    assert outside.post("/sign-in/", {"username": "wang"}).status_code == 422
    settings.DRILL = True
    inside = Client()
    assert "wang" in inside.get("/sign-in/").content.decode()
    assert inside.post("/sign-in/", {"username": "wang"}).status_code == 302
    assert inside.get("/handovers/").status_code == 200
    assert AuditLine.objects.filter(verb="accounts.take_card", subject="wang").count() == 1


def test_a_card_that_is_not_on_the_table_cannot_be_taken(settings: Settings) -> None:
    settings.DRILL = True
    client = Client()
    assert client.post("/sign-in/", {"username": "nobody-here"}).status_code == 302
    assert client.get("/handovers/").status_code == 302
