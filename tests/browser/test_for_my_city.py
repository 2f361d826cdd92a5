"""From an empty home to the first list at a township, in Chinese, as the people of a new headquarters would do it."""

import io
import re
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import openpyxl
import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests import world
from tests.browser.people import Person, drill_day, person
from tests.browser.test_walk import PEOPLE, hand_down, list_of, receive, sign_all
from yanpan.base.accounts.first_passwords import FirstPassword
from yanpan.base.accounts.models import Account
from yanpan.base.accounts.setting_up import make_setup_code
from yanpan.base.gate import Actor
from yanpan.base.places.models import Unit
from yanpan.shell.asking import AskedRequest, forget_actors
from yanpan.shell.printed_slips import password_slips
from yanpan.streams.verification.models import VerificationTask

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OWN_PASSWORD = "我自己的密码 2021"
TOWNSHIP_CLERK = f"{world.TOWNSHIP}-1"
ADMINISTRATORS = {"system_admin": "sys", "security_admin": "sec", "audit_admin": "aud"}
# Who the office writes into the directory: row of the sheet by log-in name → the person.
NAMED = {
    f"{world.CITY}-1": "演练带班甲",
    f"{world.CITY}-3": "演练值班乙",
    f"{world.COUNTY}-3": "演练联络丙",
    TOWNSHIP_CLERK: "演练信息丁",
}


@pytest.fixture
def empty_home(live_server: LiveServer, settings: Settings) -> str:
    """No city, no log-in; the server has printed a code."""
    settings.YANPAN_CLOCK = "tests.browser.people.drill_day"
    call_command("flush", interactive=False, verbosity=0)
    forget_actors()
    return live_server.url


def print_code() -> str:
    """As the terminal shows it."""
    operator = Actor(name="console", permissions=frozenset({"accounts.make_setup_code"}))
    return make_setup_code(operator, now=drill_day())


def choose_city(newcomer: Person, code: str) -> None:
    newcomer.open("/units/")
    newcomer.fits_both("系统尚未启用")
    newcomer.page.fill("input[name=code]", "ABCD EFGH")
    newcomer.press("开始")
    newcomer.sees("设置码不对、已用过或已过期")
    newcomer.page.fill("input[name=code]", code)
    newcomer.press("开始")
    newcomer.sees("选择城市")
    newcomer.page.select_option("select[name=code]", world.CITY)
    newcomer.press("查看")
    newcomer.fits_both("漯河市")
    newcomer.sees("1334")
    newcomer.press("装载漯河市")
    newcomer.sees("58个乡镇（街道），1334个村（社区）")


def name_administrators(newcomer: Person) -> dict[str, str]:
    """Their first passwords, as the page shows them once."""
    newcomer.fits_both("指定三名管理员")
    for role, username in ADMINISTRATORS.items():
        newcomer.page.fill(f"input[name={role}_label]", f"演练{username}")
        newcomer.page.fill(f"input[name={role}_username]", username)
    newcomer.press("开通三个账号")
    newcomer.fits_both("初始密码只显示这一次")
    shown = newcomer.page.locator(".first-password")
    return {ADMINISTRATORS[one.get_attribute("data-role") or ""]: one.inner_text() for one in shown.all()}


def first_sign_in(somebody: Person, username: str, password: str) -> None:
    """With the slip, then straight to an own password; nothing else opens before."""
    somebody.open("/sign-in/")
    somebody.page.fill("input[name=username]", username)
    somebody.page.fill("input[name=password]", password)
    somebody.press("登录")
    somebody.open("/accounts/")
    somebody.page.wait_for_url("**/password/")
    somebody.page.fill("input[name=old]", password)
    somebody.page.fill("input[name=new]", OWN_PASSWORD)
    somebody.page.locator("main button.main").click()
    somebody.sees("密码已")


def set_trees(system: Person) -> None:
    """One force gets the city's own name, one zone is added and gets a township, and it stands."""
    system.open("/setup/units/")
    system.fits_both("专班和功能区")
    name = system.page.get_by_label("指挥部办公室的名称")
    name.fill("综合协调办公室")
    name.locator("xpath=..").get_by_role("button").click()
    system.sees("已改名")
    system.page.get_by_placeholder("增加功能区").fill("临港新区")
    system.page.get_by_placeholder("增加功能区").locator("xpath=..").get_by_role("button").click()
    system.sees("已增加：临港新区")
    system.page.get_by_label("繁城回族镇").check()
    system.page.select_option("select[name=to]", label="临港新区")
    system.press("划转")
    system.sees("已划转 1 个乡镇")
    system.press("确认无误")
    system.sees("专班和功能区已确认")


