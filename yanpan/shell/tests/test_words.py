"""Refusals in words."""

import re
from pathlib import Path

import pytest
from django.urls import get_resolver
from django.utils import translation

import yanpan
from yanpan.kernel.errors import Missing, NotPermitted, Refused, TooMany
from yanpan.shell.spreadsheets.refusals import CODES
from yanpan.shell.words import explain, register_words
from yanpan.shell.words.refusals import REFUSALS

RAISED = re.compile(r"""\b(?:Refused|Stale|TooMany|FileRefused)\(\s*"([a-z_0-9]+)\"""")


def load_every_room() -> None:
    """Rooms register their words when their pages are known."""
    assert get_resolver().url_patterns


def every_code() -> set[str]:
    root = Path(yanpan.__file__).parent
    files = [path for path in root.rglob("*.py") if "tests" not in path.parts]
    return {code for path in files for code in RAISED.findall(path.read_text("utf-8"))}


def test_every_refusal_of_the_program_has_words() -> None:
    load_every_room()
    assert sorted(every_code() - set(REFUSALS)) == []


def test_every_refused_file_has_words() -> None:
    assert set(REFUSALS) >= CODES


def test_the_facts_stand_in_the_words() -> None:
    with translation.override("en"):
        said = explain(TooMany("too_many_wrong_passwords", minutes=15))
    assert said == "Too many wrong tries. Wait 15 minutes, or ask the system administrator."


def test_a_missing_fact_is_a_dash_and_never_a_fault() -> None:
    with translation.override("en"):
        assert "–" in explain(Refused("name_taken"))


def test_a_code_without_words_is_shown_as_it_is() -> None:
    assert "no_such_code_anywhere" in explain(Refused("no_such_code_anywhere"))


def test_whatever_is_missing_is_explained_alike() -> None:
    assert explain(Missing("account")) == explain(Missing("unit"))


def test_a_right_is_named_in_words() -> None:
    with translation.override("en"):
        assert "Open an account" in explain(NotPermitted("accounts.open_account"))


def test_no_refusal_has_two_texts() -> None:
    with pytest.raises(ValueError, match="missing"):
        register_words({"missing": "something else"})
