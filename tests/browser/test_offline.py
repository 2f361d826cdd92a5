"""A village's phone without a network: what is tapped is kept at once, sent by itself, and counts once."""

import json
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests import world
from tests.browser.phones import DUMP, answer, card, open_village, phone_of, tap
from yanpan.base.sync.models import FieldDevice, FieldRecord
from yanpan.shell.asking import forget_actors
from yanpan.streams.verification.models import Attempt, Outcome, VerificationTask

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEPT = "已存本机，未上报"


@pytest.fixture
def site(live_server: LiveServer, settings: Settings) -> str:
    settings.YANPAN_CLOCK = "tests.browser.people.drill_day"
    forget_actors()
    world.make_city()
    world.make_event()
    return live_server.url


@pytest.fixture
def village(site: str) -> str:
    return world.villages_of(world.TOWNSHIP)[0].key


@pytest.fixture
def people(village: str) -> list[VerificationTask]:
    return world.make_people_sought(4, at=village)


def outcomes() -> list[tuple[str, str, str]]:
    return sorted(Outcome.objects.values_list("where", "contact", "measure"))


def arrived(page: Page, count: int) -> None:
    """Wait until so many records are settled; the browser goes on meanwhile."""
    for _ in range(100):
        if FieldRecord.objects.filter(state="accepted").count() >= count:
            return
        page.wait_for_timeout(100)
    raise AssertionError(list(FieldRecord.objects.values_list("state", "code")))


def sent(page: Page) -> None:
    """The page says that nothing waits any more."""
    expect(page.locator("[data-count]")).to_have_text("")


def test_three_answers_without_a_network_arrive_once_when_it_returns(
    chromium: Browser, site: str, village: str, people: list[VerificationTask]
) -> None:
    with phone_of(chromium, site, village) as phone:
        page = open_village(phone, site)
        phone.set_offline(True)
        answer(page, "演练0", "在本村", "见到本人", "已排除")
        answer(page, "演练1", "查无此人", "存入本机")
        answer(page, "演练2", "在本村", "未联系上", "家中无人")
        for name in ("演练0", "演练1", "演练2"):
            expect(card(page, name)).to_contain_text(KEPT)
        expect(page.locator("[data-count]")).to_contain_text("3")
        expect(page.locator("[data-state]")).to_contain_text("没有网络")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert not Outcome.objects.exists()
        phone.set_offline(False)
        arrived(page, 3)
        sent(page)
        expect(card(page, "演练0")).to_contain_text("已上报")
    assert outcomes() == [("here", "met", "cleared"), ("here", "not_reached", ""), ("not_found", "", "")]
    assert FieldDevice.objects.get().announced == 3
    assert ("visit", "off") in Attempt.objects.values_list("kind", "result")


def test_an_answer_is_kept_within_a_second(
    chromium: Browser, site: str, village: str, people: list[VerificationTask]
) -> None:
    with phone_of(chromium, site, village) as phone:
        page = open_village(phone, site)
        phone.set_offline(True)
        page.locator("li[data-task] > a", has_text="演练0").first.click()
        form = page.locator("[data-field-form]")
        tap(form, "查无此人")
        started = time.perf_counter()
        form.get_by_role("button", name="存入本机").click()
        expect(card(page, "演练0")).to_contain_text(KEPT)
        assert time.perf_counter() - started < 1


def test_the_page_closed_and_opened_again_sends_what_was_kept(
    chromium: Browser, site: str, village: str, people: list[VerificationTask]
) -> None:
    with phone_of(chromium, site, village) as phone:
        page = open_village(phone, site)
        phone.set_offline(True)
        answer(page, "演练0", "在本村", "见到本人", "已排除")
        page.close()
        phone.set_offline(False)
        page = open_village(phone, site)
        sent(page)
        arrived(page, 1)
    assert outcomes() == [("here", "met", "cleared")]


def test_an_answer_of_the_server_that_was_lost_is_a_duplicate_the_next_time(
    chromium: Browser, site: str, village: str, people: list[VerificationTask]
) -> None:
    lost: list[int] = []

    def lose_once(route: Route) -> None:
        """The server has worked; its answer never arrives."""
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    with phone_of(chromium, site, village) as phone:
        page = open_village(phone, site)
        phone.set_offline(True)
        answer(page, "演练0", "在本村", "见到本人", "已排除")
        phone.route("**/field/records", lose_once)
        phone.set_offline(False)
        arrived(page, 1)
        expect(page.locator("[data-count]")).to_contain_text("1")
        sent(page)
    assert lost == [200]
    assert outcomes() == [("here", "met", "cleared")]
    assert FieldRecord.objects.count() == 1


