"""T18: every address × method × role × where the thing lies, against the role file and the table in `doors`.

What is expected is worked out here from the text of the role file, never by the gate: without the right 403, with it
in the own units an answer, with it elsewhere 404 and nothing written. Not even a fault of ours is answered with 5xx.
"""

import hashlib
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any
from uuid import UUID

import pytest
from django.db import models, transaction
from django.test import Client
from django.test.utils import override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from tests.bad_input.people import make_account, phone_of
from tests.house.cases import CASES
from tests.house.doors import DOORS, ONLY_IN_A_DRILL, Door
from tests.house.doors.door import ANYBODY
from tests.support.one_world import one_world
from tests.world import (
    CITY,
    COUNTY,
    NOW,
    OTHER_COUNTY,
    OTHER_TOWNSHIP,
    TOWNSHIP,
    make_event,
    unit,
    villages_of,
)
from tests.world_letters import FORCE
from yanpan.base.accounts.models import Phone
from yanpan.base.audit.models import AuditLine
from yanpan.base.documents.models import Export, Procedure, ProcedureVersion
from yanpan.base.gate import QUERIES
from yanpan.base.indicators.models import CutOff
from yanpan.base.jobs.models import Job
from yanpan.base.notices.models import Comment, Notice
from yanpan.base.places.models import Unit
from yanpan.base.sync.models import FieldRecord
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import forget_keys
from yanpan.hq import models as hq
from yanpan.streams.supervision import models as s
from yanpan.streams.verification import models as v

pytestmark = pytest.mark.django_db
ROLES: dict[str, dict[str, Any]] = tomllib.loads(
    (files("yanpan.base.accounts") / "roles.toml").read_text("utf-8")
)
OTHER_FORCE = "force-tracing"
# By parameter of an address: whose tables it may be of, and the way to the unit that answers for the thing.
Lies = tuple[type[models.Model], str]
LIES: dict[str, tuple[Lies, ...]] = {
    "phone_id": ((Phone, "unit__path"),),
    "meeting_id": ((hq.Meeting, "unit__path"),),
    "unit_key": ((Unit, "path"),),
    "key": ((Unit, "path"),),
    "task_id": ((v.VerificationTask, "custody__path"),),
    "batch_id": ((v.ListBatch, "unit__path"),),
    "arrival_id": ((v.Arrival, "unit__path"),),
    "search_id": ((v.PoliceSearch, "unit__path"),),
    "layout_id": ((v.SourceLayout, "unit__path"),),
    "letter_id": ((v.Letter, "unit__path"),),
    "receipt_id": ((v.Receipt, "person__letter__unit__path"),),
    "sheet_id": (
        (v.PlaceSheet, "unit__path"),
        (v.ReceiptSheet, "unit__path"),
        (s.OrderSheet, "body__path"),
    ),
    "reply_id": ((v.Reply, "batch__unit__path"),),
    "export_id": ((Export, "unit__path"),),
    "roster_id": ((v.Roster, "unit__path"),),
    "monitoring_id": ((v.HomeMonitoring, "unit__path"),),
    "need_id": ((v.Need, "unit__path"),),
    "check_id": ((v.SpotCheck, "checker__path"),),
    "finding_id": ((v.SpotFinding, "unit__path"), (s.Finding, "unit__path")),
    "visit_id": ((v.PlaceVisit, "place__unit__path"), (s.Visit, "site__unit__path")),
    "place_id": ((v.KeyPlace, "unit__path"),),
    "sweep_id": ((v.Sweep, "area__path"),),
    "photo_id": ((v.HolePhoto, "step__hole__unit__path"), (s.FindingPhoto, "step__finding__unit__path")),
    "hole_id": ((v.Hole, "unit__path"),),
    "record_id": ((FieldRecord, "device__unit__path"),),
    "job_id": ((Job, "unit_path"),),
    "cut_off_id": ((CutOff, "unit__path"),),
    "notice_id": ((Notice, "unit__path"),),
    "report_id": ((hq.LineReport, "unit__path"), (hq.RapidReport, "unit__path")),
    "entry_id": ((hq.DutyEntry, "unit__path"),),
    "paper_id": ((hq.IncomingPaper, "unit__path"),),
    "turn_id": ((hq.DutyTurn, "unit__path"),),
    "shift_id": ((hq.ShiftHandover, "unit__path"),),
    "item_id": ((hq.Item, "unit__path"),),
    "file_id": ((hq.ItemFile, "step__item__unit__path"),),
    "about": ((hq.Item, "unit__path"),),
    "comment_id": ((Comment, "unit__path"),),
    "procedure_id": ((Procedure, "unit__path"),),
    "version_id": ((ProcedureVersion, "procedure__unit__path"),),
}
OF_THE_CITY = {"purge_id", "extension_id", "certificate_id", "register_id", "topic_id"}


