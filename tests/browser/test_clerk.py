"""The clerk's queue by keyboard alone: marks, reasons, decisions, the wrong key taken back, a telephone's width."""

import json
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import world
from tests.browser.people import at_desk
from yanpan.base.vault.sealing import Sealer
from yanpan.streams.verification.models import ListRow, Pair
from yanpan.streams.verification.operations import decide_pair
from yanpan.streams.verification.tests.lists import desk, task_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def shown(page: Page) -> str:
    return page.locator("#pairs [data-pair]").get_attribute("data-pair") or ""


def decide(page: Page, *keys: str) -> str:
    """Press the keys; returns the pair that was decided, once another is shown."""
    before = shown(page)
    for key in keys:
        page.keyboard.press(key)
    expect(page.locator(f"#pairs [data-pair='{before}']")).to_have_count(0)
    return before


def test_a_clerk_decides_by_keyboard_alone(chromium: Browser, site: str) -> None:
    world.make_pairs(12)
    with at_desk(chromium, site, "list_clerk") as clerk:
        clerk.open("/verification/pairs/")
        clerk.fits("人口底册")
        expect(clerk.page.locator("#pairs mark").first).to_be_visible()
        first = decide(clerk.page, "4", "d")
        second = decide(clerk.page, "u", "9", "Enter")
        clerk.page.keyboard.press("s")
        clerk.sees("请先选理由")
        third = decide(clerk.page, "1", "Enter")
        expect(clerk.page.locator("#pairs-waiting")).to_contain_text("10")
        answers = dict(Pair.objects.values_list("id", "answer"))
        assert [answers[UUID(key)] for key in (first, second, third)] == ["different", "unsure", "same"]
        clerk.page.keyboard.press("z")
        clerk.sees("已撤回，请重新判断")
        assert shown(clerk.page) == third
        assert Pair.objects.get(id=third).answer == ""
        clerk.page.keyboard.press("?")
        clerk.sees("数字键选理由")
        clerk.fits_both("数字键选理由")
        for _ in range(8):
            decide(clerk.page, "7", "s")
        expect(clerk.page.locator("#pairs-waiting")).to_contain_text("3")


def test_what_a_mask_hides_is_marked_and_seen(chromium: Browser, site: str) -> None:
    [pair] = world.make_pairs(1)
    masked = Sealer(ListRow, world.NOW).seal("fields", pair.row_id, json.dumps({"name": "居*0"}))
    ListRow.objects.filter(id=pair.row_id).update(fields=masked)
    with at_desk(chromium, site, "list_clerk") as clerk:
        clerk.open("/verification/pairs/")
        expect(clerk.page.locator("#pairs mark")).to_have_count(2)
        for mark in clerk.page.locator("#pairs mark").all():
            expect(mark).to_be_visible()
        clerk.sees("已遮盖")


def test_without_a_network_the_pair_comes_back(chromium: Browser, site: str) -> None:
    world.make_pairs(3)
    with at_desk(chromium, site, "list_clerk") as clerk:
        clerk.open("/verification/pairs/")
        before = shown(clerk.page)
        clerk.page.context.set_offline(True)
        clerk.page.keyboard.press("4")
        clerk.page.keyboard.press("d")
        clerk.sees("网络不通")
        assert shown(clerk.page) == before and not Pair.objects.exclude(answer="").exists()
        clerk.page.context.set_offline(False)
        decide(clerk.page, "4", "d")
        expect(clerk.page.locator("#pairs-waiting")).to_contain_text("2")


def test_one_person_whole_on_a_desk_and_on_a_telephone(chromium: Browser, site: str) -> None:
    first, second = world.make_pairs(2)
    Pair.objects.filter(id=second.id).update(resident=first.resident)
    for pair in (first, second):
        decide_pair(desk(), pair_id=pair.id, answer="same", reason="电话核实", now=world.NOW)
    with at_desk(chromium, site, "list_clerk") as clerk:
        clerk.open(f"/verification/persons/{task_of(second.row).id}/whole/")
        clerk.fits_both("为同一人")
        clerk.sees("涉及名单")
        clerk.open("/verification/pairs/decided/")
        clerk.fits_both("电话核实")
