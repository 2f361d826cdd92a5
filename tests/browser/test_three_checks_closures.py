"""A false closure: closed on the village's phone, called back blind by another township, contradicted, sought again."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.people import DAY, Person, at_desk
from tests.browser.walks import named, report, village, village_phone, with_and_without_network
from yanpan.streams.verification.models import SpotCheck, SpotFinding, VerificationTask
from yanpan.streams.verification.rules.spot_checks import FAST_ROWS
from yanpan.streams.verification.tests.homes import answered

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOBODY_ASKED = "王建国"


def draw_by_hand(supervisor: Person) -> None:
    """A village that closed its rows faster than anybody could ask: the supervisor has them all called back."""
    supervisor.press("虚假销号率")
    supervisor.fits_both(f"3分钟内销号 {FAST_ROWS} 条")
    supervisor.page.fill("input[name=at_most]", str(FAST_ROWS))
    supervisor.press("抽取回访")
    supervisor.fits_both(f"已抽取 {FAST_ROWS} 条")


def call_back(caller: Person, code: str) -> None:
    """Blind: nothing of the closure is on the page before what was heard is entered."""
    caller.press("抽查回访")
    caller.fits_both(code)
    caller.press(code)
    caller.fits_both("填写回访情况后才显示原上报内容")
    expect(caller.page.locator("main")).not_to_contain_text("姬石村")
    caller.page.get_by_label("否，没人问过").check()
    caller.page.locator("input[name=where][value=here]").check()
    caller.page.locator("input[name=measure][value=cleared]").check()
    caller.press("保存并比对")
    caller.fits_both("与销号结果不一致")


@with_and_without_network
def test_a_false_closure_is_contradicted_explained_closed_by_another_and_the_person_is_in_hand_again(
    chromium: Browser, site: str, network: bool
) -> None:
    here = village()
    first, *others = named(NOBODY_ASKED, *(f"邻居{n}" for n in range(1, FAST_ROWS)), at=here)
    for other in others:
        answered(other)
    with village_phone(chromium, site, here) as phone:
        taps = ("在本村", "见到本人", "已排除", *(["保存"] if network else []))
        report(phone, NOBODY_ASKED, *taps, network=network)
        DAY.goes_on(hours=1)
        with at_desk(chromium, site, "supervisor") as supervisor:
            draw_by_hand(supervisor)
            check = SpotCheck.objects.select_related("checker", "task__person").get(task=first)
            with at_desk(chromium, site, "township_clerk", check.checker.key) as caller:
                call_back(caller, check.task.person.short_code)
            phone.open("/verification/village/")
            phone.fits(NOBODY_ASKED)
            expect(phone.page.locator("li[data-task]", has_text=NOBODY_ASKED)).not_to_contain_text("已核实")
            phone.press("回访问题")
            phone.fits("无人问过本人")
            phone.page.fill("textarea[name=explanation]", "误销号，已重新上门核查")
            phone.press("说明")
            phone.fits("已说明，待他人结案")
            supervisor.press("回访发现问题")
            supervisor.fits_both("误销号，已重新上门核查")
            supervisor.page.select_option("select[name=closing]", "stands")
            supervisor.page.fill("input[name=reason]", "属实，虚假销号成立")
            supervisor.press("结案")
            supervisor.fits_both("没有问题")
    assert SpotFinding.objects.get().closing == "stands"
    assert VerificationTask.objects.get(id=first.id).standing == "in_hand"
    assert VerificationTask.objects.filter(standing="verified").count() == FAST_ROWS - 1
