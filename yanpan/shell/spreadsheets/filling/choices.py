"""The drop-down lists of a sender's .xlsx: the words a reply must be in. Child process only."""

from __future__ import annotations

import io
import re
import sys
import zipfile

import msgspec

from yanpan.shell.spreadsheets.child import limit_process
from yanpan.shell.spreadsheets.filling.problem import Choices
from yanpan.shell.spreadsheets.filling.wire import encode_refused
from yanpan.shell.spreadsheets.ooxml import read_workbook_part
from yanpan.shell.spreadsheets.parsing import parse
from yanpan.shell.spreadsheets.references import range_corners
from yanpan.shell.spreadsheets.refusals import FileRefused
from yanpan.shell.spreadsheets.wire import decode_limits
from yanpan.shell.spreadsheets.workbook import Limits, Sheet, Workbook
from yanpan.shell.spreadsheets.xml_parts import local_attributes, read_part

MOST_WORDS = 60
MOST_RULES = 200
_RANGE = re.compile(r"(?:'((?:[^']|'')+)'!|([^'!:]+)!)?\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?")


def main() -> None:
    """The drop-down lists of the file on standard input."""
    limits, name = decode_limits(sys.argv[1]), sys.argv[2]
    limit_process(limits)
    try:
        found = choices_of(sys.stdin.buffer.read(), name, limits)
        listed = [[one.sheet, one.column, list(one.words)] for one in found]
        answer = msgspec.msgpack.encode(["choices", listed])
    except FileRefused as refused:
        answer = encode_refused(refused)
    except Exception as error:
        answer = encode_refused(FileRefused("damaged_file", part=type(error).__name__))
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()


def choices_of(data: bytes, name: str, limits: Limits) -> list[Choices]:
    """One for each column under a list, the first rule of a column counts; none for other kinds of files."""
    book = parse(data, name, limits)
    if book.kind != "xlsx":
        return []
    found: dict[tuple[str, int], Choices] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for (sheet, _, part), read in zip(read_workbook_part(archive).sheets, book.sheets, strict=True):
            for places, formula in _rules_of(archive, part)[:MOST_RULES]:
                words = _words(formula, book, read)
                for column in _columns(places) if words else ():
                    found.setdefault((sheet, column), Choices(sheet, column, words))
    return list(found.values())


class _RulesPart:
    """Data validations, those of the extension list among them: places and formula of each list."""

    def __init__(self) -> None:
        self.rules: list[tuple[str, str]] = []
        self._kind = self._places = self._formula = ""
        self._inside = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "dataValidation":
            given = local_attributes(attributes)
            self._kind, self._places, self._formula = given.get("type", ""), given.get("sqref", ""), ""
        elif name in ("formula1", "sqref"):
            self._inside = name

    def end(self, name: str) -> None:
        if name == "dataValidation":
            if self._kind == "list" and self._places and self._formula:
                self.rules.append((self._places, self._formula.strip()))
            self._kind = ""
        elif name == self._inside:
            self._inside = ""

    def text(self, text: str) -> None:
        if not self._kind:
            return
        if self._inside == "formula1":
            self._formula += text
        elif self._inside == "sqref":
            self._places += text


def _rules_of(archive: zipfile.ZipFile, part: str) -> list[tuple[str, str]]:
    rules = _RulesPart()
    read_part(archive, part, rules.start, rules.end, rules.text)
    return rules.rules


def _columns(places: str) -> list[int]:
    columns: list[int] = []
    for place in places.split()[:MOST_RULES]:
        _, _, left, right = range_corners(place)
        columns += range(left, min(right, left + 10) + 1)
    return columns


def _words(formula: str, book: Workbook, own: Sheet) -> tuple[str, ...]:
    """Of "甲,乙" or of the cells a range names; nothing for names and functions."""
    if formula.startswith('"') and formula.endswith('"'):
        words = [word.strip() for word in formula[1:-1].replace('""', '"').split(",")]
    elif found := _RANGE.fullmatch(formula):
        name = (found[1] or found[2] or own.name).replace("''", "'")
        sheet = next((one for one in book.sheets if one.name == name), None)
        words = _cells(sheet, formula.rpartition("!")[2]) if sheet else []
    else:
        words = []
    return tuple(dict.fromkeys(word for word in words if word))[:MOST_WORDS]


def _cells(sheet: Sheet, reference: str) -> list[str]:
    top, bottom, left, right = range_corners(reference)
    return [
        str(value).strip()
        for row in sheet.rows
        if top <= row.number <= bottom
        for value in row.cells[left : right + 1]
        if value is not None
    ][:MOST_WORDS]
