"""Rows kept packed, so that a sheet of a million rows stays small in both processes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Any, overload

import msgspec

from yanpan.shell.spreadsheets.workbook import CellValue, ColourRun, SheetRow

BLOCK = 256
BIG = 2**63
HIDDEN, STRUCK = 1, 2

Packed = list[Any]
Piece = bytes | memoryview


class PackedRows(Sequence[SheetRow]):
    """The rows from `first` on without a gap; blocks of BLOCK rows are unpacked when they are looked at.

    A block that holds nothing is empty: a gap of a million rows takes no room.
    """

    def __init__(self, first: int, size: int, blocks: Sequence[Piece]) -> None:
        self.first, self.size, self.blocks = first, size, blocks
        self._looked_at: tuple[int, list[SheetRow]] = (-1, [])

    def __len__(self) -> int:
        return self.size

    @overload
    def __getitem__(self, index: int) -> SheetRow: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[SheetRow, ...]: ...
    def __getitem__(self, index: int | slice) -> SheetRow | tuple[SheetRow, ...]:
        if isinstance(index, slice):
            return tuple(self[each] for each in range(*index.indices(self.size)))
        if index < 0:
            index += self.size
        if not 0 <= index < self.size:
            raise IndexError(index)
        return self._block(index // BLOCK)[index % BLOCK]

    def __iter__(self) -> Iterator[SheetRow]:
        for number in range(len(self.blocks)):
            yield from self._block(number)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(
            one == another for one, another in zip(self, other, strict=True)
        )

    __hash__ = None  # type: ignore[assignment]

    def _block(self, number: int) -> list[SheetRow]:
        at, rows = self._looked_at
        if at != number:
            rows = self._unpacked(number)
            self._looked_at = (number, rows)
        return rows

    def _unpacked(self, number: int) -> list[SheetRow]:
        start = self.first + number * BLOCK
        held = min(BLOCK, self.size - number * BLOCK)
        rows = [SheetRow(start + offset, ()) for offset in range(held)]
        piece = self.blocks[number]
        for packed in msgspec.msgpack.decode(piece) if len(piece) else ():
            rows[packed[0]] = _unpacked_row(start + packed[0], packed)
        return rows


class RowPacker:
    """Packs rows that come in ascending order; what was given is kept as bytes only."""

    def __init__(self) -> None:
        self._encode = msgspec.msgpack.Encoder().encode
        self._blocks: list[bytes] = []
        self._open: list[Packed] = []
        self._first = self._last = 0

    @property
    def last(self) -> int:
        """The number of the last row, 0 before the first."""
        return self._last

    def add(
        self, number: int, cells: list[CellValue], flags: int, fill: str | None, coloured: Sequence[ColourRun]
    ) -> None:
        """Keep a row; `flags` of HIDDEN and STRUCK."""
        self._first = self._first or number
        self._last = number
        block, offset = divmod(number - self._first, BLOCK)
        if block > len(self._blocks):
            self._close()
            self._blocks.extend([b""] * (block - len(self._blocks)))
        row: Packed = [offset, flags, [_packed(cell) for cell in cells]]
        if coloured:
            row += [fill, coloured]
        self._open.append(row)

    def rows(self) -> PackedRows:
        """All rows given so far."""
        if not self._first:
            return PackedRows(1, 0, ())
        self._close()
        return PackedRows(self._first, self._last - self._first + 1, tuple(self._blocks))

    def _close(self) -> None:
        self._blocks.append(self._encode(self._open))
        self._open = []


def _unpacked_row(number: int, packed: Packed) -> SheetRow:
    cells = tuple([cell if type(cell) is not list else _unpacked_cell(cell) for cell in packed[2]])
    hidden, struck = bool(packed[1] & HIDDEN), bool(packed[1] & STRUCK)
    if len(packed) == 3:
        return SheetRow(number, cells, hidden, struck)
    return SheetRow(number, cells, hidden, struck, packed[3], tuple(tuple(run) for run in packed[4]))


def _packed(cell: CellValue) -> Any:
    """Dates and numbers too long for MessagePack are kept as a tagged pair."""
    kind = type(cell)
    if kind is str or cell is None:
        return cell
    if kind is int:
        assert isinstance(cell, int)
        return cell if -BIG <= cell < BIG else ["n", str(cell)]
    if isinstance(cell, datetime.datetime):
        return ["t", cell.isoformat()]
    if isinstance(cell, datetime.date):
        return ["d", cell.isoformat()]
    return cell


def _unpacked_cell(pair: list[str]) -> CellValue:
    tag, text = pair
    if tag == "t":
        return datetime.datetime.fromisoformat(text)
    if tag == "d":
        return datetime.date.fromisoformat(text)
    return int(text)
