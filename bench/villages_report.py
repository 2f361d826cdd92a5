"""Every village of the city reports its day within ten minutes, through the shipped server. One JSON line.

usage: python -m bench.villages_report [--minutes N] [--villages N]
       (SQLite; with tools/postgres.py in front: PostgreSQL, durable)

Each of the 1,334 villages opens its page of the day, types the figures of every line that asks villages, reports them
in one post and is back at its page; one in ten reports once more. Meanwhile each township looks four times at who of
its villages has reported. The moments are spread evenly; generator and server share the cores. The limit beside the
figures: the same server answering /healthz, one at a time.
"""

import argparse
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.shipped import (
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
from bench.villages import PROMISED_P95_MS, own_cpu_seconds, pages_cpu_seconds, run, unlocked_phones

PAGE = "/hq/reports/villages/"
ROUNDS = 5
AGAIN = 10
_HIDDEN = re.compile(r'type="hidden" name="(csrfmiddlewaretoken|seen)"(?: value="([^"]*)")?')
_FIGURE = re.compile(r'<input type="text" name="([a-z_]+-[a-z_0-9]+)"')
FIGURES = "7"  # in every field: nothing is more than what it is part of


@dataclass
class Village:
    """One phone; reports: how often it reports before it is done; form: what its page asks, once it was opened."""

    session: Session
    reports: int
    form: dict[str, str] = field(default_factory=dict)

    def go_on(self, line: Line) -> bool:
        if self.form:
            line.post(self.session, "report", PAGE, self.form)
            self.reports -= 1
        page = line.get(self.session, "village page", PAGE).text
        self.form = dict(_HIDDEN.findall(page)) | dict.fromkeys(_FIGURE.findall(page), FIGURES)
        return self.reports > 0


@dataclass
class Township:
    """One desk that looks who has reported."""

    session: Session
    looks: int = ROUNDS - 1

    def go_on(self, line: Line) -> bool:
        line.get(self.session, "township page", PAGE)
        self.looks -= 1
        return self.looks > 0


def go_on(line: Line, one: "Village | Township") -> bool:
    return one.go_on(line)


def everybody(villages: "list[Village]", townships: "list[Township]") -> "list[Village | Township]":
    return [*villages, *townships]


def prepare(most: int) -> "tuple[list[Village], list[Township]]":
    """A headquarters with the whole city: a phone a village, a desk a township."""
    from yanpan.base.places.queries import list_units

    headquarters()
    phones = unlocked_phones(list_units(kinds=("village",))[:most])
    villages = [Village(one, 2 if number % AGAIN == 0 else 1) for number, one in enumerate(phones)]
    return villages, [Township(one) for one in desks(list_units(kinds=("township",)))]


def desks(units: Sequence[Any]) -> list[Session]:
    """A clerk a unit, signed in."""
    from yanpan.base.accounts.models import Account
    from yanpan.base.gate.clock import wall_clock
    from yanpan.base.vault.randomness import fresh_id

    accounts = [
        Account(
            id=fresh_id(wall_clock()), username=one.key, label=one.name, role="township_clerk", unit_id=one.id
        )
        for one in units
    ]
    Account.objects.bulk_create(accounts)
    return [session_of("account", one.id) for one in accounts]


def main(minutes: float, most: int) -> int:
    django_in_a_home()
    villages, townships = prepare(most)
    expected = sum(one.reports for one in villages)
    with served() as port:
        limit = healthz(port)
        before = own_cpu_seconds(), pages_cpu_seconds(port)
        figures, took = run(port, everybody(villages, townships), 60 * minutes, ROUNDS, go_on)
        generator, pages = own_cpu_seconds() - before[0], pages_cpu_seconds(port) - before[1]
    from yanpan.base.audit.verification import verify
    from yanpan.hq.models import VillageReport

    everything = figures.everything
    line = {
        "bench": "villages_report",
        "database": database(),
        "villages": len(villages),
        "townships": len(townships),
        "minutes": round(took / 60, 1),
        "requests": len(everything),
        "requests_per_second": round(len(everything) / took, 1),
        "reports_sent": expected,
        "reports_kept": VillageReport.objects.count(),
        "errors": dict(figures.errors),
        "p50_ms": share(everything, 50),
        "p95_ms": share(everything, 95),
        "max_ms": round(max(everything), 1),
        "by_kind_ms": figures.shares(),
        "promised_p95_ms": PROMISED_P95_MS,
        "limit_healthz_p95_ms": limit,
        "generator_cpu_seconds": round(generator, 1),
        "pages_cpu_ms_a_request": round(1000 * pages / len(everything), 1),
        "audit_sound": verify().sound,
    }
    print(json.dumps(line, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--villages", type=int, default=1334)
    given = parser.parse_args()
    raise SystemExit(main(given.minutes, given.villages))
