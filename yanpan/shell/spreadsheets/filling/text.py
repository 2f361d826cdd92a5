"""Fills separated text: encoding, mark, delimiter, quotes and line ends stay as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping

from yanpan.shell.spreadsheets.text_encoding import BOMS, decode
from yanpan.shell.spreadsheets.text_files import sniff_delimiter, without_separator_line
from yanpan.shell.spreadsheets.writing import is_risky

# A spreadsheet shows what follows this sign as it is written, and evaluates nothing.
GUARD = "'"


def fill_text(data: bytes, texts: Mapping[int, Mapping[int, str]]) -> bytes | None:
    """The file with these cells; None when its encoding cannot hold them or was not fully understood."""
    text, encoding, exact = decode(data)
    mark = next((mark for mark, _ in BOMS if data.startswith(mark)), b"")
    if not exact or mark + text.encode(encoding) != data:
        return None
    body, delimiter = without_separator_line(text)
    head = text[: len(text) - len(body)]
    delimiter = delimiter or sniff_delimiter(body.replace("\r\n", "\n").replace("\r", "\n"))
    try:
        filled = (head + _filled(body, delimiter, texts)).encode(encoding)
    except UnicodeEncodeError:
        return None
    return mark + filled


def _filled(body: str, delimiter: str, texts: Mapping[int, Mapping[int, str]]) -> str:
    field = re.compile(rf'"(?:[^"]|"")*"[^{re.escape(delimiter)}\r\n]*|[^{re.escape(delimiter)}\r\n]*')
    always = _quotes_everything(body, field, delimiter)
    pieces: list[str] = []
    at, number, last = 0, 0, max(texts, default=0)
    while at < len(body) and number < last:
        number += 1
        fields, end = _record(body, at, field, delimiter)
        line = texts.get(number)
        pieces.append(delimiter.join(_with(fields, line, delimiter, always)) if line else body[at:end])
        at = _after_line_end(body, end)
        pieces.append(body[end:at])
    return "".join([*pieces, body[at:]])


def _record(body: str, at: int, field: re.Pattern[str], delimiter: str) -> tuple[list[str], int]:
    """The fields of one record as they are written, and where its line end begins."""
    fields = []
    while True:
        found = field.match(body, at)
        assert found is not None  # the pattern matches nothing as well
        fields.append(found[0])
        at = found.end()
        if not body.startswith(delimiter, at):
            return fields, at
        at += len(delimiter)


def _after_line_end(body: str, at: int) -> int:
    return at + (2 if body.startswith("\r\n", at) else 1)


def _quotes_everything(body: str, field: re.Pattern[str], delimiter: str) -> bool:
    """Whether the first record has quotes around all it holds."""
    fields, _ = _record(body, 0, field, delimiter)
    filled = [one for one in fields if one]
    return bool(filled) and all(one.startswith('"') for one in filled)


def _with(fields: list[str], line: Mapping[int, str], delimiter: str, always: bool) -> list[str]:
    wanted = max(line) + 1
    fields = [*fields, *['""' if always else ""] * (wanted - len(fields))]
    for column, text in line.items():
        fields[column] = _field(text, delimiter, always)
    return fields


def _field(text: str, delimiter: str, always: bool) -> str:
    guarded = GUARD + text if is_risky(text) else text
    needs = (
        always or any(sign in guarded for sign in (delimiter, '"', "\r", "\n")) or guarded != guarded.strip()
    )
    return '"' + guarded.replace('"', '""') + '"' if needs else guarded
