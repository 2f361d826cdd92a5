"""HC-19 at the door: a list cut in parts is one list; supervision hears of what is stopped."""

from datetime import datetime, timedelta

import pytest

from tests.world import NOW, make_actor, make_event
from yanpan.base.notices.models import Notice
from yanpan.kernel.errors import NotPermitted
from yanpan.streams.verification.models import ListBatch, ListRow
from yanpan.streams.verification.operations import receive_list, void_list
from yanpan.streams.verification.queries import get_batch, list_batches, list_rows
from yanpan.streams.verification.tests.lists import confirmed, desk, people, read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _event() -> None:
    make_event()


def brought(
    count: int, first: int, *, sender: str = "某金融部门", source: str = "other_office", at: datetime = NOW
) -> ListBatch:
    batch = receive_list(
        desk(name="receiver"),
        read=read(people(count, first=first), f"{first}.csv"),
        unit_key="411100",
        source=source,
        sender=sender,
        topic="",
        place="",
        window_from=None,
        window_to=None,
        now=at,
    )
    return confirmed(batch, at=at)


def test_two_halves_of_a_list_are_counted_together() -> None:
    assert brought(150, 0).state == "confirmed"
    second = brought(51, 200)
    assert (second.state, second.job) == ("held", None)
    assert not ListRow.objects.filter(batch=second).exists()


def test_two_hundred_in_two_parts_pass() -> None:
    assert [brought(150, 0).state, brought(50, 200).state] == ["confirmed", "confirmed"]


def test_a_sender_written_otherwise_is_the_same_sender() -> None:
    brought(150, 0)
    assert brought(51, 200, sender="某 金融部门 ").state == "held"


def test_parts_received_before_any_is_confirmed_count_too() -> None:
    parts = [
        receive_list(
            desk(name="receiver"),
            read=read(people(120, first=first), f"{first}.csv"),
            unit_key="411100",
            source="other_office",
            sender="某金融部门",
            topic="",
            place="",
            window_from=None,
            window_to=None,
            now=NOW,
        )
        for first in (0, 200)
    ]
    assert [confirmed(one).state for one in parts] == ["confirmed", "held"]


@pytest.mark.parametrize(
    ("sender", "source", "later"),
    [
        ("另一部门", "other_office", timedelta()),
        ("某金融部门", "big_data", timedelta()),
        ("某金融部门", "other_office", timedelta(hours=25)),
    ],
    ids=["another sender", "another source", "the day after"],
)
def test_what_another_sender_brings_or_another_day_does_not_count(
    sender: str, source: str, later: timedelta
) -> None:
    brought(150, 0)
    assert brought(51, 200, sender=sender, source=source, at=NOW + later).state == "confirmed"


def test_lists_of_health_are_not_counted_together() -> None:
    brought(150, 0, source="province")
    assert brought(150, 200, source="province").state == "confirmed"


def test_a_part_put_away_counts_no_more() -> None:
    first = brought(201, 0)
    void_list(desk(), batch_id=first.id, reason="退回", now=NOW)
    assert brought(100, 300).state == "confirmed"


def test_supervision_gets_a_line_and_sees_the_stopped_list_without_names() -> None:
    held = brought(201, 0)
    notice = Notice.objects.get(matter="list_held")
    assert notice.unit.key == "force-supervision" and notice.facts["rows"] == 201
    supervisor = make_actor("supervisor")
    assert [one.id for one in list_batches(supervisor, event_id=held.event_id, now=NOW)] == [held.id]
    shown = repr(get_batch(supervisor, batch_id=held.id, now=NOW))
    assert people(1)[0].name not in shown and "held" in shown
    with pytest.raises(NotPermitted):
        list_rows(supervisor, batch_id=held.id, state="", only_problems=False, page=1, now=NOW)
