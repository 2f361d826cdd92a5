"""Broken, hostile and late requests to the API: refused with the right status, and nothing is left of them."""

import gzip
import json
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.test import Client

from tests.api.machines import API, JSON, Day, Machine, make_day, make_token
from tests.bad_input.tries import Tries
from tests.world import CITY, COUNTY, OTHER_TOWNSHIP

pytestmark = pytest.mark.django_db
NIL = "00000000-0000-0000-0000-000000000000"


@pytest.fixture
def day() -> Day:
    return make_day()


@pytest.fixture
def machine() -> Machine:
    return Machine(make_token())


def _outcome(day: Day, **changed: Any) -> dict[str, Any]:
    """An answer as it should be, with something changed; None takes a field away."""
    good = {"version": day.task_version, "where": "here", "contact": "met", "measure": "cleared"} | changed
    return {name: value for name, value in good.items() if value is not None}


def _raw(**changed: str) -> bytes:
    """The text of a good answer with one value written differently."""
    fields = {"version": "1", "where": '"here"', "contact": '"met"', "measure": '"cleared"'} | changed
    return ("{" + ",".join(f'"{name}":{value}' for name, value in fields.items()) + "}").encode()


BODIES_REFUSED_AS_BROKEN: dict[str, bytes] = {
    "cut off": _raw()[:-5],
    "with comments": b"/* a */" + _raw(),
    "a key twice": b'{"version":1,"version":2,"where":"here"}',
    "a key twice, deeper": b'{"version":1,"where":{"a":1,"a":2}}',
    "1e400": _raw(version="1e400"),
    "-1e400": _raw(version="-1e400"),
    "NaN": _raw(version="NaN"),
    "Infinity": _raw(version="Infinity"),
    "400 digits cut wrong": _raw(version="0x1F"),
    "a number of 5,000 digits": _raw(version="9" * 5000),
    "UTF-16": _raw().decode().encode("utf-16"),
    "GB18030": '{"note":"演练甲"}'.encode("gb18030"),
    "half a character": _raw(note='"\\ud800"'),
    "byte FF": _raw(note='"\xff"').replace("ÿ".encode(), b"\xff"),
    "an escaped zero byte": _raw(note='"a\\u0000b"'),
    "a zero byte": _raw(note='"a\0b"'),
    "control signs": _raw(note='"a\\u0007b"'),
    "10,000 levels": b'{"note":' + b"[" * 10_000 + b"]" * 10_000 + b"}",
    "20 levels": b'{"note":' + b"[" * 20 + b"]" * 20 + b"}",
    "compressed": gzip.compress(_raw()),
    "XML": b"<outcome/>",
}


def test_a_body_that_is_no_json_of_ours_is_400(day: Day, machine: Machine) -> None:
    tries, path = Tries(), f"/tasks/{day.task}/outcome"
    for label, body in BODIES_REFUSED_AS_BROKEN.items():
        tries.refuse(label, partial(machine.post, path, body), 400)
    assert not tries.faults


def _wrong_outcomes(day: Day) -> dict[str, Any]:
    return {
        "nothing": {},
        "a list": [],
        "a text": b'"here"',
        "an unknown field": _outcome(day, restricted=True),
        "a unit chosen by the sender": _outcome(day, jurisdiction_id=CITY),
        "an id chosen by the sender": _outcome(day, id=NIL),
        "null where a value is needed": _outcome(day, where=None) | {"where": None},
        "no version": _outcome(day, version=None),
        "a version as text": _outcome(day, version=str(day.task_version)),
        "a version as truth": _outcome(day, version=True),
        "a version with a fraction": _outcome(day, version=1.0),
        "a version below one": _outcome(day, version=0),
        "a version above 2^31": _outcome(day, version=2**31),
        "a version of 400 digits": _outcome(day, version=int("9" * 400)),
        "another case": _outcome(day, where="HERE"),
        "a blank behind it": _outcome(day, where="here "),
        "an unknown answer": _outcome(day, where="prison"),
        "a list for a text": _outcome(day, where=["here"]),
        "an object for a text": _outcome(day, note={"a": 1}),
        "no measure": _outcome(day, measure=None),
        "a measure nobody decided": _outcome(day, measure="at_home"),
        "not reached, no reason": _outcome(day, contact="not_reached", measure=None),
        "elsewhere, nowhere said": _outcome(day, where="elsewhere"),
        "a note of 501 signs": _outcome(day, note="演" * 501),
        "a masked value": _outcome(day, note="4111**********0017"),
    }