def test_killed_while_it_sends_nothing_is_lost_and_nothing_doubled(
    chromium: Browser, site: str, village: str, people: list[VerificationTask]
) -> None:
    with phone_of(chromium, site, village) as phone:
        page = open_village(phone, site)
        phone.set_offline(True)
        answer(page, "演练0", "在本村", "见到本人", "已排除")
        answer(page, "演练1", "已死亡", "存入本机")
        page.route("**/field/records", lambda route: None)  # on its way for ever
        with page.expect_request("**/field/records"):
            phone.set_offline(False)
        page.close()
        page = open_village(phone, site)
        sent(page)
        arrived(page, 2)
    assert outcomes() == [("deceased", "", ""), ("here", "met", "cleared")]


def test_a_correction_made_without_a_network_counts_after_the_first_answer(
    chromium: Browser, site: str, village: str, people: list[VerificationTask]
) -> None:
    with phone_of(chromium, site, village) as phone:
        page = open_village(phone, site)
        phone.set_offline(True)
        answer(page, "演练0", "查无此人", "存入本机")
        answer(page, "演练0", "在本村", "经家属", "住院", "存入本机")
        phone.set_offline(False)
        arrived(page, 2)
        sent(page)
        phone.set_offline(True)
        answer(page, "演练0", "在本村", "见到本人", "已排除")
        phone.set_offline(False)
        arrived(page, 3)
    task = VerificationTask.objects.get(id=people[0].id)
    assert (task.measure, task.version) == ("cleared", 4)


def test_a_measure_is_kept_with_the_body_that_decided_it_and_a_try_without_an_answer(
    chromium: Browser, site: str, village: str, people: list[VerificationTask]
) -> None:
    with phone_of(chromium, site, village) as phone:
        page = open_village(phone, site)
        phone.set_offline(True)
        page.locator("li[data-task] > a", has_text="演练0").first.click()
        form = page.locator("[data-field-form]")
        for words in ("在本村", "见到本人", "居家健康监测"):
            tap(form, words)
        tap(form, "存入本机")
        expect(form).to_contain_text("写明决定机构")
        form.get_by_label("县区指挥部").check()
        form.get_by_label("文书编号").fill("召疫指〔2021〕12号")
        form.get_by_role("button", name="存入本机").locator("visible=true").click()
        answer(page, "演练1", "上门无人")
        phone.set_offline(False)
        arrived(page, 2)
    outcome = Outcome.objects.get()
    assert (outcome.deciding_body, outcome.document_number) == ("县区指挥部", "召疫指〔2021〕12号")
    assert Attempt.objects.filter(task=people[1]).values_list("kind", "result").get() == ("visit", "off")


def test_somebody_elses_answer_meanwhile_is_shown_and_both_are_kept(
    chromium: Browser, site: str, village: str, people: list[VerificationTask]
) -> None:
    with phone_of(chromium, site, village) as phone:
        page = open_village(phone, site)
        phone.set_offline(True)
        answer(page, "演练0", "查无此人", "存入本机")
        VerificationTask.objects.filter(id=people[0].id).update(version=2, where="here", measure="cleared")
        phone.set_offline(False)
        expect(page.locator("[data-told]")).to_contain_text("演练0")
        sent(page)
        page.goto(f"{site}/verification/village/")
        page.get_by_role("link", name="1 条答复待处理").click()
        page.get_by_role("link", name="查看两份答复").click()
        expect(page.locator("main")).to_contain_text("查无此人")
        page.get_by_role("button", name="采用手机上的答复").click()
        expect(page.locator("main")).to_contain_text("手机上的答复已生效")
    assert VerificationTask.objects.get(id=people[0].id).where == "not_found"


def test_what_waits_is_signed_for_without_a_network(chromium: Browser, site: str, village: str) -> None:
    world.send(world.make_people_sought(2, at=world.TOWNSHIP, target=village), to=village)
    with phone_of(chromium, site, village) as phone:
        page = open_village(phone, site)
        phone.set_offline(True)
        page.get_by_role("button", name="全部签收").click()
        expect(page.locator("section.waiting")).to_contain_text("已在本机签收")
        phone.set_offline(False)
        arrived(page, 1)
    assert VerificationTask.objects.filter(custody__key=village).count() == 2


