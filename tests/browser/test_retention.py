"""In the browser, in Chinese: two people let data go, an applicant gets the own data, a view leaves the house."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser

from tests import world
from tests.browser.people import DAY, at_desk
from yanpan.base.documents.models import Export
from yanpan.base.people.models import Person
from yanpan.base.vault.models import Certificate
from yanpan.streams.verification.models import Application, VerificationTask

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _found(count: int) -> None:
    """Persons found and cleared on the drill's day."""
    world.make_list(count)
    VerificationTask.objects.update(
        standing="verified", where="here", contact="met", measure="cleared", answered_at=world.NOW
    )


def test_what_is_due_goes_by_two_hands_and_leaves_a_certificate(chromium: Browser, site: str) -> None:
    _found(3)
    DAY.goes_on(days=31)
    with at_desk(chromium, site, "system_admin", world.CITY) as administrator:
        administrator.open("/verification/retention/")
        administrator.fits("保存与销毁")
        administrator.page.once("dialog", lambda asked: asked.accept())
        administrator.press("提出销毁")
        administrator.sees("已提出")
    assert Person.objects.count() == 3
    with at_desk(chromium, site, "supervisor", world.CITY) as supervision:
        supervision.open("/verification/retention/")
        supervision.page.once("dialog", lambda asked: asked.accept())
        supervision.press("监销：确认销毁")
        supervision.sees("已监销")
        supervision.open("/verification/retention/certificates/")
        supervision.fits("销证〔2021〕1号")
    assert not Person.objects.exists() and Certificate.objects.count() == 1


def test_an_applicant_is_found_by_the_code_and_gets_the_paper(chromium: Browser, site: str) -> None:
    _found(1)
    code = Person.objects.get().short_code
    with at_desk(chromium, site, "subject_desk", world.CITY) as desk:
        desk.open("/verification/own-data/")
        desk.page.fill("input[name=number]", code)
        desk.press("查找")
        desk.press("已核验证件")
        desk.page.fill("input[name=last_four]", "1237")
        desk.press("已核验证件")
        desk.sees("可以交付查阅结果")
        desk.fits("查阅申请")
        with desk.page.expect_download() as download:
            desk.press("PDF")
        assert download.value.suggested_filename == f"{code}.pdf"
        desk.press("内容有误")
        desk.page.fill("textarea", "名单上的不是我")
        desk.press("转交")
        desk.sees("已转名单比对员")
    assert Application.objects.count() == 1
    with at_desk(chromium, site, "list_clerk", world.CITY) as clerk:
        clerk.open("/verification/own-data/corrections/")
        clerk.fits("名单上的不是我")


def test_a_view_leaves_the_house_by_two_hands(chromium: Browser, site: str) -> None:
    world.make_people_sought(2, at=world.COUNTY)
    with at_desk(chromium, site, "county_liaison", world.COUNTY) as liaison:
        liaison.open("/verification/persons/")
        liaison.press("申请导出本表 XLSX")
        liaison.page.fill("input[name=reason]", "镇里组织现场核查，需要纸质对照")
        liaison.press("提交申请")
        liaison.sees("尚未导出任何内容")
        with at_desk(chromium, site, "duty_chief", world.COUNTY) as chief:
            chief.open("/verification/exports/")
            chief.page.once("dialog", lambda asked: asked.accept())
            chief.press("批准")
            chief.sees("已批准，有效72小时")
        liaison.open("/verification/exports/")
        liaison.fits("已批准")
        with liaison.page.expect_download() as download:
            liaison.press("下载")
        assert download.value.suggested_filename == "导出2021-0001.xlsx"
    kept = Export.objects.get()
    assert kept.downloads == 1 and kept.ends_at and kept.decided_at
    assert kept.ends_at - kept.decided_at == timedelta(hours=72)
