"""What the benchmarks under load share: the shipped server, browsers that ask it, and who holds SQLite's pen."""

import atexit
import fcntl
import http.client
import os
import secrets
import shutil
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

_TRIES = 240


def django_in_a_home() -> Path:
    """Django on a home of its own that goes at the end, or on YANPAN_HOME where one is named; returns the home."""
    if "YANPAN_HOME" not in os.environ:
        os.environ["YANPAN_HOME"] = tempfile.mkdtemp(prefix="yanpan-bench-")
        atexit.register(shutil.rmtree, os.environ["YANPAN_HOME"], ignore_errors=True)
    os.environ["DJANGO_SETTINGS_MODULE"] = "yanpan.config.settings"
    import django

    django.setup()
    return Path(os.environ["YANPAN_HOME"]).resolve()


def database() -> str:
    return "postgresql" if os.environ.get("YANPAN_DATABASE") else "sqlite"


def headquarters() -> None:
    """Tables, the city, an event that is no drill."""
    from yanpan.base.events.operations import open_event
    from yanpan.base.gate.clock import wall_clock
    from yanpan.base.places.operations import load_city
    from yanpan.config.commands.home import prepare_home
    from yanpan.config.commands.operator import operator

    prepare_home()
    now = wall_clock()
    load_city(operator("places.load_city"), code="411100", now=now)
    by = operator("events.open_event")
    open_event(by, name="压力测试", disease="covid19", document="测〔2021〕1号", drill=False, now=now)


@contextmanager
def served() -> Iterator[int]:
    """`yanpan serve` with its worker and its keeper, as it is shipped; gives the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = subprocess.Popen([sys.executable, "-m", "yanpan", "serve", "--port", str(port)])
    try:
        _wait_until_up(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_until_up(port: int) -> None:
    for _ in range(_TRIES):
        with suppress(OSError, http.client.HTTPException):
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            line.request("GET", "/healthz")
            if line.getresponse().status == 200:
                return
        time.sleep(0.5)
    raise SystemExit("the server did not come up")


@dataclass
class Figures:
    """Milliseconds by kind of request, and what went wrong."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, kind: str, milliseconds: float, status: int, wanted: int) -> None:
        with self.lock:
            self.took[kind].append(milliseconds)
            if status != wanted:
                self.errors[f"{kind} {status}"] += 1

    @property
    def everything(self) -> list[float]:
        return [one for series in self.took.values() for one in series]

    def shares(self) -> dict[str, dict[str, float]]:
        """By kind of request, in milliseconds."""
        return {kind: _summed_up(series) for kind, series in self.took.items()}


def _summed_up(series: list[float]) -> dict[str, float]:
    """How many, p50, p95, the longest and the sum."""
    return {
        "count": len(series),
        "p50": share(series, 50),
        "p95": share(series, 95),
        "max": round(max(series), 1),
        "sum": round(sum(series)),
    }


def share(series: list[float], percent: int) -> float:
    """A percentile in milliseconds; the only value where there is only one."""
    return round(statistics.quantiles(series, n=100)[percent - 1] if len(series) > 1 else series[0], 1)


@dataclass
class Session:
    """The cookies of one browser or phone."""

    cookies: dict[str, str] = field(default_factory=dict)


def session_of(kind: str, known: object) -> Session:
    """A session in which an account or an unlocked phone is known."""
    from django.contrib.sessions.backends.db import SessionStore

    store = SessionStore()
    store[kind] = str(known)
    store.create()
    return Session({"yanpan": str(store.session_key)})


@dataclass(frozen=True, slots=True)
class Answer:
    """status 0: nothing came back."""

    status: int
    text: str
    location: str = ""