def filled(sheet: bytes, *, phone: str = "0395-2960001") -> bytes:
    """The office fills a leader and a telephone for every unit, and the four people it begins with."""
    book = openpyxl.load_workbook(io.BytesIO(sheet))
    duties, accounts = book["值班联系"], book["人员账号"]
    for row in range(3, duties.max_row + 1):
        duties.cell(row, 2, f"演练负责人{row}")
        duties.cell(row, 4, phone)
    for row in range(3, accounts.max_row + 1):
        accounts.cell(row, 3, NAMED.get(str(accounts.cell(row, 4).value)))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def download_sheet(page: Page) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("link", name="下载表格").click()
    assert download.value.suggested_filename == "通讯录.xlsx"
    return Path(download.value.path()).read_bytes()


def upload(somebody: Person, file: Path) -> None:
    somebody.open("/setup/directory/")
    somebody.page.set_input_files("input[type=file]", file)
    somebody.press("读取并查看")


def bring_directory(system: Person, security: Person, folder: Path) -> None:
    """A sheet with faults is sent back with all of them; a sound one is looked at and taken over by the two."""
    system.open("/setup/directory/")
    system.fits_both("用于本市")
    file, faulty = folder / "通讯录.xlsx", folder / "有误.xlsx"
    file.write_bytes(filled(download_sheet(system.page)))
    faulty.write_bytes(filled(file.read_bytes(), phone="无"))
    upload(system, faulty)
    system.sees("处需要更正，未导入任何内容")
    system.sees("第 3 行：缺24小时值班电话")
    expect(system.page.get_by_role("button", name="采用")).to_have_count(0)
    upload(system, file)
    system.fits_both("有变化")
    system.press("采用")
    system.sees("个单位的值班联系")
    upload(system, file)
    system.sees("有变化 0 条")
    upload(security, file)
    security.fits_both("新开或变更 4 个")
    security.press("采用")
    security.sees("已开通或变更 4 个账号")


def print_slips(security: Person, paper: list[FirstPassword]) -> dict[str, str]:
    """Log-in name → first password, as the paper says it; the file is a PDF."""
    security.open("/setup/slips/")
    security.fits_both("首次登录条")
    with security.page.expect_download() as download:
        security.press("打印所选单位的登录条")
    assert download.value.suggested_filename == "首次登录条.pdf"
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    return {one.username: one.password for one in paper}


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch) -> list[FirstPassword]:
    """What was printed on slips: a person reads them, no page shows them."""
    read: list[FirstPassword] = []

    def reading(request: AskedRequest, printed: Sequence[FirstPassword], *, drill: bool) -> bytes:
        read.extend(printed)
        return password_slips(request, printed, drill=drill)

    monkeypatch.setattr("yanpan.shell.views.setting_up.slips.password_slips", reading)
    return read


def open_event(chief: Person) -> None:
    chief.open("/events/open/")
    chief.page.fill("input[name=name]", "本市疫情应急处置")
    chief.page.fill("input[name=document]", "漯疫防指〔2021〕1号")
    chief.page.locator("main button.main").click()
    chief.sees("本市疫情应急处置")


def test_a_new_headquarters_routes_its_first_list(
    chromium: Browser, empty_home: str, paper: list[FirstPassword], tmp_path: Path
) -> None:
    with ExitStack() as desks:

        def somebody() -> Person:
            return desks.enter_context(person(chromium, empty_home))

        newcomer = somebody()
        code = print_code()
        choose_city(newcomer, code)
        passwords = name_administrators(newcomer)
        assert Account.objects.count() == 3
        newcomer.open("/setup/")
        newcomer.sees("登录")  # the code opens nothing any more

        system, security = somebody(), somebody()
        first_sign_in(system, "sys", passwords["sys"])
        set_trees(system)
        first_sign_in(security, "sec", passwords["sec"])
        bring_directory(system, security, tmp_path)
        slips = print_slips(security, paper)
        assert set(slips) == set(NAMED)
        assert Unit.objects.get(key=world.OTHER_TOWNSHIP).path.startswith(f"{world.CITY}/411170/")

        chief, officer = somebody(), somebody()
        first_sign_in(chief, f"{world.CITY}-1", slips[f"{world.CITY}-1"])
        open_event(chief)
        first_sign_in(officer, f"{world.CITY}-3", slips[f"{world.CITY}-3"])
        village = re.sub("(村民|居民)委员会$", "", world.villages_of(world.TOWNSHIP)[0].name)
        file = tmp_path / "省推送（第一批）.csv"
        file.write_text(list_of(village), encoding="gb18030")
        receive(officer, file)
        hand_down(officer, world.CITY)

        county, township = somebody(), somebody()
        first_sign_in(county, f"{world.COUNTY}-3", slips[f"{world.COUNTY}-3"])
        sign_all(county)
        hand_down(county, world.COUNTY)
        first_sign_in(township, TOWNSHIP_CLERK, slips[TOWNSHIP_CLERK])
        sign_all(township)
        held = VerificationTask.objects.filter(custody__key=world.TOWNSHIP)
        assert held.count() == len(PEOPLE)

        system.open("/setup/")
        system.fits_both("用于本市")
        system.sees("8 / 9")
        system.sees("第一份名单下发")
