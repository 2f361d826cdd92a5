"""Found on the spot with a telephone without scripts, ordered on paper, put right by its owner, checked by another."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import world
from tests.browser.people import DAY, Person, at_desk, person
from tests.world_sweep import jpeg_with_gps, village
from yanpan.shell.tests.desk import PASSWORD, make_account
from yanpan.streams.supervision.models import Finding, OrderSheet

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PLACE, SEEN = "姬石镇卫生院", "发热病人与普通门诊共用一个入口"
NUMBER = "漯疫防指办交〔2021〕1号"


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    file = tmp_path / "photo.jpg"
    file.write_bytes(jpeg_with_gps())
    return file


@contextmanager
def inspector(browser: Browser, site: str) -> Iterator[Person]:
    """At the place with a telephone of 360 pixels that runs no script."""
    make_account("inspector", "supervisor")
    with person(browser, site, phone=True, script=False) as somebody:
        somebody.open("/sign-in/")
        somebody.page.fill("input[name=username]", "inspector")
        somebody.page.fill("input[name=password]", PASSWORD)
        somebody.page.locator("button.main").click()
        yield somebody


def find(somebody: Person, picture: Path) -> None:
    somebody.open("/supervision/inspect/")
    somebody.page.fill("#id_name", world.unit(village()).name)
    somebody.press("查找")
    somebody.fits(world.unit(village()).name)
    somebody.press("发现问题")
    page = somebody.page
    page.fill("#id_title", PLACE)
    page.select_option("#id_kind", "clinic")
    page.select_option("#id_rule", "fever_clinic_passage")
    page.get_by_label("严重：有现实危险").check()
    page.fill("#id_seen", SEEN)
    page.set_input_files("#id_photo", picture)
    page.fill("#id_told", "卫生院院长")
    somebody.fits("登记问题")
    somebody.press("登记问题")
    somebody.fits(SEEN)


def test_a_finding_of_15_40_is_on_the_owners_sheet_at_17_00_and_struck_off_by_another(
    chromium: Browser, site: str, picture: Path
) -> None:
    with inspector(chromium, site) as somebody:
        find(somebody, picture)
        DAY.goes_on(minutes=25)
        somebody.open("/supervision/order-sheets/")
        somebody.press("拟制16:00交办单")
        somebody.fits("已拟制1份交办单")
    with (
        at_desk(chromium, site, "duty_officer") as officer,
        at_desk(chromium, site, "duty_chief") as chief,
    ):
        address = f"/supervision/order-sheets/{OrderSheet.objects.get().id}/"
        officer.open(address)
        officer.fits_both(SEEN)
        officer.press("核稿无误")
        chief.open(address)
        chief.press("签发交办单")
        chief.fits_both(NUMBER)
        officer.open(address)
        officer.press("已发出")
        officer.fits_both("已印发")
    with at_desk(chromium, site, "county_liaison", world.COUNTY) as county:
        county.press("本单位待整改")
        county.fits_both(PLACE)
        county.press("全部签收")
        county.press(PLACE)
        county.fits_both("整改完成")
        county.page.fill("#report_note", "已隔出独立入口")
        county.page.set_input_files("#report_photo", picture)
        county.press("申请销号")
        county.fits_both("由另一单位人员复查")
    with at_desk(chromium, site, "supervisor") as looker:
        looker.press("督导问题")
        looker.press(PLACE)
        looker.fits_both("是否整改到位")
        looker.press("整改到位，销号")
        looker.fits_both("已复查销号")
        looker.press("督导台账统计")
        looker.fits_both("院感防控")
    assert Finding.objects.get().state == "closed"
