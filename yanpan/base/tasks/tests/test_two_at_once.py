"""Two at the same moment: exactly one of them wins, on both databases."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from tests.world import CITY, COUNTY, NOW, actor_with, make_city, make_people_sought, send
from yanpan.base.audit.models import AuditLine
from yanpan.base.tasks.models import Handover
from yanpan.base.tasks.operations import acknowledge_handovers, recall_handovers, refuse_handovers
from yanpan.kernel.errors import Stale

pytestmark = pytest.mark.django_db(transaction=True)
RIGHTS = ("tasks.acknowledge_handovers", "tasks.refuse_handovers", "tasks.recall_handovers")


@pytest.fixture(autouse=True)
def _city_of_its_own() -> None:
    """A test that commits empties the tables afterwards; whoever comes next makes the city again."""
    make_city()


def at_the_same_time(*acts: Callable[[], object]) -> list[str]:
    """Run each in a thread with its own connection, all let go together; 'done' or the refusal of each."""
    together = threading.Barrier(len(acts))
    said = ["" for _ in acts]

    def run(place: int, act: Callable[[], object]) -> None:
        try:
            together.wait(timeout=20)
            act()
            said[place] = "done"
        except Exception as refusal:
            said[place] = type(refusal).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(said)


def test_of_two_who_acknowledge_at_once_exactly_one_wins() -> None:
    ids = [one.id for one in send(make_people_sought(3, at=CITY), to=COUNTY)]
    said = at_the_same_time(
        *(
            lambda: acknowledge_handovers(actor_with(*RIGHTS, unit_key=COUNTY), handover_ids=ids, now=NOW)
            for _ in range(2)
        )
    )
    assert said == [Stale.__name__, "done"]
    assert AuditLine.objects.filter(verb="tasks.acknowledge_handovers").count() == 1


def test_recalling_refusing_and_acknowledging_at_once_leave_one_end() -> None:
    ids = [one.id for one in send(make_people_sought(2, at=CITY), to=COUNTY)]
    city, county = actor_with(*RIGHTS, unit_key=CITY), actor_with(*RIGHTS, unit_key=COUNTY)
    said = at_the_same_time(
        lambda: recall_handovers(city, handover_ids=ids, now=NOW),
        lambda: acknowledge_handovers(county, handover_ids=ids, now=NOW),
        lambda: refuse_handovers(
            county, handover_ids=ids, reason="不是本区", right_unit_key="411171", now=NOW
        ),
    )
    assert said == [Stale.__name__, Stale.__name__, "done"]
    ends = Handover.objects.values_list("acknowledged_at", "refused_at", "recalled_at")
    assert all(sum(end is not None for end in one) == 1 for one in ends) and len(set(ends)) == 1
