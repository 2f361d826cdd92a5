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
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from tests.bad_input.people import phone_of, signed_in
from tests.support import databases
from tests.world import CITY, COUNTY, TOWNSHIP, make_event, villages_of
from yanpan.base.accounts.actors import actor_of_account
from yanpan.base.accounts.models import Account
from yanpan.base.audit.models import AuditLine
from yanpan.base.gate import Actor
from yanpan.base.gate.clock import current_time
from yanpan.base.indicators.models import CutOff
from yanpan.base.indicators.operations import fix_cut_off
from yanpan.base.jobs.models import Job
from yanpan.base.jobs.running import JobFault, run
from yanpan.base.policy.rules import CITY_TIME
from yanpan.streams.verification.models import ListBatch, VerificationTask
from yanpan.streams.verification.tests.lists import Line, file_of, id_number

pytestmark = pytest.mark.django_db
CANARIES = 200
_RARE = "龘靐齉爩麤灪龗厵滟龖"  # signs that stand in no name and no word of ours
_NOTE = "躺椅上听收音机"
AT_A_DESK = {"duty_officer", "list_clerk", "epidemiologist", "supervisor", "commander"}


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
    """Everything the pages answered, and every address that was asked or named."""

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


@pytest.fixture
def walked(caplog: pytest.LogCaptureFixture) -> Walk:
    """From the upload to the answers, each by the page of who does it."""
    caplog.set_level(logging.DEBUG)
    make_event()
    walk, village = Walk(), villages_of(TOWNSHIP)[0]
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
    return walk


def _uploaded(walk: Walk, officer: Client) -> ListBatch:
    file = io.BytesIO(file_of([canary(one) for one in ALL]))
    file.name = "名单.csv"
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
        {"where": "here", "contact": "not_reached", "obstacle": "off", "tried": "call"},
    ]
    for task, answer in zip(VerificationTask.objects.order_by("id"), answers, strict=False):
        page = _last_page("door", task_id=task.id)
        walk.get("village_worker", phone, page)
        walk.post("village_worker", phone, page, {"v": task.version, **answer})
    walk.get("village_worker", phone, _last_page("village"))


def _looked_at(walk: Walk, officer: Client, batch: ListBatch) -> None:
    """What offices open during a day, the group copy and the brief in its forms."""
    now = current_time()
    VerificationTask.objects.filter(standing="in_hand").update(find_by=now - timedelta(hours=1))
    walk.post("duty_officer", officer, _last_page("call_late", unit_key=CITY), {})
    by = _actor(officer)
    cut_off = fix_cut_off(
        by, event_id=batch.event_id, unit_key=CITY, name="16:00", on=now.date(), reason="", now=now
    )
    clerk, epidemiologist = signed_in("list_clerk"), signed_in("epidemiologist")
    supervisor, commander = signed_in("supervisor"), signed_in("commander")
    task = VerificationTask.objects.order_by("id")[0]
    everybody = {"duty_officer": officer, "list_clerk": clerk, "epidemiologist": epidemiologist}
    everybody |= {"supervisor": supervisor, "commander": commander}
    for role, client in everybody.items():
        for path in (
            *(
                _last_page(name)
                for name in ("board", "tasks", "lists", "topics", "refused", "letters", "replies")
            ),
            *(
                _last_page(name)
                for name in ("pairs", "decided_pairs", "police", "ending", "homes", "needs", "rosters")
            ),
            *(
                _last_page(name)
                for name in ("spot_checks", "spot_rates", "spot_findings", "telephone", "holes")
            ),
            _last_page("list", batch_id=batch.id),
            _last_page("list", batch_id=batch.id) + "?rows=accepted",
            _last_page("answers", task_id=task.id),
            _last_page("board_by", unit_key=CITY, dimension="list"),
            reverse("shell:calls"),
            reverse("shell:handovers"),
            reverse("shell:group_copy", kwargs={"unit_key": COUNTY}),
            reverse("shell:jobs"),
            reverse("hq:desk"),
            reverse("hq:items"),
            *(
                reverse("hq:brief", kwargs={"cut_off_id": cut_off.id, "ending": one})
                for one in ("json", "docx", "xlsx")
            ),
        ):
            walk.get(role, client, path)


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
    """Every value of every table, sealed ones as they lie there."""
    wanted = values()
    hits = [
        f"{model._meta.db_table}.{name}"
        for model in apps.get_models()
        for row in model._base_manager.values()
        for name, value in row.items()
        if any(pattern.search(_as_text(value)) for pattern in wanted.everything) or _NOTE in _as_text(value)
    ]
    assert not hits


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


