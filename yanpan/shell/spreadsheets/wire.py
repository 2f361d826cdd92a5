"""How the child process hands its result over: plain MessagePack, nothing that can be executed."""

from __future__ import annotations

import datetime
from dataclasses import asdict
from typing import Any

import msgspec

from yanpan.shell.spreadsheets.refusals import FileRefused
from yanpan.shell.spreadsheets.workbook import (
    CellValue,
    FileWarning,
    Limits,
    MergedRange,
    Sheet,
    SheetRow,
    Workbook,
)

BIG = 2**63


def encode_limits(limits: Limits) -> str:
    """Limits as one argument of a command line."""
    return msgspec.json.encode(asdict(limits)).decode()


def decode_limits(text: str) -> Limits:
    """The reverse of `encode_limits`."""
    return Limits(**msgspec.json.decode(text, type=dict[str, int]))


def encode_workbook(book: Workbook) -> bytes:
    """A workbook as bytes."""
    sheets = [_pack_sheet(sheet) for sheet in book.sheets]
    warnings = [[warning.code, list(warning.facts)] for warning in book.warnings]
    return msgspec.msgpack.encode(["book", book.kind, sheets, warnings])


def encode_refusal(refused: FileRefused) -> bytes:
    """A refusal as bytes; facts as text or whole numbers."""
    facts = {name: value if isinstance(value, int) else str(value) for name, value in refused.facts.items()}
    return msgspec.msgpack.encode(["refused", refused.code, facts])


def decode_answer(answer: bytes, name: str) -> Workbook:
    """The workbook named `name`; raises the FileRefused that was handed over."""
    message: list[Any] = msgspec.msgpack.decode(answer)
    if message[0] == "refused":
        raise FileRefused(message[1], **message[2])
    _, kind, sheets, warnings = message
    return Workbook(
        name,
        kind,
        tuple(_unpack_sheet(each) for each in sheets),
        tuple(FileWarning(code, tuple((key, value) for key, value in facts)) for code, facts in warnings),
    )


def _pack_sheet(sheet: Sheet) -> list[Any]:
    rows = [[row.number, row.hidden, row.struck, [_pack(cell) for cell in row.cells]] for row in sheet.rows]
    merged = [
        [block.first_row, block.last_row, block.first_column, block.last_column] for block in sheet.merged
    ]
    return [sheet.name, sheet.state, sorted(sheet.hidden_columns), merged, rows]


def _unpack_sheet(packed: list[Any]) -> Sheet:
    name, state, hidden_columns, merged, rows = packed
    return Sheet(
        name,
        tuple(
            SheetRow(number, tuple([_unpack(cell) for cell in cells]), hidden, struck)
            for number, hidden, struck, cells in rows
        ),
        frozenset(hidden_columns),
        state,
        tuple(MergedRange(*block) for block in merged),
    )


def _pack(cell: CellValue) -> Any:
    """Dates and numbers too long for MessagePack travel as a tagged pair."""
    if isinstance(cell, datetime.datetime):
        return ["t", cell.isoformat()]
    if isinstance(cell, datetime.date):
        return ["d", cell.isoformat()]
    if type(cell) is int and abs(cell) >= BIG:
        return ["n", str(cell)]
    return cell


def _unpack(packed: Any) -> CellValue:
    if not isinstance(packed, list):
        value: CellValue = packed
        return value
    tag, text = packed
    if tag == "t":
        return datetime.datetime.fromisoformat(text)
    if tag == "d":
        return datetime.date.fromisoformat(text)
    return int(text)
