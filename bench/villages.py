"""Every village of the city answers for its people within ten minutes, through the shipped server. One JSON line.

usage: python -m bench.villages [--minutes N] [--people N] [--villages N]
       (SQLite; with tools/postgres.py in front: PostgreSQL, durable)

Each of the 1,334 villages opens its page, then for each of its people the door, where it taps its answer, posts it
and is back at its page, as a phone does; the moments are spread evenly. The generator runs on the same cores; its
processor time is in the line, and that of the pages' server a request, which no other load on the machine changes
much. The limit beside the figures: the same server answering /healthz, one at a time.
"""

import argparse
import json
import os
import re
import resource
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, PriorityQueue
from typing import Any, TypeVar

from bench.shipped import (
    Figures,
    Line,
    Session,
    database,
    django_in_a_home,
    headquarters,
    healthz,
    served,
    session_of,
    share,
)

THREADS = 24
Asker = TypeVar("Asker")
PROMISED_P95_MS = 500
_HIDDEN = re.compile(r'type="hidden" name="(csrfmiddlewaretoken|v|answer_id)" value="([^"]+)"')
_DOOR = re.compile(r'href="(/verification/door/[0-9a-f-]{36}/)"')
_TAPS = {"where": "here", "contact": "met", "measure": "cleared", "test_result": ""}


@dataclass
class Village:
    """One phone: its session, the doors it has answered at."""

    session: Session
    answered: set[str] = field(default_factory=set)
    doors: list[str] = field(default_factory=list)

    def look(self, line: Line) -> None:
        page = line.get(self.session, "village page", "/verification/village/").text
        self.doors = sorted(set(_DOOR.findall(page)) - self.answered)

    def answer(self, line: Line) -> None:
        """The door, the taps in one post, and back."""
        door = self.doors[0]
        page = line.get(self.session, "door", door).text
        self.answered.add(door)
        line.post(self.session, "answer", door, dict(_HIDDEN.findall(page)) | _TAPS)
        self.look(line)


def answer_doors(line: Line, village: Village) -> bool:
    """The next thing this village does: open its page, or answer for one person. False when it has answered all."""
    if village.doors:
        village.answer(line)
    else:
        village.look(line)
    return bool(village.doors)


def run(
    port: int,
    villages: Sequence[Asker],
    seconds: float,
    acts_each: int,
    act: Callable[[Line, Asker], bool],
) -> tuple[Figures, float]:
    """All villages, each act at its own moment; returns the figures and how long it took.

    act: does the next thing of one of them; False when there is none.
    """
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


def unlocked_phones(units: Sequence[Any]) -> list[Session]:
    """A phone a unit, enrolled and unlocked."""
    from yanpan.base.accounts.models import Phone, PhoneSlip
    from yanpan.base.gate.clock import wall_clock
    from yanpan.base.vault.randomness import fresh_id

    now = wall_clock()
    slips = [
        PhoneSlip(
            id=fresh_id(now), unit_id=one.id, code_digest=one.key, pin_hash="-", printed_at=now, expires_at=now,
            used_at=now,
        )
        for one in units
    ]  # fmt: skip
    PhoneSlip.objects.bulk_create(slips)
    phones = [
        Phone(
            id=fresh_id(now), slip=slip, unit_id=slip.unit_id, label="", token_digest=slip.code_digest, pin_hash="-",
            enrolled_at=now, seen_at=now,
        )
        for slip in slips
    ]  # fmt: skip
    Phone.objects.bulk_create(phones)
    return [session_of("phone", phone.id) for phone in phones]


def prepare(people: int, most: int) -> list[Village]:
    """A headquarters with the whole city; each village a phone that is unlocked, and so many people in its hands."""
    from tests.world import make_people_sought
    from yanpan.base.gate.clock import wall_clock
    from yanpan.base.places.queries import list_units
    from yanpan.streams.verification.models import VerificationTask

    headquarters()
    now = wall_clock()
    units = list_units(kinds=("village",))[:most]
    sessions = unlocked_phones(units)
    tasks = make_people_sought(people * len(units))
    for number, task in enumerate(tasks):
        task.custody_id = task.target_id = units[number % len(units)].id
        task.received_at, task.find_by = now, now.replace(year=now.year + 1)
    VerificationTask.objects.bulk_update(
        tasks, ["custody", "target", "received_at", "find_by"], batch_size=400
    )
    return [Village(one) for one in sessions]


def main(minutes: float, people: int, most: int) -> int:
    django_in_a_home()
    villages = prepare(people, most)
    with served() as port:
        limit = healthz(port)
        before = own_cpu_seconds(), pages_cpu_seconds(port)
        figures, took = run(port, villages, 60 * minutes, people + 1, answer_doors)
        generator, pages = own_cpu_seconds() - before[0], pages_cpu_seconds(port) - before[1]
    line = _line(figures, took, people, len(villages)) | {
        "limit_healthz_p95_ms": limit,
        "generator_cpu_seconds": round(generator, 1),
        "pages_cpu_ms_a_request": round(1000 * pages / len(figures.everything), 1),
    }
    print(json.dumps(line, ensure_ascii=False))
    return 0


def own_cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def pages_cpu_seconds(port: int) -> float:
    """Processor time of the processes that serve the pages on this port, so far."""
    ticks = 0
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            command = (process / "cmdline").read_bytes().split(b"\0")
            if b"granian" in command and str(port).encode() in command:
                ticks += sum(
                    int(one) for one in (process / "stat").read_text().rpartition(")")[2].split()[11:13]
                )
    return ticks / os.sysconf("SC_CLK_TCK")


def _line(figures: Figures, took: float, people: int, villages: int) -> dict[str, object]:
    from yanpan.base.audit.verification import verify
    from yanpan.streams.verification.models import VerificationTask

    everything = figures.everything
    return {
        "bench": "villages",
        "database": database(),
        "villages": villages,
        "people_each": people,
        "minutes": round(took / 60, 1),
        "requests": len(everything),
        "requests_per_second": round(len(everything) / took, 1),
        "answers_kept": VerificationTask.objects.filter(standing="verified").count(),
        "errors": dict(figures.errors),
        "p50_ms": share(everything, 50),
        "p95_ms": share(everything, 95),
        "max_ms": round(max(everything), 1),
        "by_kind_ms": figures.shares(),
        "promised_p95_ms": PROMISED_P95_MS,
        "audit_sound": verify().sound,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--people", type=int, default=9)
    parser.add_argument("--villages", type=int, default=1334)
    given = parser.parse_args()
    raise SystemExit(main(given.minutes, given.people, given.villages))
