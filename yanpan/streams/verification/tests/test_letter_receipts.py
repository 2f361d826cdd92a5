"""回执: what another city answers closes the matter or opens it again; nothing is overwritten."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, make_list, send, unit
from tests.world_letters import (
    BACK_HERE,
    FACTS,
    FORCE,
    FOUND,
    NANJING,
    NOT_THERE,
    ZHENGZHOU,
    identity,
    letter_desk,
    make_letter,
    make_outside,
    persons_of,
    receipt_row,
    sheet_of_receipts,
)
from yanpan.base.audit.models import AuditLine
from yanpan.base.documents.attachments import CleanFile
from yanpan.base.notices.models import Notice
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.tasks.handovers import FindPerson
from yanpan.base.vault.sealing import open_bytes, unseal
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.exchange import read_list
from yanpan.streams.verification.models import (
    Letter,
    LetterPerson,
    ListBatch,
    ListRow,
    Outcome,
    Receipt,
    ReceiptSheet,
    VerificationTask,
)
from yanpan.streams.verification.operations import record_outcome
from yanpan.streams.verification.operations.letters import (
    check_letter,
    confirm_receipts,
    correct_letter,
    draft_letter,
    enter_receipt,
    forget_receipt_sheets,
    put_away_receipts,
    receive_receipts,
    sign_letter,
)
from yanpan.streams.verification.queries import board_of
from yanpan.streams.verification.queries.letters import (
    ProposedReceipt,
    get_letter,
    get_letter_card,
    get_receipt_sheet,
    list_people_outside,
    open_people_outside,
    open_receipt_scan,
)
from yanpan.streams.verification.reports import make_report
from yanpan.streams.verification.rules.letters import all_formats
from yanpan.streams.verification.rules.receipts import Answered, code_said, last_result_said

pytestmark = pytest.mark.django_db


def entered(person: LetterPerson, said: Answered = FOUND, *, hours: float = 1) -> Receipt:
    """One receipt more on a person of a letter, at so many hours after the letter went out."""
    return enter_receipt(
        letter_desk("receiver"),
        person_id=person.id,
        seen=person.receipts.count(),
        said=said,
        received_at=None,
        scan=None,
        now=NOW + timedelta(hours=hours),
    )


def task_of(person: LetterPerson) -> VerificationTask:
    return VerificationTask.objects.get(id=person.task_id)


def listed(letter: Letter) -> ListBatch:
    """Give the persons of a letter the rows of a list, so that the account counts them."""
    batch = make_list(letter.person_count, at=CITY, row_state="")
    for person in persons_of(letter):
        ListRow.objects.create(
            id=person.id, batch=batch, number=person.number + 1, state="accepted", task=person.task
        )
    return batch


def holds(letter: Letter, standing: str, count: int) -> bool:
    board = board_of(letter.event_id, f"{CITY}/", NOW)
    return board.identity_holds and board.whole.account.standings[standing] == count


class TestFoundThere:
    def test_the_task_stays_handed_on_with_its_receipt(self) -> None:
        letter = make_letter(state="issued")
        listed(letter)
        [person] = persons_of(letter)
        entered(person)
        task = task_of(person)
        assert (task.standing, task.test_result, task.controlled_at) == ("handed_on", "negative", NOW)
        outcome = Outcome.objects.get(task=task)
        assert (outcome.way, outcome.where, outcome.measure) == ("receipt", "outside", "at_site")
        assert (outcome.unit.key, outcome.told_by) == (FORCE, "李填报")
        assert unseal(outcome, "note") == FOUND.place
        assert holds(letter, "handed_on", 1)

    def test_a_letter_is_answered_once_every_person_is(self) -> None:
        letter = make_letter(2, state="issued")
        first, second = persons_of(letter)
        entered(first)
        card = get_letter_card(letter_desk(), letter_id=letter.id, now=NOW)
        assert (card.document.state, card.open, card.answered_at) == ("issued", 1, None)
        entered(second, hours=3)
        card = get_letter_card(letter_desk(), letter_id=letter.id, now=NOW)
        assert (card.document.state, card.open, card.answered_at) == (
            "acknowledged",
            0,
            NOW + timedelta(hours=3),
        )

    def test_the_hour_it_came_in_counts_not_the_hour_it_was_entered(self) -> None:
        letter = make_letter(state="issued")
        [person] = persons_of(letter)
        enter_receipt(
            letter_desk(),
            person_id=person.id,
            seen=0,
            said=FOUND,
            received_at=NOW + timedelta(hours=2),
            scan=None,
            now=NOW + timedelta(hours=20),
        )
        letter.refresh_from_db()
        assert letter.answered_at == NOW + timedelta(hours=2)

    def test_place_samples_and_onward_travel_lie_sealed(self) -> None:
        [person] = persons_of(make_letter(state="issued"))
        made = entered(person)
        assert "隔离酒店".encode() not in bytes(made.place) and unseal(made, "samples") == FOUND.samples
        line = AuditLine.objects.get(verb="verification.enter_receipt")
        assert "隔离酒店" not in str(line.details)


class TestBackInHand:
    @pytest.mark.parametrize("said", [NOT_THERE, BACK_HERE], ids=["not there", "back in Luohe"])
    def test_the_person_is_sought_again_where_the_unit_answers(self, said: Answered) -> None:
        letter = make_letter(state="issued")
        listed(letter)
        [person] = persons_of(letter)
        custody = task_of(person).custody_id
        entered(person, said)
        task = task_of(person)
        assert (task.standing, task.custody_id, task.answered_at) == ("in_hand", custody, None)
        assert task.find_by == NOW + timedelta(hours=3)  # two hours from the receipt, as a close contact's
        assert Outcome.objects.get(task=task).way == "receipt"
        [call] = Notice.objects.filter(matter="letter_came_back")
        assert (call.unit_id, call.facts) == (custody, {"people": 1})
        assert holds(letter, "in_hand", 1)

    def test_who_is_then_found_outside_again_waits_for_another_letter(self) -> None:
        [person] = persons_of(make_letter(state="issued"))
        entered(person, NOT_THERE)
        task = task_of(person)
        record_outcome(
            letter_desk("village", task.custody.key),
            task_id=task.id,
            version=task.version,
            where="outside",
            contact="own_phone",
            measure="",
            now=NOW + timedelta(hours=2),
        )
        assert task_of(person).standing == "handed_on"
        # the hand-over of the first letter was signed for: the force still has the person
        [again] = list_people_outside(letter_desk(), event_id=task.event_id, page=1, now=NOW)
        assert again.id == task.id


class TestCorrected:
    def test_a_later_receipt_corrects_and_both_lines_stay(self) -> None:
        letter = make_letter(state="issued")
        listed(letter)
        [person] = persons_of(letter)
        entered(person, NOT_THERE)
        entered(person, FOUND, hours=2)
        assert task_of(person).standing == "handed_on"
        assert [one.result for one in person.receipts.order_by("entered_at")] == ["not_here", "found"]
        assert [one.way for one in Outcome.objects.order_by("at")] == ["receipt", "receipt"]
        person.refresh_from_db()
        assert person.result == "found" and holds(letter, "handed_on", 1)
        letter.refresh_from_db()
        assert letter.answered_at == NOW + timedelta(hours=1)  # the first answer was in time or it was not

    def test_what_our_own_ground_found_since_is_not_overwritten(self) -> None:
        [person] = persons_of(make_letter(state="issued"))
        entered(person, BACK_HERE)
        task = task_of(person)
        record_outcome(
            letter_desk("village", task.custody.key),
            task_id=task.id,
            version=task.version,
            where="here",
            contact="met",
            measure="cleared",
            now=NOW + timedelta(hours=2),
        )
        entered(person, FOUND, hours=3)
        assert task_of(person).standing == "verified"
        assert person.receipts.count() == 2 and not Outcome.objects.filter(where="outside").exists()

    def test_two_who_enter_at_once_do_not_both_count(self) -> None:
        [person] = persons_of(make_letter(state="issued"))
        entered(person)
        with pytest.raises(Stale, match="receipt_entered_meanwhile"):
            enter_receipt(
                letter_desk(),
                person_id=person.id,
                seen=0,
                said=NOT_THERE,
                received_at=None,
                scan=None,
                now=NOW,
            )
        assert Receipt.objects.count() == 1


class TestWentOn:
    def test_who_went_on_waits_for_a_second_letter_that_names_the_first(self) -> None:
        letter = make_letter(state="issued")
        [person] = persons_of(letter)
        said = Answered(result="moved_on", onward="乘高铁前往南京", onward_city=NANJING, reporter="李填报")
        entered(person, said)
        assert task_of(person).standing == "handed_on"
        [waiting] = list_people_outside(letter_desk(), event_id=letter.event_id, page=1, now=NOW)
        assert (waiting.again, waiting.city) == (True, NANJING)
        second = draft_letter(
            letter_desk(), city=NANJING, task_ids=[person.task_id], facts=FACTS, now=NOW + timedelta(hours=2)
        )
        text = get_letter(letter_desk(), letter_id=second.id, now=NOW).text
        assert (text.purpose, text.refers_to) == ("onward", letter.document.number)
        assert text.persons[0].last_place == "乘高铁前往南京"
        assert not list_people_outside(letter_desk(), event_id=letter.event_id, page=1, now=NOW)


class TestRefused:
    def test_all_that_is_missing_is_said_at_once(self) -> None:
        [person] = persons_of(make_letter(state="issued"))
        tomorrow = NOW + timedelta(days=1)
        wrong = Answered(result="found", measure="at_site", test_result="negative", controlled_at=tomorrow)
        with pytest.raises(Refused) as refusal:
            entered(person, wrong)
        assert set(str(refusal.value.facts["problems"]).split(",")) == {
            "receipt_place_needed",
            "measure_needs_a_deciding_body",
            "receipt_test_half_told",
            "receipt_reporter_needed",
            "receipt_in_the_future",
        }
        assert not Receipt.objects.exists() and not Outcome.objects.exists()

    @pytest.mark.parametrize(
        "said",
        [
            replace(FOUND, place="王**家"),
            replace(FOUND, onward="王**家"),
            replace(FOUND, samples="王**阴性"),
        ],
    )
    def test_a_mask_is_never_written_back(self, said: Answered) -> None:
        [person] = persons_of(make_letter(state="issued"))
        with pytest.raises(Refused, match="masked_value_written_back"):
            entered(person, said)

    def test_a_telephone_is_no_name_of_a_reporter(self) -> None:
        [person] = persons_of(make_letter(state="issued"))
        with pytest.raises(Refused, match="identifier_in_free_text"):
            entered(person, replace(FOUND, reporter="李13800001111"))

    @pytest.mark.parametrize("state", ["drafted", "checked", "signed"])
    def test_nobody_answers_a_letter_that_is_not_out(self, state: str) -> None:
        [person] = persons_of(make_letter(state=state))
        with pytest.raises(Stale, match="document_moved_on"):
            entered(person)

    @pytest.mark.parametrize("key", [COUNTY, OTHER_COUNTY])
    def test_other_units_enter_none(self, key: str) -> None:
        [person] = persons_of(make_letter(state="issued"))
        with pytest.raises(Missing):
            enter_receipt(
                letter_desk(unit_key=key),
                person_id=person.id,
                seen=0,
                said=FOUND,
                received_at=None,
                scan=None,
                now=NOW,
            )


def test_the_receipt_as_it_came_in_is_kept_and_opened_with_a_line() -> None:
    [person] = persons_of(make_letter(state="issued"))
    made = enter_receipt(
        letter_desk(),
        person_id=person.id,
        seen=0,
        said=FOUND,
        received_at=None,
        scan=CleanFile("application/pdf", b"%PDF-1.4 x"),
        now=NOW,
    )
    assert open_receipt_scan(letter_desk(), receipt_id=made.id, now=NOW).content == b"%PDF-1.4 x"
    assert AuditLine.objects.filter(verb="verification.open_receipt_scan", subject=str(made.id)).count() == 1


def test_a_person_handed_out_again_is_called_back_when_the_receipt_says_found() -> None:
    [person] = persons_of(make_letter(state="issued"))
    entered(person, NOT_THERE)
    task = task_of(person)
    [sent] = send([task], to=OTHER_COUNTY)
    assert sent.request == FindPerson.REQUEST
    entered(person, FOUND, hours=2)
    sent.refresh_from_db()
    assert sent.recalled_at is not None


class TestReport:
    def figures(self, letter: Letter, hours: float) -> dict[str, tuple[int, int] | int]:
        made = make_report(letter.event_id, f"{CITY}/", NOW + timedelta(hours=hours))
        found: dict[str, tuple[int, int] | int] = {
            one.name: one.value
            for one in made.counts
            if one.unit == CITY and one.name in ("letters_out", "letters_late")
        }
        [rate] = [
            one for one in made.figures if one.unit == CITY and one.indicator == "verification.receipt_rate"
        ]
        return found | {"rate": (rate.numerator, rate.denominator)}

    def test_receipts_in_time_of_letters_whose_clock_has_ended(self) -> None:
        in_time, late, still_out = (make_letter(state="issued") for _ in range(3))
        make_letter(state="signed")
        assert self.figures(in_time, 1) == {"letters_out": 3, "letters_late": 0, "rate": (0, 0)}
        entered(persons_of(in_time)[0], hours=2)
        assert self.figures(in_time, 3) == {"letters_out": 2, "letters_late": 0, "rate": (1, 1)}
        entered(persons_of(late)[0], hours=13)
        assert self.figures(in_time, 14) == {"letters_out": 1, "letters_late": 1, "rate": (1, 3)}
        assert still_out.answered_at is None

    def test_an_empty_city_and_a_county_have_zeros(self) -> None:
        letter = make_letter()
        county = unit(COUNTY).path
        made = make_report(letter.event_id, county, NOW)
        assert {one.value for one in made.counts if one.name.startswith("letters_")} == {0}


class TestSheets:
    def kept(self, *rows: list[object], name: str = "回执.xlsx") -> ReceiptSheet:
        read = read_list(sheet_of_receipts(rows), name)
        return receive_receipts(letter_desk(), read=read, sender="郑州市", now=NOW + timedelta(hours=1))

    def proposed(self, sheet: ReceiptSheet) -> list[ProposedReceipt]:
        return get_receipt_sheet(letter_desk(), sheet_id=sheet.id, now=NOW + timedelta(hours=1))[1]

    def test_one_table_answers_many_letters_and_enters_only_what_a_person_chose(self) -> None:
        first, second = make_letter(2, state="issued"), make_letter(state="issued")
        sheet = self.kept(
            receipt_row(first, 1), receipt_row(first, 2, result="查无此人"), receipt_row(second, 1)
        )
        rows = self.proposed(sheet)
        assert [(one.result, one.is_clear) for one in rows] == [
            ("found", True),
            ("not_here", True),
            ("found", True),
        ]
        assert [one.letter_number for one in rows] == [
            first.document.number,
            first.document.number,
            second.document.number,
        ]
        entered_rows = confirm_receipts(
            letter_desk(), sheet_id=sheet.id, rows=[rows[0].key, rows[1].key], now=NOW + timedelta(hours=1)
        )
        assert len(entered_rows) == 2
        assert [one.result for one in persons_of(first)] == ["found", "not_here"]
        assert [one.result for one in persons_of(second)] == [""]
        made = persons_of(first)[0].receipts.get()
        assert (made.measure, made.next_contacts, made.test_result, made.reporter) == (
            "at_site",
            2,
            "negative",
            "李填报",
        )

    def test_the_page_shows_masks_and_the_file_goes_when_it_is_entered(self) -> None:
        letter = make_letter(state="issued")
        sheet = self.kept(receipt_row(letter))
        [row] = self.proposed(sheet)
        person = persons_of(letter)[0].task.person
        assert unseal(person, "name") not in repr(row) and unseal(person, "id_number") not in repr(row)
        confirm_receipts(letter_desk(), sheet_id=sheet.id, rows=[row.key], now=NOW + timedelta(hours=1))
        sheet.refresh_from_db()
        assert (sheet.state, bytes(sheet.content), sheet.rows_entered) == ("confirmed", b"", 1)
        with pytest.raises(Stale, match="sheet_of_receipts_ended"):
            confirm_receipts(letter_desk(), sheet_id=sheet.id, rows=[row.key], now=NOW + timedelta(hours=1))

    def test_a_row_about_nobody_in_particular_is_not_entered(self) -> None:
        letter, other = make_letter(state="issued"), make_letter(state="issued")
        stranger = receipt_row(letter, name="陌生人")
        stranger[2] = identity(999)
        unknown = receipt_row(letter)
        unknown[0] = "漯疫防指协函〔2020〕9号"
        twice = receipt_row(other)
        sheet = self.kept(stranger, unknown, twice, [*twice[:3], "否", *twice[4:]])
        rows = self.proposed(sheet)
        assert [one.problems for one in rows] == [
            ("receipt_person_unknown",),
            ("receipt_number_unknown",),
            ("receipt_twice_in_sheet",),
            ("receipt_twice_in_sheet",),
        ]
        with pytest.raises(Refused, match="rows_not_clear"):
            confirm_receipts(letter_desk(), sheet_id=sheet.id, rows=[rows[0].key], now=NOW)
        assert not Receipt.objects.exists()

    def test_a_name_alone_says_who_is_meant_only_within_a_letter(self) -> None:
        letter = make_letter(state="issued")
        with_number, without = receipt_row(letter), receipt_row(letter)
        with_number[2] = without[2] = ""
        without[0] = ""
        assert self.proposed(self.kept(with_number))[0].is_clear
        assert self.proposed(self.kept(without, name="二.xlsx"))[0].problems == ("receipt_person_unknown",)

    def test_an_id_alone_names_the_letter_that_is_still_open(self) -> None:
        row = receipt_row(make_letter(state="issued"))
        row[0] = ""
        assert self.proposed(self.kept(row))[0].is_clear

    def test_the_old_number_of_a_corrected_letter_still_finds_its_person(self) -> None:
        letter = make_letter(state="issued")
        row = receipt_row(letter)
        new = correct_letter(
            letter_desk(),
            letter_id=letter.id,
            version=letter.document.version,
            city=ZHENGZHOU,
            task_ids=[persons_of(letter)[0].task_id],
            facts=FACTS,
            now=NOW,
        )
        new = check_letter(letter_desk("checker"), letter_id=new.id, version=new.document.version, now=NOW)
        new = sign_letter(letter_desk("chief"), letter_id=new.id, version=new.document.version, now=NOW)
        sheet = self.kept(row)
        [shown] = self.proposed(sheet)
        # The correction is signed but not out: its person is not among the letters that went out yet.
        assert shown.problems == () and shown.letter_number in (letter.document.number, new.document.number)
        confirm_receipts(letter_desk(), sheet_id=sheet.id, rows=[shown.key], now=NOW + timedelta(hours=1))
        assert [one.result for one in persons_of(new)] == ["found"]

    def test_the_same_file_twice_changes_nothing(self) -> None:
        row = receipt_row(make_letter(state="issued"))
        sheet = self.kept(row)
        with pytest.raises(Stale, match="same_file_received"):
            receive_receipts(
                letter_desk(),
                read=read_list(
                    _content(sheet),
                    "回执.xlsx",
                ),
                sender="郑州市",
                now=NOW,
            )
        put_away_receipts(letter_desk(), sheet_id=sheet.id, reason="发错", now=NOW)
        sheet.refresh_from_db()
        assert (sheet.state, bytes(sheet.content)) == ("void", b"")

    def test_a_table_nobody_confirmed_goes_after_72_hours(self) -> None:
        sheet = self.kept(receipt_row(make_letter(state="issued")))
        keeper = letter_desk(unit_key=CITY)
        received = sheet.received_at
        assert forget_receipt_sheets(keeper, now=received + timedelta(hours=72)) == 0
        assert forget_receipt_sheets(keeper, now=received + timedelta(hours=73)) == 1
        sheet.refresh_from_db()
        assert (sheet.state, bytes(sheet.content)) == ("void", b"")

    def test_other_units_see_no_table(self) -> None:
        sheet = self.kept(receipt_row(make_letter(state="issued")))
        with pytest.raises(Missing):
            get_receipt_sheet(letter_desk(unit_key=COUNTY), sheet_id=sheet.id, now=NOW)

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("已查到，集中隔离", "found"),
            ("未查到", "not_here"),
            ("查无此人", "not_here"),
            ("不在我市", "not_here"),
            ("已离开前往上海", "moved_on"),
            ("8月4日已返漯", "returned"),
            ("", ""),
        ],
    )
    def test_how_other_cities_say_it(self, text: str, code: str) -> None:
        assert code_said(text, all_formats()[0].says["result"]) == code

    def test_of_several_results_the_last_one_counts(self) -> None:
        assert last_result_said("8月3日阴性，8月5日阳性") == "positive"
        assert last_result_said("8月5日 待出") == "pending" and last_result_said("已采") == ""


def _content(sheet: ReceiptSheet) -> bytes:
    return open_bytes(ReceiptSheet._meta.db_table, "content", sheet.id, sheet.content)


def test_who_is_to_be_written_about_again_is_described_from_the_last_receipt() -> None:
    [task] = make_outside(1)
    [one] = open_people_outside(letter_desk(), task_ids=[task.id], now=NOW)
    assert one.city == ZHENGZHOU or one.told.last_place.startswith("郑州市")


@pytest.mark.parametrize("year", [1, 1900, 9999])
def test_an_hour_in_an_impossible_year_is_refused_wherever_it_stands(year: int) -> None:
    """Midnight of the year 1 in China is no hour of the world's clock at all."""
    person = persons_of(make_letter(state="issued"))[0]
    at = datetime(year, 1, 1, tzinfo=CITY_TIME)
    wrong = [
        replace(FOUND, controlled_at=at),
        replace(FOUND, test_at=at),
        replace(FOUND, receipted_on=at.date()),
    ]
    for said in wrong:
        with pytest.raises(Refused, match="receipt_incomplete"):
            entered(person, said)
    with pytest.raises(Refused, match="receipt_incomplete"):
        enter_receipt(
            letter_desk("receiver"),
            person_id=person.id,
            seen=0,
            said=FOUND,
            received_at=at,
            scan=None,
            now=NOW + timedelta(hours=1),
        )
    assert not Receipt.objects.exists()
