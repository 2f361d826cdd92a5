"""T19: two hundred persons walk through the house; outside sealed values and their own pages nobody meets them.

Their names, numbers, telephones and houses occur nowhere else, so that a single hit anywhere is a leak.
"""

import io
import json
import logging
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from uuid import UUID

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from tests.bad_input.people import phone_of, signed_in
from tests.support import databases
from tests.support.one_world import one_world
from tests.world import CITY, COUNTY, TOWNSHIP, make_event, villages_of
from yanpan.base.accounts.actors import actor_of_account
from yanpan.base.accounts.models import Account
from yanpan.base.accounts.rules import all_roles
from yanpan.base.audit.models import AuditLine
from yanpan.base.documents.models import Export
from yanpan.base.gate import Actor
from yanpan.base.gate.clock import current_time
from yanpan.base.indicators.models import CutOff
from yanpan.base.indicators.operations import fix_cut_off
from yanpan.base.jobs.models import Job
from yanpan.base.jobs.running import JobFault, run
from yanpan.base.policy.rules import CITY_TIME
from yanpan.kernel.faults import KindAndPlace
from yanpan.streams.verification.models import ListBatch, VerificationTask
from yanpan.streams.verification.tests.lists import Line, file_of, id_number

pytestmark = pytest.mark.django_db
CANARIES = 200
_RARE = "龘靐齉爩麤灪龗厵滟龖"  # signs that stand in no name and no word of ours
_NOTE = "躺椅上听收音机"
AT_A_DESK = (
    "duty_officer",
    "duty_chief",
    "commander",
    "supervisor",
    "list_clerk",
    "epidemiologist",
    "system_admin",
    "security_admin",
    "audit_admin",
)


def canary(number: int) -> Line:
    """One person; every value is theirs alone."""
    tens, ones = _RARE[number // 10 % 10], _RARE[number % 10]
    return Line(
        f"{_RARE[number // 100]}{tens}{ones}",
        id_number(number, birth="19770707"),
        f"1995757{number:04d}",
        _address(f"槐花巷{9000 + number}号"),
        on=_today().isoformat(),
    )


def _address(house: str) -> str:
    here = villages_of(TOWNSHIP)[0]
    assert here.parent is not None
    return f"河南省漯河市召陵区{here.parent.name}{here.name}{house}"


def _today() -> date:
    return current_time().astimezone(CITY_TIME).date()


ALL = range(CANARIES)


@dataclass(frozen=True)
class Values:
    """What is looked for, by kind."""

    names: re.Pattern[str]
    numbers: re.Pattern[str]
    houses: re.Pattern[str]

    @property
    def everything(self) -> tuple[re.Pattern[str], ...]:
        return (self.names, self.numbers, self.houses)


def values() -> Values:
    lines = [canary(one) for one in ALL]
    return Values(
        names=_any_of(one.name for one in lines),
        numbers=_any_of(text for one in lines for text in (one.id_number, one.phone)),
        houses=_any_of(re.sub(r".*(?=槐花巷)", "", one.address) for one in lines),
    )


def _any_of(texts: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(one) for one in texts))


@dataclass
class Walk:
    """Everything the pages answered, every address that was asked or named, every line of the log."""

    log: list[str] = field(default_factory=list)
    answers: list[tuple[str, str, str]] = field(default_factory=list)  # (role, url name or path, text)
    addresses: list[str] = field(default_factory=list)

    def get(self, role: str, client: Client, path: str) -> Any:
        return self._keep(role, path, client.get(path))

    def post(self, role: str, client: Client, path: str, form: dict[str, Any]) -> Any:
        answer = self._keep(role, path, client.post(path, form))
        assert answer.status_code == 302, (path, answer.status_code, answer.content.decode()[:2000])
        return answer

    def _keep(self, role: str, path: str, answer: Any) -> Any:
        assert answer.status_code < 500, (role, path)
        text = answer.content.decode(errors="replace")
        self.answers.append((role, path, text))
        self.addresses += [
            path,
            answer.headers.get("Location", ""),
            *re.findall(r'(?:href|src|action)="([^"]*)"', text),
        ]
        return answer


def _last_page(url: str, **kwargs: Any) -> str:
    return reverse(f"verification:{url}", kwargs=kwargs or None)


