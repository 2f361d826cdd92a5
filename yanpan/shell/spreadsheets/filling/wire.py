"""How the order to fill goes to the child process and the finished file comes back: plain MessagePack."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from yanpan.shell.spreadsheets.filling.problem import NewColumn, SheetTexts
from yanpan.shell.spreadsheets.refusals import FileRefused


def encode_order(data: bytes, sheets: Sequence[SheetTexts]) -> bytes:
    """A file and what to write into it, as bytes."""
    listed = [
        [
            each.sheet,
            [[row, column, text] for (row, column), text in each.cells.items()],
            [[new.title, new.header_row, list(new.texts.items()), new.width] for new in each.new_columns],
        ]
        for each in sheets
    ]
    return msgspec.msgpack.encode([data, listed])


def decode_order(order: bytes) -> tuple[bytes, list[SheetTexts]]:
    """The reverse of `encode_order`."""
    data, listed = msgspec.msgpack.decode(order, type=tuple[bytes, list[Any]])
    return data, [
        SheetTexts(
            sheet,
            {(row, column): text for row, column, text in cells},
            [NewColumn(title, header, dict(texts), width) for title, header, texts, width in columns],
        )
        for sheet, cells, columns in listed
    ]


def encode_filled(data: bytes, kind: str, format_is_new: bool) -> bytes:
    """The finished file as bytes."""
    return msgspec.msgpack.encode(["filled", data, kind, format_is_new])


def decode_filled(answer: bytes) -> tuple[bytes, str, bool]:
    """The finished file; raises the FileRefused that was handed over."""
    message: list[Any] = msgspec.msgpack.decode(answer)
    if message[0] == "refused":
        raise FileRefused(message[1], **message[2])
    return message[1], message[2], message[3]
