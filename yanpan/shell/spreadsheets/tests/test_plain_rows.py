"""Rows taken out before the parser mean exactly what the parser would have made of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yanpan.shell.spreadsheets import plain_rows
from yanpan.shell.spreadsheets.parsing import parse
from yanpan.shell.spreadsheets.plain_rows import PlainElements, PlainRows
from yanpan.shell.spreadsheets.refusals import FileRefused
from yanpan.shell.spreadsheets.tests import files
from yanpan.shell.spreadsheets.tests.files import sheet_xml, xlsx
from yanpan.shell.spreadsheets.workbook import Limits, SheetRow

STYLES = (
    f'<styleSheet xmlns="{files.MAIN}"><fonts><font/><font><strike/></font></fonts>'
    '<fills><fill/><fill/><fill><patternFill patternType="solid"><fgColor rgb="FFFFFF00"/></patternFill></fill></fills>'
    '<cellXfs><xf numFmtId="0" fontId="0" fillId="0"/><xf numFmtId="14" fontId="0" fillId="2"/>'
    '<xf numFmtId="0" fontId="1" fillId="0"/></cellXfs></styleSheet>'
)
STRINGS = (
    f'<sst xmlns="{files.MAIN}"><si><t>姓名</t></si><si><t xml:space="preserve"> 王某_x000D_</t></si>'
    "<si><t>a&amp;b</t></si></sst>"
)
CELLS = [
    '<v>{0}</v>',
    "",
    "<v></v>",
    "<f>1+1</f><v>2</v>",
    "<f>1+1</f>",
    "<is><t>李某</t></is>",
    "<is><r><t>李</t></r><r><t>某</t></r></is>",
    "<v> 7 </v>",
]  # fmt: skip


@st.composite
def rows_xml(draw: st.DrawFn) -> str:
    lines = []
    for number in sorted(draw(st.sets(st.integers(1, 30), max_size=8))):
        cells = []
        for letter in sorted(draw(st.sets(st.sampled_from("ABCDE"), max_size=5))):
            style = draw(st.sampled_from(["", ' s="0"', ' s="1"', ' s="2"']))
            kind = draw(
                st.sampled_from(["", ' t="s"', ' t="n"', ' t="b"', ' t="str"', ' t="inlineStr"', ' t="e"'])
            )
            value = draw(st.sampled_from(["0", "1", "2", "44413", "1.5", "411122198210303905", "4.1E+17"]))
            value = "2" if "s" in kind and "str" not in kind and "ins" not in kind.lower() else value
            inner = draw(st.sampled_from(CELLS)).format(value)
            cells.append(f'<c r="{letter}{number}"{style}{kind}>{inner}</c>')
        hidden = draw(st.sampled_from(["", ' hidden="1"', ' spans="1:5" x="2"']))
        lines.append(
            f'<row r="{number}"{hidden}>{"".join(cells)}</row>' + draw(st.sampled_from(["", "\n ", "<row/>"]))
        )
    return "".join(lines)


def outcome(sheet: str) -> list[SheetRow] | str:
    try:
        data = xlsx(sheet, xl__styles=STYLES, xl__sharedStrings=STRINGS)
        return list(parse(data, "a.xlsx", Limits()).sheets[0].rows)
    except FileRefused as refused:
        return refused.code


@given(rows_xml())
@settings(max_examples=200, deadline=None)
def test_both_ways_of_reading_a_sheet_give_the_same(rows: str) -> None:
    # After a comment everything is left to the parser.
    assert outcome(sheet_xml(rows)) == outcome(sheet_xml(rows, before="<!-- read by the parser -->"))


@given(rows_xml(), st.integers(1, 40))
@settings(max_examples=60, deadline=None)
def test_where_the_bytes_are_cut_into_pieces_does_not_matter(rows: str, size: int) -> None:
    text = sheet_xml(rows).encode()
    whole, pieces = heard(text, len(text)), heard(text, size)
    assert pieces == whole


def heard(text: bytes, size: int) -> tuple[bytes, list[int]]:
    """What reaches the parser, and the numbers of the rows that were taken."""
    left: list[bytes] = []
    taken: list[int] = []
    plain: PlainElements = PlainRows(left.append, lambda number, *_: taken.append(number))
    for start in range(0, len(text), size):
        plain.feed(text[start : start + size])
    plain.close()
    return b"".join(left), taken


def test_the_usual_rows_never_reach_the_parser() -> None:
    left, taken = heard(sheet_xml('<row r="1"><c r="A1" s="1" t="s"><v>0</v></c></row>' * 3).encode(), 50)
    assert taken == [1, 1, 1]
    assert b"<row" not in left


@pytest.mark.parametrize(
    "hidden_row",
    ["<!-- {} -->", "<![CDATA[{}]]>", "<?x {} ?>"],
)
def test_a_row_in_a_comment_is_not_a_row(hidden_row: str) -> None:
    row = '<row r="1"><c r="A1" t="str"><v>王某</v></c></row>'
    visible = '<row r="2"><c r="A2" t="str"><v>李某</v></c></row>'
    found = outcome(sheet_xml(hidden_row.format(row) + visible))
    assert isinstance(found, list)
    assert [one.cells for one in found] == [("李某",)]


@pytest.mark.parametrize("inside", ["\0", "\x01", "\x1f", "\ud800"])
def test_what_xml_cannot_hold_is_damage_in_a_plain_cell_too(inside: str) -> None:
    sheet = sheet_xml(f'<row r="1"><c r="A1" t="str"><v>王{inside}</v></c></row>')
    parts: dict[str, str | bytes] = {**files.xlsx_parts()}
    parts["xl/worksheets/sheet1.xml"] = sheet.encode("utf-8", "surrogatepass")
    with pytest.raises(FileRefused) as caught:
        parse(files.zipped(parts), "a.xlsx", Limits())
    assert caught.value.code == "damaged_file"


def test_an_element_without_end_is_left_to_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_rows, "LONGEST_ELEMENT", 100)
    left, taken = heard(sheet_xml('<row r="1">' + "<c/>" * 200).encode(), 64)
    assert taken == []
    assert left == sheet_xml('<row r="1">' + "<c/>" * 200).encode()
