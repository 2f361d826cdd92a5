"""Bad values through every form and every address of the site: found by walking them, so a new one is tried by itself.

No answer is a fault of ours, none takes longer than two seconds of work (a file: ten), nothing is kept of what is
refused, and no refusal quotes a number of a person.
"""

import hashlib
import io
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.urls import Resolver404, resolve
from django.urls.resolvers import ResolverMatch

from tests.bad_input.hostile_files import hostile_files
from tests.house.cases import CASES
from tests.house.doors import DOORS
from tests.house.test_matrix import (
    BROWSER,
    BY_CASE,
    Asked,
    Asker,
    asked_of,
    askers,
    completed,
)
from tests.world import make_event
from yanpan.base.audit.models import AuditLine
from yanpan.base.gate import QUERIES
from yanpan.base.vault.masks import carries_identifier
from yanpan.base.vault.sealing import forget_keys

__all__ = ["askers"]
pytestmark = pytest.mark.django_db
NIL = "00000000-0000-0000-0000-000000000000"
# By the lines V and H of the catalogue of bad inputs.
TEXTS = (
    "欧阳娜娜",
    "阿卜杜拉·买买提",
    "㛃\ue000",
    "Rene\u0301e O'Brien",
    "علي",
    "👨\u200d👩\u200d👧",
    "1' OR '1'='1",
    "<script>alert(1)</script>",
    '"><svg/onload=alert(1)>',
    "javascript:alert(1)",
    "{{7*7}}{% debug %}",
    "%(name)s%n%n%s",
    "-2+3",
    "@SUM(1,1)",
    "\r=1+1",
    "a\r\nSet-Cookie: a=b",
    "\u3000\u00a0\ufeff",
    "\u202e名单",
    "аdmin",
    "",
    "   ",
    "\u200b\u200d",
    "a\x07b",
    "a\0b",
    "长" * 100_000,
    "../../etc/passwd%00.xlsx",
)
NUMBERS_AND_DAYS = (
    "4111021990010100170",
    "411102190002300017",
    "1234567",
    "١٢٣",
    "-1",
    str(2**31),
    "9" * 400,
    "0x1F",
    "１２",
    "1e400",
    "Infinity",
    "2021-13-01",
    "0000-00-00",
    "9999-12-31",
    "1582-10-10",
    "08/05/21",
    "2021-08-05T08:00:00+15:00",
    "9999-12-31T23:59",
    "44413",
    "农历七月初一",
    "yes",
    "HERE",
    NIL,
    NIL.upper(),
    "{" + NIL + "}",
    "999999",
)
VALUES = (*TEXTS, *NUMBERS_AND_DAYS)
TRIED_PER_FORM = 9
ASKED_FOR = (
    "page=-1",
    "page=1000000000000",
    "page=%D9%A1&page=2",
    "wanted=(a%2B)%2B%24&q=" + "名" * 3000,
    "unit=../../etc/passwd",
    "unit=1%27%20OR%20%271%27=%271&of=%00",
    f"unit=999999&list={NIL}&task={NIL}",
    "on=2021-02-30&from=9999-12-31&to=0000-00-00&name__regex=.",
    "q=%ed%a0%80&v=" + "9" * 400,
    "source=%3Cscript%3E&sender=" + "%E9%95%BF" * 500,
    "next=//evil.example&propose=x&as=xlsx&view=prison",
)
FILES = (
    "empty",
    "a program",
    "a PDF",
    "any zip",
    "cut in the middle",
    "external entity",
    "billion laughs",
    "symlink",
)


