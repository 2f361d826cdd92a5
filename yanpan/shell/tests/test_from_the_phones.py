"""The door of what phones kept, and the pages where people decide; the client's files as they are served."""

import json
import re
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from tests import world
from yanpan.base.accounts.models import Phone
from yanpan.base.gate import FIELD_OPERATIONS
from yanpan.base.gate.registry import OPERATIONS
from yanpan.base.sync.models import FieldRecord
from yanpan.base.sync.tests.phones import FieldPhone
from yanpan.base.tasks.models import Handover
from yanpan.shell.tests.desk import sit_down

pytestmark = pytest.mark.django_db
DOOR = "/field/records"
MODULES = Path(__file__).resolve().parents[1] / "static" / "field"


@pytest.fixture(autouse=True)
def _drill_day(settings: Settings) -> None:
    settings.YANPAN_CLOCK = "yanpan.shell.tests.test_from_the_phones.drill_day"


def drill_day() -> Any:
    return world.NOW


@pytest.fixture
def village() -> str:
    return world.villages_of(world.TOWNSHIP)[0].key


@pytest.fixture
def phone(village: str) -> FieldPhone:
    return FieldPhone(village)


def client_of(phone: Phone, **how: Any) -> Client:
    session = SessionStore()
    session["phone"] = str(phone.id)
    session.save()
    client = Client(**how)
    client.cookies["yanpan"] = session.session_key or ""
    return client


def body(phone: FieldPhone, *records: object, **more: Any) -> str:
    said = {"owner": str(phone.phone.id), "device": str(phone.device), "announced": phone.made}
    return json.dumps({**said, "records": records, **more})


def post(client: Client, content: str, kind: str = "application/json") -> Any:
    return client.post(DOOR, content, content_type=kind)


def waiting_at(village: str, count: int = 1) -> list[UUID]:
    tasks = world.make_people_sought(count, at=world.TOWNSHIP, target=village)
    return [one.id for one in world.send(tasks, to=village)]


def test_what_a_phone_kept_is_taken_in_and_answered_in_the_order_sent(
    phone: FieldPhone, village: str
) -> None:
    record = phone.signs(waiting_at(village))
    answer = post(client_of(phone.phone), body(phone, {"id": "x"}, record)).json()
    assert [one["told"] for one in answer["answers"]] == ["unreadable", "created"]
    assert "电话告知乡镇" in answer["answers"][0]["message"]
    assert answer["missing"] == 0 and Handover.objects.get().acknowledged_at


def test_a_device_is_told_who_it_is_for_and_the_key_to_seal_to(phone: FieldPhone) -> None:
    known = client_of(phone.phone).get(DOOR).json()
    assert known["owner"] == str(phone.phone.id) and len(known["key"]["id"]) == 16


def test_a_stranger_gets_401_in_json_and_nothing_is_kept(phone: FieldPhone) -> None:
    for answer in (Client().get(DOOR), post(Client(), body(phone, phone.signs([])))):
        assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
    assert not FieldRecord.objects.exists()


def test_without_the_token_of_the_page_nothing_is_taken(phone: FieldPhone) -> None:
    client = client_of(phone.phone, enforce_csrf_checks=True)
    assert post(client, body(phone, phone.signs([]))).status_code == 403
    client.get("/verification/village/")
    token = client.cookies["csrftoken"].value
    headers = {"X-CSRFToken": token}
    answer = client.post(DOOR, body(phone), content_type="application/json", headers=headers)
    assert answer.status_code == 200


def test_nobody_sends_what_somebody_else_kept_on_the_device(phone: FieldPhone) -> None:
    other = FieldPhone(world.villages_of(world.TOWNSHIP)[1].key)
    answer = post(client_of(other.phone), body(phone, phone.signs([])))
    assert (answer.status_code, answer.json()["code"]) == (409, "other_owner")
    assert not FieldRecord.objects.exists()


@pytest.mark.parametrize(
    ("content", "status"),
    [
        ("{", 400),
        ("[]", 400),
        ("{}", 400),
        ('{"owner": 1, "device": 2, "announced": 3, "records": []}', 400),
        ("[" * 100_000, 400),
        ('{"records": "\\ud800"}', 400),
    ],
)
def test_a_damaged_request_is_refused_whole(phone: FieldPhone, content: str, status: int) -> None:
    assert post(client_of(phone.phone), content).status_code == status


def test_another_kind_of_content_and_too_many_are_refused(phone: FieldPhone) -> None:
    client = client_of(phone.phone)
    assert post(client, "a=1", "application/x-www-form-urlencoded").status_code == 415
    assert post(client, body(phone, *[{}] * 201)).json()["code"] == "too_many_records"
    assert post(client, body(phone, announced=-1)).status_code == 400


