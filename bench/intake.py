"""A list of 100,000 rows through the shipped server while people work: seconds a phase, pages meanwhile. One JSON line.

usage: python -m bench.intake [--rows N] [--residents N] [--users N]
       (SQLite; with tools/postgres.py in front: PostgreSQL, durable)

The province's workbook, damaged as usual, is uploaded, its mapping confirmed as proposed, and the job followed to its
end; simulated users click the pages of bench/pages.py all the while, a second apart. On SQLite a watch tells how long
each process held the one pen. The limit beside it: the same rows written plainly into a bare table, by executemany on
SQLite, by COPY on PostgreSQL.
"""

import argparse
import datetime as dt
import json
import random
import re
import secrets
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

from bench.pages import PAGES
from bench.shipped import (
    Answer,
    Figures,
    Line,
    PenWatch,
    Session,
    database,
    django_in_a_home,
    headquarters,
    healthz,
    served,
    session_of,
    share,
)

PROMISED_SECONDS, PROMISED_P95_MS, PROMISED_PEN_MS = 300, 300, 200
BETWEEN_CLICKS = 1.0
_HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
_NAME, _VALUE = re.compile(r'name="([^"]+)"'), re.compile(r'value="([^"]*)"')
_SELECT = re.compile(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', re.S)
_CHOSEN = re.compile(r'<option value="([^"]*)" selected')


def main(rows: int, residents: int, users: int) -> int:
    """Prepare, serve, take in, print."""
    home = django_in_a_home()
    register = _prepare(residents)
    content, plain = _workbook(register, rows)
    people = {name: session_of("account", account) for name, account in _accounts().items()}
    with served() as port:
        limit = healthz(port)
        watch = PenWatch(home) if database() == "sqlite" else None
        with _Clicking(port, list(people.values()), users) as clicking:
            phases = _take_in(port, next(iter(people.values())), content)
        pen = watch.longest() if watch else None
    print(json.dumps(_line(rows, residents, phases, clicking.figures, pen, limit, plain), ensure_ascii=False))
    return 0


def _prepare(residents: int) -> pl.DataFrame:
    """A headquarters with its city, its register and its offices."""
    from yanpan.config.commands.register import load_frame
    from yanpan.demo.stage import residents_of_city

    headquarters()
    register = residents_of_city(residents, 1)
    load_frame(register, "压力测试（合成人口）", say=False)
    return register


def _accounts() -> dict[str, object]:
    """One account for each of the names that click, by the role the name begins with."""
    from yanpan.base.accounts.operations import open_account
    from yanpan.base.gate.clock import wall_clock
    from yanpan.config.commands.operator import operator

    units = {"duty_officer": ("duty_officer", "411100"), "township": ("township_clerk", "411121104")}
    made: dict[str, object] = {}
    for username, _ in PAGES:
        if username not in made:
            role, unit = units[username.split("-")[0]]
            made[username] = open_account(
                operator("accounts.open_account"), username=username, label=username, role=role, unit_key=unit,
                password=secrets.token_hex(12), now=wall_clock(),
            ).id  # fmt: skip
    return made


def _workbook(register: pl.DataFrame, rows: int) -> tuple[bytes, float]:
    """The province's list about the register's people, and the seconds its rows take plainly."""
    from yanpan.demo.synthetic.list_files import file_bytes
    from yanpan.science.synthetic_city.lists.layouts import PROVINCE, province_list
    from yanpan.science.synthetic_city.lists.persons import draw_residents
    from yanpan.science.synthetic_city.lists.push import CARE, STRANGER_SHARES, list_persons, written_down

    rng, day = random.Random(f"bench intake {rows}"), _today()
    pool = draw_residents(register, rows, rng)
    persons = list_persons(pool, rows, STRANGER_SHARES[PROVINCE], day, rng)
    file = province_list(
        "省推送（压力测试）.xlsx", written_down(persons, CARE[PROVINCE], rng), day, rng
    ).files[0]
    texts = [tuple("" if cell is None else str(cell) for cell in row) for row in file.sheets[0].rows]
    return file_bytes(file), _plainly([row for row in texts if len(row) == 11])


def _today() -> dt.date:
    """Rows of long ago would be held for a signature (HC-19)."""
    from yanpan.base.gate.clock import wall_clock

    return wall_clock().date()


def _plainly(rows: list[tuple[str, ...]]) -> float:
    started = time.perf_counter()
    if database() == "sqlite":
        with tempfile.TemporaryDirectory(prefix="yanpan-bench-") as folder:
            plain = sqlite3.connect(Path(folder) / "plain.sqlite3")
            plain.execute("pragma journal_mode=wal")
            plain.execute("pragma synchronous=full")
            plain.execute(f"create table plain ({', '.join(f'c{n}' for n in range(11))})")
            plain.executemany(f"insert into plain values ({', '.join('?' * 11)})", rows)
            plain.commit()
            plain.close()
    else:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(f"create table plain ({', '.join(f'c{n} text' for n in range(11))})")
            with cursor.copy("copy plain from stdin") as copied:
                for row in rows:
                    copied.write_row(row)
            cursor.execute("drop table plain")
    return round(time.perf_counter() - started, 2)


class _Clicking:
    """Users that go from page to page, each with a line of its own, until the list is in."""

    def __init__(self, port: int, sessions: list[Session], users: int) -> None:
        self.figures = Figures()
        self._over = threading.Event()
        names = dict.fromkeys(name for name, _ in PAGES)
        known = dict(zip(names, sessions, strict=True))
        self._threads = [
            threading.Thread(target=self._click, args=(port, known, number)) for number in range(users)
        ]

    def _click(self, port: int, known: dict[str, Session], number: int) -> None:
        line, place = Line(port, self.figures), 2 * number
        while not self._over.wait(BETWEEN_CLICKS):
            username, path = PAGES[place % len(PAGES)]
            line.get(Session(dict(known[username].cookies)), f"{username.split('-')[0]} {path}", path)
            place += 1

    def __enter__(self) -> "_Clicking":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()


def _take_in(port: int, session: Session, content: bytes) -> dict[str, float]:
    """As a person does it: upload, look at the mapping, confirm, watch the progress. Phase → seconds."""
    line, moments = Line(port, Figures()), [time.perf_counter()]

    def passed() -> float:
        moments.append(time.perf_counter())
        return round(moments[-1] - moments[-2], 1)

    form = _form_of(line.get(session, "upload page", "/verification/lists/upload/"))
    form |= {"source": "province", "sender": "省专班", "place": "郑州市第六人民医院"}
    mapping = _kept(
        line.upload(session, "upload", "/verification/lists/upload/", form, ("省推送.xlsx", content))
    )
    phases = {"upload": passed()}
    proposed = line.get(session, "mapping", mapping)
    phases["mapping_page"] = passed()
    page = _kept(line.post(session, "confirm", mapping, _form_of(proposed)))
    phases["confirm"] = passed()
    batch = page.rstrip("/").rsplit("/", 1)[-1]
    return phases | _followed(batch, lambda: line.get(session, "progress", f"{page}progress/"), passed)


def _kept(answer: Answer) -> str:
    if answer.status != 302:
        raise SystemExit(f"refused with {answer.status}")
    return answer.location


def _form_of(page: Answer) -> dict[str, str]:
    """What a browser would send as the page stands: hidden fields and chosen options."""
    found = {}
    for tag in _HIDDEN.findall(page.text):
        name, value = _NAME.search(tag), _VALUE.search(tag)
        if name and value:
            found[name[1]] = value[1]
    for name, options in _SELECT.findall(page.text):
        if chosen := _CHOSEN.search(options):
            found[name] = chosen[1]
    return found


def _followed(batch: str, look: Callable[[], Answer], passed: Callable[[], float]) -> dict[str, float]:
    """Seconds of each phase of the job, and of all of it; a person's progress page is asked every second."""
    from yanpan.base.jobs.models import Job

    phases: dict[str, float] = {}
    phase, began = "rows", time.perf_counter()
    while True:
        job = Job.objects.filter(arguments__batch_id=batch).values("state", "cursor", "problem").get()
        now_at = "done" if job["state"] == "done" else str(job["cursor"].get("phase", "rows"))
        if job["state"] in ("failed", "cancelled"):
            raise SystemExit(f"the job {job['state']}: {job['problem']}")
        if now_at != phase:
            phases[phase], phase = passed(), now_at
        if phase == "done":
            return phases | {"job": round(time.perf_counter() - began, 1)}
        look()
        time.sleep(1)


def _line(
    rows: int,
    residents: int,
    phases: dict[str, float],
    figures: Figures,
    pen: dict[str, dict[str, float]] | None,
    limit: float,
    plain: float,
) -> dict[str, Any]:
    from yanpan.base.audit.verification import verify
    from yanpan.streams.verification.models import ListRow, VerificationTask

    everything = figures.everything
    return {
        "bench": "intake",
        "database": database(),
        "rows": rows,
        "residents": residents,
        "rows_kept": ListRow.objects.count(),
        "tasks": VerificationTask.objects.count(),
        "seconds": phases,
        "seconds_in_all": round(
            phases["upload"] + phases["mapping_page"] + phases["confirm"] + phases["job"], 1
        ),
        "promised_seconds": PROMISED_SECONDS,
        "limit_plain_rows_seconds": plain,
        "pages_asked": len(everything),
        "pages_errors": dict(figures.errors),
        "pages_p50_ms": share(everything, 50),
        "pages_p95_ms": share(everything, 95),
        "pages_max_ms": round(max(everything), 1),
        "promised_p95_ms": PROMISED_P95_MS,
        "limit_healthz_p95_ms": limit,
        "pages": figures.shares(),
        "pen_held_ms": pen,
        "promised_pen_ms": PROMISED_PEN_MS if pen else None,
        "audit_sound": verify().sound,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--residents", type=int, default=236_749)
    parser.add_argument("--users", type=int, default=5)
    given = parser.parse_args()
    raise SystemExit(main(given.rows, given.residents, given.users))
