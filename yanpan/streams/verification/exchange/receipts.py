"""A table of receipts another city sent → what it says of each person. No database: rows in, answers out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from yanpan.base.policy.rules import CITY_TIME
from yanpan.science.list_layout import Field, person_fields
from yanpan.science.list_layout.problem import CellValue
from yanpan.science.record_matching import normal_id, normal_name, read_date
from yanpan.streams.verification.exchange.reading import ReadList, ReadSheet
from yanpan.streams.verification.rules.letters import Format, Result, all_formats
from yanpan.streams.verification.rules.receipts import Answered, code_said, columns_by_title, last_result_said

_TEXT_FIELDS = ("place", "deciding_body", "samples", "onward", "reporter", "checker")


@dataclass(frozen=True, slots=True)
class RowOfReceipts:
    """One row. key: 'sheet:row', as the page names it; number: of our letter, '' where the sheet has no column."""

    key: str
    sheet: str
    row: int
    number: str
    name: str
    id_number: str
    answered: Answered


def receipt_rows(read: ReadList, wanted: Format) -> list[RowOfReceipts]:
    """Every person row as a receipt, by the titles of the city's own format first."""
    return [row for place, sheet in enumerate(read.sheets) for row in _rows_of(place, sheet, wanted)]


def _rows_of(place: int, sheet: ReadSheet, wanted: Format) -> Iterator[RowOfReceipts]:
    titles = {column.index: column.title for column in sheet.layout.columns}
    columns = columns_by_title(titles, wanted, all_formats())
    for row in sheet.rows:
        said = person_fields(sheet.layout, row.cells)
        cells = {field: _cell(row.cells, index) for field, index in columns.items()}
        yield RowOfReceipts(
            key=f"{place}:{row.number}",
            sheet=sheet.name,
            row=row.number,
            number=_text(cells.get("number")),
            name=normal_name(said.get(Field.NAME, "")),
            id_number=normal_id(said.get(Field.ID_NUMBER, "")),
            answered=_answered(cells, wanted),
        )


def _cell(cells: Sequence[CellValue], index: int) -> CellValue:
    return cells[index] if index < len(cells) else None


def _text(value: CellValue) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _answered(cells: dict[str, CellValue], wanted: Format) -> Answered:
    texts = {name: _text(cells.get(name)) for name in _TEXT_FIELDS}
    measure = code_said(_text(cells.get("measure")), wanted.says["measure"])
    samples = texts["samples"]
    tested = last_result_said(samples)
    test_at = _moment(samples)
    return Answered(
        result=_result(_text(cells.get("result")), texts["place"], measure, wanted),
        place=texts["place"][:200],
        controlled_at=_moment_of(cells.get("controlled_at")),
        measure=measure,
        deciding_body=texts["deciding_body"][:60],
        samples=samples[:200],
        test_at=test_at if tested else None,
        test_result=tested if test_at else "",
        onward=texts["onward"][:200],
        next_contacts=_count(cells.get("next_contacts")),
        reporter=texts["reporter"][:40],
        checker=texts["checker"][:40],
        receipted_on=_day(cells.get("receipted_on")),
    )


def _result(text: str, place: str, measure: str, wanted: Format) -> str:
    """By its own column; else somebody who is controlled at a place was found."""
    said = code_said(text, wanted.says["result"])
    return said or (Result.FOUND.value if place and measure else "")


def _moment_of(value: CellValue) -> datetime | None:
    if isinstance(value, datetime):
        return value.replace(tzinfo=CITY_TIME)
    if isinstance(value, date):
        return datetime.combine(value, time(12), CITY_TIME)
    return _moment(_text(value))


def _moment(text: str) -> datetime | None:
    """Noon of the day a text names; None without a whole day."""
    year, month, day = read_date(text[:20])
    try:
        return datetime(year, month, day, 12, tzinfo=CITY_TIME) if year and month and day else None
    except ValueError:
        return None


def _day(value: CellValue) -> date | None:
    moment = _moment_of(value)
    return moment.date() if moment else None


def _count(value: CellValue) -> int | None:
    text = _text(value)
    digits = "".join(sign for sign in text if sign.isdecimal())
    return int(digits) if digits and len(digits) < 6 else None
