"""Pages at the server with a register loaded: p50 and p95 in milliseconds. One JSON line.

usage: YANPAN_HOME=… python bench/pages.py [ROUNDS]      (a home in which `yanpan demo` has been built)

Measured through Django's own handler in one process: what the server needs for a page, no network, no queue.
The limit beside it: the same handler answering /healthz.
"""

import json
import os
import statistics
import sys
import time

PAGES = (
    ("duty_officer-1", "/hq/"),
    ("duty_officer-1", "/verification/"),
    ("duty_officer-1", "/verification/lists/"),
    ("duty_officer-1", "/verification/persons/"),
    ("duty_officer-1", "/handovers/"),
    ("duty_officer-1", "/calls/"),
    ("duty_officer-1", "/hq/items/"),
    ("township-411121104", "/verification/"),
    ("township-411121104", "/verification/persons/"),
)


def main(rounds: int) -> None:
    """Ask every page `rounds` times, warm."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "yanpan.config.settings"
    import django

    django.setup()
    from django.test import Client

    from yanpan.base.accounts.models import Account
    from yanpan.base.people.models import Resident

    times: dict[str, list[float]] = {}
    for username, path in PAGES:
        client = Client(HTTP_HOST="127.0.0.1")
        session = client.session
        account = Account.objects.filter(username=username).first()
        if account is None:
            raise SystemExit(f"no account {username} in this home: build a demo first")
        session["account"] = str(account.id)
        session.save()
        times[f"{username.split('-')[0]} {path}"] = _ask(client, path, rounds)
    health = _ask(Client(HTTP_HOST="127.0.0.1"), "/healthz", rounds)
    everything = [one for series in times.values() for one in series]
    figures = {
        "bench": "pages",
        "residents": Resident.objects.count(),
        "p50_ms": _share(everything, 50),
        "p95_ms": _share(everything, 95),
        "slowest_page_p95_ms": max((_share(series, 95), page) for page, series in times.items()),
        "limit_healthz_p95_ms": _share(health, 95),
        "pages": {page: _share(series, 95) for page, series in times.items()},
    }
    print(json.dumps(figures, ensure_ascii=False))


def _ask(client: "object", path: str, rounds: int) -> list[float]:
    series = []
    for number in range(rounds + 2):
        started = time.perf_counter()
        answer = client.get(path)  # type: ignore[attr-defined]
        took = 1000 * (time.perf_counter() - started)
        if answer.status_code != 200:
            raise SystemExit(f"{path} answered {answer.status_code}")
        if number >= 2:
            series.append(took)
    return series


def _share(series: list[float], percent: int) -> float:
    return round(statistics.quantiles(series, n=100)[percent - 1], 1)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
