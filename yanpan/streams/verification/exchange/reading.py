"""A pushed list as a file → its person rows, and what tells whether the same rows came before."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from yanpan.kernel.errors import Refused
from yanpan.science.list_layout import Block, Field, Layout, blocks_of, colours_of, read_layout
from yanpan.science.list_layout.problem import IDENTITY_FIELDS, CellValue
from yanpan.shell.spreadsheets.reading import Sheet, read_workbook
from yanpan.streams.verification.rules.lists import key_of_row, key_of_rows

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One person row; `number` as a spreadsheet counts it; `fill`: the colour of the row, '' for none."""

    number: int
    cells: Sequence[CellValue]
    hidden: bool = False
    struck: bool = False
    fill: str = ""


@dataclass(frozen=True, slots=True)
class Turned:
    """A table on its side, numbers as spreadsheets count: its first row, the column of its titles, the last row."""

    first_row: int
    side: int
    last_row: int


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """One table with people in it; a sheet may have several.

    name: at most 80 characters, none twice in a file; title: as the file has it; header: number of the row with
    the titles, 0 for none. legends: colour → what the sheet itself says it means. Where the table lies on its
    side (`turned`), the number of a row is that of its column in the file.
    """

    name: str
    title: str
    header: int
    layout: Layout
    rows: tuple[ReadRow, ...]
    legends: Mapping[str, str] = field(default_factory=dict)
    turned: Turned | None = None

    def cell(self, number: int, column: int) -> tuple[int, int]:
        """Where in the file (row from 1, column from 0) a column of the layout of person row `number` stands."""
        return (self.turned.first_row + column, number - 1) if self.turned else (number, column)


@dataclass(frozen=True, slots=True)
class ReadList:
    """A file that was opened and understood as far as a machine can.

    rows_digest: of what the rows say, whatever their order or the kind of file; row_keys: 8 bytes for each person.
    """

    file_name: str
    kind: str
    digest: str
    rows_digest: str
    row_keys: bytes
    content: bytes
    sheets: tuple[ReadSheet, ...]
    warnings: tuple[str, ...]

    @property
    def person_rows(self) -> int:
        return sum(len(sheet.rows) for sheet in self.sheets)

    @property
    def colours(self) -> dict[str, int]:
        """Colour → how many person rows have it, the most frequent first."""
        counted = Counter(row.fill for sheet in self.sheets for row in sheet.rows if row.fill)
        return dict(counted.most_common())

    @property
    def legends(self) -> dict[str, str]:
        """Colour → what a sheet of the file itself says about it, quoted; colours without words left out."""
        return {colour: words for sheet in self.sheets for colour, words in sheet.legends.items()}


def read_list(content: bytes, file_name: str) -> ReadList:
    """Open a file and propose what each column means. Raises FileRefused; Refused('no_people_in_file')."""
    workbook = read_workbook(content, file_name)
    sheets = tuple(_sheets(workbook.sheets))
    if not sheets:
        raise Refused("no_people_in_file", file=file_name)
    return ReadList(
        file_name=file_name,
        kind=workbook.kind,
        digest=hashlib.sha256(content).hexdigest(),
        rows_digest=_rows_digest(sheets),
        row_keys=b"".join(sorted(set(_row_keys(sheets)))),
        content=content,
        sheets=sheets,
        warnings=tuple(warning.code for warning in workbook.warnings),
    )


def _sheets(found: Sequence[Sheet]) -> Iterator[ReadSheet]:
    taken: set[str] = set()
    for sheet in found:
        for block in blocks_of(sheet.grid()):
            layout = read_layout(block.rows)
            if layout.persons:
                name = own_name(" ".join(filter(None, (sheet.name, block.place))), taken)
                yield (_turned if block.turned else _upright)(sheet, name, block, layout)


def _upright(sheet: Sheet, name: str, block: Block, layout: Layout) -> ReadSheet:
    header = sheet.rows[layout.header_rows[-1]].number if layout.header_rows else 0
    rows = tuple(
        ReadRow(row.number, block.rows[index], row.hidden, row.struck, row.fill or "")
        for index in layout.persons
        for row in (sheet.rows[index],)
    )
    return ReadSheet(name, sheet.name, header, layout, rows, _legends(sheet, block, layout))


def _legends(sheet: Sheet, block: Block, layout: Layout) -> dict[str, str]:
    fills = [row.fill for row in sheet.rows]
    if not any(fills):
        return {}
    used = colours_of(layout, block.rows, fills, [row.coloured for row in sheet.rows])
    return {one.fill: one.legend for one in used if one.legend}


def _turned(sheet: Sheet, name: str, block: Block, layout: Layout) -> ReadSheet:
    """A person per column: the number of a row is that of the column, hidden columns count as hidden rows."""
    first = sheet.rows[0].number
    turned = Turned(first + block.top, block.side + 1, sheet.rows[-1].number)
    rows = tuple(
        ReadRow(index + 1, block.rows[index], index in sheet.hidden_columns) for index in layout.persons
    )
    return ReadSheet(name, sheet.name, 0, layout, rows, turned=turned)


def own_name(name: str, taken: set[str]) -> str:
    """A name rows can be filed under: cut to 80 characters, numbered where a file has it twice."""
    own, again = name[:LONGEST_NAME], 2
    while own in taken:
        tail = f" ({again})"
        own, again = name[: LONGEST_NAME - len(tail)] + tail, again + 1
    taken.add(own)
    return own


def _rows_digest(sheets: Sequence[ReadSheet]) -> str:
    """The running number is left out: a list sorted again and numbered anew says the same."""
    return key_of_rows(
        [
            [
                key_of_row(
                    [*_texts(row, _columns(sheet, {Field.SEQUENCE}, kept=False)), row.fill, str(row.struck)]
                )
                for row in sheet.rows
            ]
            for sheet in sheets
        ]
    )


def _row_keys(sheets: Sequence[ReadSheet]) -> Iterator[bytes]:
    """Who a row is about, in the sender's own writing: enough to see that a list goes on where another ended."""
    for sheet in sheets:
        columns = _columns(sheet, IDENTITY_FIELDS, kept=True)
        for row in sheet.rows:
            yield key_of_row(_texts(row, columns))[:8]


def _columns(sheet: ReadSheet, fields: frozenset[Field] | set[Field], *, kept: bool) -> list[int]:
    return [column.index for column in sheet.layout.columns if (column.field in fields) is kept]


def _texts(row: ReadRow, columns: Sequence[int]) -> list[CellValue]:
    return [row.cells[index] if index < len(row.cells) else None for index in columns]
