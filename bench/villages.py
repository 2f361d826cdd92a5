"""Every village of the city answers for its people within ten minutes, through the shipped server. One JSON line.

usage: python bench/villages.py [MINUTES] [PEOPLE]     (SQLite; with tools/postgres.py --durable in front: PostgreSQL)

Each of the 1,334 villages opens its page, then for each of its people the door and the taps, and posts the answer,
as a phone does; the moments are spread evenly. The generator runs on the same cores; its processor time is in the line.
The limit beside the figures: the same server answering /healthz, one at a time, before the run.
"""

import http.client
import json
import os
import re
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from queue import Empty, PriorityQueue
from typing import Any
from urllib.parse import urlencode

THREADS = 24
PROMISED_P95_MS = 500
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_VERSION = re.compile(r'name="v" value="(\d+)"')
_DOOR = re.compile(r'href="(/verification/door/[0-9a-f-]{36}/)')


@dataclass
class Figures:
    """Milliseconds by kind of request, and what went wrong."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, kind: str, milliseconds: float, status: int) -> None:
        with self.lock:
            self.took[kind].append(milliseconds)
            if status != (302 if kind == "answer" else 200):
                self.errors[f"{kind} {status}"] += 1


@dataclass
class Village:
    """One phone: its session, the doors still to be answered."""

    session: str
    doors: list[str] = field(default_factory=list)
    cookies: dict[str, str] = field(default_factory=dict)


class Line:
    """One kept-alive connection of a worker thread."""

    def __init__(self, port: int, figures: Figures) -> None:
        self._port, self._figures = port, figures
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def ask(
        self, village: Village, kind: str, method: str, path: str, form: dict[str, str] | None = None
    ) -> str:
        """The text of the answer; '' for a failure, which is counted."""
        cookies = {"yanpan": village.session, **village.cookies}
        headers = {"Host": "127.0.0.1", "Cookie": "; ".join(f"{k}={v}" for k, v in cookies.items())}
        body = urlencode(form) if form is not None else None
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        started = time.perf_counter()
        try:
            self._line.request(method, path, body, headers)
            answer = self._line.getresponse()
            text, status = answer.read().decode(), answer.status
        except (OSError, http.client.HTTPException):
            self._line.close()
            self._figures.note(kind, 1000 * (time.perf_counter() - started), 0)
            return ""
        self._figures.note(kind, 1000 * (time.perf_counter() - started), status)
        for given in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = given.split(";", 1)[0].partition("=")
            if name != "yanpan":
                village.cookies[name] = value
        return text


def act(line: Line, village: Village) -> bool:
    """The next thing this village does: open its page, or answer for one person. False when it has answered all."""
    if not village.doors:
        page = line.ask(village, "village page", "GET", "/verification/village/")
        village.doors = sorted(set(_DOOR.findall(page)))
        return bool(village.doors)
    door = village.doors.pop()
    page = line.ask(village, "door", "GET", door)
    version = _VERSION.search(page)
    taps = {"v": version.group(1) if version else "1", "where": "here", "contact": "met"}
    for sofar in ("where", "contact"):
        asked = {name: taps[name] for name in ("v", "where", "contact")[: 2 if sofar == "where" else 3]}
        page = line.ask(village, "tap", "GET", f"{door}?{urlencode(asked)}")
    token, seen = _TOKEN.search(page), _VERSION.search(page)
    form = {**taps, "v": seen.group(1) if seen else "1", "measure": "cleared"}
    form["csrfmiddlewaretoken"] = token.group(1) if token else ""
    line.ask(village, "answer", "POST", door, form)
    return bool(village.doors)


def run(port: int, villages: list[Village], seconds: float, acts_each: int) -> tuple[Figures, float]:
    """All villages, each act at its own moment; returns the figures and how long it took."""
    figures, moments = Figures(), PriorityQueue[tuple[float, int]]()
    pause = seconds / acts_each
    for number in range(len(villages)):
        moments.put((number * pause / len(villages), number))
    begun = time.perf_counter()

    def work() -> None:
        line = Line(port, figures)
        while True:
            try:
                moment, number = moments.get(timeout=2 * pause)
            except Empty:
                return
            time.sleep(max(0.0, moment - (time.perf_counter() - begun)))
            if act(line, villages[number]):
                moments.put((moment + pause, number))
            elif moments.empty():
                return

    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return figures, time.perf_counter() - begun


def prepare(people: int) -> list[Village]:
    """A headquarters with the whole city; each village a phone that is unlocked, and so many people in its hands."""
    from django.contrib.sessions.backends.db import SessionStore

    from tests.world import make_people_sought
    from yanpan.base.accounts.models import Phone, PhoneSlip
    from yanpan.base.events.operations import open_event
    from yanpan.base.gate.clock import wall_clock
    from yanpan.base.places.operations import load_city
    from yanpan.base.places.queries import list_units
    from yanpan.base.vault.randomness import fresh_id
    from yanpan.config.commands.home import prepare_home
    from yanpan.config.commands.operator import operator
    from yanpan.streams.verification.models import VerificationTask

    prepare_home()
    now = wall_clock()
    load_city(operator("places.load_city"), code="411100", now=now)
    open_event(
        operator("events.open_event"),
        name="压力测试",
        disease="covid19",
        document="测〔2021〕1号",
        drill=False,
        now=now,
    )
    units = list_units(kinds=("village",))
    slips = [
        PhoneSlip(
            id=fresh_id(now),
            unit_id=one.id,
            code_digest=one.key,
            pin_hash="-",
            printed_at=now,
            expires_at=now,
            used_at=now,
        )
        for one in units
    ]
    PhoneSlip.objects.bulk_create(slips)
    phones = [
        Phone(
            id=fresh_id(now), slip=slip, unit_id=slip.unit_id, label="", token_digest=slip.code_digest, pin_hash="-",
            enrolled_at=now, seen_at=now,
        )
        for slip in slips
    ]  # fmt: skip
    Phone.objects.bulk_create(phones)
    tasks = make_people_sought(people * len(units))
    for number, task in enumerate(tasks):
        task.custody_id = task.target_id = units[number % len(units)].id
        task.received_at, task.find_by = now, now.replace(year=now.year + 1)
    VerificationTask.objects.bulk_update(
        tasks, ["custody", "target", "received_at", "find_by"], batch_size=400
    )
    return [Village(_session(SessionStore(), phone.id)) for phone in phones]


def _session(store: Any, phone: object) -> str:
    store["phone"] = str(phone)
    store.create()
    return str(store.session_key)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_up(port: int) -> None:
    for _ in range(240):
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            line.request("GET", "/healthz")
            if line.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("the server did not come up")


def _share(series: list[float], percent: int) -> float:
    return round(statistics.quantiles(series, n=100)[percent - 1], 1)


def main(minutes: float, people: int) -> int:
    os.environ.setdefault("YANPAN_HOME", tempfile.mkdtemp(prefix="yanpan-bench-"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "yanpan.config.settings"
    import django

    django.setup()
    villages, port = prepare(people), _free_port()
    server = subprocess.Popen([sys.executable, "-m", "yanpan", "serve", "--port", str(port)])
    try:
        _wait_until_up(port)
        health, stranger = Figures(), Village("nobody")
        for _ in range(200):
            Line(port, health).ask(stranger, "healthz", "GET", "/healthz")
        figures, took = run(port, villages, 60 * minutes, people + 1)
    finally:
        server.terminate()
        server.wait(timeout=30)
    print(json.dumps(_line(figures, health, took, people), ensure_ascii=False))
    return 0


def _line(figures: Figures, health: Figures, took: float, people: int) -> dict[str, object]:
    from yanpan.base.audit.verification import verify
    from yanpan.streams.verification.models import VerificationTask

    everything = [one for series in figures.took.values() for one in series]
    return {
        "bench": "villages",
        "database": "postgresql" if os.environ.get("YANPAN_DATABASE") else "sqlite",
        "villages": 1334,
        "people_each": people,
        "minutes": round(took / 60, 1),
        "requests": len(everything),
        "requests_per_second": round(len(everything) / took, 1),
        "answers_kept": VerificationTask.objects.filter(standing="verified").count(),
        "errors": dict(figures.errors),
        "p50_ms": _share(everything, 50),
        "p95_ms": _share(everything, 95),
        "max_ms": round(max(everything), 1),
        "p95_ms_by_kind": {kind: _share(series, 95) for kind, series in figures.took.items()},
        "promised_p95_ms": PROMISED_P95_MS,
        "limit_healthz_p95_ms": _share(health.took["healthz"], 95),
        "generator_cpu_seconds": round(sum(resource.getrusage(resource.RUSAGE_SELF)[:2]), 1),
        "audit_sound": verify().sound,
    }


if __name__ == "__main__":
    raise SystemExit(main(float((sys.argv[1:] or ["10"])[0]), int((sys.argv[2:] or ["9"])[0])))
