"""A letter by fax: typed with its scan, sought at once, its number following within a day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.world import CITY, COUNTY, NOW, actor_with, make_event
from yanpan.base.documents.attachments import CleanFile
from yanpan.base.documents.models import Attachment
from yanpan.base.jobs.models import Job
from yanpan.base.jobs.rounds import walk_due
from yanpan.base.jobs.running import run
from yanpan.base.notices.models import Notice
from yanpan.base.vault.sealing import unseal
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import ListBatch, VerificationTask
from yanpan.streams.verification.operations import (
    Letter,
    LetterPerson,
    call_for_numbers,
    destroy_files,
    enter_letter_number,
    type_letter,
)
from yanpan.streams.verification.queries import get_letter_scan, list_batches
from yanpan.streams.verification.rules.lists import TRADE_WORDS, ReasonClass, wrong_in_letter
from yanpan.streams.verification.templatetags.list_words import LETTER_PROBLEMS, REASON_CLASSES
from yanpan.streams.verification.tests.lists import desk, id_number, rows_of, task_of, worked_on

pytestmark = pytest.mark.django_db
SCAN = CleanFile("image/jpeg", b"a faxed page")
LETTER = Letter(
    "扬州市疫情防控指挥部", "关于协查两名密切接触者的函", "", "contact", "扬州市某棋牌室", date(2021, 8, 1)
)
PERSONS = [
    LetterPerson(name="周建国", id_number=id_number(7), address="河南省漯河市召陵区姬石镇"),
    LetterPerson(name="吴秀英", sex="女", id_number=id_number(8)),
]


@pytest.fixture(autouse=True)
def _event() -> None:
    make_event()


def typed(
    letter: Letter = LETTER,
    persons: list[LetterPerson] | None = None,
    *,
    as_written: bool = False,
    unit_key: str = CITY,
) -> ListBatch:
    return type_letter(
        desk(unit_key, "officer"),
        unit_key=unit_key,
        letter=letter,
        persons=PERSONS if persons is None else persons,
        scan=SCAN,
        as_written=as_written,
        now=NOW,
    )


def test_a_letter_by_fax_becomes_a_list_and_its_persons_are_sought_at_once() -> None:
    batch = worked_on(typed())
    assert (batch.kind, batch.source, batch.check_kind, batch.state) == (
        "typed",
        "other_city",
        "assist",
        "taken_in",
    )
    rows = rows_of(batch)
    assert [(row.number, row.state, row.holds) for row in rows] == [(1, "accepted", []), (2, "accepted", [])]
    assert [unseal(task_of(row).person, "name") for row in rows] == ["周建国", "吴秀英"]
    assert task_of(rows[0]).urgency == "contact"
    assert task_of(rows[0]).find_by == NOW + timedelta(hours=2)


def test_names_and_scan_are_sealed_and_the_scan_is_shown_to_the_own_unit_only() -> None:
    batch = typed()
    assert "周建国".encode() not in bytes(batch.content)
    assert SCAN.content not in bytes(Attachment.objects.get().content)
    assert get_letter_scan(desk(), batch_id=batch.id, now=NOW) == SCAN
    with pytest.raises(Missing):
        get_letter_scan(desk(COUNTY), batch_id=batch.id, now=NOW)
    county = actor_with("verification.list_batches", unit_key=COUNTY)
    assert list_batches(county, event_id=batch.event_id, now=NOW) == []


def test_a_letter_without_place_or_day_waits_for_a_signature() -> None:
    batch = worked_on(typed(replace(LETTER, place="", on=None)))
    assert {row.state for row in rows_of(batch)} == {"held"}
    assert not VerificationTask.objects.exists()


def test_lines_left_empty_are_no_persons() -> None:
    batch = typed(persons=[PERSONS[0], LetterPerson(), LetterPerson(), PERSONS[1], LetterPerson()])
    assert batch.person_rows == 2


def test_the_same_letter_twice_is_stale_with_or_without_its_number() -> None:
    typed()
    with pytest.raises(Stale, match="same_letter_typed"):
        typed(replace(LETTER, number="扬防指函〔2021〕8号"))
    assert ListBatch.objects.count() == 1 == Attachment.objects.count()


@pytest.mark.parametrize(
    ("letter", "persons", "problems"),
    [
        (replace(LETTER, sender=" "), PERSONS, ["sender_missing"]),
        (replace(LETTER, subject="", reason="gossip"), PERSONS, ["subject_missing", "reason_class_unknown"]),
        (LETTER, [], ["no_persons"]),
        (LETTER, [LetterPerson(address="漯河")], ["1:unknown:no_identity"]),
        (LETTER, [LetterPerson(name=f"甲{one}") for one in range(101)], ["too_many_persons"]),
    ],
)
def test_what_a_letter_lacks_is_told_whole_and_nothing_is_kept(
    letter: Letter, persons: list[LetterPerson], problems: list[str]
) -> None:
    with pytest.raises(Refused) as refused:
        typed(letter, persons, as_written=True)
    assert refused.value.code == "letter_incomplete"
    assert set(problems) <= set(str(refused.value.facts["problems"]).split(","))
    assert not (ListBatch.objects.exists() or Attachment.objects.exists() or Job.objects.exists())


def test_what_looks_mistyped_in_any_person_is_told_at_once_and_taken_if_the_letter_has_it_so() -> None:
    wrong = [
        replace(PERSONS[0], id_number="41110419900101"),
        LetterPerson(),
        replace(PERSONS[1], phone="123"),
    ]
    with pytest.raises(Refused) as refused:
        typed(persons=wrong)
    assert refused.value.code == "letter_needs_a_look"
    found = str(refused.value.facts["problems"])
    assert "1:id_number:id_truncated" in found and "3:phone:phone_length" in found
    assert "周建国" not in str(refused.value) and "41110419900101" not in str(refused.value)
    assert not ListBatch.objects.exists()
    assert worked_on(typed(persons=wrong, as_written=True)).rows.count() == 2


@pytest.mark.parametrize("place", ["subject", "number", "place", "sender"])
def test_an_identifier_in_words_kept_in_clear_is_refused(place: str) -> None:
    with pytest.raises(Refused, match="identifier_in_free_text"):
        typed(replace(LETTER, **{place: f"关于{id_number(7)}的函"}))  # type: ignore[arg-type]
    assert not ListBatch.objects.exists()


def test_a_resumed_job_of_a_letter_doubles_nobody() -> None:
    batch = worked_on(typed())
    assert batch.job is not None
    Job.objects.filter(id=batch.job).update(state="waiting", cursor={}, done=0)
    run(batch.job)
    assert batch.rows.count() == 2 == VerificationTask.objects.count()


# The number that follows


def test_a_number_is_due_after_a_day_and_entering_it_ends_that() -> None:
    batch = typed()
    assert batch.number_due_at == NOW + timedelta(hours=24)
    enter_letter_number(desk(), batch_id=batch.id, number=" 扬防指函〔2021〕8号 ", now=NOW)
    kept = ListBatch.objects.get()
    assert (kept.letter_number, kept.number_due_at) == ("扬防指函〔2021〕8号", None)
    enter_letter_number(desk(), batch_id=batch.id, number="扬防指函〔2021〕9号", now=NOW)
    assert ListBatch.objects.get().letter_number == "扬防指函〔2021〕9号"


def test_a_letter_with_a_number_waits_for_none() -> None:
    assert typed(replace(LETTER, number="扬防指函〔2021〕8号")).number_due_at is None


@pytest.mark.parametrize(("number", "code"), [(" ", "letter_number_needed"), (id_number(3), "identifier")])
def test_a_number_that_is_none_is_refused(number: str, code: str) -> None:
    batch = typed()
    with pytest.raises(Refused, match=code):
        enter_letter_number(desk(), batch_id=batch.id, number=number, now=NOW)
    with pytest.raises(Missing):
        enter_letter_number(desk(COUNTY), batch_id=batch.id, number="8号", now=NOW)
    batch.refresh_from_db()
    assert batch.letter_number == ""


def test_the_desk_is_rung_for_a_missing_number_once_a_day() -> None:
    batch = typed()
    walk_due(NOW + timedelta(hours=23))
    assert not Notice.objects.filter(matter="letter_number_missing").exists()
    due = NOW + timedelta(hours=24)
    walk_due(due)
    notice = Notice.objects.get(matter="letter_number_missing")
    assert (notice.unit_id, notice.facts) == (batch.unit_id, {"letters": 1})
    keeper = actor_with("verification.call_for_numbers")
    assert call_for_numbers(keeper, now=due + timedelta(hours=1)) == 0
    assert call_for_numbers(keeper, now=due + timedelta(hours=24)) == 1
    enter_letter_number(desk(), batch_id=batch.id, number="8号", now=due)
    assert call_for_numbers(keeper, now=due + timedelta(days=3)) == 0


def test_the_scan_goes_with_the_letter_after_seven_days() -> None:
    batch = worked_on(typed())
    assert batch.keep_until == NOW + timedelta(days=7)
    destroy_files(actor_with("verification.destroy_files"), now=NOW + timedelta(days=7))
    with pytest.raises(Missing):
        get_letter_scan(desk(), batch_id=batch.id, now=NOW)
    assert bytes(Attachment.objects.get().content) == b""


# The rules, worked by hand


def test_what_a_letter_leaves_open_is_not_wrong() -> None:
    persons = [["phone:phone_missing", "id_number:id_missing"], [], ["id_number:id_check_digit"]]
    assert wrong_in_letter(persons) == ["3:id_number:id_check_digit"]


def test_every_reason_has_the_word_of_the_trade_and_a_word_for_people() -> None:
    assert set(TRADE_WORDS) == set(ReasonClass)
    assert set(REASON_CLASSES) == {one.value for one in ReasonClass}
    assert "no_persons" in LETTER_PROBLEMS