@dataclass
class Form:
    """A form as a page shows it."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)


class _Forms(HTMLParser):
    """Every form of a page that is sent by POST."""

    def __init__(self, here: str) -> None:
        super().__init__()
        self.here, self.found = here, list[Form]()
        self._open: Form | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("method", "").lower() == "post":
            self._open = Form((given.get("action") or self.here).partition("?")[0])
        elif (
            self._open is not None and tag in ("input", "select", "textarea", "button") and given.get("name")
        ):
            if given.get("type") == "file":
                self._open.files.append(given["name"])
            else:
                self._open.fields.setdefault(given["name"], given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._open is not None:
            self.found.append(self._open)
            self._open = None


def _forms(page: str, here: str) -> list[Form]:
    parser = _Forms(here)
    parser.feed(page)
    return parser.found


def _address(path: str) -> ResolverMatch | None:
    try:
        return resolve(path)
    except Resolver404:
        return None


def _of_form(form: Form) -> tuple[str, str]:
    """The same form on many pages is one."""
    match = _address(form.action)
    return (match.view_name if match else form.action), " ".join(sorted([*form.fields, *form.files]))


@dataclass
class Trial:
    """Sends, and notes what went wrong."""

    asker: Asker
    faults: list[str] = field(default_factory=list)
    tried: int = 0

    def send(self, label: str, method: str, path: str, form: Any = None, seconds: float = 2) -> str:
        before, started = _kept(), time.process_time()
        with transaction.atomic():
            BROWSER.cookies.clear()
            BROWSER.cookies["yanpan"] = self.asker.session
            answer = getattr(BROWSER, method)(path, form)
            took, wrote = time.process_time() - started, _kept() != before
            transaction.set_rollback(True)
        self.tried += 1
        page = answer.content.decode("utf-8", "replace")
        self._note(answer.status_code >= 500, label, f"answers {answer.status_code}")
        self._note(took > seconds, label, f"takes {took:.1f} s of work")
        if answer.status_code >= 400:
            self._note(wrote, label, "writes although it refuses")
            self._note(carries_identifier(_said(page)), label, "quotes a number")
        return page if answer.status_code == 200 else ""

    def _note(self, is_fault: bool, label: str, what: str) -> None:
        if is_fault:
            self.faults.append(f"{label}: {what}")


def _kept() -> int:
    """Lines of audit that tell of a write; a page of pairs holds what it shows for its clerk."""
    return AuditLine.objects.exclude(verb__in=[*QUERIES, "verification.hold_pairs"]).count()


def _said(page: str) -> str:
    """The words of a refusal, of a page or beside a field."""
    told = re.findall(r'<(?:p|ul)[^>]*class="[^"]*(?:refusal|error)[^"]*"[^>]*>(.*?)</(?:p|ul)>', page, re.S)
    return re.sub(r"<[^>]*>", " ", " ".join(told))


def _by_lot(of: str, values: tuple[str, ...], many: int) -> Iterator[str]:
    """So many of them, the same in every run, others for each form."""
    first = int.from_bytes(hashlib.sha256(of.encode()).digest()[:4], "big")
    step = max(1, len(values) // many)
    yield from (values[(first + place * step) % len(values)] for place in range(many))


def _try_form(trial: Trial, form: Form) -> None:
    name, words = _of_form(form)
    open_fields = [one for one in form.fields if one not in ("csrfmiddlewaretoken", "v", "version")]
    for value in _by_lot(name + words, VALUES, TRIED_PER_FORM):
        label = f"{name} {value[:24]!r}"
        trial.send(label, "post", form.action, form.fields | dict.fromkeys(open_fields, value))
        one = open_fields[len(value) % len(open_fields)] if open_fields else ""
        if one:
            trial.send(f"{label} in {one}", "post", form.action, form.fields | {one: value})
    known = hostile_files()
    for kind in FILES if form.files else ():
        title, content = known["a symlink" if kind == "symlink" else kind]
        files = {one: _file(title, content) for one in form.files}
        trial.send(f"{name} {kind}", "post", form.action, form.fields | files, seconds=10)


def _file(name: str, content: bytes) -> io.BytesIO:
    file = io.BytesIO(content)
    file.name = name
    return file


def _opener(asked: Asked, everybody: dict[str, list[Asker]]) -> Asker | None:
    """The first who may open it."""
    return next(
        (
            one
            for at_all_homes in everybody.values()
            for one in at_all_homes
            if asked.right and one.holds(asked.right) and asked.covered_by(one)
        ),
        None,
    )


LEFT_ALONE = ("shell:sign_out",)  # ends the session that tries


@pytest.mark.parametrize("case", sorted(BY_CASE), ids=lambda case: case or "pages")
def test_no_value_and_no_query_breaks_a_page(
    case: str,
    askers: dict[str, list[Asker]],
) -> None:
    known = CASES[case].prepare(1) if case else {"event_id": make_event().id}
    known = completed({name: value for name, value in known.items() if isinstance(value, (str, UUID))})
    faults, seen = [], set[tuple[str, str]]()
    for name in BY_CASE[case]:
        for asked in asked_of(name, DOORS[name], known):
            opener = _opener(asked, askers)
            if opener is None or name in LEFT_ALONE:
                continue
            trial = Trial(opener)
            if asked.method == "get":
                pages = [trial.send(name, "get", asked.url)]
                for query in _by_lot(name, ASKED_FOR, 4):
                    trial.send(f"{name}?{query[:40]}", "get", f"{asked.url}?{query}")
                forms = [one for page in pages for one in _forms(page, asked.url)]
            else:
                forms = [Form(asked.url, {"v": "1", "version": "1", "reason": "", "unit": "", "note": ""})]
            for form in forms:
                match = _address(form.action)
                if match is None or match.view_name in LEFT_ALONE or _of_form(form) in seen:
                    continue
                seen.add(_of_form(form))
                _try_form(trial, form)
            faults += trial.faults
    forget_keys()
    assert not faults, "\n".join(faults[:40])


def test_every_value_of_the_catalogue_is_tried_somewhere() -> None:
    tried = {value for name in DOORS for value in _by_lot(name, VALUES, TRIED_PER_FORM)}
    assert tried == set(VALUES)


def test_forms_of_a_page_are_found() -> None:
    page = '<form method="post" action="/lists/?x=1"><input name="a" value="1"><input type="file" name="f"></form>'
    assert _forms(page, "/") == [Form("/lists/", {"a": "1"}, ["f"])]
