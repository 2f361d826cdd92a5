"""A village worker enrols a phone with the slip and opens it every morning."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests import world
from yanpan.base.accounts.models import Phone
from yanpan.shell.asking import forget_actors
from yanpan.shell.tests.desk import make_slip, sit_down

pytestmark = pytest.mark.django_db


def wrong_for(pin: str) -> str:
    return "000000" if pin != "000000" else "111111"


def test_slip_and_pin_make_a_phone_of_the_village() -> None:
    slip, phone = make_slip(), Client()
    assert slip.code in phone.get(f"/e/{slip.code}/").content.decode()
    answer = phone.post(f"/e/{slip.code}/", {"pin": slip.pin})
    assert answer.status_code == 302
    cookie = answer.cookies["yanpan_phone"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert Phone.objects.get().unit.key == slip.unit_key
    assert slip.unit_name in phone.get("/units/").content.decode()


def test_a_slip_serves_one_phone() -> None:
    slip = make_slip()
    Client().post(f"/e/{slip.code}/", {"pin": slip.pin})
    assert Client().post(f"/e/{slip.code}/", {"pin": slip.pin}).status_code == 422
    assert Phone.objects.count() == 1


def test_five_wrong_pins_kill_the_slip() -> None:
    slip, phone = make_slip(), Client()
    for _ in range(5):
        assert phone.post(f"/e/{slip.code}/", {"pin": wrong_for(slip.pin)}).status_code == 422
    assert phone.post(f"/e/{slip.code}/", {"pin": slip.pin}).status_code == 422
    assert not Phone.objects.exists()


def test_a_locked_phone_asks_for_its_pin_and_not_for_a_password() -> None:
    slip, phone = make_slip(), Client()
    phone.post(f"/e/{slip.code}/", {"pin": slip.pin})
    assert phone.post("/sign-out/")["Location"] == "/phone/unlock/"
    assert phone.get("/units/")["Location"].startswith("/phone/unlock/")
    assert phone.post("/phone/unlock/", {"pin": wrong_for(slip.pin)}).status_code == 422
    assert phone.post("/phone/unlock/", {"pin": slip.pin, "next": "/units/"})["Location"] == "/units/"
    assert phone.get("/units/").status_code == 200


def test_five_wrong_pins_lock_the_phone_for_a_while() -> None:
    slip, phone = make_slip(), Client()
    phone.post(f"/e/{slip.code}/", {"pin": slip.pin})
    phone.post("/sign-out/")
    for _ in range(5):
        phone.post("/phone/unlock/", {"pin": wrong_for(slip.pin)})
    assert phone.post("/phone/unlock/", {"pin": slip.pin}).status_code == 429


def test_a_forged_phone_cookie_leads_to_the_slip() -> None:
    phone = Client()
    phone.cookies["yanpan_phone"] = "forged:1abc:signature"
    assert phone.get("/phone/unlock/")["Location"] == "/e/"


def test_a_phone_cut_off_shows_nothing_more() -> None:
    slip, phone = make_slip(), Client()
    phone.post(f"/e/{slip.code}/", {"pin": slip.pin})
    township = sit_down("township_clerk", world.TOWNSHIP)
    known = Phone.objects.get()
    assert township.post(f"/phones/of/{slip.unit_key}/{known.id}/revoke/").status_code == 302
    assert phone.get("/units/")["Location"].startswith("/phone/unlock/")
    assert phone.get("/phone/unlock/")["Location"] == "/e/"


def test_a_newcomer_plays_a_village_worker_with_a_phone_card(settings: Settings) -> None:
    slip = make_slip()
    Client().post(f"/e/{slip.code}/", {"pin": slip.pin})
    forget_actors()
    settings.DRILL = True
    newcomer = Client()
    known = str(Phone.objects.get().id)
    assert known in newcomer.get("/sign-in/").content.decode()
    assert newcomer.post("/sign-in/", {"phone": known}).status_code == 302
    assert slip.unit_name in newcomer.get("/units/").content.decode()


def test_slips_are_printed_for_own_villages_only_and_carry_no_address_but_the_code() -> None:
    own, elsewhere = (world.villages_of(key)[0] for key in (world.TOWNSHIP, world.OTHER_TOWNSHIP))
    township = sit_down("township_clerk", world.TOWNSHIP)
    page = township.post("/phones/slips/", {"unit": [own.key]})
    assert page.status_code == 200
    assert own.name in page.content.decode() and "<svg" in page.content.decode()
    assert township.post("/phones/slips/", {"unit": [own.key, elsewhere.key]}).status_code == 404
    assert township.post("/phones/slips/", {}).status_code == 422
