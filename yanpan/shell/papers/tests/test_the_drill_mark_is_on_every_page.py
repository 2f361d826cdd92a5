"""演练数据 cannot be cut off a paper of a drill, and never stands on a real one."""

import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook

from yanpan.shell.papers import DRILL_MARK, to_docx, to_html, to_pages, to_xlsx

from .papers import CUT_OFF_AT, brief

_TINT = "#b0002022"  # of the watermark; nothing else on the page has it


def test_the_page_has_a_banner_and_a_repeating_watermark() -> None:
    page = to_html(brief())
    assert f'<p class="drill-banner">{DRILL_MARK}</p>' in page
    assert page.count(f"<span>{DRILL_MARK}</span>") == 24
    assert f"<title>[{DRILL_MARK}]" in page


def test_every_page_of_the_pdf_has_the_watermark_upright_and_sideways() -> None:
    pages = [page.decode() for page in to_pages(brief(), fixed_at=CUT_OFF_AT, kind="svg")]
    heights = {re.search(r'height="(\d+)', page)[1] for page in pages}  # type: ignore[index]
    assert heights == {"841", "595"}
    # Eighteen marks of four characters.
    assert [page.count(_TINT) for page in pages] == [72] * len(pages)


def test_every_kind_of_head_in_every_section_of_the_document_has_mark_and_watermark() -> None:
    document = docx.Document(BytesIO(to_docx(brief(), fixed_at=CUT_OFF_AT)))
    assert len(document.sections) == 3
    for section in document.sections:
        properties: Any = section._sectPr
        heads = {
            each.get(qn("w:type")): each.get(qn("r:id")) for each in properties.xpath("w:headerReference")
        }
        assert set(heads) == {"default", "first", "even"}
        for part in heads.values():
            xml = document.part.related_parts[part].blob.decode()
            assert f"<w:t>{DRILL_MARK}</w:t>" in xml or f">{DRILL_MARK}</w:t>" in xml
            assert f'string="{DRILL_MARK}"' in xml


def test_every_sheet_has_the_mark_in_its_first_cell_and_in_its_margins() -> None:
    book = load_workbook(BytesIO(to_xlsx(brief(), fixed_at=CUT_OFF_AT)))
    assert len(book.worksheets) == 3
    for sheet in book.worksheets:
        header: Any = sheet.oddHeader
        footer: Any = sheet.oddFooter
        assert sheet["A1"].value == header.center.text == DRILL_MARK
        assert footer.left.text.startswith(DRILL_MARK)


def test_a_paper_in_english_keeps_the_chinese_mark() -> None:
    page = to_html(brief().__class__(title="Brief", organ="", drill=True, lang="en"))
    assert f"{DRILL_MARK} DRILL DATA" in page


@pytest.mark.parametrize("make", [to_docx, to_xlsx])
def test_a_real_office_file_never_carries_the_mark(make: Any) -> None:
    with ZipFile(BytesIO(make(brief(drill=False), fixed_at=CUT_OFF_AT))) as archive:
        assert all(DRILL_MARK not in archive.read(name).decode("utf-8") for name in archive.namelist())


def test_a_real_page_and_pdf_never_carry_the_mark() -> None:
    assert DRILL_MARK not in to_html(brief(drill=False))
    assert all(
        _TINT.encode() not in page for page in to_pages(brief(drill=False), fixed_at=CUT_OFF_AT, kind="svg")
    )