class _Kept(logging.Handler):
    """Lines as the shipped log would have them, down to the last word of debugging."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(logging.DEBUG)
        self.lines = lines
        self.setFormatter(KindAndPlace("%(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture(scope="module")
def walked(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Walk]:
    """From the upload to the answers, each by the page of who does it."""
    walk, root = Walk(), logging.getLogger()
    kept, level = _Kept(walk.log), root.level
    root.addHandler(kept)
    root.setLevel(logging.DEBUG)
    logging.getLogger("yanpan").debug("listening")
    with one_world(django_db_blocker):
        make_event()
        _walk(walk)
        root.removeHandler(kept)
        root.setLevel(level)
        yield walk


def _walk(walk: Walk) -> None:
    village = villages_of(TOWNSHIP)[0]
    officer = signed_in("duty_officer")
    batch = _uploaded(walk, officer)
    for role, key, below in (
        ("duty_officer", CITY, COUNTY),
        ("county_liaison", COUNTY, TOWNSHIP),
        ("township_clerk", TOWNSHIP, village.key),
    ):
        office = officer if key == CITY else signed_in(role, key)
        if key != CITY:
            walk.get(role, office, _last_page("arriving"))
            walk.post(role, office, _last_page("arriving"), {"all": "1"})
        walk.post(role, office, _last_page("hand_out_at", unit_key=key), {"next": below})
    phone = phone_of(village.key)
    walk.get("village_worker", phone, _last_page("arriving"))
    walk.post("village_worker", phone, _last_page("arriving"), {"all": "1"})
    _answered(walk, phone)
    _looked_at(walk, officer, batch)


def _uploaded(walk: Walk, officer: Client) -> ListBatch:
    file = io.BytesIO(file_of([canary(one) for one in ALL]))
    file.name = f"{canary(CANARIES - 1).name}等人名单.csv"
    walk.post(
        "duty_officer",
        officer,
        _last_page("upload"),
        {"source": "province", "sender": "省专班", "file": file},
    )
    batch = ListBatch.objects.get()
    page = _last_page("mapping", batch_id=batch.id)
    walk.get("duty_officer", officer, page)
    walk.post("duty_officer", officer, page, {"version": batch.version})
    batch.refresh_from_db()
    assert batch.job is not None
    run(batch.job)
    assert VerificationTask.objects.count() == CANARIES
    return batch


def _answered(walk: Walk, phone: Client) -> None:
    """One of each kind of answer."""
    answers: list[dict[str, Any]] = [
        {"where": "here", "contact": "met", "measure": "cleared"},
        {"where": "here", "contact": "family", "measure": "cleared", "note": _NOTE},
        {"where": "outside", "contact": "own_phone", "note": _NOTE},
        {"where": "deceased"},
        {"where": "here", "contact": "not_reached", "not_reached": "call-off"},
    ]
    for task, answer in zip(VerificationTask.objects.order_by("id"), answers, strict=False):
        page = _last_page("door", task_id=task.id)
        walk.get("village_worker", phone, page)
        walk.post("village_worker", phone, page, {"v": task.version, **answer})
    walk.get("village_worker", phone, _last_page("village"))


def _looked_at(walk: Walk, officer: Client, batch: ListBatch) -> None:
    """What offices open during a day: every page that needs nothing but a unit, and what they hold of this list."""
    now = current_time()
    VerificationTask.objects.filter(standing="in_hand").update(find_by=now - timedelta(hours=1))
    walk.post("duty_officer", officer, _last_page("call_late", unit_key=CITY), {})
    signed = {"duty_officer": officer, "duty_chief": _exported(walk, officer)}
    cut_off = fix_cut_off(
        _actor(officer),
        event_id=batch.event_id,
        unit_key=CITY,
        name="16:00",
        on=now.date(),
        reason="",
        now=now,
    )
    task = VerificationTask.objects.order_by("id")[0]
    of_this_list = (
        _last_page("list", batch_id=batch.id),
        _last_page("list", batch_id=batch.id) + "?rows=accepted",
        _last_page("answers", task_id=task.id),
        reverse("shell:group_copy", kwargs={"unit_key": COUNTY}),
        *(
            reverse("hq:brief", kwargs={"cut_off_id": cut_off.id, "ending": one})
            for one in ("json", "docx", "xlsx")
        ),
    )
    for role in AT_A_DESK:
        client = signed.get(role) or signed_in(role)
        for path in (*_pages(), *of_this_list):
            walk.get(role, client, path)


def _exported(walk: Walk, officer: Client) -> Client:
    """Two persons and a reason, and then a file that shows what the page showed. Returns who approved."""
    said = {"purpose": "ground_check", "reason": "镇里组织现场核查，需要纸质名单逐人对照"}
    walk.post("duty_officer", officer, _last_page("ask_export"), said)
    export_id = Export.objects.get().id
    chief = signed_in("duty_chief")
    walk.post("duty_chief", chief, _last_page("export_step", export_id=export_id, step="approve"), {})
    page = _last_page("download_export", export_id=export_id)
    file = officer.post(page)
    assert file.status_code == 200 and len(file.content) > 1000, file.content[:500]
    walk.answers.append(("duty_officer", page, _of_package(file.content)))
    return chief


def _of_package(content: bytes) -> str:
    """Every part of a document or a workbook, as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return "".join(package.read(name).decode(errors="replace") for name in package.namelist())


