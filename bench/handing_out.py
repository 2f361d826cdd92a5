"""People handed out from the city to its villages, everybody signing: seconds a level. One JSON line.

usage: python -m bench.handing_out [--people N]
       (SQLite; with tools/postgres.py in front: PostgreSQL, durable)

Each office presses the buttons of its pages: sign for all that waits (2,000 at once), hand everything down; the
villages sign. Through the operations of the pages, one after another, in one process. The limit beside it: as many
bare rows as there were hand-overs, written by the same driver in one transaction.
"""

import argparse
import json
import time

from bench.shipped import database, django_in_a_home

PROMISED_SECONDS = 60
MOST_AT_ONCE = 2000


def main(people: int) -> int:
    django_in_a_home()
    _prepare(people)
    seconds = {}
    for above, below in (("city", "county"), ("county", "township"), ("township", "village")):
        started = time.perf_counter()
        _hand_down(above)
        handed = time.perf_counter()
        _sign(below)
        seconds[f"{above} hands down"] = round(handed - started, 2)
        seconds[f"{below} signs"] = round(time.perf_counter() - handed, 2)
    print(json.dumps(_line(people, seconds), ensure_ascii=False))
    return 0


def _prepare(people: int) -> None:
    """So many people sought, in the city's custody, for every village in turn."""
    from bench.shipped import headquarters
    from tests.world import make_people_sought
    from yanpan.base.places.queries import list_units
    from yanpan.streams.verification.models import VerificationTask

    headquarters()
    villages = list_units(kinds=("village",))
    tasks = make_people_sought(people)
    for number, task in enumerate(tasks):
        task.target_id = villages[number % len(villages)].id
    VerificationTask.objects.bulk_update(tasks, ["target"], batch_size=400)


def _hand_down(kind: str) -> None:
    from tests.world import actor_with
    from yanpan.base.gate.clock import wall_clock
    from yanpan.base.places.queries import list_units
    from yanpan.streams.verification.operations import hand_down

    for unit in list_units(kinds=(kind,)):
        by = actor_with("verification.hand_down", unit_key=unit.key)
        hand_down(by, unit_key=unit.key, now=wall_clock())


def _sign(kind: str) -> None:
    from tests.world import actor_with
    from yanpan.base.gate.clock import wall_clock
    from yanpan.base.places.queries import list_units
    from yanpan.base.tasks.operations import acknowledge_handovers
    from yanpan.streams.verification.queries.arriving import ids_arriving

    for unit in list_units(kinds=(kind,)):
        by = actor_with(
            "tasks.acknowledge_handovers",
            "verification.list_arriving",
            "tasks.list_waiting_ids",
            unit_key=unit.key,
        )
        while waiting := ids_arriving(by, unit.key)[:MOST_AT_ONCE]:
            acknowledge_handovers(by, handover_ids=waiting, now=wall_clock())


def _plainly(rows: int) -> float:
    """Seconds for as many bare rows."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("create table plain (a text, b text, c integer, d integer, e text)")
        started = time.perf_counter()
        cursor.executemany(
            "insert into plain values (%s, %s, %s, %s, %s)",
            [(str(n), "find_person", n, n, "") for n in range(rows)],
        )
        took = time.perf_counter() - started
        cursor.execute("drop table plain")
    return round(took, 2)


def _line(people: int, seconds: dict[str, float]) -> dict[str, object]:
    from yanpan.base.audit.sealing import seal_all
    from yanpan.base.audit.verification import verify
    from yanpan.base.gate.clock import wall_clock
    from yanpan.base.tasks.models import Handover
    from yanpan.streams.verification.models import VerificationTask

    seal_all(wall_clock())
    handovers = Handover.objects.count()
    return {
        "bench": "handing_out",
        "database": database(),
        "people": people,
        "handovers": handovers,
        "at_their_villages": VerificationTask.objects.filter(custody__kind="village").count(),
        "seconds": seconds,
        "seconds_in_all": round(sum(seconds.values()), 1),
        "promised_seconds": PROMISED_SECONDS,
        "limit_plain_rows_seconds": _plainly(handovers),
        "audit_sound": verify().sound,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=12_000)
    raise SystemExit(main(parser.parse_args().people))