class Line:
    """One kept-alive connection; several sessions may take turns on it."""

    def __init__(self, port: int, figures: Figures) -> None:
        self._figures = figures
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, session: Session, kind: str, path: str) -> Answer:
        return self._ask(session, kind, "GET", path, None, {}, 200)

    def post(self, session: Session, kind: str, path: str, form: Mapping[str, str]) -> Answer:
        """A form that is answered by a redirection when it is kept."""
        kind_of_body = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask(session, kind, "POST", path, urlencode(form).encode(), kind_of_body, 302)

    def upload(
        self, session: Session, kind: str, path: str, form: Mapping[str, str], file: tuple[str, bytes]
    ) -> Answer:
        border = secrets.token_hex(12)
        parts = [
            f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in form.items()
        ]
        head = f'Content-Disposition: form-data; name="file"; filename="{file[0]}"'
        parts.append(f"--{border}\r\n{head}\r\nContent-Type: application/octet-stream\r\n\r\n".encode())
        body = b"".join(parts) + file[1] + f"\r\n--{border}--\r\n".encode()
        kind_of_body = {"Content-Type": f"multipart/form-data; boundary={border}"}
        return self._ask(session, kind, "POST", path, body, kind_of_body, 302)

    def _ask(
        self,
        session: Session,
        kind: str,
        method: str,
        path: str,
        body: bytes | None,
        headers: dict[str, str],
        wanted: int,
    ) -> Answer:
        cookie = "; ".join(f"{name}={value}" for name, value in session.cookies.items())
        started = time.perf_counter()
        try:
            self._line.request(method, path, body, {**headers, "Cookie": cookie})
            answer = self._line.getresponse()
            text, status = answer.read().decode(), answer.status
        except (OSError, http.client.HTTPException):
            self._line.close()
            self._figures.note(kind, 1000 * (time.perf_counter() - started), 0, wanted)
            return Answer(0, "")
        self._figures.note(kind, 1000 * (time.perf_counter() - started), status, wanted)
        for given in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = given.split(";", 1)[0].partition("=")
            session.cookies[name] = value
        return Answer(status, text, answer.headers.get("Location") or "")


def healthz(port: int, times: int = 200) -> float:
    """p95 of the server's shortest answer, one at a time: the limit beside every figure."""
    figures = Figures()
    line = Line(port, figures)
    for _ in range(times):
        line.get(Session(), "healthz", "/healthz")
    return share(figures.took["healthz"], 95)


# Who holds SQLite's one pen, and for how long: the lock is a byte of the -shm file, and asking who holds it
# (F_GETLK) disturbs nobody. In a process of its own, which has no connection that closing a file could unlock.

_WRITE_LOCK = 120  # WAL_WRITE_LOCK of SQLite's wal-index
_LOOK_EVERY = 0.001


class PenWatch:
    """Looks every millisecond who may write; `longest` gives milliseconds by process."""

    def __init__(self, home: Path) -> None:
        command = [sys.executable, __file__, str(home / "yanpan.sqlite3-shm")]
        self._watch = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def longest(self) -> dict[str, dict[str, float]]:
        """Milliseconds by process; ends the watch."""
        told, _ = self._watch.communicate("")
        held: dict[str, list[float]] = defaultdict(list)
        for line in told.splitlines():
            who, _, milliseconds = line.rpartition(" ")
            held[who].append(float(milliseconds))
        return {who: _summed_up(series) for who, series in held.items()}


def _end_with_input(ended: threading.Event) -> None:
    sys.stdin.read()
    ended.set()


def _watch(path: str) -> None:
    """Prints 'who milliseconds' for every hold, until its standard input is closed."""
    ended = threading.Event()
    threading.Thread(target=_end_with_input, args=(ended,), daemon=True).start()
    holder, since = 0, 0.0
    with open(path, "rb") as file:
        while not ended.is_set():
            seen, now = _who_holds(file), time.perf_counter()
            if seen != holder:
                if holder:
                    print(_name_of(holder), round(1000 * (now - since), 1))
                holder, since = seen, now
            time.sleep(_LOOK_EVERY)


def _who_holds(file: Any) -> int:
    asked = struct.pack("hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, _WRITE_LOCK, 1, 0)
    kind, _, _, _, pid = struct.unpack("hhqqi4x", fcntl.fcntl(file, fcntl.F_GETLK, asked))
    return 0 if kind == fcntl.F_UNLCK else int(pid)


_names: dict[int, str] = {}


def _name_of(pid: int) -> str:
    if pid not in _names:
        _names[pid] = "gone"
        with suppress(OSError):
            command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
            words = {"db_worker": "worker", "keeper": "keeper", "granian": "pages"}
            _names[pid] = next((word for sign, word in words.items() if sign in command), "other")
    return _names[pid]


if __name__ == "__main__":
    _watch(sys.argv[1])
