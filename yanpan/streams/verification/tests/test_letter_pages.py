"""The pages of letters: each role sees its step, nobody sees more, and every refusal stands in words."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from tests import world
from tests.world import CITY, OTHER_COUNTY, make_event, make_list
from tests.world_letters import (
    FORCE,
    ZHENGZHOU,
    letter_desk,
    make_letter,
    make_outside,
    persons_of,
    receipt_row,
    sheet_of_receipts,
)
from yanpan.base.audit.models import AuditLine
from yanpan.base.documents.rules import CHANNELS, URGENCIES, State
from yanpan.base.vault.sealing import unseal
from yanpan.shell.asking import forget_actors
from yanpan.shell.tests.desk import sit_down
from yanpan.streams.verification.models import Letter, Receipt, ReceiptSheet, VerificationTask
from yanpan.streams.verification.operations.letters import void_letter
from yanpan.streams.verification.queries.letters.cards import STEPS
from yanpan.streams.verification.queries.letters.matching import NoMatch
from yanpan.streams.verification.rules.letters import Kind, LetterProblem, Purpose, Result
from yanpan.streams.verification.rules.receipts import ReceiptProblem
from yanpan.streams.verification.templatetags import letter_words as words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_the_drills_hour(settings: Settings) -> None:
    settings.YANPAN_CLOCK = "yanpan.streams.verification.tests.test_letter_pages.now"
    settings.LANGUAGE_CODE = "en"
    forget_actors()


def now() -> object:
    return world.NOW


def page_of(letter: Letter) -> str:
    return reverse("verification:letter", args=[letter.id])


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def name_in(letter: Letter) -> str:
    return unseal(persons_of(letter)[0].task.person, "name")


def post(client: Client, letter: Letter, step: str, **given: str) -> int:
    letter.document.refresh_from_db()
    address = reverse("verification:letter_step", args=[letter.id, step])
    return client.post(address, {"version": str(letter.document.version), **given}).status_code


def test_every_code_has_a_word() -> None:
    for codes, known in (
        (set(STEPS), words.STEPS),
        (set(State), words.STATES),
        (set(Purpose), words.PURPOSES),
        (set(CHANNELS), words.CHANNELS),
        (set(Result), words.RESULTS),
        (set(Kind), words.KINDS),
        (set(URGENCIES), words.URGENCIES),
        (set(LetterProblem), words.PROBLEMS),
        (set(ReceiptProblem), words.PROBLEMS),
        (set(NoMatch), words.PROBLEMS),
    ):
        assert {str(code) for code in codes} <= set(known)
    assert "person 2" in words.problems_in_words("letter_place_needed,2:letter_id_wrong")


def test_from_who_is_outside_to_a_letter_that_is_out_through_the_pages() -> None:
    [task] = make_outside(1)
    force = sit_down("co_investigator", FORCE)
    waiting = text_of(force, reverse("verification:letters"))
    assert task.person.short_code in waiting and unseal(task.person, "name") not in waiting
    address = f"{reverse('verification:write_letter')}?task={task.id}"
    assert unseal(task.person, "name") in text_of(force, address)
    given = {"task": str(task.id), "city": ZHENGZHOU, "place": "南京禄口机场", "window": "7月30日"}
    given |= {"contact_name": "张协查", "contact_phone": "0395-3130000", "p-0-kind": "close_contact"}
    answer = force.post(reverse("verification:write_letter"), given)
    letter = Letter.objects.get()
    assert answer.status_code == 302 and page_of(letter) in answer.headers["Location"]

    assert post(sit_down("epidemiologist"), letter, "check") == 302
    chief = sit_down("duty_chief")
    assert unseal(task.person, "name") in text_of(chief, page_of(letter))
    assert post(chief, letter, "sign") == 302
    assert unseal(task.person, "name") not in text_of(chief, page_of(letter))
    officer = sit_down("duty_officer")
    assert post(officer, letter, "issue", channel="fax") == 302
    letter.document.refresh_from_db()
    assert (letter.document.state, letter.document.number) == ("issued", "演练漯疫防指协函〔2021〕1号")
    assert letter.document.number in text_of(officer, f"{reverse('verification:letters')}?wanted=out")


def test_what_is_wrong_stands_on_the_form_with_status_422() -> None:
    [task] = make_outside(1)
    force = sit_down("co_investigator", FORCE)
    given = {"task": str(task.id), "city": ZHENGZHOU, "place": "某地", "window": "7月30日"}
    given |= {"contact_name": "张", "contact_phone": "1", "p-0-kind": "other", "case_number": "张某某"}
    answer = force.post(reverse("verification:write_letter"), given)
    assert answer.status_code == 422 and "without a name" in answer.content.decode()
    answer = force.post(reverse("verification:write_letter"), {"task": str(task.id)})
    assert answer.status_code == 422 and not Letter.objects.exists()


@pytest.mark.parametrize("bad", ["", "?task=nonsense", "?task=00000000-0000-7000-8000-000000000000"])
def test_a_letter_on_nobody_is_not_begun(bad: str) -> None:
    make_event()
    force = sit_down("co_investigator", FORCE)
    assert force.get(reverse("verification:write_letter") + bad).status_code in (302, 404)


def test_desks_read_no_person_on_the_list_or_the_letter() -> None:
    letter = make_letter(state="issued")
    for role in ("duty_chief", "duty_officer"):
        client = sit_down(role)
        for address in (reverse("verification:letters"), page_of(letter)):
            shown = text_of(client, address)
            assert name_in(letter) not in shown
            assert re.search(r"\d{17}[\dX]", shown) is None
    assert not AuditLine.objects.filter(verb="verification.get_letter").exists()


def test_other_counties_get_404_and_roles_without_the_right_403() -> None:
    letter = make_letter(state="issued")
    assert sit_down("duty_officer", OTHER_COUNTY).get(page_of(letter)).status_code == 404
    assert sit_down("list_clerk").get(page_of(letter)).status_code == 403
    assert post(sit_down("duty_officer"), letter, "void", reason="x") == 403


def test_the_wrong_person_is_told_why_on_the_page() -> None:
    letter = make_letter()
    force = sit_down("co_investigator", FORCE)
    letter.document.drafted_by = "co_investigator-force-co_investigation"
    letter.document.save()
    address = reverse("verification:letter_step", args=[letter.id, "check"])
    answer = force.post(address, {"version": str(letter.document.version)}, follow=True)
    assert "Who drafted a paper does not check it" in answer.content.decode()
    letter.document.refresh_from_db()
    assert letter.document.state == "drafted"


@pytest.mark.parametrize("step", ["check", "sign", "issue", "void", "send-back", "call"])
@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40])
def test_nonsense_for_a_version_changes_nothing(step: str, version: str) -> None:
    letter = make_letter()
    before = (letter.document.state, letter.document.version)
    address = reverse("verification:letter_step", args=[letter.id, step])
    for role, key in (("co_investigator", FORCE), ("duty_chief", CITY)):
        client = sit_down(role, key)
        assert client.post(address, {"version": version, "reason": "x"}).status_code in (302, 403)
    letter.document.refresh_from_db()
    assert (letter.document.state, letter.document.version) == before


def test_the_papers_come_as_files_with_a_line_each() -> None:
    letter = make_letter(state="signed")
    force = sit_down("co_investigator", FORCE)
    for ending, start in (("docx", b"PK"), ("pdf", b"%PDF-")):
        answer = force.get(reverse("verification:letter_file", args=[letter.id, ending]))
        assert answer.status_code == 200 and answer.content.startswith(start)
        assert "no-store" in answer.headers["Cache-Control"]
        assert name_in(letter) not in answer.headers["Content-Disposition"]
    assert force.get(reverse("verification:letter_file", args=[letter.id, "exe"])).status_code == 404
    assert AuditLine.objects.filter(verb="verification.get_letter_paper").count() == 2


def test_a_stamped_paper_is_kept_and_seen_again() -> None:
    letter = make_letter(state="signed")
    force = sit_down("co_investigator", FORCE)
    keep = reverse("verification:keep_scan", args=[letter.id])
    answer = force.post(keep, {"scan": SimpleUploadedFile("x.exe", b"MZ")}, follow=True)
    assert "neither a JPEG" in answer.content.decode()
    assert force.post(keep, {"scan": SimpleUploadedFile("x.pdf", b"%PDF-1.4 stamped")}).status_code == 302
    answer = force.get(reverse("verification:scan_of_letter", args=[letter.id]))
    assert answer.content == b"%PDF-1.4 stamped"


def test_a_receipt_is_entered_and_corrected_on_its_page() -> None:
    letter = make_letter(state="issued")
    [person] = persons_of(letter)
    force = sit_down("co_investigator", FORCE)
    address = reverse("verification:receipt", args=[letter.id, person.id])
    assert force.post(address, {"seen": "0", "result": "found"}).status_code == 422
    answer = force.post(address, {"seen": "0", "result": "found", "reporter": "李"})
    assert answer.status_code == 422 and "say where the person was found" in answer.content.decode()
    assert force.post(address, {"seen": "0", "result": "not_here", "reporter": "李"}).status_code == 302
    assert VerificationTask.objects.get(id=person.task_id).standing == "in_hand"
    assert (
        force.post(address, {"seen": "0", "result": "found", "reporter": "李", "place": "x"}).status_code
        == 409
    )
    assert Receipt.objects.count() == 1
    assert "corrects it" in text_of(force, address)


def test_a_table_of_receipts_goes_in_through_its_page() -> None:
    letter = make_letter(2, state="issued")
    force = sit_down("co_investigator", FORCE)
    content = sheet_of_receipts([receipt_row(letter, 1), receipt_row(letter, 2)])
    given = {"file": SimpleUploadedFile("回执.xlsx", content), "sender": "郑州市"}
    answer = force.post(reverse("verification:receipt_sheets"), given)
    sheet = ReceiptSheet.objects.get()
    address = reverse("verification:receipt_sheet", args=[sheet.id])
    assert answer.headers["Location"] == address
    shown = text_of(force, address)
    rows = re.findall(r'name="row" value="([^"]+)"', shown)
    assert len(rows) == 2 and name_in(letter) not in shown
    assert force.post(address, {"row": "7:99"}).status_code == 422
    assert force.post(address, {"row": rows}).status_code == 302
    assert Receipt.objects.count() == 2
    letter.document.refresh_from_db()
    assert letter.document.state == "acknowledged"


def test_a_letter_taken_back_leads_to_its_notice() -> None:
    letter = make_letter(state="issued")
    force = sit_down("co_investigator", FORCE)
    address = reverse("verification:letter_step", args=[letter.id, "void"])
    version = str(letter.document.version)
    answer = force.post(address, {"version": version, "reason": "人员在我市"}, follow=True)
    assert "A notice to the other city is drafted" in answer.content.decode()
    notice = Letter.objects.get(purpose="withdraw")
    assert page_of(notice) in answer.redirect_chain[-1][0]


def test_persons_are_left_out_when_a_letter_is_corrected() -> None:
    letter = make_letter(2, state="issued")
    force = sit_down("co_investigator", FORCE)
    address = reverse("verification:write_again", args=[letter.id, "correct"])
    assert letter.document.number in text_of(force, address)
    given = {"version": str(letter.document.version), "city": ZHENGZHOU, "place": "x", "window": "y"}
    given |= {"p-0-kind": "other", "p-1-kind": "other", "p-1-keep": "on"}
    assert force.post(address, given).status_code == 302
    new = Letter.objects.exclude(id=letter.id).get()
    assert [one.task_id for one in persons_of(new)] == [persons_of(letter)[1].task_id]
    assert sit_down("epidemiologist").get(address).status_code == 403
    assert force.get(reverse("verification:write_again", args=[letter.id, "burn"])).status_code == 404


def test_our_receipt_to_their_letter_is_printed() -> None:
    batch = make_list(1, source="other_city")
    client = sit_down("epidemiologist")
    address = reverse("verification:reply_receipt", args=[batch.id])
    assert address in text_of(client, reverse("verification:list", args=[batch.id]))
    assert "a first receipt" in text_of(client, address)
    same = client.post(address, {"reporter": "甲", "checker": "甲", "ending": "pdf"})
    assert same.status_code == 422
    answer = client.post(address, {"reporter": "甲", "checker": "乙", "ending": "pdf"})
    assert answer.content.startswith(b"%PDF-")
    assert client.post(address, {"reporter": "甲", "checker": "乙", "ending": "exe"}).status_code == 404


def test_the_page_of_letters_asks_as_often_for_one_as_for_many(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(12):
        make_letter(state="issued")
    make_outside(12)
    force = sit_down("co_investigator", FORCE)
    for wanted in ("to_write", "out"):
        with django_assert_max_num_queries(30):
            force.get(f"{reverse('verification:letters')}?wanted={wanted}")


def test_a_void_letter_offers_no_step() -> None:
    letter = make_letter()
    void_letter(
        letter_desk(), letter_id=letter.id, version=letter.document.version, reason="错", now=world.NOW
    )
    shown = text_of(sit_down("co_investigator", FORCE), page_of(letter))
    assert "Take back (void)" not in shown and "Write anew" not in shown
