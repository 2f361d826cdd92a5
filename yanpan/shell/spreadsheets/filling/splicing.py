"""Changing an XML part in place: positions by expat, bytes cut and joined, nothing written anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from xml.parsers import expat

from yanpan.shell.spreadsheets.refusals import FileRefused

TAG = re.compile(rb"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
ATTRIBUTE = re.compile(rb"""\s+([^\s=/>]+)\s*=\s*("[^"]*"|'[^']*')""")
_DECLARED = re.compile(r"""^(<\?xml[^>]*?)\s+encoding\s*=\s*["']([\w.-]+)["']""")
Edit = tuple[int, int, bytes]


@dataclass(slots=True)
class Element:
    """Where an element lies: `start` to `end`; its opening tag ends at `opened`, its closing one begins at `closing`.

    An element without content and closing tag has `closing` = `opened` = `end`.
    """

    name: str
    attributes: dict[str, str]
    start: int
    opened: int
    closing: int = 0
    end: int = 0

    @property
    def is_empty_tag(self) -> bool:
        return self.closing == self.end

    @property
    def prefix(self) -> str:
        """As it is written in front of names of the same kind: 'x:' or ''."""
        return self.name.rpartition(":")[0] + ":" if ":" in self.name else ""


def in_utf8(part: bytes) -> bytes:
    """The same XML in UTF-8, its declaration made true."""
    if part.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = part.decode("utf-16")
    else:
        head = part[:200].decode("latin-1")
        declared = _DECLARED.match(head.removeprefix("ï»¿"))
        if not declared or declared[2].lower() in ("utf-8", "utf8"):
            return part
        text = part.decode(declared[2])
    return _DECLARED.sub(r'\1 encoding="UTF-8"', text).encode()


class Positions:
    """Walks a part once. `open_` gets the raw name, attributes and where the tag begins; `close` the name and
    where the closing tag begins (for an empty tag: where it ends)."""

    def __init__(
        self,
        part: bytes,
        *,
        open_: Callable[[str, dict[str, str], int], None],
        close: Callable[[str, int], None],
        namespace: Callable[[str, str], None] | None = None,
    ) -> None:
        self._part = part
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.StartElementHandler = lambda name, attributes: open_(name, attributes, parser.CurrentByteIndex)
        parser.EndElementHandler = lambda name: close(name, parser.CurrentByteIndex)
        self._parser = parser

    def walk(self) -> None:
        """FileRefused for a damaged part."""
        try:
            self._parser.Parse(self._part, True)
        except expat.ExpatError as error:
            raise FileRefused("damaged_file", line=error.lineno) from error

    def _refuse(self, *_declaration: object) -> None:
        raise FileRefused("xml_entities")


def opened_at(part: bytes, start: int) -> int:
    """Where the tag that begins at `start` ends."""
    found = TAG.match(part, start)
    if not found:
        raise FileRefused("damaged_file", position=start)
    return found.end()


def closed(element: Element, part: bytes, position: int) -> Element:
    """The element with its end, told by the position its closing was announced at."""
    if part[element.opened - 2 : element.opened] == b"/>":
        element.closing = element.end = element.opened
    else:
        element.closing, element.end = position, opened_at(part, position)
    return element


def with_attribute(tag: bytes, name: str, value: str) -> bytes:
    """An opening tag whose attribute `name` has another value, if it has that attribute."""
    return ATTRIBUTE.sub(
        lambda one: f' {name}="{value}"'.encode() if one[1].decode() == name else one[0],
        tag,
    )


def without_attributes(tag: bytes, unwanted: Callable[[str], bool]) -> bytes:
    """An opening tag without the attributes whose (raw) names are unwanted."""
    return ATTRIBUTE.sub(lambda one: b"" if unwanted(one[1].decode()) else one[0], tag)


def spliced(part: bytes, edits: Iterable[Edit]) -> bytes:
    """The part with pieces exchanged; edits do not overlap, those at the same place keep their order."""
    pieces, at = [], 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        if start < at:
            raise FileRefused("damaged_file", position=start)
        pieces += [part[at:start], new]
        at = end
    return b"".join([*pieces, part[at:]])
