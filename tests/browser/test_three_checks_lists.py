"""Lists come in: one task a person however many lists name them; the depositor list ends at the door (HC-19)."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.people import at_desk
from tests.browser.walks import cell, name_of, upload
from yanpan.streams.verification.models import ListRow, VerificationTask
from yanpan.streams.verification.tests.listed_files import workbook_of
from yanpan.streams.verification.tests.lists import file_of, people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DEPOSITORS = 446


def test_two_overlapping_lists_make_one_task_a_person_and_the_board_shows_who_is_named_twice(
    chromium: Browser, site: str, tmp_path: Path
) -> None:
    first, second, saved_anew = (
        tmp_path / name for name in ("第一批.csv", "第二批.xlsx", "第一批（另存）.xlsx")
    )
    first.write_bytes(file_of(people(5)))
    second.write_bytes(workbook_of([*people(3), *people(2, first=5)]))
    saved_anew.write_bytes(workbook_of(people(5)))
    with at_desk(chromium, site, "duty_officer") as officer:
        upload(officer, first, sender="省专班")
        officer.fits_both("确认各列含义")
        officer.press("确认并导入")
        officer.fits_both("已接受")
        upload(officer, second, sender="省专班")
        officer.fits_both("与上次一致（第1版）")
        officer.press("确认并导入")
        officer.sees("已接受")
        officer.press("排查看板")
        officer.press("按名单")
        officer.fits_both("逐条相符")
        expect(cell(officer, name_of(first), "重复")).to_have_text("0")
        expect(cell(officer, name_of(second), "重复")).to_have_text("3")
        upload(officer, first, sender="省专班")
        officer.fits_both(f"该文件已经接收过：“{name_of(first)}”")
        upload(officer, saved_anew, sender="省专班")
        officer.fits_both(f"相同的内容已在“{name_of(first)}”中收到")
    assert VerificationTask.objects.count() == 7
    assert ListRow.objects.filter(duplicate=True).count() == 3


def depositors() -> bytes:
    """Name, ID number, telephone: neither where nor when anybody was exposed."""
    rows = (f"{n},{one.name},{one.id_number},{one.phone}" for n, one in enumerate(people(DEPOSITORS), 1))
    return "\n".join(["序号,姓名,身份证号码,联系电话", *rows]).encode("utf-8-sig")


def test_the_depositor_list_is_held_at_the_door_supervision_hears_of_it_and_nobody_is_sought(
    chromium: Browser, site: str, tmp_path: Path
) -> None:
    file = tmp_path / "相关人员（重点）.csv"
    file.write_bytes(depositors())
    with at_desk(chromium, site, "duty_officer") as officer:
        upload(officer, file, source="other_office", sender="市金融工作局")
        officer.fits_both("446")
        officer.press("确认并导入")
        officer.fits_both("待第二名比对员复核")
        officer.press("催办电话单")
        officer.fits_both("名单暂扣，待二次复核")
    with at_desk(chromium, site, "supervisor") as supervisor:
        supervisor.press("名单")
        expect(cell(supervisor, name_of(file), "状态")).to_contain_text("待第二人复核")
        supervisor.press(name_of(file))
        supervisor.fits_both("卫生健康部门以外来源")
    assert not VerificationTask.objects.exists()
    with at_desk(chromium, site, "list_clerk") as clerk:
        clerk.press("名单")
        clerk.press(name_of(file))
        clerk.page.fill("input[name=reason] >> nth=0", "来函齐备，放行复核")
        clerk.press("放行名单")
        clerk.fits_both("待签核")
    assert ListRow.objects.filter(state="held").count() == DEPOSITORS
    assert not VerificationTask.objects.exists()
