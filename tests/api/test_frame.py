"""Whoever refuses below /api/, a machine reads the one shape of a problem; and the schema says what it is."""

from typing import Any

import pytest
from django.test import Client

from tests.api.calls_of_schema import read_schema
from tests.api.machines import API, Machine, make_token

pytestmark = pytest.mark.django_db


def _is_problem(answer: Any) -> bool:
    return answer["Content-Type"] == "application/json" and set(answer.json()) == {"code", "message", "facts"}


def test_what_the_frame_refuses_is_json_for_machines() -> None:
    machine = Machine(make_token())
    refused = {
        415: machine.post("/hand-down", b"a: 1", kind="application/x-yaml"),
        413: machine.post("/hand-down", b"{" + b" " * 3_000_000 + b"}"),
        400: machine.post("/hand-down", b'{"unit": "a\\u0000"}'),
        404: machine.get("/nothing-here"),
        405: Client().delete(f"{API}/units"),
    }
    for status, answer in refused.items():
        assert answer.status_code == status and _is_problem(answer), (status, answer.content)
    assert refused[405]["Allow"] == "GET"


def test_a_fault_is_a_problem_without_details(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_more: object) -> None:
        raise RuntimeError("演练甲 411104199001010017")

    monkeypatch.setattr("yanpan.shell.api.jobs.get_job", broken)
    answer = Machine(make_token()).get("/jobs/00000000-0000-0000-0000-000000000000")
    assert (answer.status_code, answer.json()["code"]) == (500, "system_failed")
    assert _is_problem(answer) and "演练甲" not in answer.content.decode()


def test_pages_outside_the_api_stay_pages() -> None:
    assert Client().get("/nothing-here/")["Content-Type"].startswith("text/html")


def test_messages_are_in_the_language_that_is_asked_for() -> None:
    client = Client()
    english = client.get(f"{API}/units", headers={"Accept-Language": "en"}).json()["message"]
    assert english.startswith("Give a valid token")
    assert (
        client.get(f"{API}/units", headers={"Accept-Language": "zh-Hans"}).json()["code"]
        == "not_authenticated"
    )


def test_every_refusal_is_documented_and_the_interactive_pages_are_off() -> None:
    schema = read_schema()
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            assert {"400", "401", "403", "404", "409", "413", "415", "422"} <= set(operation["responses"]), (
                path
            )
            assert operation["security"] == [{"ServiceTokens": []}], (method, path)
            assert operation["description"], (method, path)
    assert Client().get(f"{API}/docs").status_code == 404
