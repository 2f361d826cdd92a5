"""The sheets, slips and pages of the setting up."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from tests.world import CITY, COUNTY, NOW, TOWNSHIP, actor_with, unit
from yanpan.base.accounts.directory import AccountLine, keep_directory
from yanpan.base.accounts.models import Account
from yanpan.base.accounts.setting_up import make_setup_code
from yanpan.base.places.models import Unit
from yanpan.base.places.queries import list_units
from yanpan.shell.city_sheets import city_template, lines_of_city
from yanpan.shell.directory_sheets import ACCOUNTS, CHOICES, DUTIES, directory_template, read_directory
from yanpan.shell.tests.desk import sit_down
from yanpan.shell.views.setting_up.steps import OFFICES

pytestmark = pytest.mark.django_db


def sheet() -> bytes:
    return directory_template(list_units(kinds=OFFICES), [], NOW)


def with_cells(content: bytes, **cells: str) -> bytes:
    """Duty sheet cells: B3='…'."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for name, value in cells.items():
        book[DUTIES][name] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_directory_offers_units_and_roles_to_choose_from() -> None:
    book = openpyxl.load_workbook(io.BytesIO(sheet()))
    offered = {
        str(one.sqref).split(":")[0]: one.formula1 for one in book[ACCOUNTS].data_validations.dataValidation
    }
    offices = len(list_units(kinds=OFFICES))
    assert offered["A3"] == f"'{CHOICES}'!$A$2:$A${offices + 1}"
    assert offered["B3"].startswith(f"'{CHOICES}'!$B$2")
    assert "系统管理员" not in [cell.value for cell in book[CHOICES]["B"]]
    assert book[DUTIES].max_row == offices + 2


def test_the_directory_comes_back_as_it_was_given_out() -> None:
    read = read_directory(sheet(), "通讯录.xlsx", list_units(kinds=OFFICES))
    assert read.duties is not None and read.accounts is not None
    assert [one.unit_key for one in read.duties] == [one.key for one in list_units(kinds=OFFICES)]
    assert all(one.role and one.unit_key and not one.label for one in read.accounts)
    assert f"{TOWNSHIP}-1" in [one.username for one in read.accounts]
    assert not read.duty_faults and not read.account_faults


def test_a_name_of_several_units_is_asked_for_with_its_code() -> None:
    from dataclasses import replace

    units = [
        replace(one, name="城关镇") if one.kind == "township" else one for one in list_units(kinds=OFFICES)
    ]
    read = read_directory(with_cells(sheet(), A3="城关镇", B3="甲"), "通讯录.xlsx", units)
    assert [(one.code, one.facts["row"]) for one in read.duty_faults] == [("row_name_of_several_units", 3)]


def test_the_sheet_of_a_city_comes_back_as_lines() -> None:
    [line] = lines_of_city(city_template(NOW), "县乡村表.xlsx")
    assert line.village == ("659902100201", "示例村村民委员会")


def test_an_empty_home_leads_to_the_code_and_five_wrong_ones_wait() -> None:
    client = Client()
    assert client.get("/sign-in/").status_code == 200  # no code was printed: nothing to set up
    code = make_setup_code(actor_with("accounts.make_setup_code"), now=NOW)
    assert client.get("/sign-in/").headers["Location"] == "/setup/"
    for _try in range(5):
        assert client.post("/setup/", {"code": "AAAA AAAA"}).status_code == 422
    assert client.post("/setup/", {"code": code}).status_code == 429


def test_faults_are_shown_and_nothing_is_offered_to_be_taken_over() -> None:
    system = sit_down("system_admin")
    file = SimpleUploadedFile("通讯录.xlsx", with_cells(sheet(), B3="甲", D3="无"))
    page = system.post("/setup/directory/", {"file": file})
    assert "第 3 行：缺24小时值班电话" in page.content.decode()
    assert 'name="read"' not in page.content.decode()


def test_what_was_looked_at_is_taken_over_and_nothing_that_was_changed() -> None:
    system = sit_down("system_admin")
    file = SimpleUploadedFile("通讯录.xlsx", with_cells(sheet(), B3="甲", D3="0395-1234567"))
    read = system.post("/setup/directory/", {"file": file}).context["read"]
    assert system.post("/setup/directory/confirm/", {"read": read[:-1] + "x"}).status_code == 422
    assert unit(CITY).leader == ""
    assert system.post("/setup/directory/confirm/", {"read": read}).status_code == 302
    assert (unit(CITY).leader, unit(CITY).phone) == ("甲", "0395-1234567")


def test_slips_come_once_as_a_pdf_and_a_newcomer_is_led_to_the_own_password() -> None:
    line = AccountLine(3, COUNTY, "county_liaison", "演练员甲", "county-1")
    keep_directory(actor_with("accounts.keep_directory"), lines=[line], now=NOW)
    security = sit_down("security_admin")
    answer = security.post("/setup/slips/", {"unit": COUNTY})
    assert answer.content.startswith(b"%PDF")
    account = Account.objects.get(username="county-1")
    assert account.first_digest
    client = Client()
    session = client.session
    session["account"] = str(account.id)
    session.save()
    for path in ("/", "/accounts/"):
        assert client.get(path).headers["Location"] == "/password/"


def test_the_progress_says_who_did_what_and_offers_only_the_own_steps() -> None:
    line = AccountLine(3, COUNTY, "county_liaison", "演练员甲", "county-1")
    keep_directory(actor_with("accounts.keep_directory"), lines=[line], now=NOW)
    standing = sit_down("system_admin").get("/setup/").context["standing"]
    done = {one.step.key: one for one in standing.lines}
    assert done["accounts"].at == NOW and done["accounts"].minutes == 0
    assert done["event"].at is None
    assert {key for key, one in done.items() if one.url} == {"trees", "duties"}


def test_a_drill_says_how_one_comes_to_the_own_city(settings: Settings) -> None:
    settings.DRILL = True
    assert "yanpan wipe-drill" in Client().get("/setup/").content.decode()
    assert "/setup/" in Client().get("/sign-in/").content.decode()


def test_duty_telephones_go_to_the_administrator_who_enters_them_alone() -> None:
    Unit.objects.filter(key=COUNTY).update(leader="王区长", phone="0395-3152001")
    for role, goes_along in (("system_admin", True), ("security_admin", False)):
        answer = sit_down(role).get("/setup/directory/sheet/")
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        cells = {cell.value for row in book[DUTIES].iter_rows() for cell in row}
        assert ({"王区长", "0395-3152001"} <= cells) == goes_along
        assert goes_along or not {"王区长", "0395-3152001"} & cells
