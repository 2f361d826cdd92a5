"""A village's phone of 360 pixels: ten people a screen, four taps, the network gone and back, people at home."""

import pytest
from playwright.sync_api import Browser, expect

from tests import world
from tests.browser.people import DAY, Person, at_desk
from tests.browser.phones import answer, tap
from tests.browser.walks import (
    address_in,
    at_the_list,
    named,
    report,
    sign_for_all,
    village,
    village_phone,
    with_and_without_network,
)
from yanpan.base.notices.models import Notice
from yanpan.streams.verification.models import (
    FollowUp,
    HomeMonitoring,
    Need,
    Outcome,
    Roster,
    VerificationTask,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAMES = (
    "王建国",
    "李秀英",
    "张国强",
    "刘桂兰",
    "陈志远",
    "赵丽华",
    "周海燕",
    "吴永辉",
    "郑春梅",
    "冯文斌",
    "孙志强",
    "钱建军",
)
CHAIN = "#接龙\n1. 刘桂兰 在家 上门 无异常\n2. 陈志远：查无此人\n3. 赵丽华 可能在上海\n"


def four_taps(phone: Person) -> None:
    """What to say at the door, then where, how, what follows and the test."""
    phone.page.locator(".people a", has_text=NAMES[0]).first.click()
    phone.fits("核查询问不限制任何人出行")
    phone.page.locator("summary", has_text="上门穿什么、说什么").click()
    phone.fits("遮住口鼻")
    for words in ("在本村", "见到本人", "已排除"):
        tap(phone.page, words)
        phone.fits(NAMES[0])
    phone.page.get_by_label("已采样，结果待出").check()
    phone.page.fill("input[name=test_at]", "2021-08-05T09:00")
    phone.press("保存")
    phone.fits("已排除，无需措施")


def without_network(phone: Person) -> None:
    """Two are answered and one is tried while nothing reaches the headquarters; it goes when the network is back."""
    at_the_list(phone)
    phone.page.context.set_offline(True)
    answer(phone.page, NAMES[1], "在本村", "经家属", "住院", "存入本机")
    answer(phone.page, NAMES[2], "查无此人", "存入本机")
    answer(phone.page, NAMES[6], "电话无人接")
    phone.fits("已存本机、未上报：3 条")
    phone.page.context.set_offline(False)
    expect(phone.page.locator("[data-count]")).to_have_text("")


def paste_chain(phone: Person) -> None:
    phone.press("粘贴群接龙")
    phone.page.fill("textarea", CHAIN)
    phone.press("读取接龙")
    phone.fits("其中 2 行明确")
    phone.press("保存勾选的各行")
    phone.fits("已保存 2 人的填报")


def enter_paper(clerk: Person) -> None:
    """The township prints what is left, and enters what came back on it."""
    clerk.open(f"/verification/telephone/{village()}/")
    clerk.press("打印核查名单")
    clerk.press("登记并打印一份")
    mark = Roster.objects.get().mark
    clerk.fits_both(mark)
    clerk.press("纸质名单")
    clerk.fits_both("尚未交回")
    clerk.page.fill("input[name=mark]", mark)
    clerk.press("打开")
    clerk.page.fill("input[name=returned_by]", "李会计")
    clerk.press("登记交回")
    clerk.fits_both("李会计")
    clerk.page.locator("input[name=l1-take]").check()
    clerk.page.select_option("select[name=l1-where]", "not_found")
    clerk.press("保存勾选的各行")
    clerk.fits_both("已录入 1 人")


def test_a_villages_day_by_taps_chain_paper_and_without_a_network(chromium: Browser, site: str) -> None:
    here = village()
    world.send(named(*NAMES, at=world.TOWNSHIP, target=here, address=address_in(here)), to=here)
    with village_phone(chromium, site, here) as phone:
        at_the_list(phone)
        phone.fits("12 人待签收")
        sign_for_all(phone)
        phone.fits("待核查 12 人")
        assert phone.page.locator(".people li:visible").count() == 10
        phone.press("下一页")
        phone.fits("第 2 页")
        assert phone.page.locator(".people li:visible").count() == 2
        phone.press("上一页")
        four_taps(phone)
        without_network(phone)
        phone.open("/verification/village/")
        paste_chain(phone)
        phone.fits("待核查 7 人")
    with at_desk(chromium, site, "township_clerk", world.TOWNSHIP) as clerk:
        enter_paper(clerk)
    assert sorted(Outcome.objects.values_list("where", "way")) == [
        ("here", "chain"), ("here", "taps"), ("here", "taps"),
        ("not_found", "chain"), ("not_found", "roster"), ("not_found", "taps"),
    ]  # fmt: skip


def stays_home(phone: Person, network: bool) -> None:
    """Reported as decided by the county by word of mouth, the person told."""
    if network:
        report(phone, NAMES[0], "在本村", "见到本人", "居家隔离", network=True)
        phone.page.get_by_label("县区指挥部").check()
        phone.page.get_by_label("口头通知，24小时内补文书").check()
        phone.page.get_by_label("已告知本人").check()
        phone.press("保存")
        phone.fits("居家隔离")
        return
    at_the_list(phone)
    phone.page.context.set_offline(True)
    phone.page.locator("li[data-task] > a", has_text=NAMES[0]).click()
    form = phone.page.locator("[data-field-form]")
    for words in ("在本村", "见到本人", "居家隔离"):
        tap(form, words)
    form.get_by_label("县区指挥部").check()
    phone.fits("存入本机")
    form.get_by_role("button", name="存入本机").locator("visible=true").click()
    phone.page.context.set_offline(False)
    expect(phone.page.locator("[data-count]")).to_have_text("")
    phone.open("/verification/village/")


@with_and_without_network
def test_at_home_a_follow_up_is_three_taps_and_needs_and_the_urgent_button_are_at_hand(
    chromium: Browser, site: str, network: bool
) -> None:
    named(NAMES[0], at=village())
    with village_phone(chromium, site, village()) as phone:
        stays_home(phone, network)
        DAY.goes_on(days=1, hours=-6)
        phone.open("/verification/village/")
        phone.press("居家")
        phone.fits("今日已随访 0/1")
        phone.page.locator(".people a", has_text=NAMES[0]).click()
        phone.fits("第 2 天")
        phone.press("上门", exact=False)
        phone.fits("身体怎么样")
        phone.press("正常、无症状：保存")
        phone.fits("今日已随访 1/1")
        phone.page.locator(".people a", has_text=NAMES[0]).click()
        phone.press("有诉求：药品", exact=False)
        phone.fits("请先拨打120")
        phone.page.get_by_label("药品").check()
        phone.page.fill("textarea[name=what]", "降压药一盒")
        phone.press("保存")
        phone.fits("24小时内办结")
        phone.press("我来办")
        phone.fits("已接办")
        phone.open("/verification/village/")
        phone.press("有人需要帮助")
        phone.press("紧急就医：立即呼叫乡镇和值班室")
        phone.fits("120打了吗")
        with at_desk(chromium, site, "duty_officer") as officer:
            officer.press("排查看板")
            officer.fits_both("1 件紧急就医诉求无人接办")
            officer.press("诉求")
            officer.fits_both("紧急")
    home = HomeMonitoring.objects.get()
    assert FollowUp.objects.get().monitoring == home and VerificationTask.objects.get().measure == "at_home"
    assert sorted(Need.objects.values_list("kind", "urgent")) == [("doctor", True), ("medicine", False)]
    assert Notice.objects.filter(matter="urgent_medical").exists()
