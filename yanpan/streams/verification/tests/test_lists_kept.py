"""The sealed file: kept as long as it is needed, then destroyed; a list whose file is gone is never half taken in."""

from datetime import timedelta

import pytest

from tests.world import CITY, COUNTY, NOW, actor_with, make_event
from yanpan.base.jobs.models import Job
from yanpan.base.jobs.rounds import ROUNDS, walk_due
from yanpan.base.jobs.running import run
from yanpan.kernel.errors import Missing, Stale
from yanpan.streams.verification.models import ListBatch, VerificationTask
from yanpan.streams.verification.operations import destroy_files, receive_list, release_list, release_rows
from yanpan.streams.verification.queries import get_file_with_problems, preview_list
from yanpan.streams.verification.tests.lists import (
    Line,
    confirmed,
    desk,
    people,
    read,
    received,
    rows_of,
    taken_in,
    worked_on,
)

pytestmark = pytest.mark.django_db
HOURS_72, DAYS_7 = timedelta(hours=72), timedelta(days=7)


@pytest.fixture(autouse=True)
def _event() -> None:
    make_event()


@pytest.mark.parametrize(
    ("source", "said", "reply", "kept"),
    [
        ("province", None, timedelta(hours=24), DAYS_7),
        ("other_city", None, timedelta(hours=24), DAYS_7),
        ("medical_insurance", None, timedelta(hours=24), DAYS_7),
        ("own_sweep", None, None, HOURS_72),
        ("other_office", None, None, HOURS_72),
        ("province", False, None, HOURS_72),
        ("other_office", True, timedelta(hours=24), DAYS_7),
    ],
)
def test_a_file_is_kept_for_72_hours_or_7_days_where_a_reply_is_due(
    source: str, said: bool | None, reply: timedelta | None, kept: timedelta
) -> None:
    batch = receive_list(
        desk(),
        read=read(people(2)),
        unit_key=CITY,
        source=source,
        sender="某专班",
        topic="",
        place="",
        window_from=None,
        window_to=None,
        reply_due=said,
        now=NOW,
    )
    assert batch.reply_due_at == (NOW + reply if reply else None)
    assert batch.keep_until == NOW + kept


def test_the_round_destroys_what_is_over_and_keeps_digest_columns_and_row_numbers() -> None:
    batch = taken_in(people(3), source="own_sweep")
    assert "verification.files_to_destroy" in ROUNDS
    walk_due(NOW + HOURS_72 - timedelta(minutes=1))
    batch.refresh_from_db()
    assert batch.content_gone_at is None and bytes(batch.content)
    at = NOW + HOURS_72 + timedelta(hours=1)
    walk_due(at)
    gone = ListBatch.objects.get()
    assert (bytes(gone.content), bytes(gone.row_keys), gone.content_gone_at) == (b"", b"", at)
    assert gone.file_digest and gone.rows_digest and gone.layout[0]["columns"]
    assert [row.number for row in rows_of(batch)] == [2, 3, 4]


def test_walked_twice_the_round_changes_nothing_more() -> None:
    batch = taken_in(people(3), source="own_sweep")
    keeper = actor_with("verification.destroy_files")
    at = NOW + HOURS_72
    assert destroy_files(keeper, now=at) == 1
    assert destroy_files(keeper, now=at + timedelta(days=1)) == 0
    batch.refresh_from_db()
    assert batch.content_gone_at == at


def test_files_of_another_county_are_left_alone() -> None:
    received(people(3), source="own_sweep")
    elsewhere = actor_with("verification.destroy_files", unit_key=COUNTY)
    assert destroy_files(elsewhere, now=NOW + DAYS_7) == 0
    assert bytes(ListBatch.objects.get().content)


def test_the_file_of_a_list_being_worked_on_is_left_until_the_work_is_over() -> None:
    batch = confirmed(received(people(3), source="own_sweep"))
    keeper, at = actor_with("verification.destroy_files"), NOW + HOURS_72
    assert destroy_files(keeper, now=at) == 0
    worked_on(batch)
    assert destroy_files(keeper, now=at) == 1


def test_a_list_whose_file_went_before_all_rows_were_read_fails_and_loses_none_unseen() -> None:
    batch = confirmed(received(people(3), source="own_sweep"))
    Job.objects.update(state="failed")
    destroy_files(actor_with("verification.destroy_files"), now=NOW + HOURS_72)
    assert batch.job is not None
    Job.objects.filter(id=batch.job).update(state="waiting")
    run(batch.job)
    batch.refresh_from_db()
    job = Job.objects.get(id=batch.job)
    assert (job.state, job.problem, batch.state) == ("failed", "file_gone", "confirmed")
    assert not VerificationTask.objects.exists()


def test_a_list_whose_file_is_gone_is_neither_confirmed_nor_released_nor_shown() -> None:
    proposed = received(people(3), source="own_sweep")
    held = confirmed(received(people(201, first=300), source="other_office", name="长.csv"))
    destroy_files(actor_with("verification.destroy_files"), now=NOW + HOURS_72)
    with pytest.raises(Stale, match="file_gone"):
        confirmed(proposed)
    with pytest.raises(Stale, match="file_gone"):
        release_list(desk(name="乙"), batch_id=held.id, reason="有依据", now=NOW)
    with pytest.raises(Stale, match="file_gone"):
        get_file_with_problems(desk(), batch_id=proposed.id, now=NOW)
    assert not preview_list(desk(), batch_id=proposed.id, now=NOW).complete


def test_held_rows_are_signed_for_after_the_file_is_gone() -> None:
    batch = taken_in([*people(2), Line("甲", "", "19900001111", on="")], source="own_sweep")
    destroy_files(actor_with("verification.destroy_files"), now=NOW + HOURS_72)
    release_rows(desk(name="流调员"), batch_id=batch.id, reason="电话核实", now=NOW)
    batch.refresh_from_db()
    assert worked_on(batch).state == "taken_in"
    assert [row.state for row in rows_of(batch)] == ["accepted"] * 3


# The copy with the errors


def test_the_copy_names_each_wrong_row_and_leaves_the_others_alone() -> None:
    batch = received([Line("甲", "41110419900101", "12345"), *people(2)])
    found = get_file_with_problems(desk(), batch_id=batch.id, now=NOW)
    assert set(found.problems) == {""} and set(found.problems[""]) == {2}
    assert {"id_number:id_truncated", "phone:phone_length"} <= set(found.problems[""][2])


def test_after_the_list_was_taken_in_the_copy_says_the_same() -> None:
    batch = received([Line("甲", "41110419900101", "12345"), *people(2)])
    before = get_file_with_problems(desk(), batch_id=batch.id, now=NOW).problems
    worked_on(confirmed(batch))
    assert get_file_with_problems(desk(), batch_id=batch.id, now=NOW).problems == before


def test_the_file_of_another_county_does_not_exist() -> None:
    batch = received(people(2))
    with pytest.raises(Missing):
        get_file_with_problems(desk(COUNTY), batch_id=batch.id, now=NOW)
