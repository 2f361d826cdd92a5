"""Reads .xlsx: values exactly as stored, hidden and struck rows, merged blocks.

An own reader, because the libraries at hand round long numbers stored as digits (an ID number
among them), lose error values, and give no hidden or struck rows without loading everything.
"""

from __future__ import annotations

import posixpath
import zipfile

from yanpan.shell.spreadsheets.cell_values import unescape
from yanpan.shell.spreadsheets.ooxml_sheet import SheetReader
from yanpan.shell.spreadsheets.ooxml_styles import read_styles
from yanpan.shell.spreadsheets.plain_rows import PlainRows, PlainStrings
from yanpan.shell.spreadsheets.refusals import FileRefused
from yanpan.shell.spreadsheets.row_collector import CellCount
from yanpan.shell.spreadsheets.workbook import FileWarning, Limits, Sheet
from yanpan.shell.spreadsheets.xml_parts import (
    PartReader,
    TagReader,
    ignore_tag,
    ignore_text,
    local_attributes,
    read_part,
)

SHARED_STRINGS = "xl/sharedStrings.xml"
MAX_SHARED_CHARACTERS = 200_000_000
IGNORED_PARTS = {
    "xl/vbaProject.bin": "macros_ignored",
    "xl/embeddings/": "embedded_objects_ignored",
    "xl/externalLinks/": "external_links_ignored",
    "xl/media/": "pictures_ignored",
    "customXml/": "custom_parts_ignored",
}


def read_xlsx(archive: zipfile.ZipFile, limits: Limits) -> tuple[list[Sheet], list[FileWarning]]:
    """The sheets of a checked archive and what was left aside; FileRefused when damaged."""
    names = set(archive.namelist())
    book = read_workbook_part(archive)
    if len(book.sheets) > limits.max_sheets:
        raise FileRefused("too_many_sheets", sheets=len(book.sheets), limit=limits.max_sheets)
    strings = read_shared_strings(archive) if SHARED_STRINGS in names else []
    styles = read_styles(archive)
    count = CellCount(limits)
    sheets, warnings = [], _ignored(names)
    for name, state, part in book.sheets:
        if part not in names:
            raise FileRefused("damaged_file", part=part)
        reader = SheetReader(name, state, strings, styles, count, base_1904=book.base_1904)
        tags = TagReader(part, starts=reader.starts(), ends=reader.ends(), text=reader.text)
        tags.put_before(PlainRows(tags.parse, reader.take))
        tags.read(archive)
        sheets.append(reader.sheet())
        warnings.extend(reader.warnings())
    return sheets, warnings


class WorkbookPart:
    """`sheets`: name, state and part of each worksheet, in the order of the tabs."""

    def __init__(self) -> None:
        self.base_1904 = False
        self.sheets: list[tuple[str, str, str]] = []
        self._links: dict[str, tuple[str, str]] = {}

    def start_link(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self._links[attributes.get("Id", "")] = (kind, attributes.get("Target", ""))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            self.base_1904 = attributes.get("date1904", "0") in ("1", "true", "on")
        elif name == "sheet":
            self._add_sheet(local_attributes(attributes))

    def _add_sheet(self, attributes: dict[str, str]) -> None:
        kind, target = self._links.get(attributes.get("id", ""), ("", ""))
        if kind != "worksheet":
            return
        part = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
        state = {"hidden": "hidden", "veryHidden": "very_hidden"}.get(attributes.get("state", ""), "visible")
        self.sheets.append((attributes.get("name", ""), state, part))


def read_workbook_part(archive: zipfile.ZipFile) -> WorkbookPart:
    """Which part holds which sheet."""
    book = WorkbookPart()
    read_part(archive, "xl/_rels/workbook.xml.rels", book.start_link, ignore_tag, ignore_text)
    read_part(archive, "xl/workbook.xml", book.start, ignore_tag, ignore_text)
    return book


class _StringsPart:
    def __init__(self) -> None:
        self.strings: list[str] = []
        self._pieces: list[str] = []
        self._inside = self._phonetic = False
        self._characters = 0

    def take(self, text: str) -> None:
        self.strings.append(unescape(text))
        self._count(len(text))

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        if name == "si":
            self._pieces = []
        elif name == "t":
            self._inside = not self._phonetic
        elif name == "rPh":
            self._phonetic = True

    def end(self, name: str) -> None:
        if name == "si":
            self.strings.append(unescape("".join(self._pieces)))
        elif name == "t":
            self._inside = False
        elif name == "rPh":
            self._phonetic = False

    def text(self, text: str) -> None:
        if self._inside:
            self._pieces.append(text)
            self._count(len(text))

    def _count(self, characters: int) -> None:
        self._characters += characters
        if self._characters > MAX_SHARED_CHARACTERS:
            raise FileRefused("expands_too_much", part=SHARED_STRINGS)


def read_shared_strings(archive: zipfile.ZipFile) -> list[str]:
    """The table of texts, without phonetic guides."""
    part = _StringsPart()
    reader = PartReader(SHARED_STRINGS, start=part.start, end=part.end, text=part.text)
    reader.put_before(PlainStrings(reader.parse, part.take))
    reader.read(archive)
    return part.strings


def _ignored(names: set[str]) -> list[FileWarning]:
    found = {code for part, code in IGNORED_PARTS.items() if any(name.startswith(part) for name in names)}
    return [FileWarning(code) for code in sorted(found)]
