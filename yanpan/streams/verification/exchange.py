"""A pushed list as a file ↔ its person rows. No database: bytes in, rows out."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from yanpan.kernel.errors import Refused
from yanpan.science.list_layout import Column, Field, Layout, listed_problems, person_fields, read_layout
from yanpan.science.list_layout.problem import CellValue, Why
from yanpan.shell.spreadsheets.reading import read_workbook

Mapping_ = Mapping[str, Mapping[str, str]]
PREVIEW_ROWS = 5
SURE = 0.6  # below it a person is asked what the column means


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """One sheet with people in it. rows: (number as a spreadsheet counts it, values, hidden, struck)."""

    name: str
    layout: Layout
    rows: tuple[tuple[int, Sequence[CellValue], bool, bool], ...]


@dataclass(frozen=True, slots=True)
class ReadList:
    """A file that was opened and understood as far as a machine can."""

    file_name: str
    digest: str
    content: bytes
    sheets: tuple[ReadSheet, ...]
    warnings: tuple[str, ...]

    @property
    def person_rows(self) -> int:
        return sum(len(sheet.rows) for sheet in self.sheets)


def read_list(content: bytes, file_name: str) -> ReadList:
    """Open a file and propose what each column means. Raises FileRefused; Refused('no_people_in_file')."""
    workbook = read_workbook(content, file_name)
    sheets = []
    for sheet in workbook.sheets:
        grid = sheet.grid()
        layout = read_layout(grid)
        rows = tuple(
            (sheet.rows[index].number, grid[index], sheet.rows[index].hidden, sheet.rows[index].struck)
            for index in layout.persons
        )
        if rows:
            sheets.append(ReadSheet(sheet.name, layout, rows))
    if not sheets:
        raise Refused("no_people_in_file", file=file_name)
    return ReadList(
        file_name=file_name,
        digest=hashlib.sha256(content).hexdigest(),
        content=content,
        sheets=tuple(sheets),
        warnings=tuple(warning.code for warning in workbook.warnings),
    )


def proposal_of(sheet: ReadSheet) -> dict[str, object]:
    """What the clerk confirms: plain values, titles only, no person."""
    return {
        "sheet": sheet.name,
        "rows": len(sheet.rows),
        "columns": [
            {
                "index": column.index,
                "title": column.title,
                "field": column.field.value,
                "confidence": round(column.confidence, 2),
                "why": column.why.value,
                "sure": column.confidence >= SURE,
            }
            for column in sheet.layout.columns
        ],
    }


def with_mapping(layout: Layout, chosen: Mapping[str, str]) -> Layout:
    """The layout as a person confirmed it: column index (as text) → field. Refused: no such field or column."""
    fields = {int(index): field_named(name) for index, name in chosen.items() if index.isdecimal()}
    known = {column.index for column in layout.columns}
    if unknown := sorted(set(fields) - known):
        raise Refused("no_such_column", columns=", ".join(str(one + 1) for one in unknown))
    return replace(
        layout, columns=tuple(_remapped(column, fields.get(column.index)) for column in layout.columns)
    )


def _remapped(column: Column, field: Field | None) -> Column:
    if field is None or field == column.field:
        return column
    return replace(column, field=field, also=(), confidence=1.0, why=Why.TITLE)


def field_named(name: str) -> Field:
    """Refused('no_such_field')."""
    try:
        return Field(name)
    except ValueError:
        raise Refused("no_such_field", field=name[:40]) from None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """fields: by meaning, as typed; problems: 'field:code', no value."""

    sheet: str
    number: int
    fields: dict[str, str]
    problems: tuple[str, ...]


def person_rows(read: ReadList, mapping: Mapping_) -> list[PersonRow]:
    """Every person row of a file under the confirmed mapping, in the order of the file."""
    return [
        _person_row(sheet.name, with_mapping(sheet.layout, mapping.get(sheet.name, {})), row)
        for sheet in read.sheets
        for row in sheet.rows
    ]


def _person_row(sheet: str, layout: Layout, row: tuple[int, Sequence[CellValue], bool, bool]) -> PersonRow:
    number, cells, hidden, struck = row
    fields = {field.value: text for field, text in person_fields(layout, cells).items() if text}
    problems = [
        f"{one.field.value}:{one.code}" for one in listed_problems({Field(k): v for k, v in fields.items()})
    ]
    if hidden:
        problems.append("row:hidden")
    if struck:
        problems.append("row:struck_through")
    return PersonRow(sheet, number, fields, tuple(problems))
