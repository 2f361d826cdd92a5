"""The pages of people at home, needs and call backs: what each shows, refuses and leaves."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from tests import world
from tests.world import (
    CITY,
    COUNTY,
    OTHER_COUNTY,
    TOWNSHIP,
    make_event,
    make_people_sought,
    unit,
    villages_of,
)
from yanpan.shell.asking import forget_actors
from yanpan.shell.tests.desk import sit_down
from yanpan.streams.verification.models import FollowUp, HomeMonitoring, Need, SpotCheck, SpotFinding
from yanpan.streams.verification.rules.homes import (
    FollowUpProblem,
    NeedKind,
    NeedProblem,
    SampleResult,
    Step,
    Symptom,
    Way,
)
from yanpan.streams.verification.rules.spot_checks import CheckProblem, Closing, Difference, Verdict
from yanpan.streams.verification.templatetags import home_words as words
from yanpan.streams.verification.tests.desk import take_phone
from yanpan.streams.verification.tests.homes import answered, at_home, drawn_checks

pytestmark = pytest.mark.django_db
HOUR: list[datetime] = [world.NOW]


@pytest.fixture(autouse=True)
def _next_day(settings: Settings) -> None:
    settings.YANPAN_CLOCK = "yanpan.streams.verification.tests.test_home_pages.now"
    HOUR[0] = world.NOW + timedelta(days=1)
    forget_actors()


def now() -> datetime:
    return HOUR[0]


def village() -> str:
    return villages_of(TOWNSHIP)[0].key


def shown(client: Client, name: str, *args: object, **query: str) -> str:
    answer = client.get(reverse(f"verification:{name}", args=args), query)
    assert answer.status_code == 200, answer.content.decode()[-600:]
    return answer.content.decode()


def pressed(client: Client, name: str, *args: object, **typed: object) -> int:
    return client.post(reverse(f"verification:{name}", args=args), typed).status_code


def test_every_code_has_a_word() -> None:
    for codes, known in (
        (Way, words.FOLLOW_UP_WAYS),
        (Symptom, words.SYMPTOMS),
        (SampleResult, words.SAMPLE_RESULTS),
        (NeedKind, words.NEEDS),
        (Step, words.NEED_STEPS),
        (Verdict, words.VERDICTS),
        (Difference, words.DIFFERENCES),
        (Closing, words.CLOSINGS),
        (FollowUpProblem, words.PROBLEMS),
        (NeedProblem, words.PROBLEMS),
        (CheckProblem, words.PROBLEMS),
    ):
        assert {code.value for code in codes} <= set(known)


class TestAtHome:
    def test_a_villages_phone_shows_ten_people_a_screen_and_leads_there(self) -> None:
        at_home(12, at=village())
        phone = take_phone(village())
        assert reverse("verification:homes") in shown(phone, "village")
        first, second = shown(phone, "homes"), shown(phone, "homes", page="2", people="1")
        assert (first.count('class="house"'), second.count('class="house"')) == (10, 2)
        assert "tel:1380000" in first

    def test_three_taps_keep_a_follow_up(self) -> None:
        [one] = at_home(at=village())
        phone = take_phone(village())
        assert "way=visit" in shown(phone, "home", one.id)
        assert "temperature" in shown(phone, "home", one.id, way="visit")
        assert pressed(phone, "home", one.id, v=1, way="visit", temperature="36.6") == 302
        kept = FollowUp.objects.get()
        assert (kept.way, kept.rang, kept.by.startswith("phone")) == ("visit", False, True)

    def test_not_reached_is_one_tap(self) -> None:
        [one] = at_home(at=village())
        assert pressed(take_phone(village()), "home", one.id, v=1, way="not_reached") == 302
        assert FollowUp.objects.get().way == "not_reached"

    def test_fever_is_said_with_what_happens_now(self) -> None:
        [one] = at_home(at=village())
        phone = take_phone(village())
        assert pressed(phone, "home", one.id, v=1, way="phone", temperature="38.2", symptoms=["cough"]) == 302
        assert "120" in shown(phone, "homes")
        assert FollowUp.objects.get().rang

    @pytest.mark.parametrize("temperature", ["99", "abc", "36,5x"])
    def test_an_impossible_temperature_is_refused_on_the_page(self, temperature: str) -> None:
        [one] = at_home(at=village())
        assert (
            pressed(take_phone(village()), "home", one.id, v=1, way="phone", temperature=temperature) == 422
        )
        assert not FollowUp.objects.exists()

    def test_said_meanwhile_it_is_shown_and_not_said_twice(self) -> None:
        [one] = at_home(at=village())
        phone = take_phone(village())
        for _ in range(2):
            assert pressed(phone, "home", one.id, v=1, way="phone") == 302
        assert FollowUp.objects.count() == 1

    def test_an_office_sees_numbers_and_goes_down_to_the_village(self) -> None:
        at_home(3, at=village())
        assert "召陵区" in shown(sit_down("duty_officer"), "homes")
        township = shown(sit_down("township_clerk", TOWNSHIP), "homes")
        assert f"?unit={village()}" in township
        clerk = sit_down("county_liaison", COUNTY)
        assert shown(clerk, "homes", unit=village()).count('class="house"') == 3

    def test_the_duty_officer_opens_nobody(self) -> None:
        [one] = at_home(at=village())
        officer = sit_down("duty_officer")
        assert officer.get(reverse("verification:home", args=[one.id])).status_code == 403
        assert officer.get(reverse("verification:homes"), {"unit": village()}).status_code == 403

    def test_elsewhere_there_is_nobody(self) -> None:
        [one] = at_home(at=village())
        other = take_phone(villages_of(OTHER_COUNTY)[0].key)
        assert other.get(reverse("verification:home", args=[one.id])).status_code == 404
        assert other.get(reverse("verification:homes"), {"unit": village()}).status_code == 404

    def test_the_last_day_is_reported_and_the_measure_lifted(self) -> None:
        [one] = at_home(at=village())
        clerk = sit_down("township_clerk", TOWNSHIP)
        assert "2021-08-18" in shown(clerk, "home_end", one.id)
        typed = {"deciding_body": "召陵区指挥部", "document_number": "召疫指〔2021〕11号"}
        assert pressed(clerk, "home_end", one.id, act="end", ends_on="2021-09-30", **typed) == 422
        assert pressed(clerk, "home_end", one.id, act="end", ends_on="2021-08-20", **typed) == 302
        lifted = {f"lift-{name}": value for name, value in typed.items()}
        assert pressed(clerk, "home_end", one.id, act="lift", **lifted) == 302
        assert HomeMonitoring.objects.get().ended_why == "lifted"

    def test_a_full_page_asks_the_database_little(
        self, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        at_home(12, at=village())
        phone = take_phone(village())
        shown(phone, "homes")
        with django_assert_max_num_queries(14):
            shown(phone, "homes")


class TestNeeds:
    def test_one_tap_rings_and_the_banner_stands_until_it_is_taken(self) -> None:
        [one] = at_home(at=village())
        phone = take_phone(village())
        assert "120" in shown(phone, "home", one.id)
        assert pressed(phone, "ask_urgent", task=one.task_id, unit=village()) == 302
        need = Need.objects.get()
        for client, page in (
            (phone, "village"),
            (phone, "homes"),
            (sit_down("township_clerk", TOWNSHIP), "board"),
            (sit_down("duty_officer"), "board"),
            (sit_down("county_liaison", COUNTY), "needs"),
        ):
            assert "urgent-banner" in shown(client, page)
        assert "urgent-banner" not in shown(sit_down("county_liaison", OTHER_COUNTY), "board")
        assert pressed(phone, "need", need.id, v=1, act="take") == 302
        assert "urgent-banner" not in shown(phone, "village")

    def test_the_duty_desk_takes_it_without_seeing_who_it_is(self) -> None:
        [one] = at_home(at=village())
        pressed(take_phone(village()), "ask_urgent", task=one.task_id, unit=village())
        need = Need.objects.get()
        officer = sit_down("duty_officer")
        seen = shown(officer, "needs")
        assert one.task.person.short_code in seen and "演" not in seen.split("<main")[1].replace("演练", "")
        assert officer.get(reverse("verification:need", args=[need.id])).status_code == 403
        assert pressed(officer, "need", need.id, v=1, act="take") == 302
        need.refresh_from_db()
        assert need.taken_at == now()

    def test_a_need_goes_from_asked_to_confirmed(self) -> None:
        [one] = at_home(at=village())
        phone, clerk = take_phone(village()), sit_down("township_clerk", TOWNSHIP)
        assert (
            pressed(phone, "ask_need", task=one.task_id, unit=village(), kind="medicine", what="降压药")
            == 302
        )
        need = Need.objects.get()
        assert "降压药" in shown(clerk, "need", need.id)
        assert pressed(phone, "need", need.id, v=1, act="promise", hours="2") == 302
        assert pressed(phone, "need", need.id, v=2, act="meet", note="已送到") == 302
        assert "act" in shown(phone, "need", need.id) and 'value="confirm"' not in shown(
            phone, "need", need.id
        )
        assert pressed(clerk, "need", need.id, v=3, act="confirm") == 302
        need.refresh_from_db()
        assert need.confirmed_at == now()

    def test_without_a_kind_it_is_asked_again(self) -> None:
        make_event()
        assert pressed(take_phone(village()), "ask_need", unit=village(), kind="money") == 422

    def test_somebody_on_no_list_is_helped(self) -> None:
        make_event()
        assert pressed(take_phone(village()), "ask_urgent", unit=village(), what="村东头孕妇") == 302
        assert Need.objects.get().task is None

    def test_at_the_door_help_is_one_link_away(self) -> None:
        [task] = make_people_sought(1, at=village())
        assert reverse("verification:ask_need") in shown(take_phone(village()), "door", task.id)

    def test_elsewhere_nothing_is_asked_for_this_village(self) -> None:
        make_event()
        other = take_phone(villages_of(OTHER_COUNTY)[0].key)
        assert pressed(other, "ask_urgent", unit=village()) == 404
        assert not Need.objects.exists()

    def test_an_unknown_step_does_not_exist(self) -> None:
        [one] = at_home(at=village())
        phone = take_phone(village())
        pressed(phone, "ask_need", task=one.task_id, unit=village(), kind="food")
        assert pressed(phone, "need", Need.objects.get().id, v=1, act="delete") == 404


class TestCallBacks:
    @pytest.fixture
    def check(self) -> SpotCheck:
        [one] = drawn_checks(1, county=COUNTY)
        return one

    def caller(self, check: SpotCheck) -> Client:
        return sit_down("township_clerk", check.checker.key)

    def test_the_page_to_call_holds_no_word_of_what_was_reported(self, check: SpotCheck) -> None:
        seen = shown(self.caller(check), "spot_check", check.id)
        assert "tel:1380000" in seen
        assert check.closed_by.name not in seen
        assert 'class="compared"' not in seen

    def test_a_contradiction_is_compared_and_becomes_a_finding(self, check: SpotCheck) -> None:
        client = self.caller(check)
        assert check.task.person.short_code in shown(client, "spot_checks")
        typed = {"v": 1, "where": "outside", "asked": "no"}
        assert pressed(client, "spot_check", check.id, **typed) == 302
        seen = shown(client, "spot_check", check.id)
        assert check.closed_by.name in seen and 'class="compared"' in seen
        assert SpotFinding.objects.get().against == ["nobody_asked", "where"]
        assert pressed(client, "spot_check", check.id, **typed) == 302  # pressed twice
        assert SpotFinding.objects.count() == 1

    def test_incomplete_it_is_asked_again(self, check: SpotCheck) -> None:
        assert pressed(self.caller(check), "spot_check", check.id, v=1, where="here", asked="yes") == 422

    def test_nobody_answering_is_noted(self, check: SpotCheck) -> None:
        assert pressed(self.caller(check), "spot_check", check.id, v=1, tried="1") == 302
        check.refresh_from_db()
        assert (check.tries, check.verdict) == (1, "")

    def test_the_unit_that_closed_and_the_supervisor_open_no_call_back(self, check: SpotCheck) -> None:
        own = sit_down("township_clerk", check.closed_by.path.split("/")[2])
        address = reverse("verification:spot_check", args=[check.id])
        assert own.get(address).status_code == 404
        supervisor = sit_down("supervisor")
        assert supervisor.get(address).status_code == 403
        assert check.task.person.short_code in shown(supervisor, "spot_checks")

    def test_a_supervisor_gives_it_to_another_unit(self, check: SpotCheck) -> None:
        supervisor = sit_down("supervisor")
        assert COUNTY in shown(supervisor, "hand_spot_check", check.id, v="1", q="召陵")
        assert pressed(supervisor, "hand_spot_check", check.id, v=1, to_unit_key=COUNTY) == 302
        check.refresh_from_db()
        assert check.checker.key == COUNTY

    def test_a_finding_is_explained_on_the_phone_and_closed_by_supervision(self, check: SpotCheck) -> None:
        pressed(self.caller(check), "spot_check", check.id, v=1, where="outside", asked="no")
        finding = SpotFinding.objects.get()
        phone, supervisor = take_phone(check.closed_by.key), sit_down("supervisor")
        assert check.task.person.short_code in shown(phone, "spot_findings")
        assert pressed(phone, "spot_finding", finding.id, "explain", v=1, explanation="只打了电话") == 302
        seen = shown(supervisor, "spot_findings")
        assert "只打了电话" in seen
        closed = {"v": 2, "closing": "stands", "reason": "未入户"}
        assert pressed(supervisor, "spot_finding", finding.id, "close", **closed) == 302
        finding.refresh_from_db()
        assert finding.closing == "stands"

    def test_the_rates_are_shown_with_their_limits(self, check: SpotCheck) -> None:
        pressed(self.caller(check), "spot_check", check.id, v=1, where="outside", asked="no")
        seen = shown(sit_down("supervisor"), "spot_rates")
        assert "100.0%" in seen and "2.5% – 100.0%" in seen  # one of one: from 2.5 % up
        assert "召陵区" in shown(sit_down("duty_officer"), "spot_rates")

    def test_rows_closed_too_fast_are_called_back_with_one_press(self) -> None:
        for task in make_people_sought(8, at=village()):
            answered(task, minutes=60 * 23)
        supervisor = sit_down("supervisor")
        assert unit(village()).name in shown(supervisor, "spot_rates")
        typed = {"at_most": 8, "reason": "三分钟销号八条"}
        assert pressed(supervisor, "draw_from_unit", village(), **typed) == 302
        assert SpotCheck.objects.count() == 8
        assert pressed(supervisor, "draw_from_unit", village(), **typed) == 422
        assert pressed(sit_down("duty_officer"), "draw_from_unit", village(), **typed) == 403

    def test_a_unit_to_be_called_back_is_found_by_its_name(self) -> None:
        make_event()
        supervisor = sit_down("supervisor")
        address = reverse("verification:draw_from_unit", args=[village()])
        assert reverse("verification:draw") in shown(supervisor, "spot_checks")
        assert address in shown(supervisor, "draw", q=unit(village()).name)
        assert unit(village()).name in shown(supervisor, "draw_from_unit", village())
        assert pressed(supervisor, "draw_from_unit", village(), at_most=51, reason="信访反映") == 422
        assert sit_down("duty_officer").get(reverse("verification:draw")).status_code == 403

    def test_a_supervisor_has_one_person_called_back_from_the_sheet_of_the_person(self) -> None:
        [task] = make_people_sought(1, at=village())
        supervisor = sit_down("supervisor")
        address = reverse("verification:draw_one", args=[task.id])
        assert address not in shown(supervisor, "person", task.id)  # still sought
        answered(task)
        seen = shown(supervisor, "person", task.id)
        assert address in seen and "演练" not in seen.split("<main", 1)[1]  # the short code alone
        assert pressed(supervisor, "draw_one", task.id, reason="") == 422
        assert pressed(supervisor, "draw_one", task.id, reason="来电反映无人上门") == 302
        assert SpotCheck.objects.get().task_id == task.id
        assert pressed(supervisor, "draw_one", task.id, reason="再查一次") == 422

    def test_homes_needs_and_call_backs_are_numbers_of_the_desk_that_lead_to_their_rows(self) -> None:
        [home] = at_home(at=village())
        pressed(take_phone(village()), "ask_need", task=home.task_id, unit=village(), kind="food")
        supervisor = sit_down("supervisor")
        pressed(supervisor, "draw_one", home.task_id, reason="来电反映无人上门")
        seen = sit_down("duty_officer").get(reverse("hq:desk")).content.decode()
        for page in ("homes?", "needs?wanted=open&amp;"):
            name, _, query = page.partition("?")
            assert f'<b><a href="{reverse(f"verification:{name}")}?{query}unit={CITY}">1</a></b>' in seen
        seen = supervisor.get(reverse("hq:desk")).content.decode()
        assert f'<b><a href="{reverse("verification:spot_checks")}?unit={CITY}">1</a></b>' in seen
        assert reverse("verification:needs") not in seen  # not the supervisor's to open

    def test_pages_of_an_empty_city_work(self) -> None:
        make_event()
        liaison, supervisor = sit_down("county_liaison", COUNTY), sit_down("supervisor", CITY)
        for page in ("homes", "needs", "spot_checks", "spot_findings", "spot_rates"):
            shown(liaison, page)
        for page in ("spot_checks", "spot_findings", "spot_rates"):
            shown(supervisor, page)
