"""What goes out: a letter to another city and its receipt; the sender's own sheet, filled and nothing else touched."""

import io
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Browser

from tests.browser.people import DAY, Person, at_desk
from tests.browser.walks import upload
from tests.world_letters import FORCE, ZHENGZHOU, make_outside
from yanpan.streams.verification.models import Letter, ListBatch, Reply, VerificationTask
from yanpan.streams.verification.tests.lists import Line, people
from yanpan.streams.verification.tests.replying import found_here, stands, tasks_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def write_letter(force: Person) -> None:
    """The force takes who is outside, and writes what the record does not know."""
    force.press("协查函")
    force.fits_both("人员在市外，已由本专班签收")
    force.page.locator("input[name=task]").check()
    force.press("拟写协查函")
    force.fits_both("发往城市")
    force.page.select_option("select[name=city]", ZHENGZHOU)
    for name, words in (
        ("case_number", "本土确诊病例12"),
        ("place", "南京禄口机场"),
        ("window", "2021年7月30日8时至10时"),
        ("contact_name", "张协查"),
        ("contact_phone", "0395-3130000"),
    ):
        force.page.fill(f"input[name={name}]", words)
    force.press("保存草稿")
    force.fits_both("已拟稿，请他人核稿")


def papers(somebody: Person) -> None:
    """The letter comes as DOCX and as PDF."""
    for words, start in (("函件（DOCX）", b"PK"), ("函件（PDF）", b"%PDF-")):
        with somebody.page.expect_download() as download:
            somebody.press(words)
        assert download.value.path().read_bytes().startswith(start)


def enter_receipt(force: Person) -> None:
    """What Zhengzhou found, as its paper has it."""
    force.press("录入回执")
    force.fits_both("查无或已返漯的")
    force.page.get_by_label("已查到").check()
    force.page.fill("input[name=place]", "郑州市二七区某隔离酒店")
    force.page.select_option("select[name=measure]", "at_site")
    force.page.fill("input[name=deciding_body]", "二七区指挥部")
    force.page.fill("input[name=reporter]", "李填报")
    force.press("录入回执")
    force.fits_both("回执已录入")


def test_a_letter_is_drafted_checked_signed_sent_and_its_receipt_answers_the_row(
    chromium: Browser, site: str
) -> None:
    make_outside(1)
    with at_desk(chromium, site, "co_investigator", FORCE) as force:
        write_letter(force)
        number = force.page.url
        for role, press, says in (
            ("epidemiologist", "核稿无误", "已核稿"),
            ("duty_chief", "签发", "已签发"),
        ):
            with at_desk(chromium, site, role) as somebody:
                somebody.page.goto(number)
                somebody.fits_both("郑州市")
                somebody.press(press)
                somebody.fits_both(says)
        with at_desk(chromium, site, "duty_officer") as officer:
            officer.page.goto(number)
            papers(officer)
            officer.page.select_option("select[name=channel]", "fax")
            officer.press("已发出")
            officer.fits_both("待回执")
        DAY.goes_on(hours=3)
        force.page.goto(number)
        enter_receipt(force)
        force.fits_both("已回执")
    task = VerificationTask.objects.get()
    assert (task.standing, task.where) == ("handed_on", "outside") and task.controlled_at is not None
    assert Letter.objects.get().document.state == "acknowledged"


TITLES = ("序号", "姓名", "身份证号码", "联系电话", "接触地点", "接触日期", "核查结果", "备注")
RESULT = TITLES.index("核查结果") + 1


def provinces_sheet(lines: list[Line]) -> bytes:
    """As the province sends it: a merged title over two columns, colours, a formula, a second sheet with a note."""
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = "推送名单"
    page.append(["省疫情防控指挥部推送信息（第三批）"])
    page.merge_cells("A1:H1")
    page.append(list(TITLES))
    for number, one in enumerate(lines, start=1):
        page.append([number, one.name, one.id_number, one.phone, one.place, one.on])
    page["A2"].font = Font(bold=True, color="FF0000")
    page["B3"].fill = PatternFill("solid", start_color="FFFF00")
    page.column_dimensions["C"].width = 31
    page["J2"], page["J3"] = "条数", "=COUNTA(B3:B99)"
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def untouched(before: bytes, after: bytes) -> None:
    """Every cell but those of the reply says what it said, in the same look."""
    old, new = load_workbook(io.BytesIO(before)), load_workbook(io.BytesIO(after))
    assert new.sheetnames == old.sheetnames
    for page in old:
        filled = new[page.title]
        assert filled.merged_cells.ranges == page.merged_cells.ranges
        assert filled.column_dimensions["C"].width == page.column_dimensions["C"].width
        for row in page.iter_rows():
            for one in row:
                there = filled[one.coordinate]
                if one.column != RESULT:
                    assert there.value == one.value, one.coordinate
                assert repr((there.font, there.fill)) == repr((one.font, one.fill)), one.coordinate


def test_the_provinces_sheet_goes_back_filled_with_everything_else_as_it_was(
    chromium: Browser, site: str, tmp_path: Path
) -> None:
    sheet = tmp_path / "省推送（第三批）.xlsx"
    sheet.write_bytes(content := provinces_sheet(people(4)))
    with at_desk(chromium, site, "list_clerk") as clerk:
        upload(clerk, sheet, sender="省专班")
        for colour in clerk.page.locator("fieldset.colour").all():
            colour.get_by_role("radio").first.check()
        clerk.press("确认并导入")
        clerk.sees("已接受")
        tasks = tasks_of(ListBatch.objects.get())
        for task in tasks[:2]:
            found_here(task)
        stands(tasks[2], "not_found")
        clerk.press("按原表回填反馈")
        clerk.fits_both("原表反馈列")
        clerk.press("原表反馈列")
        clerk.fits_both("核查结果")
        clerk.press("确认反馈列")
        clerk.sees("反馈列已确认")
        clerk.press("填报")
        clerk.fits_both("您填报")
        with at_desk(chromium, site, "duty_chief") as chief:
            chief.press("名单反馈")
            chief.fits_both("省专班")
            chief.page.locator("main tbody a").last.click()
            chief.press("审核通过")
            chief.fits_both("已审核")
        clerk.page.reload()
        with clerk.page.expect_download() as download:
            clerk.press("下载回填表")
        filled = download.value.path().read_bytes()
    untouched(content, filled)
    page = load_workbook(io.BytesIO(filled))["推送名单"]
    results = [page.cell(row, RESULT).value for row in range(3, 7)]
    assert results == ["已排查在漯", "已排查在漯", "查无此人", "核查中"]
    again = tmp_path / "省推送（第三批）回填.xlsx"
    again.write_bytes(filled)
    with at_desk(chromium, site, "duty_officer") as officer:
        upload(officer, again, sender="省专班")
        officer.fits_both("新增0行，重复4行")
    assert Reply.objects.get().state == "checked"
    assert VerificationTask.objects.count() == 4
