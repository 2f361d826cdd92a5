"""Broken, hostile and late requests to the pages: signing in, uploading, answering at the door."""

import json
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.api.machines import LIST, Day, make_day
from tests.bad_input.people import PASSWORD, make_account, phone_of, signed_in
from tests.bad_input.test_hostile_files import _file
from tests.bad_input.tries import Tries
from tests.world import TOWNSHIP, make_event, villages_of
from yanpan.base.accounts.models import FailedSignIn
from yanpan.streams.verification.models import Outcome, VerificationTask

pytestmark = pytest.mark.django_db
NIL = "00000000-0000-0000-0000-000000000000"


@pytest.fixture
def day() -> Day:
    """With the person in the custody of a village."""
    made = make_day()
    village = villages_of(TOWNSHIP)[0]
    VerificationTask.objects.filter(id=made.task).update(custody=village)
    return made


SIGN_INS: dict[str, dict[str, Any]] = {
    "nothing": {},
    "no password": {"username": "duty_officer-411100"},
    "no name": {"password": PASSWORD},
    "a wrong password": {"username": "duty_officer-411100", "password": "admin"},
    "admin": {"username": "admin", "password": "admin"},
    "the name in other case": {"username": "DUTY_OFFICER-411100", "password": PASSWORD},
    "the name in full width": {"username": "ｄuty_officer-411100", "password": PASSWORD},
    "a look-alike": {"username": "duty_оfficer-411100", "password": PASSWORD},
    "LDAP": {"username": "*)(uid=*", "password": PASSWORD},
    "SQL": {"username": "' OR '1'='1' --", "password": "' OR '1'='1' --"},
    "JNDI": {"username": "${jndi:ldap://x}", "password": PASSWORD},
    "a zero byte": {"username": "duty_officer-411100\0", "password": PASSWORD},
    "a zero byte in the password": {"username": "duty_officer-411100", "password": PASSWORD + "\0"},
    "a blank before the password": {"username": "duty_officer-411100", "password": " " + PASSWORD},
    "a long name": {"username": "a" * 100_000, "password": PASSWORD},
    "a long password": {"username": "duty_officer-411100", "password": "a" * 100_000},
    "two names": {"username": ["duty_officer-411100", "admin"], "password": "x"},
}


def test_nobody_signs_in_with_bad_input() -> None:
    make_account("duty_officer")
    tries, where = Tries(), reverse("shell:sign_in")
    for label, fields in SIGN_INS.items():
        client = Client(raise_request_exception=False)
        shown_again = (200,) if not fields else ()
        tries.refuse(label, partial(client.post, where, fields), *shown_again)
        assert "account" not in client.session, label
    assert not tries.faults
    assert FailedSignIn.objects.exists()


# 200: what cannot be read as a form is an empty one, and the page is shown as it is at first.
BODIES: dict[str, tuple[bytes, str, int]] = {
    "10 MB": (b"username=" + b"a" * 10_000_000, "application/x-www-form-urlencoded", 413),
    "JSON": (json.dumps({"username": {"$ne": ""}}).encode(), "application/json", 200),
    "YAML": (b"username: x", "application/x-yaml", 415),
    "no kind": (b"username=x", "", 415),
    "20,000 fields": (
        b"&".join(b"a%d=1" % n for n in range(20_000)),
        "application/x-www-form-urlencoded",
        400,
    ),
    "a form without end": (b"--x\r\nbroken", "multipart/form-data; boundary=x", 200),
    "bytes that are no text": (b"username=%ff%fe&password=%80", "application/x-www-form-urlencoded", 422),
    "half a character": (b"username=%ed%a0%80&password=x", "application/x-www-form-urlencoded", 422),
}


def test_bodies_the_sign_in_does_not_take() -> None:
    tries, client = Tries(), Client(raise_request_exception=False)
    where = reverse("shell:sign_in")
    for label, (body, kind, status) in BODIES.items():
        tries.refuse(label, partial(client.generic, "POST", where, body, content_type=kind), status)
    assert not tries.faults


def test_a_form_from_elsewhere_is_refused() -> None:
    client, tries = Client(enforce_csrf_checks=True, raise_request_exception=False), Tries()
    fields = {"username": "a", "password": "b"}
    tries.refuse("no token", lambda: client.post(reverse("shell:sign_in"), fields), 403)
    tries.refuse(
        "another origin",
        lambda: client.post(reverse("shell:sign_in"), fields, headers={"Origin": "https://evil.example"}),
        403,
    )
    assert not tries.faults