def test_an_answer_that_does_not_fit_is_422(day: Day, machine: Machine) -> None:
    tries, path = Tries(), f"/tasks/{day.task}/outcome"
    for label, body in _wrong_outcomes(day).items():
        tries.refuse(label, partial(machine.post, path, body), 422)
    stale = _outcome(day, version=day.task_version + 1)
    tries.refuse("a later version", lambda: machine.post(path, stale), 409)
    unknown = _outcome(day, where="elsewhere", other_unit="999999")
    tries.refuse("a unit that does not exist", lambda: machine.post(path, unknown), 404)
    assert not tries.faults


def test_kinds_of_content_that_are_not_taken(day: Day, machine: Machine) -> None:
    tries, path, body = Tries(), f"/tasks/{day.task}/outcome", json.dumps(_outcome(day)).encode()
    kinds = ("application/x-yaml", "application/xml", "text/plain", f"{JSON}; charset=utf-7", "", "a/b/c")
    for kind in (*kinds, "application/x-www-form-urlencoded"):
        tries.refuse(kind or "none", partial(machine.post, path, body, kind=kind), 415)
    tries.refuse(
        "a form without end",
        lambda: machine.post(path, b"--x\r\nbroken", kind="multipart/form-data; boundary=x"),
        400,
        415,
    )
    tries.refuse(
        "a body where none belongs", lambda: machine.post(f"/jobs/{day.waiting_job}/cancel", {}), 400
    )
    assert not tries.faults


def test_bodies_beyond_the_limits_are_413(day: Day, machine: Machine) -> None:
    tries = Tries()
    large = json.dumps(_outcome(day, note="a" * 10_000_000)).encode()
    many = {"ids": [str(day.handover)] * 10_001}
    tries.refuse("10 MB", lambda: machine.post(f"/tasks/{day.task}/outcome", large), 413)
    tries.refuse("10,001 ids", lambda: machine.post("/handovers/acknowledge", many), 413)
    tries.refuse(
        "200 MB announced",
        lambda: machine.post("/handovers/acknowledge", b"{}", headers={"Content-Length": "200000000"}),
        413,
    )
    assert not tries.faults


BATCHES: dict[str, dict[str, Any]] = {
    "no ids": {"ids": []},
    "an id in braces": {"ids": ["{" + NIL + "}"]},
    "an id as urn": {"ids": [f"urn:uuid:{NIL}"]},
    "an id of 32 signs": {"ids": [NIL.replace("-", "")]},
    "a number": {"ids": [1]},
    "one text": {"ids": NIL},
    "null among them": {"ids": [NIL, None]},
}


def test_batches_of_ids_that_do_not_fit(day: Day, machine: Machine) -> None:
    tries = Tries()
    for label, body in BATCHES.items():
        tries.refuse(label, partial(machine.post, "/handovers/acknowledge", body), 422)
    mixed = {"ids": [str(day.handover), NIL]}
    for act in ("acknowledge", "recall"):
        tries.refuse(f"{act}: one is foreign", partial(machine.post, f"/handovers/{act}", mixed), 404)
    one = {"ids": [str(day.handover)]}
    refusals = {
        "no reason": (one | {"right_unit": COUNTY}, 422),
        "an empty reason": (one | {"reason": "", "right_unit": COUNTY}, 422),
        "a reason of blanks": (one | {"reason": "   ", "right_unit": COUNTY}, 422),
        "no such unit": (one | {"reason": "不是", "right_unit": "999999"}, 404),
        "a unit no key can be": (one | {"reason": "不是", "right_unit": "1' OR '1'='1"}, 422),
        "a reason of 201 signs": (one | {"reason": "不" * 201, "right_unit": COUNTY}, 422),
    }
    for label, (body, status) in refusals.items():
        tries.refuse(label, partial(machine.post, "/handovers/refuse", body), status)
    assert not tries.faults


