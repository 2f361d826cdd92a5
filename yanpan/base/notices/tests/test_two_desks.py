"""Two desks put the same unit on the call list at one moment: it stands there once, and neither is refused."""

import threading

import pytest
from django.db import connection

from tests.world import COUNTY, NOW, make_city, unit, villages_of
from yanpan.base.notices.models import Notice
from yanpan.base.notices.operations import Call, make_calls

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _city_of_its_own() -> None:
    """A test that commits empties the tables afterwards; whoever comes next makes the city again."""
    make_city()


def test_two_desks_at_once_put_each_unit_on_the_list_once() -> None:
    units = [unit(COUNTY).pk, *(village.pk for village in villages_of(COUNTY)[:40])]
    together = threading.Barrier(4)
    said: list[object] = []

    def press(people: int) -> None:
        calls = [Call(unit_id, "verification_late", {"people": people}) for unit_id in units]
        try:
            together.wait(timeout=20)
            said.append(make_calls(calls, now=NOW))
        except Exception as fault:
            said.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(one,)) for one in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sum(one for one in said if isinstance(one, int)) == len(units) and len(said) == 4
    assert [one for one in said if not isinstance(one, int)] == []
    assert Notice.objects.filter(answered_at=None).count() == len(units)
