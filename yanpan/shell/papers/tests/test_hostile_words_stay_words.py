"""What a person wrote is shown as written; it never becomes markup, a formula or a broken file."""

import json
from decimal import Decimal
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from yanpan.shell.papers import Heading, Paper, Paragraph, Table, as_pdf, to_docx, to_html, to_pdf, to_xlsx
from yanpan.shell.papers.wording import printable

from .papers import CUT_OFF_AT, HOSTILE, hostile

anything = st.text(st.characters(codec=None, exclude_categories=[]), max_size=60)


class Page(HTMLParser):
    """The tags, attributes and words of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_page_has_only_our_tags_no_script_and_no_address() -> None:
    page = Page(to_html(hostile()))
    assert page.tags.isdisjoint({"script", "img", "a", "link", "iframe", "lab"})
    assert not any(name.startswith("on") or name in {"src", "href", "style"} for name in page.attributes)
    assert printable(HOSTILE) in page.words


def test_the_pages_policy_allows_nothing_but_its_style() -> None:
    page = to_html(hostile())
    assert "default-src &#x27;none&#x27;; style-src &#x27;sha256-" in page
    assert "url(" not in page and "http" not in page.replace("http-equiv", "")


def test_typst_sets_hostile_words_as_text_and_runs_none() -> None:
    said = json.dumps(as_pdf._said(hostile()), ensure_ascii=False)
    compiler = typst.Compiler(
        as_pdf._template(), font_paths=as_pdf._faces(), ignore_system_fonts=True, sys_inputs={"paper": said}
    )
    bodies = json.loads(compiler.query("heading", field="body"))
    assert bodies == [{"func": "text", "text": as_pdf._breakable(printable(HOSTILE))}] * 5
    assert to_pdf(hostile(), fixed_at=CUT_OFF_AT).startswith(b"%PDF-")


def test_the_word_document_says_every_hostile_word() -> None:
    document = docx.Document(BytesIO(to_docx(hostile(), fixed_at=CUT_OFF_AT)))
    said = [paragraph.text for paragraph in document.paragraphs]
    assert said.count(printable(HOSTILE)) >= 9
    assert document.tables[0].cell(1, 0).text == printable(HOSTILE)


def test_no_cell_of_the_workbook_is_a_formula() -> None:
    made = to_xlsx(hostile(), fixed_at=CUT_OFF_AT)
    sheets = load_workbook(BytesIO(made)).worksheets
    risky = [
        cell for sheet in sheets for row in sheet.iter_rows() for cell in row if _begins_risky(cell.value)
    ]
    assert {cell.value for cell in risky} == {"=1+1", "+cmd", "@SUM(A1)"}
    assert all(cell.data_type != "f" and cell.quotePrefix for cell in risky)
    with ZipFile(BytesIO(made)) as archive:
        written = [archive.read(name) for name in archive.namelist() if "worksheets/sheet" in name]
    assert len(written) == 2 and not any(b"<f>" in sheet or b"<f " in sheet for sheet in written)


def _begins_risky(value: object) -> bool:
    return isinstance(value, str) and value.startswith(("=", "+", "-", "@"))


def test_numbers_are_numbers_and_one_too_long_for_a_spreadsheet_stays_exact() -> None:
    figures = (411102199001011234, 12, Decimal("98.20"), Decimal("1234567890123456.7"), None)
    paper = Paper(
        title="t", organ="", drill=False, blocks=(Table("", ("号",), tuple((x,) for x in figures)),)
    )
    sheet = load_workbook(BytesIO(to_xlsx(paper, fixed_at=CUT_OFF_AT))).worksheets[1]
    read = [sheet.cell(row, 1).value for row in range(3, 8)]
    assert read == ["411102199001011234", 12, 98.2, "1234567890123456.7", None]


def test_a_text_longer_than_a_cell_is_cut_where_one_can_see_it() -> None:
    paper = Paper(title="t", organ="", drill=False, blocks=(Paragraph("😀" * 20_000),))
    sheet = load_workbook(BytesIO(to_xlsx(paper, fixed_at=CUT_OFF_AT))).worksheets[0]
    assert sheet.cell(2, 1).value == "😀" * 16_383 + "…"


def test_controls_overrides_and_lone_surrogates_are_shown_as_damage() -> None:
    assert printable("a\x00b\u202ec\ud800d\ufffee") == "a�b�c�d�e"
    assert printable("a\r\nb\rc\u2028d\te\ufefff") == "a\nb\nc\nd ef"
    assert printable("שלום 👩‍⚕️ 𠮷") == "שלום 👩‍⚕️ 𠮷"


@given(anything, anything)
@settings(max_examples=40, deadline=None)
def test_any_text_at_all_makes_papers_that_open_again(one: str, two: str) -> None:
    table = Table(one, (two, "b"), ((one, two),), two)
    blocks = (Heading(1, one), Paragraph(two), table)
    paper = Paper(title=f"题{one}", organ=two, drill=True, mark=one, blocks=blocks, footer=(one,))
    document: Any = docx.Document(BytesIO(to_docx(paper, fixed_at=CUT_OFF_AT)))
    assert printable(two) in [paragraph.text for paragraph in document.paragraphs]
    load_workbook(BytesIO(to_xlsx(paper, fixed_at=CUT_OFF_AT)))
    assert "script" not in Page(to_html(paper)).tags
    assert to_pdf(paper, fixed_at=CUT_OFF_AT).startswith(b"%PDF-")
