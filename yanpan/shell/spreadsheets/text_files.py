"""Reads comma, tab, semicolon or bar separated text in the encodings Chinese offices send."""

from __future__ import annotations

import csv
import io
import re

from yanpan.shell.spreadsheets.refusals import FileRefused
from yanpan.shell.spreadsheets.row_collector import CellCount, RowCollector
from yanpan.shell.spreadsheets.text_encoding import decode
from yanpan.shell.spreadsheets.workbook import CellValue, FileWarning, Limits, Sheet

DELIMITERS = ",\t;|，"
SNIFFED_LINES = 60
_SEPARATOR_LINE = re.compile(r'^"?sep=(.)"?\r?\n', re.IGNORECASE)
# A field over this many lines is a quote that was never closed, not an address.
MAX_LINES_IN_FIELD = 100
csv.field_size_limit(1_000_000)


def read_text_table(data: bytes, limits: Limits) -> tuple[Sheet, str, list[FileWarning]]:
    """The one sheet (named ''), its delimiter and warnings; FileRefused when it is no table."""
    text, encoding, exact = decode(data)
    warnings = [] if exact else [FileWarning("undecodable_bytes", (("encoding", encoding),))]
    text, delimiter = without_separator_line(text)
    # A lone CR ends a line for a spreadsheet; the csv module does not think so.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if '"' not in text and text.count("\n") > limits.max_rows:
        raise FileRefused("too_many_rows", sheet="", limit=limits.max_rows)
    delimiter = delimiter or sniff_delimiter(text)
    return _sheet(text, delimiter, limits), delimiter, warnings


def without_separator_line(text: str) -> tuple[str, str]:
    """Spreadsheets obey a first line `sep=;` and do not count it as a row."""
    found = _SEPARATOR_LINE.match(text)
    if not found:
        return text, ""
    return text[found.end() :], found[1]


def sniff_delimiter(text: str) -> str:
    """The delimiter that cuts the most lines into the same number (> 1) of fields."""
    lines = [line for line in text.split("\n", SNIFFED_LINES)[:SNIFFED_LINES] if line.strip()]
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        counts = [_delimiters_outside_quotes(line, delimiter) for line in lines]
        used = [count for count in counts if count]
        if not used:
            continue
        usual = max(set(used), key=used.count)
        score = sum(count == usual for count in counts) / len(lines) * min(usual, 4) ** 0.5
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _delimiters_outside_quotes(line: str, delimiter: str) -> int:
    return sum(piece.count(delimiter) for piece in line.split('"')[::2])


def _sheet(text: str, delimiter: str, limits: Limits) -> Sheet:
    try:
        return _collected(text, delimiter, limits, strict=True)
    except csv.Error as error:
        if "unexpected end" in str(error) or "field larger" in str(error):
            raise FileRefused("unclosed_quote") from error
        # A quote in the middle of a field: spreadsheets read it as a character.
        return _collected(text, delimiter, limits, strict=False)


def _collected(text: str, delimiter: str, limits: Limits, *, strict: bool) -> Sheet:
    rows = RowCollector("", CellCount(limits))
    found = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    for number, fields in enumerate(found, start=1):
        if any([field.count("\n") > MAX_LINES_IN_FIELD for field in fields]):
            raise FileRefused("unclosed_quote", row=number)
        rows.add(number, [_value(field) for field in fields], hidden=False, struck=False)
    return rows.sheet()


def _value(field: str) -> CellValue:
    return field if field.strip() else None
