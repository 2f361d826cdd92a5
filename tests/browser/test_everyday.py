"""One box that finds things and, with a purpose, people; a comment and its answer; a procedure and its change."""

import pytest
from playwright.sync_api import Browser, expect

from tests import world
from tests.browser.people import Person, at_desk
from tests.house.cases.hq import _item
from tests.world import COUNTY, TOWNSHIP, make_people_sought, unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def look(somebody: Person, name: str) -> None:
    """Hook of a look at the page."""


def search(somebody: Person, text: str) -> None:
    """By the key that leads to the box."""
    somebody.page.keyboard.press("/")
    expect(somebody.page.locator("#search-text")).to_be_focused()
    somebody.page.keyboard.type(text)
    somebody.page.keyboard.press("Enter")
    somebody.page.wait_for_url("**/search/")


def test_one_box_finds_an_item_and_with_a_purpose_a_person(chromium: Browser, site: str) -> None:
    item = _item("in_work")
    [task] = make_people_sought(1, at=TOWNSHIP)
    with at_desk(chromium, site, "county_liaison", COUNTY) as desk:
        desk.open("/units/")
        search(desk, unit(TOWNSHIP).name)
        desk.fits_both("交办事项")
        look(desk, "search")
        expect(desk.page.locator(f'a[href*="{item}"]')).to_be_visible()
        search(desk, "0000")
        desk.sees("没有含这些文字的文件、事项或单位")
        assert task.person.short_code not in desk.page.content()
        desk.page.select_option("#id_purpose", "caller")
        desk.page.locator("#people button").click()
        desk.fits_both(task.person.short_code)
        desk.sees("138******00")
        look(desk, "people")
        assert "0000" not in desk.page.url.replace(site, "")


def test_a_comment_is_addressed_seen_and_shown_under_the_item(chromium: Browser, site: str) -> None:
    item = _item("in_work")
    with at_desk(chromium, site, "county_liaison", COUNTY) as desk:
        desk.open(f"/hq/items/{item}/")
        desk.page.locator("#comments summary").click()
        desk.page.fill("#comment-said", "请补村口夜间值守照片")
        desk.page.select_option("#comment-to", TOWNSHIP)
        desk.press("保存批注")
        desk.fits_both("请补村口夜间值守照片")
        desk.sees("尚未阅")
        look(desk, "comment")
    with at_desk(chromium, site, "township_clerk", TOWNSHIP) as clerk:
        clerk.open("/comments/")
        clerk.fits_both("请补村口夜间值守照片")
        look(clerk, "to_us")
        clerk.press("已阅")
        clerk.sees("已记为已阅")


def test_a_procedure_is_issued_changed_and_briefed(chromium: Browser, site: str) -> None:
    with at_desk(chromium, site, "duty_chief", COUNTY) as chief:
        chief.open("/procedures/")
        chief.press("新建规程")
        page = chief.page
        page.fill("#id_title", "发热病人转诊规程")
        page.select_option("#id_line", "communities")
        page.fill("#id_text", "一、先拨120。\n二、报告乡镇。\n三、登记。")
        page.fill("#id_problem", "8月4日夜间发热两小时未转诊")
        look(chief, "procedure_new")
        chief.press("印发")
        chief.fits_both("尚未培训")
        chief.press("修订")
        page.fill("#id_text", "一、先拨120。\n二、同时报告乡镇和县区。\n三、登记。")
        page.fill("#id_problem", "报告绕了一级")
        chief.press("印发")
        chief.fits_both("同时报告乡镇和县区")
        expect(page.locator("del")).to_have_text("二、报告乡镇。")
        look(chief, "procedure")
        chief.press("列入催办电话单")
        chief.sees("已列入催办电话单")
    with at_desk(chromium, site, "township_clerk", world.TOWNSHIP) as clerk:
        clerk.open("/procedures/")
        clerk.fits_both("发热病人转诊规程")
        look(clerk, "procedures")
        clerk.press("发热病人转诊规程")
        clerk.page.fill("#id_people", "12")
        clerk.press("本单位已读并完成培训")
        clerk.fits_both("12 人")
