"""Every hostile file through the upload page and through the API."""

import io
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.api.machines import LIST, Machine, make_token
from tests.bad_input.hostile_files import hostile_files
from tests.bad_input.people import signed_in
from tests.bad_input.tries import Tries
from tests.world import CITY, make_event
from yanpan.streams.verification.models import ListBatch

pytestmark = pytest.mark.django_db


def _file(name: str, content: bytes) -> io.BytesIO:
    file = io.BytesIO(content)
    file.name = name
    return file


def _by_page(client: Client, name: str, content: bytes) -> Any:
    fields = {"source": "province", "sender": "省指挥部", "file": _file(name, content)}
    return client.post(reverse("verification:upload"), fields)


def _by_api(machine: Machine, name: str, content: bytes, **more: str) -> Any:
    fields = {"unit": CITY, "source": "province", "file": _file(name, content)} | more
    return machine.post_form("/lists", fields)


def test_no_hostile_file_gets_in_by_the_page() -> None:
    make_event()
    client, tries = signed_in("duty_officer"), Tries(seconds=10)
    for label, (name, content) in hostile_files().items():
        tries.refuse(label, partial(_by_page, client, name, content))
    assert not tries.faults


def test_no_hostile_file_gets_in_by_the_api() -> None:
    make_event()
    machine, tries = Machine(make_token()), Tries(seconds=10)
    for label, (name, content) in hostile_files().items():
        tries.refuse(label, partial(_by_api, machine, name, content))
    assert not tries.faults


def test_the_same_file_twice_is_one_list() -> None:
    make_event()
    client, machine, tries = signed_in("duty_officer"), Machine(make_token()), Tries(seconds=10)
    assert _by_page(client, "名单.csv", LIST.encode()).status_code == 302
    tries.refuse("again by the page", lambda: _by_page(client, "名单.csv", LIST.encode()), 409)
    tries.refuse("again under another name", lambda: _by_page(client, "新.csv", LIST.encode()), 409)
    tries.refuse("again by the API", lambda: _by_api(machine, "名单.csv", LIST.encode()), 409)
    assert not tries.faults
    assert ListBatch.objects.count() == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16"])
def test_a_list_in_any_of_the_encodings_in_use_is_read(encoding: str) -> None:
    make_event()
    text = LIST.replace("练", "習").replace("龄", "齡") if encoding == "big5" else LIST
    content = text.encode(encoding, "replace")
    answer = _by_api(Machine(make_token()), "名单.csv", content)
    assert (answer.status_code, answer.json()["person_rows"]) == (201, 3)


def test_fields_around_the_file_are_refused_by_the_api() -> None:
    make_event()
    machine, tries, good = Machine(make_token()), Tries(), LIST.encode()
    cases = {
        "unknown source": {"source": "rumour"},
        "unknown unit": {"unit": "999999"},
        "no unit": {"unit": ""},
        "unknown field": {"jurisdiction": "411100"},
        "a day that is none": {"window_from": "2021-02-30"},
        "seconds for a day": {"window_from": "1628150400"},
        "a window that ends before it starts": {"window_from": "2021-08-04", "window_to": "2021-08-01"},
        "control signs": {"sender": "省\x07指挥部"},
        "zero byte": {"sender": "省\x00指挥部"},
        "too long": {"sender": "省" * 81},
    }
    for label, more in cases.items():
        tries.refuse(label, partial(_by_api, machine, "名单.csv", good, **more))
    tries.refuse("no file", lambda: machine.post_form("/lists", {"unit": CITY, "source": "province"}), 422)
    tries.refuse("JSON instead of a form", lambda: machine.post("/lists", {"unit": CITY}), 415)
    assert not tries.faults