def test_no_log_line_names_them(
    walked: Walk, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    printed = capfd.readouterr()
    assert not _hits(values(), [caplog.text, printed.out, printed.err])


def test_the_audit_tells_who_looked_and_at_how_many_never_at_what(walked: Walk) -> None:
    lines = [f"{one.subject} {_as_text(one.details)}" for one in AuditLine.objects.all()]
    assert len(lines) > 50
    assert not _hits(values(), lines)


def test_offices_read_neither_numbers_nor_houses_nor_whole_names(walked: Walk) -> None:
    """Masked for everybody who sits at a desk, on every page they opened."""
    wanted = values()
    opened = [(role, path, text) for role, path, text in walked.answers if role in AT_A_DESK]
    assert len(opened) > 100
    assert not [(role, path, found) for role, path, text in opened if (found := _hits(wanted, [text]))]


def test_group_texts_and_briefs_say_how_many(walked: Walk) -> None:
    texts = {path: text for _role, path, text in walked.answers if "/text/" in path or "/briefs/" in path}
    assert len(texts) == 4
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
        with zipfile.ZipFile(io.BytesIO(paper.content)) as package:
            yield "".join(package.read(name).decode(errors="replace") for name in package.namelist())


def _hits(wanted: Values, texts: list[str]) -> list[str]:
    """What was found, for the message of a failure."""
    return [found[0] for text in texts for pattern in wanted.everything if (found := pattern.search(text))]


# Faults


def _fault(*_: object, **__: object) -> None:
    raise ValueError(f"cannot read {canary(7).name} {canary(7).id_number}")


def test_a_job_that_stumbles_over_a_row_does_not_quote_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    make_event()
    monkeypatch.setattr("yanpan.streams.verification.jobs.lists.keep_rows", _fault)
    officer = signed_in("duty_officer")
    file = io.BytesIO(file_of([canary(7)]))
    file.name = "名单.csv"
    officer.post(_last_page("upload"), {"source": "province", "sender": "省专班", "file": file})
    batch = ListBatch.objects.get()
    officer.post(_last_page("mapping", batch_id=batch.id), {"version": batch.version})
    batch.refresh_from_db()
    assert batch.job is not None
    with pytest.raises(JobFault) as fault:
        run(batch.job)
    job = Job.objects.get()
    page = officer.get(_last_page("list", batch_id=batch.id))
    told = [job.problem, str(fault.value), repr(fault.value.__cause__), caplog.text, page.content.decode()]
    assert job.state == "failed" and page.status_code == 200
    assert not _hits(values(), told)


def test_a_page_that_stumbles_shows_and_logs_nothing_of_the_person(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    make_event()
    monkeypatch.setattr("yanpan.streams.verification.views.lists.receive_list", _fault)
    file = io.BytesIO(file_of([canary(7)]))
    file.name = "名单.csv"
    answer = signed_in("duty_officer").post(
        _last_page("upload"), {"source": "province", "sender": "省专班", "file": file}
    )
    assert answer.status_code == 500
    printed = capfd.readouterr()
    assert not _hits(values(), [answer.content.decode(), caplog.text, printed.out, printed.err])


@pytest.mark.skipif(databases.own_database() != "postgresql", reason="PostgreSQL keeps a log of its own")
def test_the_log_of_postgresql_never_quotes_a_refused_statement(walked: Walk) -> None:
    signed_in("liaison", COUNTY)
    with pytest.raises(DatabaseError), transaction.atomic():
        Account.objects.filter(role="liaison").update(username=canary(1).name * 60)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('data_directory')")
        (data,) = cursor.fetchone()
    log = (Path(data).parent / "log").read_text(errors="replace")
    assert "value too long" in log
    assert not _hits(values(), [log])
