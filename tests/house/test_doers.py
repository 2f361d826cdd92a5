"""Who did something is kept under the name of an account and shown by its label, on every page but the audit's."""

import re
from pathlib import Path

from django.apps import apps
from django.db.models import CharField

PACKAGE = Path(__file__).resolve().parents[2] / "yanpan"
WITH_NAMES_AS_KEPT = {"audit.html"}
NO_DOERS = {  # units, who saw what is reported, and the documents that open and close an event
    "found.compared.closed_by",
    "spot_checks.html one.closed_by",
    "letters.html one.found_by",
    "rapid_report.html report.seen_by",
    "events.html event.opened_by",
    "events.html event.closed_by",
}


def names_of_doers() -> set[str]:
    """Fields that keep who did something, e.g. 'checked_by'."""
    fields = (field for model in apps.get_models() for field in model._meta.get_fields())
    kept = (field for field in fields if isinstance(field, CharField) and field.max_length == 120)
    return {field.name for field in kept if re.fullmatch(r"(\w+_)?by", field.name)}


def shown_as_kept(template: str, text: str) -> set[str]:
    """What a template writes out of such a field without asking for the label."""
    names = "|".join(sorted(names_of_doers()))
    found = re.findall(rf"(?:{{{{ |=)((?:\w+\.)+(?:{names}))\b(?!\|\w+_word|\.)", text)
    return {f"{template} {one}" for one in found if not {one, f"{template} {one}"} & NO_DOERS}


def test_no_page_shows_the_name_of_an_account() -> None:
    pages = [page for page in PACKAGE.rglob("*.html") if page.name not in WITH_NAMES_AS_KEPT]
    assert set().union(*(shown_as_kept(page.name, page.read_text("utf-8")) for page in pages)) == set()


def test_a_page_that_did_would_be_found() -> None:
    text = '{{ one.checked_by }} {{ one.by|doer_word }} {{ one.sent_by|default:"–" }} {% with by=one.by %}{% endwith %}'
    assert shown_as_kept("x.html", text) == {"x.html one.checked_by", "x.html one.sent_by", "x.html one.by"}
