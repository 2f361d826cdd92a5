"""Every table of the headquarters and of supervision can be taken along as a workbook, or it is said why not."""

import io
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django.fixtures import Settings

import yanpan
from tests.house.cases import CASES
from tests.world import CITY, COUNTY, make_event
from yanpan.shell.asking import forget_actors
from yanpan.shell.page_tables import tables_of
from yanpan.shell.tests.desk import sit_down

pytestmark = pytest.mark.django_db
ROOMS = ("hq", "streams/supervision")
HOUSE = Path(yanpan.__file__).parent

# Pages with a table that nobody takes along, each with its reason.
STAYS = {
    "hq/desk.html": "the first page of a shift: every number on it leads to the page that is taken along",
    "hq/meeting.html": "the screen of the meeting: its weak links are taken from the cut-off, its items from the list",
    "hq/rapid_report.html": "one report with what people told: it goes upwards as the province's paper",
    "hq/report_form.html": "a form that is being filled: what is sent is taken from the report",
    "hq/village_reports.html": "a form that is being filled: its sums are taken from the report of the line",
    "hq/item_rewrite.html": "a form that is being filled: what is sent is taken from the list of items",
    "hq/timeliness.html": "it gives a workbook of its own, with the steps behind each figure",
    "hq/shift_sheet.html": "the hand-over of a shift is a paper with two signatures, DOCX and PDF",
}
# Address → the case whose world it needs and the argument of it that stands in the address.
PAGES = {
    **dict.fromkeys(
        (
            *("hq:log", "hq:items", "hq:sheets", "hq:rapid_reports", "hq:papers", "hq:meetings", "hq:day"),
            *(
                "hq:days",
                "hq:rota",
                "hq:directory",
                "hq:shift",
                "hq:cut_offs",
                "hq:briefs",
                "hq:report_matrix",
            ),
            *("hq:reports", "hq:reports_to_approve", "hq:line_forms", "hq:documents", "hq:wordings"),
            *("supervision:board", "supervision:rules", "supervision:findings", "supervision:visits"),
            *("supervision:to_fix", "supervision:order_sheets"),
        ),
        ("", ""),
    ),
    "hq:cut_off": ("hq.get_brief", "cut_off_id"),
    "hq:attendance": ("hq.get_attendance", "meeting_id"),
    "hq:line_report": ("hq.get_line_report", "report_id"),
}


def templates() -> dict[str, str]:
    found = [page for room in ROOMS for page in sorted((HOUSE / room / "templates").rglob("*.html"))]
    return {f"{one.parent.name}/{one.name}": one.read_text("utf-8") for one in found}


def with_parts(text: str, all_of_them: dict[str, str]) -> str:
    """The page with what it includes."""
    parts = re.findall(r'{% include "([^"]+)"', text)
    return text + "".join(with_parts(all_of_them.get(part, ""), all_of_them) for part in parts)


def test_every_page_with_a_table_offers_it_or_says_why_not() -> None:
    found = templates()
    with_table = {
        name for name, text in found.items() if "{% extends" in text and "<table" in with_parts(text, found)
    }
    offered = {name for name, text in found.items() if "{% sheet_link %}" in text}
    assert with_table - offered == set(STAYS)


@pytest.fixture
def _at_the_drills_hour(settings: Settings) -> None:
    settings.YANPAN_CLOCK = "yanpan.hq.tests.test_views.now"
    forget_actors()


@pytest.mark.usefixtures("_at_the_drills_hour")
@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_offers_its_table_gives_a_marked_workbook(page: str) -> None:
    case, argument = PAGES[page]
    arguments = CASES[case].ready(1)[1] if case else {}
    if not case:
        make_event()
    desk = next(
        desk
        for unit_key in (COUNTY, CITY)
        for role in ("duty_chief", "duty_officer", "county_liaison", "supervisor")
        if (desk := sit_down(role, unit_key)).get(address(page, arguments, argument)).status_code == 200
    )
    shown = desk.get(address(page, arguments, argument)).content.decode()
    assert "as=xlsx" in shown
    if not tables_of(shown):
        pytest.skip("nothing to show in this small world")
    answer = desk.get(address(page, arguments, argument) + "?as=xlsx")
    assert answer.status_code == 200
    assert quote("演练数据") in answer.headers["Content-Disposition"]
    for sheet in load_workbook(io.BytesIO(answer.content)).worksheets:
        assert "演练数据" in str(sheet["A1"].value) and "不得外传" in str(sheet["A1"].value)


def address(page: str, arguments: dict[str, object], argument: str) -> str:
    return reverse(page, args=[arguments[argument]] if argument else [])
