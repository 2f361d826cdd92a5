"""How the order to fill goes to the child process and the finished file comes back: plain MessagePack."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from yanpan.shell.spreadsheets.filling.problem import Choices, NewColumn, SheetTexts
from yanpan.shell.spreadsheets.refusals import FileRefused


def encode_order(data: bytes, sheets: Sequence[SheetTexts]) -> bytes:
    """A file and what to write into it, as bytes."""
    listed = [
        [
            each.sheet,
            [[row, column, text] for (row, column), text in each.cells.items()],
            [[new.title, new.header_row, list(new.texts.items()), new.width] for new in each.new_columns],
            list(each.kept_columns),
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
            kept,
        )
        for sheet, cells, columns, kept in listed
    ]


def encode_filled(data: bytes, kind: str, format_is_new: bool) -> bytes:
    """The finished file as bytes."""
    return msgspec.msgpack.encode(["filled", data, kind, format_is_new])


def encode_refused(refused: FileRefused) -> bytes:
    """A refusal as bytes; facts as text or whole numbers."""
    facts = {name: value if isinstance(value, int) else str(value) for name, value in refused.facts.items()}
    return msgspec.msgpack.encode(["refused", refused.code, facts])


def decode_filled(answer: bytes) -> tuple[bytes, str, bool]:
    """The finished file; raises the FileRefused that was handed over."""
    message: list[Any] = msgspec.msgpack.decode(answer)
    if message[0] == "refused":
        raise FileRefused(message[1], **message[2])
    return message[1], message[2], message[3]


def decode_choices(answer: bytes) -> list[Choices]:
    """The drop-down lists; raises the FileRefused that was handed over."""
    message: list[Any] = msgspec.msgpack.decode(answer)
    if message[0] == "refused":
        raise FileRefused(message[1], **message[2])
    return [Choices(sheet, column, tuple(words)) for sheet, column, words in message[1]]