QUERIES_REFUSED: dict[str, int] = {
    "unit=411100&unknown=1": 400,
    "unit=411100&page_size=1000000000": 400,
    "unit=411100&filter[__class__]=x": 400,
    "unit=411100&name__regex=(a%2B)%2B$": 400,
    "unit=411100&unit=411104": 400,
    "unit=411100&page=1&page=2": 400,
    "unit=411100%07": 400,
    "unit=%00": 400,
    "unit=%ff%fe": 422,
    "unit=411100&page=-1": 422,
    "unit=411100&page=0": 422,
    "unit=411100&page=1000000000000": 422,
    "unit=411100&page=1.0": 422,
    "unit=411100&page=%2B1": 422,
    "unit=411100&page=%EF%BC%91": 422,
    "unit=411100&page=%D9%A1": 422,
    "unit=411100&wanted=LATE": 422,
    "unit=411100&wanted=(a%2B)%2B$": 422,
    "unit=": 422,
    "": 422,
    "unit=../../etc/passwd": 422,
    "unit=999999": 404,
    "unit=" + "4" * 100_000: 400,
    "&".join(f"a{n}=1" for n in range(300)): 400,
}


def test_parameters_that_are_not_documented_are_refused(day: Day, machine: Machine) -> None:
    tries, client = Tries(), Client(raise_request_exception=False)
    headers = {"Authorization": f"Bearer {machine.token}"}
    for query, status in QUERIES_REFUSED.items():
        tries.refuse(query[:60], _getter(client, f"{API}/tasks?{query}", headers), status)
    tries.refuse("yes", _getter(client, f"{API}/lists/{day.taken_in}/rows?only_problems=yes", headers), 422)
    assert not tries.faults


def _getter(client: Client, path: str, headers: dict[str, str]) -> Callable[[], Any]:
    return lambda: client.get(path, headers=headers)


def test_addresses_that_are_none(day: Day, machine: Machine) -> None:
    tries, client = Tries(), Client(raise_request_exception=False)
    headers = {"Authorization": f"Bearer {machine.token}"}
    paths = {
        f"/jobs/{NIL}": 404,
        f"/jobs/{str(day.job).replace('-', '')}": 404,
        "/jobs/1": 404,
        "/jobs/%2e%2e%2funits": 404,
        "/jobs/%00": 400,
        "/jobs/" + "9" * 5000: 400,
        "/jobs/" + "😀" * 200: 404,
        "/docs": 404,
        "/": 404,
        "/../../admin": 404,
        "/.git/config": 404,
        f"/briefs/{day.cut_off}.exe": 404,
        f"/briefs/{day.cut_off}.json%00.pdf": 400,
    }
    for path, status in paths.items():
        tries.refuse(path[:60], _getter(client, API + path, headers), status)
    for method in ("PUT", "PATCH", "DELETE", "PROPFIND", "TRACE", "OPTIONS", "HEAD"):
        tries.refuse(method, partial(client.generic, method, f"{API}/units", headers=headers), 405)
    tries.refuse(
        "another host", lambda: client.get(f"{API}/units", headers=headers | {"Host": "evil.example"}), 400
    )
    assert not tries.faults


