"""The pages of 三查: what each shows, refuses and leaves."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from tests import world
from tests.world import (
    COUNTY,
    OTHER_COUNTY,
    TOWNSHIP,
    make_event,
    make_list,
    make_pairs,
    make_people_sought,
    send,
)
from yanpan.base.tasks.models import Handover
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import unseal
from yanpan.shell.asking import forget_actors
from yanpan.shell.tests.desk import sit_down
from yanpan.streams.verification.models import ListBatch, Outcome, Pair, VerificationTask
from yanpan.streams.verification.rules import (
    Contact,
    Hold,
    Measure,
    Obstacle,
    OutcomeProblem,
    Source,
    Standing,
    Where,
)
from yanpan.streams.verification.templatetags import verification_words as words
from yanpan.streams.verification.tests.desk import list_file, take_phone

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_the_drills_hour(settings: Settings) -> None:
    settings.YANPAN_CLOCK = "yanpan.streams.verification.tests.test_views.now"
    forget_actors()


def now() -> object:
    return world.NOW


@pytest.fixture
def village() -> str:
    return world.villages_of(TOWNSHIP)[0].key


def say(client: Client, task: VerificationTask, **tapped: str) -> int:
    """The last tap of a task's answer; the status of what came back."""
    address = reverse("verification:door", args=[task.id])
    return client.post(address, {"v": str(task.version), **tapped}).status_code


def test_every_code_of_the_rules_has_a_word() -> None:
    for codes, known in (
        (Where, words.WHERES),
        (Contact, words.CONTACTS),
        (Obstacle, words.OBSTACLES),
        (Measure, words.MEASURES),
        (Standing, words.STANDINGS),
        (Hold, words.HOLDS),
        (Source, words.SOURCES),
        (OutcomeProblem, words.OUTCOME_PROBLEMS),
    ):
        assert {code.value for code in codes} <= set(known)


