"""The pages of replies: from the list to the sheet that went out."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from tests import world
from yanpan.shell.asking import forget_actors
from yanpan.shell.tests.desk import sit_down
from yanpan.streams.verification.models import ListBatch, Reply, ReplyPlan, SenderWords
from yanpan.streams.verification.tests.replying import (
    answered_list,
    drafted,
    found_here,
    lines_of,
    planned,
    sheet,
    tasks_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_the_drills_hour(settings: Settings) -> None:
    settings.YANPAN_CLOCK = "yanpan.streams.verification.tests.test_reply_views.now"
    forget_actors()


def now() -> object:
    return world.NOW


@pytest.fixture
def batch() -> ListBatch:
    world.make_event()
    return answered_list(sheet(3, repeat=1))


def shown(client: Client, name: str, *args: object, status: int = 200) -> str:
    answer = client.get(reverse(f"verification:{name}", args=args))
    assert answer.status_code == status
    return answer.content.decode()


def test_the_page_of_replies_says_what_is_due_and_leads_to_each_list(batch: ListBatch) -> None:
    page = shown(sit_down("duty_officer"), "replies")
    assert batch.file_name in page and reverse("verification:reply_of_list", args=[batch.id]) in page


def test_from_the_columns_to_the_sheet_that_went_out(batch: ListBatch) -> None:
    for task in tasks_of(batch):
        found_here(task)
    clerk, chief, officer = sit_down("list_clerk"), sit_down("duty_chief"), sit_down("duty_officer")
    plan = {"version": 0, "level": "village", "a-0-7": "result", "a-0-8": "remark", "n-0": ["in_city"]}
    done = clerk.post(reverse("verification:reply_plan", args=[batch.id]), plan)
    assert done.status_code == 302 and ReplyPlan.objects.get().sheets[0]["new"] == ["in_city"]
    done = clerk.post(reverse("verification:reply_of_list", args=[batch.id]), {"kind": "final"})
    reply = Reply.objects.get()
    assert done.headers["Location"] == reverse("verification:reply", args=[reply.id])
    page = shown(clerk, "reply", reply.id)
    assert (
        "共4人：在漯3人" in page and reverse("verification:reply_step", args=[reply.id, "check"]) not in page
    )
    step = reverse("verification:reply_step", args=[reply.id, "check"])
    assert chief.post(step, {"version": reply.version}).status_code == 302
    reply.refresh_from_db()
    step = reverse("verification:reply_step", args=[reply.id, "send"])
    assert officer.post(step, {"version": reply.version, "channel": ""}).status_code == 422
    assert officer.post(step, {"version": reply.version, "channel": "office_mail"}).status_code == 302
    reply.refresh_from_db()
    assert (reply.state, reply.channel) == ("sent", "office_mail")
    file = clerk.get(reverse("verification:reply_file", args=[reply.id, "plain"]))
    assert [line[7] for line in lines_of(file.content)[1:]] == ["已排查在漯"] * 3 + ["重复：同第2行"]
    assert "%E7%BB%88%E6%8A%A5" in file.headers["Content-Disposition"]


def test_who_drafted_a_reply_is_told_that_another_checks_it(batch: ListBatch) -> None:
    planned(batch)
    clerk = sit_down("list_clerk")
    clerk.post(reverse("verification:reply_of_list", args=[batch.id]), {"kind": "first"})
    reply = Reply.objects.get()
    step = reverse("verification:reply_step", args=[reply.id, "check"])
    refused = clerk.post(step, {"version": reply.version})
    assert refused.status_code == 422 and reply.state == "drafted"


def test_the_columns_page_proposes_and_marks_what_it_is_not_sure_of(batch: ListBatch) -> None:
    page = shown(sit_down("list_clerk"), "reply_plan", batch.id)
    assert re.search(r'<option value="result" selected>', page)
    assert "95%" in page


def test_a_wrong_choice_of_columns_stands_on_the_form_in_words(batch: ListBatch) -> None:
    plan = {"version": 0, "level": "village", "a-0-7": "result", "a-0-8": "result"}
    answer = sit_down("list_clerk").post(reverse("verification:reply_plan", args=[batch.id]), plan)
    assert answer.status_code == 422 and not ReplyPlan.objects.exists()


def test_a_draft_that_may_not_be_says_why(batch: ListBatch) -> None:
    planned(batch)
    answer = sit_down("list_clerk").post(
        reverse("verification:reply_of_list", args=[batch.id]), {"kind": "final"}
    )
    assert answer.status_code == 422 and not Reply.objects.exists()


def test_once_the_senders_file_is_gone_the_pages_say_so_and_offer_nothing(batch: ListBatch) -> None:
    planned(batch)
    reply = drafted(batch)
    ListBatch.objects.filter(id=batch.id).update(content=b"", content_gone_at=world.NOW)
    clerk = sit_down("list_clerk")
    page = shown(clerk, "reply", reply.id)
    assert reverse("verification:reply_file", args=[reply.id, "plain"]) not in page
    shown(clerk, "reply_file", reply.id, "plain", status=422)
    page = shown(clerk, "reply_of_list", batch.id)
    assert reverse("verification:reply_plan", args=[batch.id]) not in page


def test_the_words_of_a_sender_are_kept_from_the_page(batch: ListBatch) -> None:
    clerk = sit_down("list_clerk")
    address = reverse("verification:words_of_sender") + f"?source=province&sender=省专班&propose={batch.id}"
    page = clerk.get(address)
    assert page.status_code == 200
    form = page.context["form"]
    words = {name: form[name].value() for name in form.fields} | {"w-here": "在漯已管控"}
    assert clerk.post(address, words).status_code == 302
    assert SenderWords.objects.get().words["here"] == "在漯已管控"
    assert "在漯已管控" in shown(clerk, "sender_words")
    assert clerk.post(address, words | {"w-here": ""}).status_code == 422


def test_a_county_finds_no_reply_of_the_city(batch: ListBatch) -> None:
    planned(batch)
    reply = drafted(batch)
    county = sit_down("list_clerk", world.COUNTY)
    for name, args in (("reply", [reply.id]), ("reply_of_list", [batch.id]), ("reply_plan", [batch.id])):
        shown(county, name, *args, status=404)
    assert batch.file_name not in shown(county, "replies")


def test_an_unknown_step_or_copy_does_not_exist(batch: ListBatch) -> None:
    planned(batch)
    reply = drafted(batch)
    clerk = sit_down("list_clerk")
    assert clerk.post(reverse("verification:reply_step", args=[reply.id, "shred"])).status_code == 404
    shown(clerk, "reply_file", reply.id, "golden", status=404)


def test_a_source_nobody_knows_does_not_exist(batch: ListBatch) -> None:
    address = reverse("verification:words_of_sender")
    assert sit_down("list_clerk").get(f"{address}?source=moon").status_code == 404


def test_the_page_of_replies_costs_the_same_for_many_lists(
    batch: ListBatch, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    planned(batch)
    drafted(batch)
    for number in range(4):
        answered_list(sheet(1 + number), f"{number}.csv")
    officer = sit_down("duty_officer")
    shown(officer, "replies")
    with django_assert_max_num_queries(12):
        shown(officer, "replies")
