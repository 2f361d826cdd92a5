"""A wrong county sends people back with whose they are; a lost person is found through the police."""

import pytest
from playwright.sync_api import Browser, expect

from tests import world
from tests.browser.people import DAY, Person, at_desk
from tests.browser.walks import (
    address_in,
    at_the_list,
    cell,
    named,
    report,
    sign_for_all,
    village,
    village_phone,
    with_and_without_network,
)
from yanpan.base.audit.models import AuditLine
from yanpan.base.tasks.models import Handover
from yanpan.streams.verification.models import Attempt, PoliceSearch, VerificationTask

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WRONG = ("王建国", "李秀英")
LOST = "张国强"


def refuse_all(county: Person, right: str) -> None:
    """The county looks at who arrives, says they are none of its own, and takes the unit the system proposes."""
    county.press("待签收人员")
    county.fits_both(WRONG[0][0])
    county.press("全选本页")
    county.press("勾选的不属本单位")
    county.fits_both("系统建议，由您确定")
    county.page.get_by_label("从未在此居住").check()
    county.press(f"是，应为{right}")
    county.fits_both("已退回 2 人")


def test_a_wrong_county_refuses_with_whose_they_are_and_they_are_sent_again_and_signed_for(
    chromium: Browser, site: str
) -> None:
    right = world.villages_of(world.OTHER_COUNTY)[0]
    named(*WRONG, at=world.CITY, target=world.COUNTY, address=address_in(right.key))
    with at_desk(chromium, site, "duty_officer") as officer:
        officer.press("下发")
        officer.fits_both("按去向")
        officer.press("全部下发（2人）")
        officer.sees("已下发 2 人")
        with at_desk(chromium, site, "county_liaison", world.COUNTY) as county:
            refuse_all(county, right.name)
        officer.press("拒签")
        officer.fits_both("从未在此居住")
        officer.press(f"转交 {right.name}")
        officer.fits_both("已重新转交 2 人")
    with at_desk(chromium, site, "county_liaison", world.OTHER_COUNTY) as other:
        other.press("待签收人员")
        other.fits_both("临颍县")
        sign_for_all(other)
    assert set(VerificationTask.objects.values_list("custody__key", flat=True)) == {world.OTHER_COUNTY}
    assert Handover.objects.filter(right_unit=right, refusal="从未在此居住").count() == 2


def tries(phone: Person, network: bool) -> None:
    """Rung at three hours of the day, and gone there once: nobody."""
    for words, hours in (("电话无人接", 2), ("电话无人接", 0), ("上门无人", 2), ("电话无人接", 0)):
        report(phone, LOST, words, network=network)
        DAY.goes_on(hours=hours)


@with_and_without_network
def test_a_lost_person_is_found_through_the_police_and_answered_in_the_village_that_is_right(
    chromium: Browser, site: str, network: bool
) -> None:
    here, there = village(0), village(3)
    named(LOST, at=here, address=address_in(here), urgency="contact")
    with village_phone(chromium, site, here) as phone:
        tries(phone, network)
    with at_desk(chromium, site, "county_liaison", world.COUNTY) as county:
        county.press("公安协查")
        county.fits_both("可转公安")
        county.page.locator("input[name=person]").check()
        county.press("将所选人员转公安查找")
        county.sees("已将1人转公安查找")
        with at_desk(chromium, site, "police_finder", world.COUNTY) as finder:
            finder.press("第1条", exact=False)
            finder.fits_both(LOST)
            for hidden in ("密接", "姬石镇", VerificationTask.objects.get().person.short_code):
                expect(finder.page.locator("main")).not_to_contain_text(hidden)
            finder.page.fill("input[name=place]", address_in(there))
            finder.press("反馈地点")
            finder.fits_both("已反馈，该条已关闭")
        county.press("公安协查")
        county.fits_both("已反馈地点")
        expect(county.page.locator("input[name=person]")).to_have_count(0)
        expect(cell(county, LOST[0], "去向")).to_contain_text(world.unit(there).name)
    with village_phone(chromium, site, there) as phone:
        at_the_list(phone)
        phone.press("先查看／不是本村")
        phone.fits("公安反馈")
        sign_for_all(phone)
        report(phone, LOST, "在本村", "见到本人", "已排除", *(["保存"] if network else []), network=network)
    task = VerificationTask.objects.get()
    assert (task.standing, task.custody.key, task.measure) == ("verified", there, "cleared")
    assert PoliceSearch.objects.get().routed_to == world.unit(there)
    assert Attempt.objects.filter(result="off").count() == 4
    assert AuditLine.objects.filter(verb="verification.open_police_row").count() == 1