def test_a_role_without_the_right_gets_403(phone: FieldPhone) -> None:
    client = sit_down("duty_officer")
    assert client.get(DOOR).status_code == 403


# What people decide


@pytest.fixture
def conflict(phone: FieldPhone, village: str) -> FieldRecord:
    ids = waiting_at(village)
    phone.sends(phone.signs(ids))
    again = phone.signs(ids)
    phone.sends(again)
    return FieldRecord.objects.get(id=again["id"])


def test_the_township_sees_what_waits_and_puts_it_away_with_a_reason(conflict: FieldRecord) -> None:
    clerk = sit_down("township_clerk", world.TOWNSHIP)
    page = clerk.get(reverse("shell:from_phones")).content.decode()
    assert "查看两份答复" in page and str(conflict.id) in page
    opened = clerk.get(reverse("shell:from_phone", args=[conflict.id])).content.decode()
    assert "手机上的答复" in opened
    address = reverse("shell:put_away_from_phone", args=[conflict.id])
    assert clerk.post(address, {"reason": ""}).status_code == 422
    assert clerk.post(address, {"reason": "重复签收"}).status_code == 302
    assert "没有待处理的答复" in clerk.get(reverse("shell:from_phones")).content.decode()


def test_taken_and_in_conflict_again_it_says_why(conflict: FieldRecord) -> None:
    clerk = sit_down("township_clerk", world.TOWNSHIP)
    answer = clerk.post(reverse("shell:take_from_phone", args=[conflict.id]), {"version": "x"}, follow=True)
    assert answer.redirect_chain == [(reverse("shell:from_phone", args=[conflict.id]), 302)]
    conflict.refresh_from_db()
    assert conflict.state == "conflict"


def test_elsewhere_there_is_no_such_answer(conflict: FieldRecord) -> None:
    stranger = sit_down("township_clerk", world.OTHER_TOWNSHIP)
    assert stranger.get(reverse("shell:from_phone", args=[conflict.id])).status_code == 404
    assert stranger.post(reverse("shell:take_from_phone", args=[conflict.id])).status_code == 404
    assert str(conflict.id) not in stranger.get(reverse("shell:from_phones")).content.decode()


def test_the_village_sees_its_own_on_the_phone(conflict: FieldRecord, phone: FieldPhone) -> None:
    page = client_of(phone.phone).get(reverse("shell:from_phones")).content.decode()
    assert 'class="phone' in page and str(conflict.id) in page


def test_the_security_desk_sees_phones_and_no_answers(conflict: FieldRecord, phone: FieldPhone) -> None:
    phone.sends(phone.signs([UUID(int=9)], sequence=1))
    page = sit_down("security_admin").get(reverse("shell:from_phones")).content.decode()
    assert "重号" in page and "本村手机" in page and str(conflict.id) not in page


def test_a_stranger_is_asked_to_sign_in_and_an_officer_has_no_such_page() -> None:
    assert Client().get(reverse("shell:from_phones")).status_code == 302
    assert sit_down("duty_officer").get(reverse("shell:from_phones")).status_code == 403


def test_the_list_asks_the_database_no_more_for_more_answers(
    phone: FieldPhone, conflict: FieldRecord, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    phone.sends(*(phone.signs([UUID(int=number)]) for number in range(1, 30)))
    clerk = sit_down("township_clerk", world.TOWNSHIP)
    with django_assert_max_num_queries(12):
        assert clerk.get(reverse("shell:from_phones")).content.decode().count("查看两份答复") == 30


# The files


def test_every_operation_of_the_field_exists_and_its_payload_speaks_its_arguments() -> None:
    assert set(FIELD_OPERATIONS) >= {"tasks.acknowledge_handovers"}
    assert set(FIELD_OPERATIONS) <= set(OPERATIONS)


def test_the_modules_are_small_and_the_engine_knows_nothing_outside() -> None:
    files = sorted(MODULES.rglob("*.js"))
    assert len(files) > 10
    for file in files:
        text = file.read_text("utf-8")
        assert len(text.splitlines()) < 200, file.name
        assert not re.search(r"[\u3400-\u9fff]|innerHTML|eval\(|document\.write", text), file.name
        if file.parent.name == "engine":
            outside = (
                r"\b(document|window|fetch|indexedDB|Date|localStorage|crypto|setTimeout|Math\.random)\b"
            )
            code = re.sub(r"/\*.*?\*/|//[^\n]*", "", text, flags=re.DOTALL)
            assert not re.search(outside, code), file.name


def test_the_page_brings_no_script_of_its_own(phone: FieldPhone) -> None:
    page = client_of(phone.phone).get("/verification/village/").content.decode()
    assert re.findall(r"<script(?![^>]*\bsrc=)", page) == []
    assert (
        re.findall(r'\son[a-z]+="', page) == [] and 'type="module" src="/static/field/ui/village.js"' in page
    )
