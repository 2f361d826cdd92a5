"""What every program writes the same way is read without an event per tag: plain rows, plain texts.

A sheet of a million rows is ten million cells. Elements of one exact form are taken out of the text before
the XML parser sees it; whatever is written otherwise is left to the parser, in its place. What is taken out
is well-formed by its pattern, so the rest is well-formed exactly if the whole is.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable

Cell = tuple[bytes, bytes, bytes, bytes, bytes, bytes, bytes]
"""The whole cell, letters, row number, style, type, text inside <is><t>, text inside <v>."""

# Text without tags, entities and the characters XML forbids or changes.
_TEXT = rb"[^<&\x00-\x08\x0b-\x1f]*"
_ATTRIBUTES = rb'((?: [A-Za-z][A-Za-z0-9:]{0,30}="[^"<&>\x00-\x1f]{0,80}"){0,12})'
_ROW = re.compile(rb'[ \t\n]*<row r="([0-9]{1,7})"' + _ATTRIBUTES + rb">")
_CELLS = re.compile(
    rb'(<c r="([A-Z]{1,3})([0-9]{1,7})"(?: s="([0-9]{1,6})")?(?: t="(s|n|b|str|inlineStr)")?'
    rb'(?:/>|>(?:<is><t(?: xml:space="preserve")?>(' + _TEXT + rb")</t></is>|<v>(" + _TEXT + rb")</v>)?</c>))"
)
_STRING = re.compile(rb'[ \t\n]*<si><t(?: xml:space="preserve")?>(' + _TEXT + rb")</t></si>")
_ENCODING = re.compile(rb'(?:\xef\xbb\xbf)?<\?xml[^>]{0,60}encoding=["\'](?!utf-?8["\'])', re.IGNORECASE)
# An element longer than this is left to the parser.
LONGEST_ELEMENT = 4 * 1024 * 1024


class PlainElements(ABC):
    """Stands before a parser: `feed` bytes, and `parse` gets what is not of the plain form."""

    begin: re.Pattern[bytes]
    end_tag: bytes

    def __init__(self, parse: Callable[[bytes], object]) -> None:
        self._parse = parse
        self._waiting = b""
        self._seen = 0
        self._inside = self._over = False

    @abstractmethod
    def _taken(self, data: bytes, start: int, end: int) -> bool:
        """Take the element data[start:end] if it is of the plain form."""

    def feed(self, chunk: bytes) -> None:
        """The next bytes of the part."""
        if self._over:
            self._parse(chunk)
            return
        data, new = self._waiting + chunk, max(0, len(self._waiting) - 3)
        self._waiting = b""
        if self._is_unusual(data, new):
            self._over = True
            self._parse(data)
            return
        self._seen += len(chunk)
        position = self._elements(data, 0) if self._inside else self._beginning(data)
        self._waiting = data[position:]
        if len(self._waiting) > LONGEST_ELEMENT:
            self._over = True
            self.close()

    def close(self) -> None:
        """No more bytes."""
        self._parse(self._waiting)
        self._waiting = b""

    def _is_unusual(self, data: bytes, new: int) -> bool:
        """A comment, CDATA, a further instruction, another encoding: from here on the parser reads."""
        if data.find(b"<!", new) >= 0 or data.find(b"<?", new if self._seen else 5) >= 0:
            return True
        return not self._seen and (b"\0" in data[:64] or _ENCODING.match(data) is not None)

    def _beginning(self, data: bytes) -> int:
        found = self.begin.search(data)
        if found is None:
            return 0
        self._inside = True
        self._parse(data[: found.end()])
        return self._elements(data, found.end())

    def _elements(self, data: bytes, position: int) -> int:
        """Take or pass on every whole element; where the rest begins."""
        tag = self.end_tag
        while (found := data.find(tag, position)) >= 0:
            end = found + len(tag)
            if not self._taken(data, position, end):
                self._parse(data[position:end])
            position = end
        return position


class PlainRows(PlainElements):
    """Rows of a worksheet; `take(number, attributes, cells)` gets each plain one in its order."""

    begin, end_tag = re.compile(rb"<sheetData>"), b"</row>"

    def __init__(
        self, parse: Callable[[bytes], object], take: Callable[[int, bytes, list[Cell]], None]
    ) -> None:
        super().__init__(parse)
        self._take = take

    def _taken(self, data: bytes, start: int, end: int) -> bool:
        row = _ROW.match(data, start)
        if row is None:
            return False
        body, number = data[row.end() : end - len(self.end_tag)], row[1]
        cells: list[Cell] = _CELLS.findall(body)
        if sum([len(cell[0]) for cell in cells]) != len(body) or any([cell[2] != number for cell in cells]):
            return False
        self._take(int(number), row[2], cells)
        return True


class PlainStrings(PlainElements):
    """Texts of the shared table; `take(text)` gets each plain one in its order."""

    begin, end_tag = re.compile(rb"<sst(?: [^<>]*)?>"), b"</si>"

    def __init__(self, parse: Callable[[bytes], object], take: Callable[[str], None]) -> None:
        super().__init__(parse)
        self._take = take

    def _taken(self, data: bytes, start: int, end: int) -> bool:
        found = _STRING.match(data, start)
        if found is None or found.end() != end:
            return False
        self._take(found[1].decode())
        return True