def now_of_the_world() -> Any:
    return NOW


# The addresses


def addresses(resolver: URLResolver | None = None, room: str = "") -> Iterator[tuple[str, URLPattern]]:
    """All but the API, whose callers hold tokens, not roles (tests/api/test_rights.py)."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLPattern):
            yield f"{room}{one.name}", one
        elif str(one.pattern) not in ("api/v1/", "language/"):
            yield from addresses(one, f"{one.namespace}:" if one.namespace else room)


ADDRESSES = dict(addresses())


def test_every_address_has_its_line_in_the_table() -> None:
    """A new page: say in tests/house/doors/<room>.py which right it asks for, and by which case it is filled."""
    missing = [name for name in ADDRESSES if name not in DOORS and not name.startswith(ONLY_IN_A_DRILL)]
    assert not missing, "addresses without a line in tests/house/doors"
    assert not set(DOORS) - set(ADDRESSES), "lines of addresses that are gone"


def test_every_right_in_the_table_is_one_of_the_role_file() -> None:
    held = {right for role in ROLES.values() for right in role["rights"]}
    asked = {
        right
        for door in DOORS.values()
        for rights in (door.get, door.post, *door.steps.values())
        for right in re.split("[|&]", rights)
    }
    assert asked - held == {ANYBODY, ""}


def test_there_is_nothing_of_a_drill_without_one() -> None:
    client = Client()
    for name, address in ADDRESSES.items():
        if name.startswith(ONLY_IN_A_DRILL):
            url = reverse(name, kwargs=dict.fromkeys(address.pattern.converters, "evening"))
            assert {client.get(url).status_code, client.post(url).status_code} <= {404, 405}


# Who asks


@dataclass(frozen=True)
class Asker:
    role: str
    home: str
    path: str
    session: str

    def holds(self, right: str) -> bool:
        """'a|b': one of them; 'a&b': both."""
        rights = {ANYBODY, *ROLES[self.role]["rights"]}
        return any(rights.issuperset(one.split("&")) for one in right.split("|"))


def _homes(role: str) -> list[str]:
    """On the line of the things of the cases, and beside it."""
    at = {
        "city": [CITY],
        "county": [COUNTY, OTHER_COUNTY],
        "township": [TOWNSHIP, _first_village().parent.key, OTHER_TOWNSHIP],  # type: ignore[union-attr]
        "village": [villages_of(TOWNSHIP)[0].key, _first_village().key, villages_of(OTHER_TOWNSHIP)[0].key],
        "force": [FORCE, OTHER_FORCE],
    }
    return list(dict.fromkeys(key for level in ROLES[role]["levels"] for key in at[level]))


def _first_village() -> Unit:
    return villages_of(COUNTY)[0]


def _asker(role: str, home: str) -> Asker:
    if role == "village_worker":
        session = phone_of(home).session.session_key
    else:
        client = Client()
        opened = client.session
        opened["account"] = str(make_account(role, home).id)
        opened.save()
        session = opened.session_key
    assert session
    return Asker(role, home, unit(home).path, session)


@pytest.fixture(scope="module")
def askers(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, list[Asker]]]:
    """Everybody the role file knows, at every kind of unit."""
    clock = override_settings(YANPAN_CLOCK=f"{__name__}.now_of_the_world")
    with one_world(django_db_blocker), clock:
        yield {role: [_asker(role, home) for home in _homes(role)] for role in ROLES}


# What is asked


@dataclass(frozen=True)
class Asked:
    """One address in a world: method, right, and the path of the unit its thing lies at ('' = nobody's own)."""

    name: str
    door: Door
    method: str
    right: str
    url: str
    at: str

    def covered_by(self, asker: Asker) -> bool:
        own_only = ("look" if self.method == "get" else "act") in self.door.own_only
        return not self.at or (asker.path == self.at if own_only else self.at.startswith(asker.path))


def _fill(name: str, door: Door, known: dict[str, Any]) -> dict[str, str]:
    words = {"unit_key": TOWNSHIP, "key": TOWNSHIP, **door.given}
    wanted = ADDRESSES[name].pattern.converters
    return {
        one: str(known[one] if one in known else words[one])
        for one in wanted
        if one != door.word or not door.steps
    }


def completed(known: dict[str, Any]) -> dict[str, Any]:
    """What an address names beside the thing of its case."""
    if person := v.LetterPerson.objects.filter(pk=known.get("person_id", fresh_id(NOW))).first():
        known["letter_id"] = person.letter_id
    if attempt := v.Attempt.objects.filter(pk=known.get("attempt_id", fresh_id(NOW))).first():
        known["task_id"] = attempt.task_id
    if version := ProcedureVersion.objects.filter(pk=known.get("version_id", fresh_id(NOW))).first():
        known["procedure_id"] = version.procedure_id
    return known


def _where(door: Door, filled: dict[str, str]) -> str:
    if door.city_wide:
        return ""
    if OF_THE_CITY & set(filled):
        return unit(CITY).path
    for parameter, tables in LIES.items():
        if parameter in filled:
            return _path(tables, door.of, filled[parameter])
    return ""


def _path(tables: tuple[Lies, ...], of: str, key: str) -> str:
    """Identifiers are nobody else's: the one table that has it."""
    for table, way in tables:
        found = table._base_manager.filter(**{"key" if table is Unit else "pk": key})
        if found.exists():
            return str(found.values_list(of or way, flat=True).get())
    return ""


def asked_of(name: str, door: Door, known: dict[str, Any]) -> Iterator[Asked]:
    filled = _fill(name, door, known)
    at = _where(door, filled)
    if door.steps:
        for step, right in door.steps.items():
            yield Asked(name, door, "post", right, reverse(name, kwargs=filled | {door.word: step}), at)
        return
    for method in ("get", "post"):
        yield Asked(name, door, method, getattr(door, method), reverse(name, kwargs=filled), at)


def _who_asks(asked: Asked, askers: dict[str, list[Asker]]) -> Iterator[Asker]:
    """Of each role one of each relation to the thing; of who may not at all, somebody by lot."""
    if not asked.right:
        yield askers["duty_officer"][0]
        return
    for at_all_homes in askers.values():
        by_relation: dict[str, list[Asker]] = defaultdict(list)
        for one in at_all_homes:
            below = bool(asked.at) and one.path.startswith(asked.at) and one.path != asked.at
            relation = "below" if below else "own" if asked.covered_by(one) else "beside"
            by_relation[relation].append(one)
        chosen = [_by_lot(asked, group) for group in by_relation.values()]
        if chosen[0].holds(asked.right):
            yield from chosen
        elif asked.method == _method_by_lot(asked, at_all_homes[0].role):
            yield _by_lot(asked, at_all_homes)


def _method_by_lot(asked: Asked, role: str) -> str:
    """Who may not at all tries to look or to act, where both can be tried."""
    if not (asked.door.get and asked.door.post):
        return asked.method
    return "get" if _lot(asked.name, role) % 2 else "post"


def _by_lot(asked: Asked, group: list[Asker]) -> Asker:
    return group[_lot(asked.name, asked.method, group[0].role) % len(group)]


def _lot(*of: str) -> int:
    """The same in every run."""
    return hashlib.sha256(" ".join(of).encode()).digest()[0]


BROWSER = Client(raise_request_exception=False)


def _mismatch(asked: Asked, asker: Asker) -> str:
    """'' where the answer is the expected one."""
    before = written_lines()
    with transaction.atomic():
        BROWSER.cookies.clear()
        BROWSER.cookies["yanpan"] = asker.session
        answer = getattr(BROWSER, asked.method)(asked.url)
        wrote = written_lines() != before
        transaction.set_rollback(True)
    if _is_expected(asked, asker, answer.status_code, wrote):
        return ""
    wrong = f"{answer.status_code}{' and wrote' if wrote else ''}"
    return f"{asked.method} {asked.url} ({asked.right}) {asker.role}@{asker.home}: {wrong}"


def written_lines() -> int:
    return AuditLine.objects.exclude(verb__in=QUERIES).count()


def _is_expected(asked: Asked, asker: Asker, status: int, wrote: bool) -> bool:
    covers = asked.covered_by(asker)
    if not asked.right:
        return status == 405
    if not asker.holds(asked.right):
        return not wrote and (status == 403 or (status == 404 and not covers))
    if status == 404 and asked.door.may_miss:
        return not wrote
    if asked.method == "get" and asked.door.blank and status == 200:
        return True
    if not covers:
        # A form that says nothing is sent back before its thing is looked for.
        return not wrote and (status == 404 or (asked.method == "post" and status in (200, 302, 409, 422)))
    if asked.door.city_wide and status == 404:
        return not wrote and asker.path != unit(CITY).path
    return status < 500 and status not in (401, 403, 404, 405)


BY_CASE: dict[str, list[str]] = defaultdict(list)
for _name, _door in DOORS.items():
    BY_CASE[_door.case].append(_name)


@pytest.mark.parametrize("case", sorted(BY_CASE), ids=lambda case: case or "pages")
def test_the_role_file_is_what_the_pages_do(case: str, askers: dict[str, list[Asker]]) -> None:
    known = CASES[case].prepare(1) if case else {"event_id": make_event().id}
    known = completed({name: value for name, value in known.items() if isinstance(value, (str, UUID))})
    faults = [
        fault
        for name in BY_CASE[case]
        for asked in asked_of(name, DOORS[name], known)
        for asker in _who_asks(asked, askers)
        if (fault := _mismatch(asked, asker))
    ]
    forget_keys()
    assert not faults, "\n".join(faults)


def test_methods_no_page_means_are_answered_without_a_fault(askers: dict[str, list[Asker]]) -> None:
    """HEAD is a look without a body; nothing is put, patched or deleted by its address."""
    make_event()
    BROWSER.cookies.clear()
    BROWSER.cookies["yanpan"] = askers["duty_officer"][0].session
    faults = []
    for name, door in DOORS.items():
        if door.case or door.steps or name == "shell:sign_out":
            continue
        url = reverse(name, kwargs=_fill(name, door, {}))
        statuses = {one: BROWSER.generic(one, url).status_code for one in ("HEAD", "PUT", "PATCH", "DELETE")}
        seen = statuses.pop("HEAD")
        if seen >= 500 or set(statuses.values()) - {403, 405}:
            faults.append(f"{url}: {seen} {statuses}")
    assert not faults


def test_a_stranger_is_asked_to_sign_in(askers: dict[str, list[Asker]]) -> None:
    make_event()
    stranger = Client(raise_request_exception=False)
    faults = []
    for name, door in DOORS.items():
        if door.case or door.steps or ANYBODY in (door.get, door.post):
            continue
        url = reverse(name, kwargs=_fill(name, door, {}))
        for method in ("get", "post"):
            if getattr(door, method):
                answer = getattr(stranger, method)(url)
                if answer.status_code != 302 or not answer.headers["Location"].startswith(
                    reverse("shell:sign_in")
                ):
                    faults.append(f"{method} {url}: {answer.status_code}")
    assert not faults