def test_fields_around_the_file_are_refused_by_the_page() -> None:
    make_event()
    client, tries = signed_in("duty_officer"), Tries(seconds=10)
    cases: dict[str, dict[str, str]] = {
        "no source": {"source": ""},
        "unknown source": {"source": "rumour"},
        "a day that is none": {"window_from": "2021-02-30"},
        "a window that ends before it starts": {"window_from": "2021-08-04", "window_to": "2021-08-01"},
        "zero byte": {"sender": "省\0指挥部"},
        "too long": {"sender": "省" * 81},
    }
    for label, more in cases.items():
        fields = {"source": "province", **more}
        tries.refuse(
            label,
            partial(
                client.post,
                reverse("verification:upload"),
                fields | {"file": _file("名单.csv", LIST.encode())},
            ),
        )
    tries.refuse("no file", lambda: client.post(reverse("verification:upload"), {"source": "province"}), 422)
    assert not tries.faults


def test_an_upload_without_the_right_is_refused() -> None:
    make_event()
    tries = Tries()
    fields = {"source": "province"}
    for role in ("commander", "system_admin"):
        client = signed_in(role)
        tries.refuse(
            role,
            partial(
                client.post,
                reverse("verification:upload"),
                fields | {"file": _file("名单.csv", LIST.encode())},
            ),
            403,
        )
    assert not tries.faults


def _door_cases(day: Day) -> dict[str, dict[str, Any]]:
    good = {"v": str(day.task_version), "where": "here", "contact": "met", "measure": "cleared"}
    return {
        "nothing": {},
        "an unknown answer": good | {"where": "prison"},
        "another case": good | {"where": "HERE"},
        "no way of contact": good | {"contact": ""},
        "an unknown measure": good | {"measure": "arrested"},
        "a measure nobody decided": good | {"measure": "at_home"},
        "not reached, no reason": good | {"contact": "not_reached", "measure": ""},
        "elsewhere, nowhere said": good | {"where": "elsewhere"},
        "elsewhere, no such unit": good | {"where": "elsewhere", "other_unit_key": "999999"},
        "a masked note": good | {"note": "4111**********0017"},
        "a zero byte": good | {"note": "a\0b"},
        "another version": good | {"v": "99"},
        "10 MB": good | {"note": "a" * 10_000_000},
    }


def test_an_answer_at_the_door_that_does_not_fit_leaves_nothing(day: Day) -> None:
    phone = phone_of(villages_of(TOWNSHIP)[0].key)
    where, tries = reverse("verification:door", args=[day.task]), Tries(shows_persons=True)
    refusals = (200, 302, 400, 404, 413, 422)  # the page sends back to the person, or shows the form again
    for label, fields in _door_cases(day).items():
        tries.refuse(label, partial(phone.post, where, fields), *refusals)
    assert not tries.faults
    assert not Outcome.objects.exists()


def test_an_answer_is_kept_once_however_often_it_is_sent(day: Day) -> None:
    phone, tries = phone_of(villages_of(TOWNSHIP)[0].key), Tries(shows_persons=True)
    where = reverse("verification:door", args=[day.task])
    good = {"v": str(day.task_version), "where": "here", "contact": "met", "measure": "cleared"}
    assert phone.post(where, good).status_code == 302
    tries.refuse("again", lambda: phone.post(where, good), 302, 409)
    assert not tries.faults
    assert Outcome.objects.count() == 1


def test_a_person_of_another_village_does_not_exist(day: Day) -> None:
    here, elsewhere = (reverse("verification:door", args=[one]) for one in (day.task, NIL))
    stranger, commander, tries = phone_of(villages_of(TOWNSHIP)[1].key), signed_in("commander"), Tries()
    good = {"v": str(day.task_version), "where": "here", "contact": "met", "measure": "cleared"}
    tries.refuse("a foreign person", lambda: stranger.post(here, good), 404)
    tries.refuse("nobody", lambda: stranger.post(elsewhere, good), 404)
    tries.refuse("no right", lambda: commander.post(here, good), 403, 404)
    tries.refuse("an id that is none", lambda: stranger.post("/verification/door/1/", good), 404)
    assert not tries.faults


def test_a_stranger_is_asked_to_sign_in_and_sees_nothing(day: Day) -> None:
    tries, client = Tries(), Client(raise_request_exception=False)
    for name, args in (("upload", []), ("door", [day.task]), ("lists", []), ("board", [])):
        where = reverse(f"verification:{name}", args=args)
        tries.refuse(name, partial(client.get, where), 302, 403)
    assert not tries.faults