def test_the_other_pages_of_the_list_are_there_without_a_network(
    chromium: Browser, site: str, village: str
) -> None:
    world.make_people_sought(14, at=village)
    with phone_of(chromium, site, village) as phone:
        page = open_village(phone, site)
        assert page.locator("li[data-task]").count() == 10
        phone.set_offline(True)
        page.get_by_role("link", name="下一页").click()
        expect(page.locator("li[data-task]")).to_have_count(14)
        answer(page, "演练13", "在本村", "见到本人", "已排除")
        phone.set_offline(False)
        arrived(page, 1)


def test_with_a_network_a_card_opens_its_own_page(
    chromium: Browser, site: str, village: str, people: list[VerificationTask]
) -> None:
    with phone_of(chromium, site, village) as phone:
        page = open_village(phone, site)
        page.locator("li[data-task] > a", has_text="演练0").first.click()
        page.wait_for_url("**/verification/door/**")
        assert page.locator("[data-field-form]").count() == 0


def test_in_the_memory_of_the_phone_nothing_can_be_read_and_after_locking_nothing_personal_is_left(
    chromium: Browser, site: str, village: str, people: list[VerificationTask]
) -> None:
    with phone_of(chromium, site, village) as phone:
        page = open_village(phone, site)
        phone.set_offline(True)
        page.locator("li[data-task] > a", has_text="演练0").first.click()
        form = page.locator("[data-field-form]")
        tap(form, "查无此人")
        form.get_by_label("备注").fill("张三说已搬到郑州")
        form.get_by_role("button", name="存入本机").click()
        expect(card(page, "演练0")).to_contain_text(KEPT)
        kept = json.dumps(page.evaluate(DUMP), ensure_ascii=False)
        assert "sealed" in kept and str(people[0].id) in kept
        for personal in ("张三", "郑州", "not_found", "演练0", "1380000"):
            assert personal not in kept
        phone.set_offline(False)
        arrived(page, 1)
        sent(page)
        page.get_by_role("button", name="锁定").click()
        page.wait_for_load_state()
        left = page.evaluate(DUMP)
        assert left["local"] == {}
        assert left["bases"]["yanpan-field/records"] == []
        assert "演练" not in json.dumps(left, ensure_ascii=False)
    assert Outcome.objects.get().note


def test_signed_out_the_page_says_what_to_do_and_what_was_kept_goes_after_signing_in(
    chromium: Browser, site: str, village: str, people: list[VerificationTask]
) -> None:
    with phone_of(chromium, site, village) as phone:
        page = open_village(phone, site)
        mine = [one for one in phone.cookies() if one["name"] == "yanpan"]
        phone.set_offline(True)
        answer(page, "演练0", "在本村", "见到本人", "已排除")
        phone.clear_cookies(name="yanpan")
        phone.set_offline(False)
        expect(page.locator("[data-state]")).to_contain_text("PIN")
        expect(page.locator("[data-count]")).to_contain_text("1")
        assert not FieldRecord.objects.exists()
        phone.add_cookies(mine)  # type: ignore[arg-type]
        arrived(open_village(phone, site), 1)
    assert outcomes() == [("here", "met", "cleared")]


@pytest.fixture
def other(village: str) -> Iterator[str]:
    yield world.villages_of(world.TOWNSHIP)[1].key


def test_on_one_device_nobody_sends_what_another_kept(
    chromium: Browser, site: str, village: str, other: str, people: list[VerificationTask]
) -> None:
    with phone_of(chromium, site, village) as phone:
        page = open_village(phone, site)
        phone.set_offline(True)
        answer(page, "演练0", "在本村", "见到本人", "已排除")
        page.close()
        with phone_of(chromium, site, other) as borrowed:
            phone.set_offline(False)
            cookies = [one for one in borrowed.cookies() if one["name"] == "yanpan"]
            mine = [one for one in phone.cookies() if one["name"] == "yanpan"]
            phone.add_cookies(cookies)  # type: ignore[arg-type]
            theirs = open_village(phone, site)
            sent(theirs)
            assert not FieldRecord.objects.exists()
            theirs.close()
        phone.add_cookies(mine)  # type: ignore[arg-type]
        arrived(open_village(phone, site), 1)
    assert Outcome.objects.get().unit.key == village
