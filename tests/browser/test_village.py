"""A village finds people: on a phone of 360 pixels without script; its township enters chains and papers for it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests import world
from tests.browser.people import Person, at_desk, person
from tests.browser.phones import tap
from yanpan.base.vault.sealing import Sealer
from yanpan.shell.asking import forget_actors
from yanpan.streams.verification.models import Attempt, Outcome, Roster, VerificationTask
from yanpan.streams.verification.tests.desk import take_phone

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAMES = ("王建国", "李秀英", "张国强", "刘桂兰")
CHAIN = "#接龙\n1. 王建国 在家 上门 无异常 昨天核酸阴性\n2、李秀音在家\n3 张国强：查无此人\n4. 刘桂兰 可能在上海\n"


@pytest.fixture
def site(live_server: LiveServer, settings: Settings) -> str:
    settings.YANPAN_CLOCK = "tests.browser.people.drill_day"
    forget_actors()
    world.make_city()
    for task, name in zip(world.make_people_sought(4, at=village()), NAMES, strict=True):
        task.person.name = Sealer(type(task.person), world.NOW).seal("name", task.person.id, name)
        task.person.save(update_fields=["name"])
    return live_server.url


def village() -> str:
    return world.villages_of(world.TOWNSHIP)[0].key


@contextmanager
def unlocked(chromium: Browser, site: str, *, script: bool = False) -> Iterator[Person]:
    """The village's phone, enrolled and unlocked, with scripts off unless asked for."""
    with person(chromium, site, phone=True, script=script) as phone:
        session = take_phone(village()).cookies["yanpan"].value
        phone.page.context.add_cookies([{"name": "yanpan", "value": session, "url": site}])
        yield phone


def open_person(phone: Person, name: str) -> None:
    phone.open("/verification/village/")
    phone.page.locator(".people a", has_text=name).first.click()
    phone.sees("人在哪里")


def test_a_phone_without_script_takes_all_four_taps_and_what_follows_later(
    chromium: Browser, site: str
) -> None:
    with unlocked(chromium, site) as phone:
        open_person(phone, NAMES[0])
        phone.fits("核查询问不限制任何人出行")
        phone.press("上门无人")
        phone.fits("此人仍在待核查名单上")
        open_person(phone, NAMES[0])
        for words in ("在本村", "见到本人", "居家隔离"):
            phone.page.get_by_label(words, exact=True).check()
        phone.press("保存")
        phone.fits("写明决定机构")
        phone.fits("请填写文书编号，或勾选口头通知。")
        phone.page.get_by_label("县区指挥部").check()
        phone.page.get_by_label("口头通知，24小时内补文书").check()
        phone.page.get_by_label("已告知本人").check()
        phone.page.get_by_label("已采样，结果待出").check()
        phone.page.fill("input[name=test_at]", "2021-08-05T09:00")
        phone.press("保存")
        open_person(phone, NAMES[0])
        phone.page.locator("summary", has_text="补填文书编号").click()
        later = phone.page.locator("details.later")
        later.get_by_label("文书编号").fill("演指〔2021〕9号")
        phone.press("保存编号")
        phone.fits("文书编号已补填")
        phone.page.locator("summary", has_text="补填检测结果").click()
        later.get_by_label("阴性").check()
        later.get_by_label("采样时间").fill("2021-08-05T09:00")
        phone.press("保存结果")
        phone.fits("检测结果已补填")
    task = VerificationTask.objects.get(measure="at_home")
    assert (task.document_number, task.paper_due_at, task.told, task.test_result) == (
        "演指〔2021〕9号",
        None,
        True,
        "negative",
    )
    assert sorted(Attempt.objects.values_list("kind", "result")) == [("visit", "off"), ("visit", "reached")]


def test_with_a_script_one_question_stands_at_a_time_and_every_tap_can_be_changed(
    chromium: Browser, site: str
) -> None:
    with unlocked(chromium, site, script=True) as phone:
        open_person(phone, NAMES[0])
        for words in ("在本村", "见到本人", "居家隔离", "上一步", "上一步"):
            tap(phone.page, words)
        phone.fits("怎样联系上的")
        phone.page.go_back()
        phone.fits("人在哪里")
        for words in ("在本村", "经家属"):
            tap(phone.page, words)
        expect(phone.page.locator("legend:visible")).to_contain_text(["采取什么措施"])
        phone.page.keyboard.press("Tab")
        phone.page.keyboard.press("ArrowUp")  # walks through the choices and goes on with Enter
        phone.page.keyboard.press("ArrowUp")
        expect(phone.page.get_by_label("已排除，无需措施")).to_be_checked()
        phone.page.keyboard.press("Enter")
        tap(phone.page, "保存")
        phone.fits(f"已保存：{NAMES[0]}，已排除，无需措施。")
    assert Outcome.objects.values_list("where", "contact", "measure").get() == ("here", "family", "cleared")


def test_a_chain_is_pasted_on_the_phone_and_only_what_is_clear_is_taken(chromium: Browser, site: str) -> None:
    with unlocked(chromium, site) as phone:
        phone.open("/verification/village/")
        phone.press("粘贴群接龙")
        phone.page.fill("textarea", CHAIN)
        phone.press("读取接龙")
        phone.fits("共读出 4 行，其中 2 行明确")
        phone.press("保存勾选的各行")
        phone.fits("已保存 2 人的填报")
        phone.fits("待核查 2 人")
    assert sorted(Outcome.objects.values_list("where", "way")) == [("here", "chain"), ("not_found", "chain")]


def test_a_roster_is_registered_printed_brought_back_and_entered(chromium: Browser, site: str) -> None:
    with at_desk(chromium, site, "township_clerk", world.TOWNSHIP) as clerk:
        clerk.open(f"/verification/telephone/{village()}/")
        clerk.press("打印核查名单")
        clerk.press("登记并打印一份")
        mark = Roster.objects.get().mark
        clerk.sees(mark)
        assert clerk.page.pdf(prefer_css_page_size=True).startswith(b"%PDF-")
        clerk.open("/verification/rosters/")
        clerk.sees("尚未交回")
        clerk.page.fill("input[name=mark]", mark.lower())
        clerk.press("打开")
        clerk.page.fill("input[name=returned_by]", "李会计")
        clerk.press("登记交回")
        clerk.page.locator("input[name=l1-take]").check()
        clerk.page.select_option("select[name=l1-where]", "here")
        clerk.press("保存勾选的各行")
        clerk.sees("写明怎样联系上的")
        clerk.page.select_option("select[name=rest-contact]", "met")
        clerk.page.select_option("select[name=rest-measure]", "cleared")
        clerk.press("保存勾选的各行")
        clerk.sees("共 4 人，已录入 1 人，还缺 3 人")
    assert Outcome.objects.get().way == "roster"