def test_calls_lists_and_cut_offs_that_do_not_fit(day: Day, machine: Machine) -> None:
    tries = Tries()
    fits = {"unit": CITY, "name": "17:00", "on": "2021-08-05"}
    cut_offs = {
        "no name": fits | {"name": ""},
        "a month that is none": fits | {"on": "2021-13-01"},
        "zeros": fits | {"on": "0000-00-00"},
        "far away": fits | {"on": "9999-12-31"},
        "a serial number": fits | {"on": 44413},
        "seconds": fits | {"on": "1628150400"},
        "with an hour": fits | {"on": "2021-08-05T00:00:00"},
        "again without reason": fits | {"name": "16:00"},
    }
    for label, body in cut_offs.items():
        tries.refuse(label, partial(machine.post, "/cut-offs", body), 422)
    answers = {"unknown": {"answer": "shouted"}, "none": {}, "two": {"answer": ["reached", "promised"]}}
    for label, body in answers.items():
        tries.refuse(label, partial(machine.post, f"/calls/{day.call}/answer", body), 422)
    mappings: dict[str, tuple[dict[str, Any], int]] = {
        "no such sheet": ({"version": 1, "mapping": {"别的": {"0": "name"}}}, 422),
        "no such column": ({"version": 1, "mapping": {"": {"99": "name"}}}, 422),
        "no such field": ({"version": 1, "mapping": {"": {"0": "salary"}}}, 422),
        "a column below zero": ({"version": 1, "mapping": {"": {"-1": "name"}}}, 422),
        "a field twice": ({"version": 1, "mapping": {"": {"0": "name"}}}, 422),
        "stale": ({"version": 7, "mapping": {}}, 409),
    }
    for label, (body, status) in mappings.items():
        path = f"/lists/{day.proposed}/mapping"
        tries.refuse(label, partial(machine.post, path, body), status)
    taken = {"version": 1, "mapping": {}}
    tries.refuse("already", lambda: machine.post(f"/lists/{day.taken_in}/mapping", taken), 409)
    assert not tries.faults


def test_foreign_ids_and_missing_rights_are_all_the_same_nothing(day: Day) -> None:
    """What exists elsewhere and what exists nowhere cannot be told apart."""
    tries, stranger = Tries(), Machine(make_token(unit_key=OTHER_TOWNSHIP))
    for kind, known in (("jobs", day.job), ("lists", day.taken_in), ("cut-offs", day.cut_off)):
        foreign, nowhere = stranger.get(f"/{kind}/{known}"), stranger.get(f"/{kind}/{NIL}")
        assert (foreign.status_code, foreign.content) == (404, nowhere.content), kind
    path, body = f"/tasks/{day.task}/outcome", _outcome(day)
    tries.refuse("a foreign person", lambda: stranger.post(path, body), 404)
    reader = Machine(make_token("verification.list_tasks"))
    tries.refuse("no right", lambda: reader.post(path, body), 403)
    tries.refuse("no token", lambda: Machine().post(path, body), 401)
    assert not tries.faults


KEYS = ("short", "a" * 81, "with blank s", "演练数据演练数据", "a\tb\tc\td\te", "../../../etc")


def test_keys_that_are_none(day: Day, machine: Machine) -> None:
    tries = Tries()
    for key in KEYS:
        headers = {"Idempotency-Key": key}
        tries.refuse(key, partial(machine.post, "/hand-down", {"unit": CITY}, headers=headers), 400)
    assert not tries.faults


def test_a_request_sent_twice_counts_once(day: Day, machine: Machine) -> None:
    tries, ids = Tries(), {"ids": [str(day.handover)]}
    receiver = Machine(make_token(unit_key=day.receiver))
    assert receiver.post("/handovers/acknowledge", ids).status_code == 200
    tries.refuse("acknowledged again", lambda: receiver.post("/handovers/acknowledge", ids), 409)
    path, body = f"/tasks/{day.task}/outcome", _outcome(day)
    assert machine.post(path, body).status_code == 200
    tries.refuse("answered again", lambda: machine.post(path, body), 409)
    assert machine.post(f"/calls/{day.call}/answer", {"answer": "reached"}).status_code == 204
    call = f"/calls/{day.call}/answer"
    tries.refuse("rung again", lambda: machine.post(call, {"answer": "promised"}), 409)
    assert not tries.faults


def test_texts_that_look_like_attacks_are_only_texts(day: Day, machine: Machine) -> None:
    """They are kept as they are: nothing is evaluated, nothing is cut."""
    version = day.task_version
    for text in (
        "1' OR '1'='1",
        "<script>alert(1)</script>",
        "{% debug %}",
        "%(name)s",
        "=1+1",
        "O'Brien",
        "😀",
    ):
        answer = machine.post(f"/tasks/{day.task}/outcome", _outcome(day, version=version, note=text))
        assert answer.status_code == 200, (text, answer.content)
        version = answer.json()["version"]
