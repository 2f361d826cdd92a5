"""The account by list, topic, pocket and check: worked out by hand, and never more than the own units."""

from datetime import timedelta

import pytest

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, actor_with, make_event, make_list, unit
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Missing
from yanpan.streams.verification.models import ListBatch, ListRow, VerificationTask
from yanpan.streams.verification.queries import list_board_lines, list_tasks
from yanpan.streams.verification.queries.boards import board_lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def lists() -> tuple[ListBatch, ListBatch, ListBatch]:
    """Three of pocket 4 at a county; two of pocket 3, one already listed in the first; five nobody has opened."""
    make_event()
    first, second = make_list(3, at=COUNTY), make_list(1, at=COUNTY)
    unread = make_list(5, at=CITY, state="proposed", row_state="")
    ListBatch.objects.filter(id=first.id).update(pocket=4, topic="六院")
    ListBatch.objects.filter(id=second.id).update(pocket=3, check_kind="assist", person_rows=2)
    task = first.rows.order_by("number")[0].task
    ListRow.objects.create(
        id=fresh_id(NOW), batch=second, number=9, fields=b"", state="accepted", task=task, duplicate=True
    )
    VerificationTask.objects.filter(rows=first.rows.order_by("number")[1]).update(
        standing="verified", where="here", measure="cleared", answered_at=NOW, answering_unit=unit(COUNTY)
    )
    return first, second, unread


def test_each_list_accounts_for_its_own_rows(lists: tuple[ListBatch, ListBatch, ListBatch]) -> None:
    first, second, unread = lists
    lines = {one.key: one for one in board_lines(first.event_id, unit(CITY).path, "list", NOW)}
    assert lines[str(first.id)].account.standings["verified"] == 1
    assert lines[str(first.id)].account.standings["in_hand"] == 2
    assert lines[str(second.id)].account.standings["duplicate"] == 1
    assert lines[str(unread.id)].account.standings["in_hand"] == 5
    assert all(one.account.holds for one in lines.values())


def test_pockets_topics_and_checks_sum_to_the_same_rows(
    lists: tuple[ListBatch, ListBatch, ListBatch],
) -> None:
    path, event_id = unit(CITY).path, lists[0].event_id
    by = {
        name: {one.key: one.account.received for one in board_lines(event_id, path, name, NOW)}
        for name in ("pocket", "topic", "check")
    }
    assert by["pocket"] == {"0": 5, "3": 2, "4": 3}
    assert by["topic"] == {"": 7, "六院": 3}
    assert by["check"] == {"verify": 8, "assist": 2}


def test_a_person_on_two_lists_is_late_on_both_and_once_on_each(
    lists: tuple[ListBatch, ListBatch, ListBatch],
) -> None:
    VerificationTask.objects.update(find_by=NOW - timedelta(hours=1))
    lines = {one.key: one for one in board_lines(lists[0].event_id, unit(CITY).path, "list", NOW)}
    assert (lines[str(lists[0].id)].late, lines[str(lists[1].id)].late) == (2, 2)


def test_a_file_that_lost_rows_on_the_way_does_not_hold(
    lists: tuple[ListBatch, ListBatch, ListBatch],
) -> None:
    ListBatch.objects.filter(id=lists[0].id).update(person_rows=4)
    lines = {one.key: one for one in board_lines(lists[0].event_id, unit(CITY).path, "list", NOW)}
    assert not lines[str(lists[0].id)].account.holds


def test_another_county_counts_nothing_of_it(lists: tuple[ListBatch, ListBatch, ListBatch]) -> None:
    stranger = actor_with("verification.list_board_lines", unit_key=OTHER_COUNTY)
    asked = {"event_id": lists[0].event_id, "dimension": "list", "now": NOW}
    assert list_board_lines(stranger, unit_path=unit(OTHER_COUNTY).path, **asked) == []  # type: ignore[arg-type]
    with pytest.raises(Missing):
        list_board_lines(stranger, unit_path=unit(COUNTY).path, **asked)  # type: ignore[arg-type]


def test_the_persons_behind_a_number_are_those_it_counts(
    lists: tuple[ListBatch, ListBatch, ListBatch],
) -> None:
    actor = actor_with("verification.list_tasks")

    def listed(wanted: str, of: str) -> int:
        found = list_tasks(
            actor,
            event_id=lists[0].event_id,
            unit_path=unit(CITY).path,
            wanted=wanted,
            of=of,
            page=1,
            now=NOW,
        )
        return len(found)

    assert (
        listed("in_hand", "pocket:4"),
        listed("verified", "topic:六院"),
        listed("in_hand", "check:assist"),
    ) == (
        2,
        1,
        2,
    )
    for wrong in ("colour:red", "list:nobody", "pocket:-1", "list"):
        with pytest.raises(Missing):
            listed("in_hand", wrong)
