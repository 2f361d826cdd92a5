"""A chain pasted on the phone or for a village: looked at, confirmed in one go, all problems at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.world import NOW, OTHER_COUNTY, TOWNSHIP, make_people_sought, villages_of
from yanpan.base.audit.models import AuditLine
from yanpan.base.gate.clock import wall_clock
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.vault.sealing import Sealer
from yanpan.kernel.errors import Missing, Refused
from yanpan.shell.tests.desk import sit_down
from yanpan.streams.verification.models import Attempt, Outcome, VerificationTask
from yanpan.streams.verification.operations import AnswerLine, Given, confirm_chain
from yanpan.streams.verification.queries import match_chain
from yanpan.streams.verification.tests.desk import take_phone
from yanpan.streams.verification.tests.lists import desk

# The pages ask the real clock: what was tested years ago is refused.
YESTERDAY = f"{wall_clock().astimezone(CITY_TIME) - timedelta(days=1):%Y-%m-%dT09:00}"
pytestmark = pytest.mark.django_db

CLEARED = Given(where="here", contact="met", measure="cleared")
NAMES = ("王建国", "李秀英", "赵志强")
TEXT = "#接龙\n1. 王建国 在家 上门 无异常 昨天核酸阴性\n2. 李秀音 在家\n3. 赵志强 可能在上海\n"


@pytest.fixture
def village() -> str:
    return villages_of(TOWNSHIP)[0].key


@pytest.fixture
def tasks(village: str) -> list[VerificationTask]:
    """Three people of the village by name."""
    made = make_people_sought(3, at=village)
    for task, name in zip(made, NAMES, strict=True):
        task.person.name = Sealer(type(task.person), NOW).seal("name", task.person.id, name)
        task.person.save(update_fields=["name"])
    return made


def test_only_what_is_clear_is_filled_in(village: str, tasks: list[VerificationTask]) -> None:
    clear, similar, unsure = match_chain(desk(village), unit_key=village, text=TEXT, now=NOW)
    assert clear.candidates[0].task_id == tasks[0].id and clear.taps["where"] == "here"
    assert similar.taps == {} and similar.doubts == ("similar_name",)
    assert similar.candidates[0].task_id == tasks[1].id
    assert unsure.taps == {} and "unsure" in unsure.doubts


def test_nothing_of_the_text_is_kept(village: str, tasks: list[VerificationTask]) -> None:
    match_chain(desk(village), unit_key=village, text=TEXT, now=NOW)
    line = AuditLine.objects.get(verb="verification.match_chain")
    assert line.details["unit_key"] == village and "王建国" not in repr(line.details)


def test_another_villages_people_are_nobody_here(village: str, tasks: list[VerificationTask]) -> None:
    other = villages_of(TOWNSHIP)[1].key
    assert match_chain(desk(other), unit_key=other, text=TEXT, now=NOW)[0].candidates == ()
    with pytest.raises(Missing):
        match_chain(desk(OTHER_COUNTY), unit_key=village, text=TEXT, now=NOW)


@pytest.mark.parametrize(
    ("text", "code"), [("\n \n", "chain_empty"), ("张三 在家\n" * 201, "chain_too_long")]
)
def test_texts_that_are_no_chain(text: str, code: str, village: str, tasks: list[VerificationTask]) -> None:
    with pytest.raises(Refused, match=code):
        match_chain(desk(village), unit_key=village, text=text, now=NOW)


def test_confirmed_lines_are_kept_with_their_way_and_their_tries(
    village: str, tasks: list[VerificationTask]
) -> None:
    lines = [AnswerLine(number, task.id, 1, CLEARED) for number, task in enumerate(tasks, start=1)]
    assert len(confirm_chain(desk(village), unit_key=village, lines=lines, now=NOW)) == 3
    assert {(one.way, one.by_telephone) for one in Outcome.objects.all()} == {("chain", False)}
    assert Attempt.objects.filter(kind="visit", result="reached").count() == 3
    assert {one.standing for one in VerificationTask.objects.all()} == {"verified"}


def test_all_problems_of_all_lines_are_said_at_once_and_nothing_is_kept(
    village: str, tasks: list[VerificationTask]
) -> None:
    lines = [
        AnswerLine(1, tasks[0].id, 1, CLEARED),
        AnswerLine(2, tasks[1].id, 7, Given(where="here", contact="met", test_result="negative")),
        AnswerLine(3, make_people_sought(1, at=OTHER_COUNTY)[0].id, 1, CLEARED),
        AnswerLine(4, tasks[2].id, 1, CLEARED),
        AnswerLine(5, tasks[2].id, 1, Given(where="not_found", document_number="13812345678")),
    ]
    with pytest.raises(Refused) as refusal:
        confirm_chain(desk(village), unit_key=village, lines=lines, now=NOW)
    told = dict(one.split(":") for one in str(refusal.value.facts["lines"]).split(";"))
    assert {number: set(codes.split(",")) for number, codes in told.items()} == {
        "2": {"outcome_measure_needed", "test_time_needed", "answered_meanwhile"},
        "3": {"person_not_here"},
        "4": {"person_twice"},
        "5": {"person_twice", "identifier_in_clear"},
    }
    assert not Outcome.objects.exists()


def test_an_office_says_who_told_it(village: str, tasks: list[VerificationTask]) -> None:
    lines = [AnswerLine(1, tasks[0].id, 1, CLEARED)]
    with pytest.raises(Refused, match="told_by_needed"):
        confirm_chain(desk(TOWNSHIP), unit_key=village, lines=lines, now=NOW)
    confirm_chain(desk(TOWNSHIP), unit_key=village, lines=lines, told_by="李支书", now=NOW)
    assert Outcome.objects.get().told_by == "李支书"
    with pytest.raises(Missing):
        confirm_chain(desk(OTHER_COUNTY), unit_key=village, lines=lines, told_by="x", now=NOW)


class TestOnThePhone:
    def paste(self, client: Client, **more: Any) -> Any:
        return client.post(reverse("verification:chain"), {"text": TEXT, **more})

    def test_a_clear_line_is_marked_and_filled_and_a_doubtful_one_is_not(
        self, village: str, tasks: list[VerificationTask]
    ) -> None:
        page = self.paste(take_phone(village)).text
        assert f'value="{tasks[0].id}:1"' in page and "共读出 3 行" in page and not Outcome.objects.exists()
        assert 'name="l1-take" id="id_l1-take" checked' in page
        assert 'name="l2-take" id="id_l2-take">' in page  # a similar name
        assert 'name="l3-take" id="id_l3-take">' in page  # not said for sure

    def test_marked_lines_are_kept_and_the_rest_stays_to_be_found(
        self, village: str, tasks: list[VerificationTask]
    ) -> None:
        client = take_phone(village)
        said = {
            "confirm": "1",
            "l1-take": "on",
            "l1-who": f"{tasks[0].id}:1",
            "l1-where": "here",
            "l1-contact": "met",
            "l1-test_result": "negative",
            "l1-test_at": YESTERDAY,
            "l2-take": "on",
            "l2-who": f"{tasks[1].id}:1",
            "l2-where": "here",
            "l2-contact": "not_reached-visit-off",
            "rest-measure": "cleared",
        }
        answer = self.paste(client, **said)
        assert answer.headers["Location"] == reverse("verification:village")
        stands = {task.id: task for task in VerificationTask.objects.all()}
        assert stands[tasks[0].id].measure == "cleared" and stands[tasks[0].id].test_result == "negative"
        assert stands[tasks[1].id].contact == "not_reached" and stands[tasks[1].id].standing == "in_hand"
        assert stands[tasks[2].id].answered_at is None
        assert Attempt.objects.filter(kind="visit", result="off").count() == 1

    def test_what_is_wrong_stands_at_its_line_and_nothing_is_lost(
        self, village: str, tasks: list[VerificationTask]
    ) -> None:
        said = {"confirm": "1", "l1-take": "on", "l1-who": f"{tasks[0].id}:1", "l1-where": "here"}
        answer = self.paste(take_phone(village), **said, **{"l2-take": "on", "l2-test_at": "gestern"})
        assert answer.status_code == 422 and not Outcome.objects.exists()
        assert "写明怎样联系上的" in answer.text and "请选择是哪个人" in answer.text
        assert '<option value="here" selected>' in answer.text

    def test_nothing_marked_keeps_nothing(self, village: str, tasks: list[VerificationTask]) -> None:
        assert self.paste(take_phone(village), confirm="1").status_code == 422
        assert not Outcome.objects.exists()


def test_a_township_pastes_for_the_village_on_the_telephone(
    village: str, tasks: list[VerificationTask]
) -> None:
    clerk = sit_down("township_clerk", TOWNSHIP)
    address = reverse("verification:chain_of", args=[village])
    said = {"text": TEXT, "confirm": "1", "l1-take": "on", "l1-who": f"{tasks[0].id}:1"}
    said |= {"l1-where": "not_found"}
    assert clerk.post(address, said).status_code == 422  # nobody is on the telephone yet
    clerk.post(reverse("verification:telephone_village", args=[village]), {"told_by": "李支书"})
    assert clerk.post(address, said).status_code == 302
    outcome = Outcome.objects.get()
    assert (outcome.way, outcome.told_by, outcome.by_telephone) == ("chain", "李支书", True)