class TestLists:
    def test_an_uploaded_list_is_shown_with_what_its_columns_mean(self) -> None:
        make_event()
        client = sit_down("duty_officer")
        answer = client.post(
            reverse("verification:upload"), {"file": list_file(), "source": "province"}, follow=True
        )
        assert answer.status_code == 200
        page = answer.content.decode()
        assert "联系电话" in page and "王**" in page and "王建国" not in page

    @pytest.mark.parametrize(
        ("text", "name", "words_of"),
        [
            ("", "empty.csv", "空"),
            ("%PDF-1.4", "list.xlsx", "pdf"),
            ("\n,\n", "rows.csv", "没有"),
        ],
    )
    def test_a_file_that_is_no_list_is_refused_on_the_form(self, text: str, name: str, words_of: str) -> None:
        make_event()
        client = sit_down("duty_officer")
        given = {"file": list_file(text, name), "source": "province"}
        answer = client.post(reverse("verification:upload"), given)
        assert answer.status_code == 422
        assert words_of in answer.content.decode()
        assert not ListBatch.objects.exists()

    def test_the_same_file_twice_changes_nothing_and_says_so(self) -> None:
        make_event()
        client = sit_down("duty_officer")
        for _ in range(2):
            answer = client.post(reverse("verification:upload"), {"file": list_file(), "source": "province"})
        assert answer.status_code == 409
        assert ListBatch.objects.count() == 1

    def test_a_confirmed_mapping_starts_the_work(self) -> None:
        make_event()
        client = sit_down("duty_officer")
        client.post(reverse("verification:upload"), {"file": list_file(), "source": "province"})
        batch = ListBatch.objects.get()
        answer = client.post(
            reverse("verification:mapping", args=[batch.id]), {"version": batch.version, "m-0-2": "id_number"}
        )
        assert answer.status_code == 302
        batch.refresh_from_db()
        assert batch.state == "confirmed" and batch.job

    def test_a_meaning_given_twice_stands_on_the_form(self) -> None:
        make_event()
        client = sit_down("duty_officer")
        client.post(reverse("verification:upload"), {"file": list_file(), "source": "province"})
        batch = ListBatch.objects.get()
        answer = client.post(
            reverse("verification:mapping", args=[batch.id]),
            {"version": batch.version, "m-0-1": "name", "m-0-2": "name"},
        )
        assert answer.status_code == 422
        assert "含义相同" in answer.content.decode()

    def test_a_held_list_is_released_by_a_second_clerk_with_a_reason(self) -> None:
        batch = make_list(3, state="held", row_state="", source="other_office")
        client = sit_down("list_clerk")
        page = client.get(reverse("verification:list", args=[batch.id]))
        assert "放行名单" in page.content.decode()
        address = reverse("verification:decide_list", args=[batch.id, "release"])
        client.post(address, {"reason": ""})
        batch.refresh_from_db()
        assert batch.state == "held"
        client.post(address, {"reason": "核对来文"})
        batch.refresh_from_db()
        assert batch.state == "confirmed"

    def test_the_list_page_shows_rows_masked_in_bounded_queries(
        self, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        batch = make_list(30)
        client = sit_down("list_clerk")
        with django_assert_max_num_queries(15):
            answer = client.get(reverse("verification:list", args=[batch.id]))
        page = answer.content.decode()
        assert "演**" in page and "演练7" not in page

    def test_the_duty_desk_sees_the_rows_of_a_list_without_names(self) -> None:
        batch = make_list(3)
        page = sit_down("duty_officer").get(reverse("verification:list", args=[batch.id])).content.decode()
        assert "演*" not in page and "身份证号" not in page and '<td class="number">' in page

    def test_a_list_elsewhere_does_not_exist(self) -> None:
        batch = make_list(1, at=COUNTY)
        client = sit_down("duty_officer", OTHER_COUNTY)
        assert client.get(reverse("verification:list", args=[batch.id])).status_code == 404


class TestBoard:
    def test_the_account_of_the_city_holds_to_the_row(
        self, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        make_list(7)
        client = sit_down("duty_officer")
        with django_assert_max_num_queries(30):
            answer = client.get(reverse("verification:board"))
        page = answer.content.decode()
        assert "逐条相符" in page and "召陵区" in page

    def test_a_township_is_shown_with_its_villages(self, village: str) -> None:
        make_list(2, at=village)
        page = sit_down("township_clerk", TOWNSHIP).get(reverse("verification:board")).content.decode()
        assert world.unit(village).name in page and "逐条相符" in page

    def test_the_poll_gets_the_figures_alone(self) -> None:
        make_list(2)
        client = sit_down("duty_officer")
        page = client.get(reverse("verification:board"), headers={"HX-Request": "true"}).content.decode()
        assert "逐条相符" in page and "<html" not in page

    def test_a_commander_sees_numbers_but_no_way_to_persons(self) -> None:
        make_list(2)
        client = sit_down("commander")
        assert client.get(reverse("verification:board")).status_code == 200
        assert client.get(reverse("verification:tasks")).status_code == 403

    def test_people_are_listed_masked(self, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
        make_people_sought(60, at=TOWNSHIP)
        client = sit_down("township_clerk", TOWNSHIP)
        with django_assert_max_num_queries(14):
            page = client.get(reverse("verification:tasks")).content.decode()
        assert "演**" in page and "演练1<" not in page
        assert page.count("<tr>") <= 51 and "下一页" in page

    def test_what_was_refused_goes_to_the_unit_that_was_named(self) -> None:
        tasks = make_people_sought(2, at="411100", target=COUNTY)
        sent = send(tasks, to=COUNTY)
        Handover.objects.filter(id__in=[one.id for one in sent]).update(
            refused_at=world.NOW, refused_by="x", refusal="不属本区", right_unit=world.unit(OTHER_COUNTY)
        )
        client = sit_down("duty_officer")
        page = client.get(reverse("verification:refused")).content.decode()
        assert "不属本区" in page and "转交 临颍县" in page
        people = ",".join(str(task.id) for task in tasks)
        client.post(reverse("verification:refused"), {"people": people, "to_unit_key": OTHER_COUNTY})
        again = Handover.objects.filter(refused_at=None)
        assert {one.receiver.key for one in again} == {OTHER_COUNTY}


class TestPairs:
    def test_a_pair_is_decided_with_a_preset_reason(self) -> None:
        [pair] = make_pairs(1)
        client = sit_down("list_clerk")
        assert "人口底册" in client.get(reverse("verification:pairs")).content.decode()
        client.post(
            reverse("verification:pairs"), {"pair": pair.id, "answer": "different", "preset": "other_birth"}
        )
        pair.refresh_from_db()
        assert pair.answer == "different" and pair.reason

    def test_a_decision_without_a_reason_is_asked_for_one(self) -> None:
        [pair] = make_pairs(1)
        client = sit_down("list_clerk")
        answer = client.post(reverse("verification:pairs"), {"pair": pair.id, "answer": "same"})
        assert answer.status_code == 422
        assert Pair.objects.get().answer == ""

    def test_a_decision_is_taken_back(self) -> None:
        [pair] = make_pairs(1)
        client = sit_down("list_clerk")
        client.post(reverse("verification:pairs"), {"pair": pair.id, "answer": "different", "note": "另一人"})
        client.post(reverse("verification:decided_pairs"), {"pair": pair.id, "reason": "看错了"})
        assert Pair.objects.get().answer == ""


class TestVillage:
    def test_a_phone_shows_ten_people_and_what_waits(self, village: str) -> None:
        make_people_sought(12, at=village)
        client = take_phone(village)
        page = client.get(reverse("verification:village")).content.decode()
        # What lies in templates is shown by the field client only, where there is no network.
        page = re.sub("<template.*?</template>", "", page, flags=re.DOTALL)
        assert page.count('class="tel"') == 10 and "下一页" in page and "tel:1380000" in page

    def test_all_that_waits_is_signed_for_with_one_tap(self, village: str) -> None:
        send(make_people_sought(3, at=TOWNSHIP, target=village), to=village)
        client = take_phone(village)
        assert "3 人待签收" in client.get(reverse("verification:village")).content.decode()
        client.post(reverse("verification:arriving_at", args=[village]), {"all": "1"})
        assert VerificationTask.objects.filter(custody__key=village).count() == 3

    def test_one_that_is_not_ours_goes_back_with_the_right_unit(self, village: str) -> None:
        sent = send(make_people_sought(2, at=TOWNSHIP, target=village), to=village)
        client = take_phone(village)
        address = reverse("verification:refuse", args=[village])
        one = {"handover": str(sent[0].id)}
        page = client.post(address, {**one, "q": "繁城"}).content.decode()
        assert "繁城" in page
        client.post(address, {**one, "preset": "moved", "right_unit_key": world.OTHER_TOWNSHIP})
        refused = Handover.objects.get(refused_at__isnull=False)
        assert refused.right_unit == world.unit(world.OTHER_TOWNSHIP)

    def test_three_taps_keep_an_outcome(self, village: str) -> None:
        [task] = make_people_sought(1, at=village)
        client = take_phone(village)
        address = reverse("verification:door", args=[task.id])
        page = client.get(address).content.decode()
        assert all(asked in page for asked in ("人在哪里", "怎样联系上的", "采取什么措施"))
        assert say(client, task, where="here", contact="met", measure="cleared") == 302
        task.refresh_from_db()
        assert task.standing == "verified" and not task.by_telephone

    def test_what_was_kept_is_said_by_the_list_and_leaves_nothing_in_the_session(self, village: str) -> None:
        """The session lies in the database as it is, and each message there costs two writes."""
        [task] = make_people_sought(1, at=village)
        client = take_phone(village)
        before = dict(client.session.items())
        kept = client.post(reverse("verification:door", args=[task.id]), {"v": "1", "where": "not_found"})
        page = client.get(kept.headers["Location"]).content.decode()
        assert f"已保存：{unseal(task.person, 'name')}，查无此人。" in page
        assert dict(client.session.items()) == before
        other = client.get(reverse("verification:village"), {"kept": str(fresh_id(world.NOW))})
        assert "已保存" not in other.content.decode()

    def test_nobody_of_this_name_asks_nothing_more(self, village: str) -> None:
        [task] = make_people_sought(1, at=village)
        client = take_phone(village)
        say(client, task, where="not_found")
        task.refresh_from_db()
        assert task.standing == "not_found"

    def test_who_is_not_reached_stays_on_the_list(self, village: str) -> None:
        [task] = make_people_sought(1, at=village)
        client = take_phone(village)
        say(client, task, where="here", contact="not_reached", not_reached="call-off")
        task.refresh_from_db()
        assert task.standing == "in_hand" and task.obstacle == "off"

    def test_a_measure_needs_the_body_that_decided_it(self, village: str) -> None:
        [task] = make_people_sought(1, at=village)
        client = take_phone(village)
        tapped = {"where": "here", "contact": "met", "measure": "at_home"}
        assert say(client, task, **tapped) == 422
        assert say(client, task, **tapped, body="county", oral="on") == 302
        task.refresh_from_db()
        assert task.deciding_body == "县区指挥部" and task.document_number == ""

    def test_elsewhere_in_the_city_goes_to_the_unit_named(self, village: str) -> None:
        [task] = make_people_sought(1, at=village)
        client = take_phone(village)
        say(client, task, where="elsewhere", contact="family", other_unit_key=world.OTHER_TOWNSHIP)
        assert Handover.objects.get(subject=task.id).receiver.key == world.OTHER_TOWNSHIP

    def test_an_answer_given_meanwhile_is_shown_not_overwritten(self, village: str) -> None:
        [task] = make_people_sought(1, at=village)
        client = take_phone(village)
        say(client, task, where="deceased")
        answer = client.post(
            reverse("verification:door", args=[task.id]), {"v": "1", "where": "not_found"}, follow=True
        )
        assert "已由他人填报" in answer.content.decode()
        task.refresh_from_db()
        assert task.standing == "deceased"

    def test_a_person_of_another_village_does_not_exist(self, village: str) -> None:
        [task] = make_people_sought(1, at=world.villages_of(TOWNSHIP)[1].key)
        client = take_phone(village)
        assert client.get(reverse("verification:door", args=[task.id])).status_code == 404

    def test_the_list_of_a_village_is_read_in_bounded_queries(
        self, village: str, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        make_people_sought(30, at=village)
        client = take_phone(village)
        with django_assert_max_num_queries(16):
            client.get(reverse("verification:village"))


class TestTelephone:
    def test_what_a_village_says_is_entered_and_marked(self, village: str) -> None:
        [task] = make_people_sought(1, at=village)
        client = sit_down("township_clerk", TOWNSHIP)
        assert say(client, task, where="here", contact="met", measure="cleared") == 422
        assert not Outcome.objects.exists()  # nobody is on the telephone yet
        client.post(reverse("verification:telephone_village", args=[village]), {"told_by": "李支书"})
        say(client, task, where="here", contact="met", measure="cleared")
        outcome = Outcome.objects.get()
        assert outcome.by_telephone and outcome.told_by == "李支书"

    def test_the_roster_names_people_and_no_reason(self, village: str) -> None:
        make_people_sought(2, at=village)
        client = sit_down("township_clerk", TOWNSHIP)
        page = client.post(reverse("verification:roster", args=[village]), follow=True).content.decode()
        assert "演练0" in page and "<svg" in page and "密接" not in page
