"""协查函: from who is outside to a signed letter that has gone out; corrected, taken back, never changed."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, make_actor, make_list, unit, villages_of
from tests.world_letters import (
    FACTS,
    FORCE,
    FOUND,
    NANJING,
    ZHENGZHOU,
    letter_desk,
    make_letter,
    make_outside,
    persons_of,
)
from yanpan.base.audit.models import AuditLine
from yanpan.base.documents.models import Document
from yanpan.base.notices.models import Notice
from yanpan.base.people.keeping import PersonFacts, make_people
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import Sealer, unseal
from yanpan.kernel.errors import Missing, NotPermitted, Refused, Stale
from yanpan.science.record_matching import check_character
from yanpan.streams.verification.models import Letter, ListRow, VerificationTask
from yanpan.streams.verification.operations.letters import (
    About,
    Facts,
    call_late_letters,
    check_letter,
    correct_letter,
    draft_letter,
    enter_receipt,
    issue_letter,
    note_letter_call,
    redraft_letter,
    send_back_letter,
    sign_letter,
    void_letter,
)
from yanpan.streams.verification.queries.letters import (
    count_letters,
    get_letter,
    get_letter_card,
    get_letter_paper,
    list_letters,
    list_people_outside,
    open_people_outside,
    read_before_signing,
)
from yanpan.streams.verification.queries.letters.outside import city_named_in
from yanpan.streams.verification.rules.letters import all_formats, format_of, kind_of, sex_and_age

pytestmark = pytest.mark.django_db


def to_write(unit_key: str = FORCE) -> list[str]:
    tasks = VerificationTask.objects.all()
    event_id = tasks[0].event_id
    found = list_people_outside(letter_desk(unit_key=unit_key), event_id=event_id, page=1, now=NOW)
    return [one.person.short_code for one in found]


def drafted(tasks: list[VerificationTask], facts: Facts = FACTS, city: str = ZHENGZHOU) -> Letter:
    return draft_letter(letter_desk(), city=city, task_ids=[task.id for task in tasks], facts=facts, now=NOW)


def found_here(task: VerificationTask) -> None:
    VerificationTask.objects.filter(id=task.id).update(standing="verified", where="here", measure="cleared")


class TestWhoNeedsALetter:
    def test_who_was_signed_for_by_the_force_waits_and_who_was_not_does_not(self) -> None:
        make_outside(1, signed_for=False)
        assert to_write() == []
        [waiting] = make_outside(1)
        assert to_write() == [waiting.person.short_code]

    def test_other_units_see_nobody(self) -> None:
        make_outside(2)
        assert to_write(COUNTY) == [] and to_write(OTHER_COUNTY) == []

    def test_who_the_force_itself_found_outside_waits_too(self) -> None:
        [task] = make_outside(1, signed_for=False)
        VerificationTask.objects.filter(id=task.id).update(custody=unit(FORCE))
        assert to_write() == [task.person.short_code]

    def test_nobody_waits_while_a_letter_is_under_way_and_again_once_it_is_void(self) -> None:
        letter = make_letter()
        assert to_write() == []
        void_letter(
            letter_desk(), letter_id=letter.id, version=letter.document.version, reason="写错", now=NOW
        )
        assert len(to_write()) == 1

    def test_they_are_masked_until_the_letter_is_written(self) -> None:
        [task] = make_outside(1)
        shown = list_people_outside(letter_desk(), event_id=task.event_id, page=1, now=NOW)
        assert unseal(task.person, "name") not in repr(shown)
        [one] = open_people_outside(letter_desk(), task_ids=[task.id], now=NOW)
        assert one.told.name == unseal(task.person, "name")
        assert AuditLine.objects.filter(verb="verification.open_people_outside").count() == 1

    def test_the_city_an_answer_names_is_proposed(self) -> None:
        found = city_named_in("现住郑州市二七区亲戚家", CITY)
        assert found is not None and found.code == ZHENGZHOU
        assert city_named_in("", CITY) is None and city_named_in("说不清楚", CITY) is None
        assert city_named_in("漯河市召陵区", CITY) is None
        [task] = make_outside(1)
        [shown] = list_people_outside(letter_desk(), event_id=task.event_id, page=1, now=NOW)
        assert shown.city == ZHENGZHOU  # by the address


class TestWriting:
    def test_a_letter_says_who_is_meant_from_the_record_and_what_the_drafter_adds(self) -> None:
        tasks = make_outside(2)
        about = {tasks[0].id: About(kind="companion", last_contact="7月30日9时", travel="G1234次5车12A")}
        letter = drafted(tasks, replace(FACTS, about=about))
        view = get_letter(letter_desk("checker"), letter_id=letter.id, now=NOW)
        told = {one.task: one for one in view.text.persons}
        first, second = (told[str(task.id)] for task in tasks)
        assert (first.name, first.sex, first.age) == (unseal(tasks[0].person, "name"), "男", "31")
        assert (first.kind, first.travel) == ("companion", "G1234次5车12A")
        assert second.kind == "close_contact"
        assert view.text.hours == 12 and letter.person_count == 2
        assert letter.document.title == "关于协助查找和管控涉疫人员的函"

    def test_what_it_says_lies_sealed(self) -> None:
        [task] = make_outside(1)
        letter = drafted([task])
        kept = bytes(Document.objects.get(id=letter.document_id).text)
        assert unseal(task.person, "name").encode() not in kept and "禄口".encode() not in kept
        line = AuditLine.objects.get(verb="verification.draft_letter")
        assert unseal(task.person, "id_number") not in str(line.details) and "禄口" not in str(line.details)

    def test_all_that_is_missing_is_said_at_once(self) -> None:
        tasks = make_outside(2)
        about = {tasks[1].id: About()}
        wrong = Facts(
            place=" ",
            window="",
            case_number="张某某",
            hours=200,
            contact_name="张",
            contact_phone="1",
            about=about,
        )
        with pytest.raises(Refused) as refusal:
            drafted(tasks, wrong)
        assert refusal.value.code == "letter_out_incomplete"
        assert set(str(refusal.value.facts["problems"]).split(",")) == {
            "letter_case_number_odd",
            "letter_place_needed",
            "letter_window_needed",
            "letter_hours_odd",
        }
        assert not Letter.objects.exists() and not Document.objects.exists()

    @pytest.mark.parametrize("number", ["1", "郑州市确诊病例12", "HN-2021-0731(3)", "〔2021〕7"])
    def test_a_number_of_a_case_holds_a_digit(self, number: str) -> None:
        assert drafted(make_outside(1), replace(FACTS, case_number=number)).id

    def test_a_masked_value_never_goes_out(self) -> None:
        [task] = make_outside(1)
        for about in (About(last_place="张**家"), About(travel="G12**")):
            with pytest.raises(Refused, match="masked_value_written_back"):
                drafted([task], replace(FACTS, about={task.id: about}))
        with pytest.raises(Refused, match="masked_value_written_back"):
            drafted([task], replace(FACTS, place="王*的家"))

    def test_a_value_that_came_masked_is_left_open_and_the_drafter_may_give_it(self) -> None:
        [task] = make_outside(1)
        facts = PersonFacts("张**", "411104********1234", "138****1234", "郑州")
        [person] = make_people(task.event_id, [facts], now=NOW)
        VerificationTask.objects.filter(id=task.id).update(person=person)
        [shown] = open_people_outside(letter_desk(), task_ids=[task.id], now=NOW)
        assert shown.lacks == ("name", "id_number") and (shown.told.name, shown.told.phone) == ("", "")
        with pytest.raises(Refused) as refusal:
            drafted([task])
        assert refusal.value.facts["problems"] == "1:letter_person_unnamed"
        with pytest.raises(Refused) as refusal:
            drafted(
                [task], replace(FACTS, about={task.id: About(name="张三丰", id_number="411104199001011230")})
            )
        assert refusal.value.facts["problems"] == "1:letter_id_wrong"
        letter = drafted([task], replace(FACTS, about={task.id: About(name="张三丰")}))
        assert get_letter(letter_desk(), letter_id=letter.id, now=NOW).text.persons[0].name == "张三丰"

    def test_a_record_that_is_complete_is_not_overwritten_by_the_form(self) -> None:
        [task] = make_outside(1)
        letter = drafted([task], replace(FACTS, about={task.id: About(name="别人", id_number="1")}))
        told = get_letter(letter_desk(), letter_id=letter.id, now=NOW).text.persons[0]
        assert told.name == unseal(task.person, "name")

    def test_no_identifier_stands_outside_the_persons_part(self) -> None:
        with pytest.raises(Refused, match="identifier_in_free_text"):
            drafted(make_outside(1), replace(FACTS, asked=["请联系13800001111"]))

    def test_nobody_is_written_about_twice_or_who_is_not_outside(self) -> None:
        [task] = make_outside(1)
        drafted([task])
        with pytest.raises(Missing):
            drafted([task])
        [other] = make_outside(1)
        found_here(other)
        with pytest.raises(Missing):
            drafted([other])

    @pytest.mark.parametrize("city", ["999999", "", CITY])
    def test_a_letter_goes_to_another_city_of_the_country(self, city: str) -> None:
        with pytest.raises(Refused, match="unknown_city_of_letter"):
            drafted(make_outside(1), city=city)

    def test_at_most_fifty_go_on_one_letter(self) -> None:
        with pytest.raises(Refused) as refusal:
            drafted(make_outside(51))
        assert "letter_names_too_many" in str(refusal.value.facts["problems"])

    def test_a_province_has_its_own_wording_fields_and_hours(self) -> None:
        letter = drafted(make_outside(1), city=NANJING)
        assert (letter.format, letter.hours, letter.city_name) == ("jiangsu", 8, "南京市")
        assert letter.document.title == "关于商请协助核查管控相关人员的函"

    def test_the_duty_telephone_of_a_city_is_remembered(self) -> None:
        drafted(make_outside(1), replace(FACTS, their_phone="0371-67170000"))
        assert drafted(make_outside(1)).their_phone == "0371-67170000"
        assert drafted(make_outside(1), city=NANJING).their_phone == ""


class TestThreePeople:
    def test_drafter_checker_and_signer_are_three(self) -> None:
        letter = make_letter()
        version = letter.document.version
        with pytest.raises(Refused, match="another_person_checks"):
            check_letter(letter_desk("drafter"), letter_id=letter.id, version=version, now=NOW)
        checked = check_letter(letter_desk("checker"), letter_id=letter.id, version=version, now=NOW)
        for name in ("drafter", "checker"):
            with pytest.raises(Refused, match="a_third_person_signs"):
                sign_letter(letter_desk(name), letter_id=letter.id, version=checked.document.version, now=NOW)

    def test_the_number_comes_with_the_signature_and_the_clock_with_the_sending(self) -> None:
        letter = make_letter(state="signed")
        assert letter.document.number == "演练漯疫防指协函〔2021〕1号" and letter.answer_by is None
        letter = make_letter(state="issued")
        assert letter.document.number == "演练漯疫防指协函〔2021〕2号"
        assert letter.answer_by == NOW + timedelta(hours=12)

    def test_who_checks_or_signs_what_was_changed_meanwhile_is_stopped(self) -> None:
        letter = make_letter()
        with pytest.raises(Stale, match="document_moved_on"):
            check_letter(
                letter_desk("checker"), letter_id=letter.id, version=letter.document.version - 1, now=NOW
            )

    def test_a_letter_sent_back_is_written_anew_and_checked_again(self) -> None:
        letter = make_letter(state="checked")
        sent = send_back_letter(
            letter_desk("chief"),
            letter_id=letter.id,
            version=letter.document.version,
            reason="缺车次",
            now=NOW,
        )
        again = redraft_letter(
            letter_desk(),
            letter_id=letter.id,
            version=sent.document.version,
            city=ZHENGZHOU,
            task_ids=[one.task_id for one in persons_of(letter)],
            facts=replace(FACTS, window="7月31日"),
            now=NOW,
        )
        assert again.document.state == "drafted"
        assert get_letter(letter_desk(), letter_id=letter.id, now=NOW).text.window == "7月31日"

    def test_the_roles_of_the_role_file_hold_their_own_act_and_no_other(self) -> None:
        drafter = make_actor("co_investigator", FORCE)
        checker, chief = make_actor("epidemiologist"), make_actor("duty_chief")
        officer = make_actor("duty_officer")
        acts = ("draft_letter", "check_letter", "sign_letter", "issue_letter")
        held = {
            actor.role: {act for act in acts if actor.may(f"verification.{act}")}
            for actor in (drafter, checker, chief, officer)
        }
        assert held == {
            "co_investigator": {"draft_letter", "check_letter"},
            "epidemiologist": {"check_letter"},
            "duty_chief": {"sign_letter"},
            "duty_officer": {"issue_letter"},
        }

    def test_nobody_signs_or_sends_for_somebody_who_was_found_here(self) -> None:
        letter = make_letter(state="signed")
        found_here(persons_of(letter)[0].task)
        with pytest.raises(Refused, match="letter_names_someone_found"):
            issue_letter(
                letter_desk("officer"),
                letter_id=letter.id,
                version=letter.document.version,
                channel="fax",
                now=NOW,
            )

    def test_a_signed_letter_is_not_written_anew(self) -> None:
        letter = make_letter(state="signed")
        before = bytes(letter.document.text)
        with pytest.raises(Stale, match="document_moved_on"):
            redraft_letter(
                letter_desk(),
                letter_id=letter.id,
                version=letter.document.version,
                city=NANJING,
                task_ids=[one.task_id for one in persons_of(letter)],
                facts=FACTS,
                now=NOW,
            )
        kept = Document.objects.get(id=letter.document_id)
        assert bytes(kept.text) == before and kept.text_digest == letter.document.text_digest


class TestWhoReads:
    def test_desks_see_numbers_and_cities_and_no_person(self) -> None:
        letter = make_letter(state="issued")
        chief = make_actor("duty_chief")
        shown = list_letters(chief, event_id=letter.event_id, wanted="", page=1, now=NOW)
        card = get_letter_card(chief, letter_id=letter.id, now=NOW)
        name = unseal(persons_of(letter)[0].task.person, "name")
        assert [one.document.number for one in shown] == [card.document.number]
        assert name not in repr(shown) + repr(card)
        with pytest.raises(NotPermitted):
            get_letter(chief, letter_id=letter.id, now=NOW)

    def test_the_chief_reads_the_letter_he_is_to_sign_with_one_line_and_no_other(self) -> None:
        waiting, out = make_letter(state="checked"), make_letter(state="issued")
        chief = make_actor("duty_chief")
        read = read_before_signing(chief, letter_id=waiting.id, now=NOW)
        assert read.text.persons[0].name
        [line] = AuditLine.objects.filter(verb="verification.read_before_signing")
        assert line.subject == str(waiting.id)
        with pytest.raises(Missing):
            read_before_signing(chief, letter_id=out.id, now=NOW)

    def test_who_only_sends_gets_letters_on_one_person_and_only_to_send_them(self) -> None:
        officer = make_actor("duty_officer")
        one, sheet, draft = make_letter(state="signed"), make_letter(2, state="signed"), make_letter()
        assert get_letter_paper(officer, letter_id=one.id, now=NOW).text.persons
        with pytest.raises(Refused, match="force_prints_sheets"):
            get_letter_paper(officer, letter_id=sheet.id, now=NOW)
        with pytest.raises(Missing):
            get_letter_paper(officer, letter_id=draft.id, now=NOW)
        assert get_letter_paper(letter_desk(), letter_id=sheet.id, now=NOW).text.persons

    @pytest.mark.parametrize("key", [COUNTY, OTHER_COUNTY])
    def test_other_units_see_no_letter(self, key: str) -> None:
        letter = make_letter(state="issued")
        stranger = letter_desk(unit_key=key)
        for read in (get_letter, get_letter_card, get_letter_paper):
            with pytest.raises(Missing):
                read(stranger, letter_id=letter.id, now=NOW)
        assert not list_letters(stranger, event_id=letter.event_id, wanted="", page=1, now=NOW)
        assert count_letters(stranger, event_id=letter.event_id, now=NOW) == {}

    def test_a_liaison_of_another_force_sees_none(self) -> None:
        letter = make_letter()
        with pytest.raises(Missing):
            get_letter(letter_desk(unit_key="force-supervision"), letter_id=letter.id, now=NOW)


class TestTakenBackAndCorrected:
    def test_a_draft_taken_back_is_gone_without_a_notice(self) -> None:
        letter = make_letter()
        back = void_letter(
            letter_desk(), letter_id=letter.id, version=letter.document.version, reason="不需要", now=NOW
        )
        assert back.id == letter.id and Letter.objects.count() == 1

    def test_a_letter_that_went_out_is_taken_back_with_a_notice_to_the_city(self) -> None:
        letter = make_letter(state="issued")
        notice = void_letter(
            letter_desk(), letter_id=letter.id, version=letter.document.version, reason="人员在我市", now=NOW
        )
        letter.document.refresh_from_db()
        assert (letter.document.state, letter.document.number) == ("void", "演练漯疫防指协函〔2021〕1号")
        assert (notice.purpose, notice.follows_id, notice.city) == ("withdraw", letter.id, letter.city)
        checked = check_letter(
            letter_desk("checker"), letter_id=notice.id, version=notice.document.version, now=NOW
        )
        signed = sign_letter(
            letter_desk("chief"), letter_id=notice.id, version=checked.document.version, now=NOW
        )
        sent = issue_letter(
            letter_desk("officer"),
            letter_id=notice.id,
            version=signed.document.version,
            channel="fax",
            now=NOW,
        )
        assert sent.document.number == "演练漯疫防指协函〔2021〕2号"
        assert sent.answer_by is None  # nobody answers a notice
        assert (
            get_letter(letter_desk(), letter_id=notice.id, now=NOW).text.refers_to == letter.document.number
        )

    def test_a_letter_whose_person_turned_up_here_is_flagged(self) -> None:
        letter = make_letter(2, state="issued")
        found_here(persons_of(letter)[1].task)
        card = get_letter_card(letter_desk(), letter_id=letter.id, now=NOW)
        assert (card.persons, card.open, card.found_here) == (2, 2, 1)
        view = get_letter(letter_desk(), letter_id=letter.id, now=NOW)
        assert [one.found_here for one in view.persons] == [False, True]

    def test_a_correction_without_the_one_found_takes_the_old_letters_place(self) -> None:
        letter = make_letter(2, state="issued")
        stays, found = persons_of(letter)
        found_here(found.task)
        new = correct_letter(
            letter_desk(),
            letter_id=letter.id,
            version=letter.document.version,
            city=ZHENGZHOU,
            task_ids=[stays.task_id],
            facts=FACTS,
            now=NOW,
        )
        new = check_letter(letter_desk("checker"), letter_id=new.id, version=new.document.version, now=NOW)
        new = sign_letter(letter_desk("chief"), letter_id=new.id, version=new.document.version, now=NOW)
        old = get_letter_card(letter_desk(), letter_id=letter.id, now=NOW)
        assert (old.document.state, old.document.replaced_by) == ("corrected", new.document.number)
        assert (
            get_letter_card(letter_desk(), letter_id=new.id, now=NOW).document.corrects == old.document.number
        )
        assert new.person_count == 1 and to_write() == []

    def test_a_correction_names_only_who_was_named_before(self) -> None:
        letter = make_letter(state="issued")
        with pytest.raises(Missing):
            correct_letter(
                letter_desk(),
                letter_id=letter.id,
                version=letter.document.version,
                city=ZHENGZHOU,
                task_ids=[make_outside(1)[0].id],
                facts=FACTS,
                now=NOW,
            )


class TestProposals:
    def test_the_rows_of_the_lists_propose_place_day_and_seat(self) -> None:
        [task] = make_outside(1)
        batch = make_list(1, row_state="")
        row_id = fresh_id(NOW)
        fields = {"exposed_place": "南京禄口机场", "exposed_on": "2021-07-30", "transport": "MU2801 31C"}
        sealed = Sealer(ListRow, NOW).seal("fields", row_id, json.dumps(fields))
        ListRow.objects.create(id=row_id, batch=batch, number=2, fields=sealed, state="accepted", task=task)
        [one] = open_people_outside(letter_desk(), task_ids=[task.id], now=NOW)
        assert (one.place, one.window, one.told.travel) == ("南京禄口机场", "2021-07-30", "MU2801 31C")
        assert one.told.last_contact == "2021-07-30"


class TestLate:
    def test_late_letters_go_on_the_call_list_with_the_city_that_waits_longest(self) -> None:
        first = drafted(make_outside(1), replace(FACTS, their_phone="0371-67170000"))
        for step in (check_letter, sign_letter):
            first = step(
                letter_desk(step.__name__), letter_id=first.id, version=first.document.version, now=NOW
            )
        issue_letter(
            letter_desk("officer"), letter_id=first.id, version=first.document.version, channel="fax", now=NOW
        )
        make_letter(state="issued", city=NANJING, at=NOW + timedelta(hours=6))
        desk = letter_desk(unit_key=CITY)
        assert call_late_letters(desk, now=NOW + timedelta(hours=12)) == 0
        assert call_late_letters(desk, now=NOW + timedelta(hours=15)) == 1
        [call] = Notice.objects.filter(matter="letters_late")
        assert call.facts == {"letters": 2, "longest_late": "郑州市 0371-67170000"}
        assert call.unit.key == FORCE
        call_late_letters(desk, now=NOW + timedelta(hours=16))
        assert Notice.objects.filter(matter="letters_late").count() == 1

    def test_what_the_other_city_said_on_the_telephone_is_noted(self) -> None:
        letter = make_letter(state="issued")
        note_letter_call(letter_desk(), letter_id=letter.id, answer="promised", now=NOW)
        card = get_letter_card(letter_desk(), letter_id=letter.id, now=NOW)
        assert (card.call_answer, card.called_at) == ("promised", NOW)
        with pytest.raises(Refused, match="unknown_answer"):
            note_letter_call(letter_desk(), letter_id=letter.id, answer="maybe", now=NOW)

    def test_the_steps_are_counted(self) -> None:
        for state in ("drafted", "checked", "signed", "issued"):
            letter = make_letter(state=state)
        make_outside(2)
        person = persons_of(make_letter(state="issued"))[0]
        enter_receipt(
            letter_desk(), person_id=person.id, seen=0, said=FOUND, received_at=None, scan=None, now=NOW
        )
        later = NOW + timedelta(hours=13)
        assert count_letters(letter_desk(), event_id=letter.event_id, now=later) == {
            "to_write": 2,
            "to_check": 1,
            "to_sign": 1,
            "to_send": 1,
            "out": 1,
            "late": 1,
            "answered": 1,
        }


class TestFormats:
    def test_every_format_fills_every_wording(self) -> None:
        facts = {"city": "郑州市", "count": 1, "exposure": "", "refers_to": "", "window": "", "place": ""}
        facts |= {"case": "", "hours": 1, "annex": "", "name": "", "phone": ""}
        for one in all_formats():
            for name in one.words:
                assert "{" not in one.word(name, **facts)
            assert {wanted.field for wanted in one.receipt} >= {"result", "place", "measure", "reporter"}
            assert {"name", "id_number", "phone"} <= {wanted.field for wanted in one.persons}

    def test_a_province_without_its_own_takes_the_common_one(self) -> None:
        assert [format_of(code).key for code in ("410100", "320100", "430100", "650100")] == [
            "henan",
            "jiangsu",
            "hunan",
            "henan",
        ]

    def test_the_gravest_class_gives_the_hours(self) -> None:
        henan = format_of("410100")
        assert [henan.answer_hours(of) for of in (["other", "contact"], ["other"], [])] == [12, 24, 24]

    @pytest.mark.parametrize(
        ("reason", "urgency", "kind"),
        [
            ("次密接", "other", "secondary_contact"),
            ("时空伴随", "other", "companion"),
            ("密接", "contact", "close_contact"),
            ("六院就诊", "topic", "topic"),
            ("旅居史", "other", "other"),
        ],
    )
    def test_the_class_by_the_words_of_the_reason(self, reason: str, urgency: str, kind: str) -> None:
        assert kind_of(reason, urgency) == kind

    def test_age_turns_on_the_birthday(self) -> None:
        seventeen = "41110219900805123"
        number = seventeen + check_character(seventeen)
        assert sex_and_age(number, "", date(2021, 8, 4)) == ("男", "30")
        assert sex_and_age(number, "", date(2021, 8, 5)) == ("男", "31")
        assert sex_and_age("", "女", date(2021, 8, 5)) == ("女", "")


def test_a_village_that_corrects_its_answer_leaves_the_letter_flagged_not_changed() -> None:
    letter = make_letter(state="issued")
    [person] = persons_of(letter)
    assert person.task.custody.key == villages_of(COUNTY)[0].key
    found_here(person.task)
    assert get_letter_card(letter_desk(), letter_id=letter.id, now=NOW).found_here == 1
    letter.document.refresh_from_db()
    assert letter.document.state == "issued"