def _pages() -> list[str]:
    """The addresses that take nothing, or a unit; those that end a session are not read."""
    found = _named(get_resolver())
    given = {"unit_key": CITY, "key": CITY, "dimension": "list"}
    return [
        reverse(name, kwargs={one: given[one] for one in one_page.pattern.converters} or None)
        for name, one_page in found
        if set(one_page.pattern.converters) <= set(given) and name not in ("shell:sign_out", "shell:healthz")
    ]


def _named(resolver: URLResolver, room: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            if str(one.pattern) != "api/v1/":
                yield from _named(one, f"{one.namespace}:" if one.namespace else room)
        elif one.name:
            yield f"{room}{one.name}", one


def _actor(client: Client) -> Actor:
    actor = actor_of_account(UUID(client.session["account"]))
    assert actor is not None
    return actor


# Where they may stand


def test_the_walk_brings_them_to_the_door_and_nothing_is_looked_for_in_vain(walked: Walk) -> None:
    """A search that finds nothing anywhere proves nothing: at the door they are seen."""
    seen = "".join(text for role, _, text in walked.answers if role == "village_worker")
    found = values()
    assert all(pattern.search(seen) for pattern in (found.names, found.houses))
    assert found.numbers.search(seen), "the village rings the telephone"


def test_in_the_database_they_stand_nowhere_in_clear(walked: Walk) -> None:
    """Every value of every column of every table there is, sealed ones as they lie there."""
    wanted = values()
    tables = connection.introspection.table_names()
    assert len(tables) > 60
    hits = [
        f"{table}.{column}"
        for table in tables
        for column, value in _cells(table)
        if any(pattern.search(value) for pattern in wanted.everything) or _NOTE in value
    ]
    assert not hits


def _cells(table: str) -> Iterator[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        columns = [column[0] for column in cursor.description]
        for row in cursor:
            yield from ((column, _as_text(value)) for column, value in zip(columns, row, strict=True))


def _as_text(value: object) -> str:
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).decode("utf-8", errors="replace")
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def test_no_session_and_no_cache_knows_them(walked: Walk) -> None:
    opened = [_as_text(one.get_decoded()) for one in Session.objects.all()]
    assert any("_messages" in one or "message" in one for one in opened)
    kept = [_as_text(one) for one in getattr(cache, "_cache", {}).values()]
    assert not _hits(values(), [*opened, *kept])


def test_no_address_names_them(walked: Walk) -> None:
    assert len(walked.addresses) > 500
    assert not _hits(values(), [unquote(one) for one in walked.addresses if not one.startswith("tel:")])


def test_no_log_line_names_them(walked: Walk) -> None:
    assert walked.log, "the log was listened to"
    assert not _hits(values(), walked.log)


def test_the_audit_tells_who_looked_and_at_how_many_never_at_what(walked: Walk) -> None:
    lines = [f"{one.subject} {_as_text(one.details)}" for one in AuditLine.objects.all()]
    assert len(lines) > 50
    assert not _hits(values(), lines)


def test_offices_read_neither_numbers_nor_houses_nor_whole_names(walked: Walk) -> None:
    """Masked for everybody who sits at a desk, on every page they opened."""
    wanted = values()
    opened = [(role, path, text) for role, path, text in walked.answers if role in AT_A_DESK]
    assert len(opened) > 100
    shown = [(role, path, _but_the_file_s_own_name(role, text)) for role, path, text in opened]
    assert not [(role, path, found) for role, path, text in shown if (found := _hits(wanted, [text]))]


def _but_the_file_s_own_name(role: str, text: str) -> str:
    """Who sees the rows of a list sees what its sender called the file."""
    sees_rows = "verification.list_rows" in all_roles()[role].rights
    return text.replace(f"{canary(CANARIES - 1).name}等人名单", "") if sees_rows else text


def test_group_texts_and_briefs_say_how_many(walked: Walk) -> None:
    texts = {path: text for _role, path, text in walked.answers if "/text/" in path or "/briefs/" in path}
    assert len(texts) >= 4
    papers = [paper for cut_off in CutOff.objects.all() for paper in _papers(cut_off)]
    assert len(papers) == 2 and all(len(one) > 200 for one in papers)
    assert not _hits(values(), [*texts.values(), *papers])


def _papers(cut_off: CutOff) -> Iterator[str]:
    """The brief as document and as workbook: every part of the package, as text."""
    client = Client()
    session = client.session
    session["account"] = str(Account.objects.get(role="duty_officer").id)
    session.save()
    for ending in ("docx", "xlsx"):
        paper = client.get(reverse("hq:brief", kwargs={"cut_off_id": cut_off.id, "ending": ending}))
        assert paper.status_code == 200
        yield _of_package(paper.content)


def _hits(wanted: Values, texts: list[str]) -> list[str]:
    """What was found, for the message of a failure."""
    return [found[0] for text in texts for pattern in wanted.everything if (found := pattern.search(text))]


# Faults


def _fault(*_: object, **__: object) -> None:
    raise ValueError(f"cannot read {canary(7).name} {canary(7).id_number}")


def test_a_job_that_stumbles_over_a_row_does_not_quote_it(
    walked: Walk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr("yanpan.streams.verification.jobs.lists.keep_rows", _fault)
    officer = signed_in("duty_officer", COUNTY)
    file = io.BytesIO(file_of([canary(7)]))
    file.name = "名单.csv"
    officer.post(_last_page("upload"), {"source": "province", "sender": "省专班", "file": file})
    batch = ListBatch.objects.get(unit__key=COUNTY)
    officer.post(_last_page("mapping", batch_id=batch.id), {"version": batch.version})
    batch.refresh_from_db()
    assert batch.job is not None
    with pytest.raises(JobFault) as fault:
        run(batch.job)
    job = Job.objects.get(id=batch.job)
    page = officer.get(_last_page("list", batch_id=batch.id))
    told = [job.problem, str(fault.value), repr(fault.value.__cause__), caplog.text, page.content.decode()]
    assert job.state == "failed" and page.status_code == 200
    assert not _hits(values(), told)


def test_a_page_that_stumbles_shows_and_logs_nothing_of_the_person(
    walked: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line of the log names the place, so that the fault can be looked for."""
    printed = io.StringIO()
    [console] = [one for one in logging.getLogger().handlers if type(one) is logging.StreamHandler]
    monkeypatch.setattr(console, "stream", printed)
    monkeypatch.setattr("yanpan.streams.verification.views.lists.receive_list", _fault)
    file = io.BytesIO(file_of([canary(7)]))
    file.name = "名单.csv"
    answer = signed_in("duty_officer", COUNTY).post(
        _last_page("upload"), {"source": "province", "sender": "省专班", "file": file}
    )
    assert answer.status_code == 500
    assert "ValueError at " in printed.getvalue()
    assert not _hits(values(), [answer.content.decode(), printed.getvalue()])


@pytest.mark.skipif(databases.own_database() != "postgresql", reason="PostgreSQL keeps a log of its own")
def test_the_log_of_postgresql_never_quotes_a_refused_statement(walked: Walk) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Account.objects.filter(role="duty_officer").update(username=canary(1).name * 60)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('data_directory')")
        (data,) = cursor.fetchone()
    log = (Path(data).parent / "log").read_text(errors="replace")
    assert "value too long" in log
    assert not _hits(values(), [log])
