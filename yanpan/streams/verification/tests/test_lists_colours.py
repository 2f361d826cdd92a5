"""Colours are asked, never guessed; a file that may be cut is confirmed whole; both are remembered and shown."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.world import NOW, make_event
from yanpan.base.jobs.models import Job
from yanpan.kernel.errors import Refused, Stale
from yanpan.streams.verification.exchange import ReadList
from yanpan.streams.verification.models import ListBatch, ListRow, SourceLayout, VerificationTask
from yanpan.streams.verification.operations import ColourSaid, confirm_mapping, receive_list
from yanpan.streams.verification.queries import count_row_problems, list_rows
from yanpan.streams.verification.tests.listed_files import GREY, YELLOW, read_workbook_of
from yanpan.streams.verification.tests.lists import desk, people, read, rows_of, worked_on

pytestmark = pytest.mark.django_db
COLOURS = {0: YELLOW, 1: YELLOW, 3: GREY}
SAID = {YELLOW: ColourSaid("leave_out", "已核查"), GREY: ColourSaid("mark", "重点人员")}


@pytest.fixture(autouse=True)
def _event() -> None:
    make_event()


def received(read: ReadList) -> ListBatch:
    return receive_list(
        desk(name="receiver"),
        read=read,
        unit_key="411100",
        source="province",
        sender="省专班",
        topic="",
        place="",
        window_from=None,
        window_to=None,
        now=NOW,
    )


def confirmed(
    batch: ListBatch, said: Mapping[str, ColourSaid] | None = None, *, cut: bool = False
) -> ListBatch:
    return confirm_mapping(
        desk(name="clerk"),
        batch_id=batch.id,
        mapping={},
        version=batch.version,
        colours=said,
        cut_confirmed=cut,
        now=NOW,
    )


def coloured(first: int = 0, name: str = "着色.xlsx") -> ListBatch:
    return received(read_workbook_of(people(5, first=first), name, colours=COLOURS))


def test_the_colours_of_person_rows_are_counted_and_nothing_is_guessed() -> None:
    batch = coloured()
    assert [(one["colour"], one["rows"], one["meaning"]) for one in batch.colours] == [
        (YELLOW, 2, ""),
        (GREY, 1, ""),
    ]


def test_rows_of_a_colour_that_leaves_out_are_kept_and_make_no_task() -> None:
    batch = worked_on(confirmed(coloured(), SAID))
    rows = rows_of(batch)
    assert [row.state for row in rows] == ["refused", "refused", "accepted", "accepted", "accepted"]
    assert [row.problems[-1:] for row in rows][:2] == [["row:coloured_out"]] * 2
    assert VerificationTask.objects.count() == 3


def test_rows_of_a_marking_colour_are_flagged_with_the_clerks_words() -> None:
    batch = worked_on(confirmed(coloured(), SAID))
    shown = list_rows(
        desk(), batch_id=batch.id, state="", only_problems=False, page=1, problem="row:marked", now=NOW
    )
    assert [(row.number, row.note) for row in shown] == [(5, "重点人员")]
    assert ("row:coloured_out", 2) in count_row_problems(desk(), batch_id=batch.id, now=NOW)


def test_a_colour_that_means_nothing_changes_nothing() -> None:
    nothing = {YELLOW: ColourSaid("nothing"), GREY: ColourSaid("nothing")}
    batch = worked_on(confirmed(coloured(), nothing))
    assert {row.state for row in rows_of(batch)} == {"accepted"}
    assert not any("row:" in problem for row in rows_of(batch) for problem in row.problems)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (None, "colour_not_said .*FFFF00, C0C0C0"),
        ({YELLOW: ColourSaid("nothing")}, "colour_not_said .*C0C0C0"),
        (SAID | {"123456": ColourSaid("nothing")}, "no_such_colour .*123456"),
        (SAID | {YELLOW: ColourSaid("red")}, "no_such_meaning_of_a_colour"),
        (SAID | {YELLOW: ColourSaid("mark", "联系13800001111")}, "identifier_in_free_text"),
    ],
)
def test_what_is_not_said_right_is_refused_and_leaves_the_list_as_it_was(
    said: dict[str, ColourSaid] | None, code: str
) -> None:
    batch = coloured()
    with pytest.raises(Refused, match=code):
        confirmed(batch, said)
    batch.refresh_from_db()
    assert (batch.state, batch.version, batch.job) == ("proposed", 1, None)
    assert not SourceLayout.objects.exists() and not ListRow.objects.exists()


def test_what_a_colour_means_is_remembered_for_the_sender_and_still_confirmed() -> None:
    confirmed(coloured(), SAID)
    again = coloured(first=20, name="第二份.xlsx")
    assert [(one["colour"], one["meaning"], one["note"]) for one in again.colours] == [
        (YELLOW, "leave_out", "已核查"),
        (GREY, "mark", "重点人员"),
    ]
    with pytest.raises(Refused, match="colour_not_said"):
        confirmed(again)
    changed = confirmed(again, SAID | {YELLOW: ColourSaid("nothing")})
    assert changed.layout_version == 2
    assert SourceLayout.objects.get(version=1).colours[1]["meaning"] == "leave_out"


def test_struck_and_hidden_rows_are_taken_in_and_flagged() -> None:
    batch = received(read_workbook_of(people(4), struck=[1], hidden=[2]))
    rows = rows_of(worked_on(confirmed(batch)))
    assert {row.state for row in rows} == {"accepted"}
    assert "row:struck_through" in rows[1].problems and "row:hidden" in rows[2].problems


def test_a_resumed_job_colours_no_row_twice() -> None:
    batch = worked_on(confirmed(coloured(), SAID))
    before = [(row.id, row.problems) for row in rows_of(batch)]
    Job.objects.update(state="waiting", cursor={}, done=0)
    assert [(row.id, row.problems) for row in rows_of(worked_on(batch))] == before


# A file that ends where a spreadsheet ends


def cut_off() -> ListBatch:
    return received(replace(read(people(3)), warnings=("suspected_cut",)))


def test_a_file_that_may_be_cut_is_not_taken_in_until_somebody_says_it_is_whole() -> None:
    batch = cut_off()
    with pytest.raises(Refused, match="cut_not_confirmed"):
        confirmed(batch)
    batch.refresh_from_db()
    assert (batch.state, batch.job) == ("proposed", None)
    assert confirmed(batch, cut=True).cut_confirmed
    with pytest.raises(Stale):
        confirmed(batch, cut=True)
