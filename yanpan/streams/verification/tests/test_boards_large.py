"""Boards over a hundred thousand rows, and two hundred of them open at once. Prints its milliseconds."""

import statistics
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from tests.world import CITY, COUNTY, NOW, unit
from yanpan.base.jobs.changes import change_token
from yanpan.shell.tests.desk import sit_down
from yanpan.streams.verification.queries.account import board_of
from yanpan.streams.verification.queries.boards import DIMENSIONS, board_lines
from yanpan.streams.verification.queries.pockets import pockets_of
from yanpan.streams.verification.reports import make_report
from yanpan.streams.verification.tests.large_city import make_large_city

PROMISED_MS, TOKEN_MS = 300, 2
OPEN_BOARDS = 200


def took(name: str, act: Callable[[], object], rounds: int = 5) -> float:
    """Median milliseconds of processor time: other work of the machine is not counted."""
    act()
    times = []
    for _round in range(rounds):
        begun = time.process_time()
        act()
        times.append(1000 * (time.process_time() - begun))
    middle = statistics.median(times)
    print(f"{name}: {middle:.1f} ms")
    return middle


@pytest.mark.torture
@pytest.mark.django_db
def test_every_board_of_a_hundred_thousand_rows_within_its_promise() -> None:
    event, path, later = make_large_city(), unit(CITY).path, NOW + timedelta(hours=11)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    slow = {
        "city": took("board of the city", lambda: board_of(event.id, path, later)),
        "county": took("board of a county", lambda: board_of(event.id, unit(COUNTY).path, later)),
        **{
            name: took(f"by {name}", lambda name=name: board_lines(event.id, path, name, later))  # type: ignore[misc]
            for name in DIMENSIONS
        },
    }
    token = took("change token", lambda: change_token(event.id, later), rounds=50)
    took("four pockets", lambda: pockets_of(event.id, path, later), rounds=2)
    took("whole report", lambda: make_report(event.id, path, later), rounds=2)
    assert max(slow.values()) <= PROMISED_MS, slow
    assert token <= TOKEN_MS

    client = sit_down("duty_officer")
    url = reverse("verification:board_of", args=[CITY])
    seen = client.get(url).context["token"]

    def poll() -> None:
        for _board in range(OPEN_BOARDS):
            client.get(url, {"seen": seen}, headers={"HX-Request": "true"})

    whole = took(f"{OPEN_BOARDS} open boards asking once", poll, rounds=2)
    assert whole <= 2000, "two hundred boards ask every two seconds: they must leave time for the rest"
