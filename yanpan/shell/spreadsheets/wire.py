"""How the child process hands its result over: plain MessagePack, nothing that can be executed.

An answer is the length of its head (8 bytes), the head, and the packed rows of all sheets one after the
other; whoever reads it leaves them packed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import msgspec

from yanpan.shell.spreadsheets.packed_rows import PackedRows, RowPacker
from yanpan.shell.spreadsheets.refusals import FileRefused
from yanpan.shell.spreadsheets.workbook import FileWarning, Limits, MergedRange, Sheet, Workbook

LENGTH_BYTES = 8


def encode_limits(limits: Limits) -> str:
    """Limits as one argument of a command line."""
    return msgspec.json.encode(asdict(limits)).decode()


def decode_limits(text: str) -> Limits:
    """The reverse of `encode_limits`."""
    return Limits(**msgspec.json.decode(text, type=dict[str, int]))


def encode_workbook(book: Workbook) -> Iterator[bytes | memoryview]:
    """A workbook as bytes, piece by piece."""
    rows = [_packed_rows(sheet) for sheet in book.sheets]
    sheets = [_pack_sheet(sheet, packed) for sheet, packed in zip(book.sheets, rows, strict=True)]
    warnings = [[warning.code, list(warning.facts)] for warning in book.warnings]
    yield _head(["book", book.kind, sheets, warnings])
    for packed in rows:
        yield from packed.blocks


def encode_refusal(refused: FileRefused) -> bytes:
    """A refusal as bytes; facts as text or whole numbers."""
    facts = {name: value if isinstance(value, int) else str(value) for name, value in refused.facts.items()}
    return _head(["refused", refused.code, facts])


def decode_answer(answer: bytes, name: str) -> Workbook:
    """The workbook named `name`; raises the FileRefused that was handed over."""
    body = memoryview(answer)
    end = LENGTH_BYTES + int.from_bytes(body[:LENGTH_BYTES], "big")
    message: list[Any] = msgspec.msgpack.decode(body[LENGTH_BYTES:end])
    if message[0] == "refused":
        raise FileRefused(message[1], **message[2])
    _, kind, packed, warnings = message
    sheets = []
    for each in packed:
        sheet, end = _unpack_sheet(each, body, end)
        sheets.append(sheet)
    return Workbook(
        name,
        kind,
        tuple(sheets),
        tuple(FileWarning(code, tuple((key, value) for key, value in facts)) for code, facts in warnings),
    )


def _head(message: list[Any]) -> bytes:
    packed = msgspec.msgpack.encode(message)
    return len(packed).to_bytes(LENGTH_BYTES, "big") + packed


def _packed_rows(sheet: Sheet) -> PackedRows:
    if isinstance(sheet.rows, PackedRows):
        return sheet.rows
    packer = RowPacker()
    for row in sheet.rows:
        packer.add(row.number, list(row.cells), row.hidden + 2 * row.struck, row.fill, row.coloured)
    return packer.rows()


def _pack_sheet(sheet: Sheet, rows: PackedRows) -> list[Any]:
    merged = [
        [block.first_row, block.last_row, block.first_column, block.last_column] for block in sheet.merged
    ]
    sizes = [len(block) for block in rows.blocks]
    return [sheet.name, sheet.state, sorted(sheet.hidden_columns), merged, rows.first, rows.size, sizes]


def _unpack_sheet(packed: list[Any], body: memoryview, start: int) -> tuple[Sheet, int]:
    name, state, hidden_columns, merged, first, count, sizes = packed
    blocks = []
    for size in sizes:
        blocks.append(body[start : start + size])
        start += size
    rows = PackedRows(first, count, tuple(blocks))
    ranges = tuple(MergedRange(*block) for block in merged)
    return Sheet(name, rows, frozenset(hidden_columns), state, ranges), start
