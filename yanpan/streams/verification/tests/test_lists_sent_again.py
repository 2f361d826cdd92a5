"""The same file, the same rows saved anew, a longer copy of a list: said, and nothing is done twice."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.world import NOW, make_event, make_list
from yanpan.base.vault.sealing import open_bytes
from yanpan.kernel.errors import Stale
from yanpan.streams.verification.exchange import read_list
from yanpan.streams.verification.exchange.reading import own_name
from yanpan.streams.verification.models import ListBatch, VerificationTask
from yanpan.streams.verification.operations import void_list
from yanpan.streams.verification.queries import get_batch
from yanpan.streams.verification.rules.lists import key_of_row, key_of_rows, overlap_of
from yanpan.streams.verification.tests.listed_files import YELLOW, read_workbook_of
from yanpan.streams.verification.tests.lists import (
    Line,
    confirmed,
    desk,
    file_of,
    people,
    read,
    received,
    received_of,
    rows_of,
    taken_in,
    worked_on,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _event() -> None:
    make_event()


def test_the_same_rows_saved_as_another_kind_of_file_change_nothing() -> None:
    lines = people(5)
    first = received_of(read_list(file_of(lines), "名单.csv"))
    with pytest.raises(Stale, match="same_rows_received") as refused:
        received_of(read_workbook_of(lines, "名单.xlsx"))
    assert refused.value.facts["file"] == first.file_name
    assert ListBatch.objects.count() == 1


def test_the_same_rows_sorted_otherwise_and_numbered_anew_change_nothing() -> None:
    received(people(5))
    with pytest.raises(Stale, match="same_rows_received"):
        received([*reversed(people(5))], name="倒序.csv")


@pytest.mark.parametrize(
    "lines",
    [people(4), [*people(5), people(5)[0]], [*people(4), Line("只有名字")]],
    ids=["one row less", "one row twice", "one row other"],
)
def test_other_rows_are_another_list(lines: list[Line]) -> None:
    received(people(5))
    assert received(lines, name="另一份.csv").state == "proposed"


def test_a_row_struck_through_or_coloured_since_makes_another_list() -> None:
    received_of(read_workbook_of(people(5)))
    assert received_of(read_workbook_of(people(5), "划线.xlsx", struck=[1])).state == "proposed"
    assert received_of(read_workbook_of(people(5), "着色.xlsx", colours={1: YELLOW})).state == "proposed"


def test_rows_of_a_list_that_was_put_away_may_come_again() -> None:
    first = received(people(3))
    void_list(desk(), batch_id=first.id, reason="传错了", now=NOW)
    assert received([*reversed(people(3))], name="倒序.csv").state == "proposed"


def test_the_database_too_keeps_one_living_list_per_set_of_rows() -> None:
    batch = received(people(3))
    with pytest.raises(IntegrityError), transaction.atomic():
        ListBatch.objects.filter(id=make_list(1).id).update(rows_digest=batch.rows_digest)


# A longer copy


def test_a_list_that_goes_on_from_a_known_one_says_how_many_rows_are_new() -> None:
    first = received(people(20))
    longer = received(people(25), name="第二天.csv")
    shown = get_batch(desk(), batch_id=longer.id, now=NOW)
    assert (shown.continues, shown.continues_file) == (first.id, first.file_name)
    assert (shown.rows_new, shown.rows_repeated) == (5, 20)


def test_nine_tenths_are_a_continuation_and_less_is_none() -> None:
    received(people(10))
    assert received(people(20, first=1), name="九成.csv").rows_repeated == 9
    received(people(10, first=100), name="甲.csv")
    assert received(people(20, first=102), name="八成.csv").continues is None


@pytest.mark.parametrize("change", [{"sender": "另一专班"}, {"source": "big_data"}])
def test_a_list_of_another_sender_or_source_is_no_continuation(change: dict[str, Any]) -> None:
    received_of(read(people(10)))
    assert received_of(read(people(12), "另一份.csv"), **change).continues is None


def test_the_list_that_shares_most_is_named() -> None:
    received(people(10))
    second = received(people(15), name="二.csv")
    assert received(people(18), name="三.csv").continues_id == second.id


def test_what_tells_a_continuation_is_sealed_and_goes_with_the_file() -> None:
    batch = received(people(3))
    assert bytes(batch.row_keys) != read(people(3)).row_keys
    assert (
        open_bytes("verification_listbatch", "row_keys", batch.id, batch.row_keys) == read(people(3)).row_keys
    )
    void_list(desk(), batch_id=batch.id, reason="传错了", now=NOW)
    batch.refresh_from_db()
    assert bytes(batch.row_keys) == b""


def test_a_continuation_taken_in_seeks_only_who_is_new() -> None:
    taken_in(people(10))
    longer = taken_in(people(12), name="第二天.csv", at=NOW + timedelta(hours=1))
    assert VerificationTask.objects.count() == 12
    assert [row.duplicate for row in rows_of(longer)] == [True] * 10 + [False] * 2


# Files with odd sheets


def test_sheets_of_one_name_or_a_very_long_one_are_taken_in_whole() -> None:
    long = "很长的名字" * 5
    batch = received_of(read_workbook_of(people(2), sheets=(long, "名单", "名单 ")))
    assert worked_on(confirmed(batch)).state == "taken_in"
    assert batch.rows.count() == 6


def test_names_of_sheets_are_cut_and_numbered_so_that_none_is_lost() -> None:
    taken: set[str] = set()
    names = [own_name("表" * 200, taken) for _ in range(3)]
    assert len(set(names)) == 3 and all(len(one) <= 80 for one in names)
    assert names[1].endswith(" (2)")


# The rules, worked by hand


def test_a_row_says_the_same_however_its_cells_are_stored() -> None:
    assert key_of_row(["１２３", " 甲 ", 3.0, None]) == key_of_row([123, "甲", 3])
    assert key_of_row(["甲", "乙"]) != key_of_row(["甲乙"]) != key_of_row(["甲", "", "乙"])


def test_sheets_and_rows_in_another_order_are_the_same_and_a_row_more_is_not() -> None:
    a, b, c = (key_of_row([one]) for one in "abc")
    assert key_of_rows([[a, b], [c]]) == key_of_rows([[c], [b, a]])
    assert len({key_of_rows([[a, b], [c]]), key_of_rows([[a, b, c]]), key_of_rows([[a, b, b], [c]])}) == 3


def test_overlap_counts_persons_once() -> None:
    keys = [bytes([one]) * 8 for one in range(20)]
    joined = b"".join
    assert overlap_of(joined(keys[:10]), joined(keys[:12])).repeated == 10
    assert overlap_of(joined(keys[:10]), joined(keys[1:12])).new == 2
    assert not overlap_of(joined(keys[:10]), joined(keys[2:12])).is_continuation
    assert not overlap_of(b"", joined(keys)).is_continuation
