"""What the columns of a read list mean: the proposal, and the rows under what a person confirmed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from yanpan.kernel.errors import Refused
from yanpan.science.list_layout import Column, Field, Layout, listed_problems, person_fields
from yanpan.science.list_layout.problem import Why
from yanpan.streams.verification.exchange.reading import ReadList, ReadRow, ReadSheet
from yanpan.streams.verification.rules.layouts import SURE

Mapping_ = Mapping[str, Mapping[str, str]]


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
                "read_as": column.field.value,
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
    """fields: by meaning, as typed; problems: 'field:code', no value; colour: of the row in the file."""

    sheet: str
    number: int
    fields: dict[str, str]
    problems: tuple[str, ...]
    colour: str = ""


def person_rows(read: ReadList, mapping: Mapping_) -> list[PersonRow]:
    """Every person row of a file under the confirmed mapping, in the order of the file."""
    found = []
    for sheet in read.sheets:
        layout = with_mapping(sheet.layout, mapping.get(sheet.name, {}))
        found += [_person_row(sheet.name, layout, row) for row in sheet.rows]
    return found


def _person_row(sheet: str, layout: Layout, row: ReadRow) -> PersonRow:
    fields = {field.value: text for field, text in person_fields(layout, row.cells).items() if text}
    problems = problems_of(fields)
    if row.hidden:
        problems.append("row:hidden")
    if row.struck:
        problems.append("row:struck_through")
    return PersonRow(sheet, row.number, fields, tuple(problems), row.fill)


def problems_of(fields: Mapping[str, str]) -> list[str]:
    """All that is wrong with one person's fields, as 'field:code'."""
    typed = {Field(name): text for name, text in fields.items()}
    return [f"{one.field.value}:{one.code}" for one in listed_problems(typed)]
