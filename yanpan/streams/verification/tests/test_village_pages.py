"""The door's pages: what is worn and said by class, one post for the whole answer, what is entered later."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.world import NOW, OTHER_TOWNSHIP, TOWNSHIP, make_people_sought, villages_of
from yanpan.base.gate.clock import current_time, wall_clock
from yanpan.base.policy.rules import CITY_TIME, all_packs
from yanpan.base.vault.randomness import fresh_id
from yanpan.shell.tests.desk import sit_down
from yanpan.streams.verification.models import Attempt, Outcome, VerificationTask
from yanpan.streams.verification.rules.chains import Doubt
from yanpan.streams.verification.templatetags.answer_words import DOUBTS, SAY, WAYS, WEAR
from yanpan.streams.verification.tests.desk import take_phone

# The pages ask the real clock: what was tested years ago is refused.
YESTERDAY = f"{wall_clock().astimezone(CITY_TIME) - timedelta(days=1):%Y-%m-%dT09:00}"
pytestmark = pytest.mark.django_db

AT_HOME = {"where": "here", "contact": "met", "measure": "at_home", "body": "county", "oral": "on"}
UNREACHED = {"where": "here", "contact": "not_reached"}
OUTSIDE = {"where": "outside", "contact": "met"}
BELONGS_ELSEWHERE = "与上面所选不符"
NO_LIMIT = "核查询问不限制任何人出行"


@pytest.fixture
def village() -> str:
    return villages_of(TOWNSHIP)[0].key


@pytest.fixture
def task(village: str) -> VerificationTask:
    return make_people_sought(1, at=village)[0]


def door(task: VerificationTask) -> str:
    return reverse("verification:door", args=[task.id])


def say(client: Client, task: VerificationTask, **said: Any) -> int:
    task.refresh_from_db()
    return client.post(door(task), {"v": task.version, **said}).status_code


@pytest.mark.parametrize(
    ("urgency", "worn", "not_worn"),
    [("contact", "戴一次性手套", "遮住口鼻"), ("other", "遮住口鼻", "戴一次性手套")],
)
def test_what_is_worn_follows_the_class_and_nobody_is_said_to_be_limited(
    urgency: str, worn: str, not_worn: str, village: str, task: VerificationTask
) -> None:
    VerificationTask.objects.update(urgency=urgency)
    page = take_phone(village).get(door(task)).text
    assert worn in page and not_worn not in page and NO_LIMIT in page


def test_every_pack_says_what_to_wear_and_say_for_every_class() -> None:
    for pack in all_packs():
        rules = pack.rules["door"]
        assert set(rules["wear"]) == {"contact", "topic", "other"}
        assert {one for worn in rules["wear"].values() for one in worn} <= set(WEAR)
        assert set(rules["say"]) <= set(SAY)


def test_every_doubt_and_way_has_a_word() -> None:
    assert {one.value for one in Doubt} == set(DOUBTS)
    assert {"taps", "telephone", "chain", "roster", "paper", "test"} <= set(WAYS)


def test_one_post_carries_the_whole_answer_and_the_same_mark_counts_once(
    village: str, task: VerificationTask
) -> None:
    client, mark = take_phone(village), str(fresh_id(NOW))
    tested = {"test_result": "negative", "test_at": YESTERDAY}
    said = {"v": "1", **AT_HOME, "told": "no", "answer_id": mark, **tested}
    assert [client.post(door(task), said).status_code for _ in range(2)] == [302, 302]
    outcome = Outcome.objects.get()
    assert str(outcome.id) == mark and outcome.told is False and outcome.test_result == "negative"
    task.refresh_from_db()
    assert task.version == 2 and task.paper_due_at is not None and task.deciding_body == "县区指挥部"


@pytest.mark.parametrize(
    "said",
    [
        {**AT_HOME, "test_result": "negative"},
        {**AT_HOME, "test_at": YESTERDAY},
        {**AT_HOME, "test_result": "negative", "test_at": "yesterday"},
        {**AT_HOME, "test_result": "negative", "test_at": "2999-01-01T09:00"},
        {**AT_HOME, "oral": ""},
        {**AT_HOME, "answer_id": "1"},
    ],
)
def test_what_is_wrong_stands_on_the_page_with_what_was_entered(
    said: dict[str, str], village: str, task: VerificationTask
) -> None:
    answer = take_phone(village).post(door(task), {"v": "1", "other_body": "镇指挥部", **said})
    assert answer.status_code == 422 and 'value="镇指挥部"' in answer.text
    assert not Outcome.objects.exists()


def test_why_nobody_was_reached_tells_a_call_from_a_visit(village: str, task: VerificationTask) -> None:
    client = take_phone(village)
    page = client.get(door(task)).text
    assert "家中无人" in page and "关机或无人接听" in page
    say(client, task, where="here", contact="not_reached", not_reached="visit-off")
    attempt = Attempt.objects.get()
    assert (attempt.kind, attempt.result) == ("visit", "off")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, ["写明人在哪里"]),
        ({"where": "here"}, ["写明怎样联系上的", "写明采取的措施"]),
        (UNREACHED, ["写明未联系上的原因"]),
        (
            {"where": "here", "contact": "met", "measure": "at_home", "test_at": YESTERDAY},
            ["写明决定机构", "请填写文书编号，或勾选口头通知。", "请填写检测结果。"],
        ),
        ({"where": "not_found", "contact": "met"}, [BELONGS_ELSEWHERE]),
        ({**UNREACHED, "not_reached": "call-off", "measure": "cleared"}, [BELONGS_ELSEWHERE]),
        ({**OUTSIDE, "test_result": "negative", "test_at": YESTERDAY}, [BELONGS_ELSEWHERE] * 2),
        ({"where": "prison"}, ["请选择所列的一项"]),
    ],
)
def test_all_that_is_missing_or_belongs_to_another_answer_is_said_at_once_in_words(
    said: dict[str, str], told: list[str], village: str, task: VerificationTask
) -> None:
    answer = take_phone(village).post(door(task), {"v": "1", **said})
    assert answer.status_code == 422 and not Outcome.objects.exists()
    for words in told:
        assert answer.text.count(words) >= told.count(words), words


def test_elsewhere_in_the_city_shows_the_units_of_a_name_and_without_a_name_the_neighbours(
    village: str, task: VerificationTask
) -> None:
    client, said = take_phone(village), {"v": "1", "where": "elsewhere", "contact": "family"}
    neighbour = villages_of(TOWNSHIP)[1]
    assert f'value="{neighbour.key}"' in client.post(door(task), said).text
    page = client.post(door(task), said | {"q": "繁城"}).text
    assert f'value="{OTHER_TOWNSHIP}"' in page and f'value="{neighbour.key}"' not in page
    assert 'name="where" value="elsewhere" checked' in page and not Outcome.objects.exists()
    assert client.post(door(task), said | {"other_unit_key": OTHER_TOWNSHIP}).status_code == 302


def test_the_same_form_sent_twice_by_an_impatient_thumb_is_one_answer(
    village: str, task: VerificationTask
) -> None:
    client = take_phone(village)
    hidden = dict(
        re.findall(r'type="hidden" name="(v|answer_id)" value="([^"]+)"', client.get(door(task)).text)
    )
    for _ in range(2):
        page = client.post(door(task), {**hidden, "where": "not_found"}, follow=True).text
        assert "查无此人" in page and "已由他人填报" not in page
    assert Outcome.objects.count() == 1


def test_tried_with_one_tap_and_taken_back(village: str, task: VerificationTask) -> None:
    client = take_phone(village)
    client.post(reverse("verification:tried", args=[task.id]), {"kind": "call"})
    assert "电话, 无人" in client.get(door(task)).text
    tried = Attempt.objects.get()
    client.post(reverse("verification:untried", args=[task.id, tried.id]))
    assert "电话, 无人" not in client.get(door(task)).text
    refused = client.post(reverse("verification:tried", args=[task.id]), {"kind": "x"}, follow=True)
    assert "请说明是电话还是上门" in refused.text


def test_paper_and_result_are_entered_at_the_door_and_by_the_township(
    village: str, task: VerificationTask
) -> None:
    phone = take_phone(village)
    assert say(phone, task, **AT_HOME) == 302
    page = phone.get(door(task)).text
    assert "补填文书编号" in page and "补填检测结果" in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids)), "a label belongs to one field"
    paper = reverse("verification:paper", args=[task.id])
    assert "请填写文书编号" in phone.post(paper, {"v": "2", "document_number": ""}, follow=True).text
    phone.post(paper, {"v": "2", "document_number": "演指〔2021〕9号"})
    clerk = sit_down("township_clerk", TOWNSHIP)
    chain = reverse("verification:answers", args=[task.id])
    assert "演指〔2021〕9号" in clerk.get(chain).text
    when = (current_time() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    test = reverse("verification:test", args=[task.id])
    answer = clerk.post(test, {"v": "3", "test_result": "negative", "test_at": when})
    assert answer.headers["Location"] == chain
    page = clerk.get(chain).text
    assert "已填报" in page and "阴性</td>" not in page
    task.refresh_from_db()
    assert (task.document_number, task.test_result, task.version) == ("演指〔2021〕9号", "negative", 4)


def test_what_was_changed_meanwhile_is_said_and_not_overwritten(village: str, task: VerificationTask) -> None:
    phone = take_phone(village)
    say(phone, task, **AT_HOME)
    paper = reverse("verification:paper", args=[task.id])
    assert "已由他人填报" in phone.post(paper, {"v": "1", "document_number": "9号"}, follow=True).text
    task.refresh_from_db()
    assert task.document_number == ""


def test_who_is_late_is_said_in_words(village: str, task: VerificationTask) -> None:
    VerificationTask.objects.update(find_by=NOW - timedelta(days=1))
    assert "已超时" in take_phone(village).get(reverse("verification:village")).text


def test_the_chain_of_answers_is_no_ones_who_may_not_read_it(village: str, task: VerificationTask) -> None:
    assert take_phone(village).get(reverse("verification:answers", args=[task.id])).status_code == 403
