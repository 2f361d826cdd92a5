"""What is counted while a list of 100,000 rows is taken in is counted from an index, never from the rows."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, Q, QuerySet

from tests.world import NOW, make_event
from yanpan.base.people.models import Person
from yanpan.base.vault.randomness import fresh_id
from yanpan.streams.verification.models import ListRow, VerificationTask

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by the size of its tables"),
]


def _plan(rows: QuerySet[Any, Any]) -> str:
    return rows.explain()


def test_what_became_of_a_lists_rows() -> None:
    rows = ListRow.objects.filter(batch__in=[fresh_id(NOW)]).order_by().values("batch")
    counted = rows.annotate(
        held=Count("state", filter=Q(state="held")),
        matched=Count("state", filter=Q(decision="match")),
        repeated=Count("state", filter=Q(duplicate=True)),
        sought=Count("task"),
    )
    assert "COVERING INDEX rows_by_state" in _plan(counted)


def test_how_the_tasks_of_a_board_stand() -> None:
    late = Count("standing", filter=Q(find_by__lt=NOW) | Q(contact="not_reached"))
    tasks = VerificationTask.objects.filter(event=make_event(), standing="in_hand", merged_away=False)
    assert "COVERING INDEX tasks_by_standing" in _plan(
        tasks.values("custody_id").annotate(late=late).order_by()
    )


def test_who_is_known_from_lists_alone() -> None:
    people = Person.objects.filter(event=make_event(), resident=None)
    assert "COVERING INDEX people_of_lists_alone" in _plan(people.order_by("id").values("id"))
