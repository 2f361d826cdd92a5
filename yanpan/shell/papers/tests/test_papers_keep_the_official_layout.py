"""The measures of GB/T 9704-2012, and tables that find their page."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from yanpan.shell.papers import FacesMissing, Heading, Paper, Table, as_pdf, to_docx, to_html, to_pages
from yanpan.shell.papers.layout import fit_table, numeric_columns, organ_points
from yanpan.shell.papers.paper import cell_text
from yanpan.shell.papers.wording import display_width

from .papers import CUT_OFF_AT, WIDE, brief


@pytest.fixture(scope="module")
def document() -> Any:
    return docx.Document(BytesIO(to_docx(brief(), fixed_at=CUT_OFF_AT)))


def test_the_text_area_is_156_by_225_millimetres(document: Any) -> None:
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert (round(section.top_margin.mm), round(section.left_margin.mm)) == (37, 28)
    width = section.page_width - section.left_margin - section.right_margin
    height = section.page_height - section.top_margin - section.bottom_margin
    assert (round(width / 36000), round(height / 36000)) == (156, 225)


def test_a_wide_table_turns_its_own_pages_only(document: Any) -> None:
    upright, sideways = WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE
    assert [section.orientation for section in document.sections] == [upright, sideways, upright]
    assert document.sections[1].page_width > document.sections[1].page_height


def test_the_body_is_sixteen_points_at_22_lines_of_28_characters(document: Any) -> None:
    style = document.styles["Body Text"].element
    assert style.xpath("w:rPr/w:sz/@w:val") == ["32"]
    assert style.xpath("w:pPr/w:spacing/@w:line") == ["578"]  # 28.9 pt in twentieths
    assert 22 * 28.9 <= 225 * 72 / 25.4 < 23 * 28.9
    spacing = int(style.xpath("w:rPr/w:spacing/@w:val")[0]) / 20
    assert 28 * (16 + spacing) <= 156 * 72 / 25.4 < 29 * (16 + spacing)
    assert style.xpath("w:pPr/w:ind/@w:firstLineChars") == ["200"]


def test_the_title_is_22_points_and_headings_have_their_faces(document: Any) -> None:
    faces = {}
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3"):
        style = document.styles[name].element
        faces[name] = (style.xpath("w:rPr/w:rFonts/@w:eastAsia")[0], style.xpath("w:rPr/w:sz/@w:val")[0])
    assert faces == {
        "Title": ("Noto Serif SC", "44"),
        "Heading 1": ("Noto Sans SC", "32"),
        "Heading 2": ("LXGW WenKai", "32"),
        "Heading 3": ("Noto Serif SC", "32"),
    }


def test_offices_without_the_free_faces_get_the_standards_own() -> None:
    with ZipFile(BytesIO(to_docx(brief(), fixed_at=CUT_OFF_AT))) as archive:
        fonts = archive.read("word/fontTable.xml").decode()
    assert '<w:font w:name="LXGW WenKai"><w:altName w:val="楷体_GB2312,KaiTi"/>' in fonts


def test_page_numbers_stand_on_the_outer_side(document: Any) -> None:
    section = document.sections[0]
    sides = [
        foot.paragraphs[0]._p.xpath("w:pPr/w:jc/@w:val")
        for foot in (section.footer, section.even_page_footer)
    ]
    assert sides == [["right"], ["left"]]
    assert "".join(section.footer.paragraphs[0]._p.xpath(".//w:t/text()")) == "— 1 —"
    assert document.settings.element.find(qn("w:evenAndOddHeaders")) is not None


def test_the_head_of_a_table_is_repeated_on_each_of_its_pages(document: Any) -> None:
    assert len(document.tables[1]._tbl.xpath("w:tr/w:trPr/w:tblHeader")) == 1


def test_the_pdf_turns_the_same_pages_as_the_document() -> None:
    pages = [page.decode() for page in to_pages(brief(), fixed_at=CUT_OFF_AT, kind="svg")]
    widths = [re.search(r'width="(\d+)', page)[1] for page in pages]  # type: ignore[index]
    assert widths[0] == widths[-1] == "595"
    assert widths.count("841") == 2  # forty rows of the wide table


def test_the_page_gives_table_heads_a_scope_and_figures_their_side() -> None:
    page = to_html(brief())
    assert '<th scope="col">接收</th>' in page
    assert '<td class="figure">290</td>' in page
    assert '<td class="figure">—</td>' in page


def test_without_the_vendored_faces_no_pdf_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(as_pdf, "FONT_FOLDER", tmp_path)
    as_pdf._faces.cache_clear()
    try:
        with pytest.raises(FacesMissing, match="Noto Serif SC"):
            as_pdf.to_pdf(brief(), fixed_at=CUT_OFF_AT)
    finally:
        as_pdf._faces.cache_clear()


def test_a_small_table_stays_upright_and_a_wide_one_turns() -> None:
    small = fit_table(Table("", ("单位", "接收"), (("源汇区", 3),)))
    assert (small.landscape, small.points) == (False, 12.0)
    assert small.weights == (8, 6)  # three characters are six columns, and two of padding
    assert fit_table(WIDE).landscape


def test_the_widest_table_still_gets_the_smallest_type() -> None:
    fit = fit_table(Table("", tuple(f"很长的指标名称{n}" for n in range(40)), ()))
    assert (fit.landscape, fit.points) == (True, 7.5)


def test_only_columns_without_words_are_figures() -> None:
    table = Table("", ("a", "b", "c"), ((1, "x", None), (None, 2, 3.5)))
    assert numeric_columns(table) == (True, False, True)
    assert numeric_columns(Table("", ("a",), ())) == (False,)


def test_a_long_body_gets_a_smaller_mark_on_one_line() -> None:
    assert organ_points("漯河市指挥部") == 34
    long = "漯河市新冠肺炎疫情防控演练指挥部"
    assert display_width(long) / 2 * organ_points(long) <= 156 * 72 / 25.4
    assert organ_points("漯" * 60) == 22


def test_unknown_is_a_dash_and_zero_is_zero() -> None:
    assert [cell_text(cell) for cell in (None, 0, 0.1 + 0.2, "")] == ["—", "0", "0.3", ""]
    table = Table("", ("a", "b"), ((float("nan"), float("inf")),))
    assert table.rows == ((None, None),)


def test_a_paper_checks_itself() -> None:
    with pytest.raises(ValueError, match="row 2: 1 cells under 2 columns"):
        Table("表", ("a", "b"), (("x", "y"), ("x",)))
    with pytest.raises(ValueError, match="no columns"):
        Table("表", (), ())
    with pytest.raises(ValueError, match="level"):
        Heading(5, "x")
    with pytest.raises(ValueError, match="has a title"):
        Paper(title=" ", organ="", drill=False)
    with pytest.raises(ValueError, match="language"):
        Paper(title="t", organ="", drill=False, lang='zh" onload="x')
    with pytest.raises(ValueError, match="true or false"):
        Table("表", ("a",), ((True,),))
