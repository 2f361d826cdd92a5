"""Limits, refusals and headers: what holds for every page."""

import re

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from pytest_django.fixtures import Settings

from tests import world
from yanpan.shell.navigation import PAGES
from yanpan.shell.tests.desk import PASSWORD, make_account, make_slip, sit_down

pytestmark = pytest.mark.django_db


def body_without_tokens(content: bytes) -> str:
    return re.sub(r'(name="csrfmiddlewaretoken" value="|datetime=")[^"]*', r"\1", content.decode())


def test_what_is_missing_and_what_lies_elsewhere_look_the_same() -> None:
    client = sit_down("township_clerk", world.TOWNSHIP)
    elsewhere = world.villages_of(world.OTHER_TOWNSHIP)[0].key
    answers = [client.get(f"/phones/of/{key}/") for key in (elsewhere, "no-such-unit")]
    assert [answer.status_code for answer in answers] == [404, 404]
    first, second = (
        body_without_tokens(answer.content).replace(key, "KEY")
        for answer, key in zip(answers, (elsewhere, "no-such-unit"), strict=True)
    )
    assert first == second


def test_visible_but_not_permitted_is_403_and_names_the_right() -> None:
    client = sit_down("duty_officer")
    client.cookies["django_language"] = "en"
    answer = client.get("/accounts/")
    assert answer.status_code == 403
    assert "See the accounts of the own units" in answer.content.decode()


def test_htmx_gets_a_fragment_instead_of_a_page() -> None:
    client = sit_down("duty_officer")
    answer = client.get("/accounts/", headers={"HX-Request": "true"})
    assert answer.status_code == 403
    assert answer.content.decode().lstrip().startswith('<div id="refusal"')


def test_a_stranger_behind_htmx_is_sent_to_the_sign_in_page() -> None:
    answer = Client().get("/handovers/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (401, "/sign-in/")


def test_a_form_from_elsewhere_is_refused_with_words() -> None:
    make_account("wang", "duty_officer")
    careful = Client(enforce_csrf_checks=True, headers={"Accept-Language": "en"})
    answer = careful.post("/sign-in/", {"username": "wang", "password": PASSWORD})
    assert answer.status_code == 403
    assert "older than your sign-in" in answer.content.decode()


@pytest.mark.parametrize(
    "path", ["/units/%00/", "/e/A%00B/", "/sign-in/?next=%00", "/?%00=1", f"/?a={'a' * 5000}"]
)
def test_nul_and_endless_addresses_are_damaged_requests(path: str) -> None:
    assert Client().get(path).status_code == 400


def test_nul_in_a_field_is_a_damaged_request() -> None:
    assert Client().post("/sign-in/", {"username": "wa\0ng", "password": "x"}).status_code == 400


@pytest.mark.parametrize("body", ['{"a": "\\u0000"}', '{"a": "\\ud800"}', '{"a": "\\uD83D x"}'])
def test_nul_and_half_characters_in_json_are_damaged_requests(body: str) -> None:
    assert Client().post("/sign-in/", body, content_type="application/json").status_code == 400


def test_a_whole_pair_of_half_characters_in_json_is_text() -> None:
    answer = Client().post("/sign-in/", '{"a": "\\ud83d\\ude00"}', content_type="application/json")
    assert answer.status_code != 400


def test_ten_megabytes_are_too_large_before_they_are_read() -> None:
    body = b"username=" + b"a" * (10 * 1024 * 1024)
    answer = Client().post("/sign-in/", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413


def test_a_kind_of_body_that_no_page_takes_is_refused() -> None:
    assert Client().post("/sign-in/", "<a/>", content_type="application/xml").status_code == 415


def test_an_unknown_host_is_a_damaged_request() -> None:
    assert Client(headers={"Host": "evil.example"}).get("/sign-in/").status_code == 400


@pytest.mark.parametrize("path", ["/sign-in/", "/healthz", "/no-such-page/", "/e/", "/units/%00/"])
def test_every_answer_carries_the_policy_and_is_kept_nowhere(path: str) -> None:
    answer = Client().get(path)
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self'" in policy and "unsafe" not in policy
    assert "no-store" in answer["Cache-Control"]
    assert "microphone=()" in answer["Permissions-Policy"]


def test_every_page_of_the_menu_exists() -> None:
    for name in PAGES:
        assert reverse(name).startswith("/"), name


INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")|<style|\sstyle=|\son\w+=", re.IGNORECASE
)


@pytest.mark.parametrize(
    "role", ["duty_officer", "county_liaison", "security_admin", "audit_admin", "system_admin"]
)
def test_every_page_of_the_menu_opens_for_whom_it_is_shown_without_inline_code(
    role: str, settings: Settings
) -> None:
    settings.DRILL = True
    client = sit_down(role, world.COUNTY if role == "county_liaison" else world.CITY)
    page = client.get("/units/").content.decode()
    links = set(re.findall(r'<li><a href="(/[^"]*)"', page))
    assert links
    for link in links:
        if link.split("/")[1] not in OWN_PAGES:
            continue
        answer = client.get(link)
        assert answer.status_code == 200, link
        assert "演练" in answer.content.decode(), link
        assert not INLINE.search(answer.content.decode()), link


OWN_PAGES = {str(one.pattern).split("/")[0] for one in get_resolver("yanpan.shell.urls").url_patterns}


def test_the_words_of_the_drill_are_on_every_page_even_on_errors(settings: Settings) -> None:
    settings.DRILL = True
    slip = make_slip()
    for path in ("/sign-in/", "/e/", f"/e/{slip.code}/", "/no-such-page/", "/units/%00/"):
        assert "演练数据" in Client().get(path).content.decode(), path


def test_outside_a_drill_no_page_says_so() -> None:
    assert "演练数据" not in Client().get("/sign-in/").content.decode()


def test_the_language_changes_for_one_browser() -> None:
    client = Client(headers={"Accept-Language": "zh-CN"})
    assert 'lang="zh-Hans"' in client.get("/sign-in/").content.decode()
    answer = client.post("/language/setlang/", {"language": "en", "next": "/sign-in/"})
    assert answer["Location"] == "/sign-in/"
    assert 'lang="en"' in client.get("/sign-in/").content.decode()
