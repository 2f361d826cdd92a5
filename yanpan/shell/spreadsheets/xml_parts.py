"""XML parts read by expat as a stream; a document type or an entity ends the reading at once."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from xml.parsers import expat

from yanpan.shell.spreadsheets.plain_rows import PlainElements
from yanpan.shell.spreadsheets.refusals import FileRefused
from yanpan.shell.spreadsheets.zip_checks import DAMAGE

StartTag = Callable[[str, dict[str, str]], None]
EndTag = Callable[[str], None]
Text = Callable[[str], None]

CHUNK = 1 << 18
MAX_ATTRIBUTES = 200
MAX_DEPTH = 100


class PartReader:
    """Reads one part, giving local names (without namespace) to the three handlers."""

    def __init__(self, part: str, *, start: StartTag, end: EndTag, text: Text) -> None:
        self._part = part
        self._start, self._end = start, end
        self._local: dict[str, str] = {}
        self._depth = 0
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.EntityDeclHandler = self._refuse_doctype
        parser.StartElementHandler = self._open
        parser.EndElementHandler = self._close
        parser.CharacterDataHandler = text
        self._parser = parser
        self._feed: Callable[[bytes], None] = self.parse
        self._finish: Callable[[], None] = ignore_end

    def read(self, archive: zipfile.ZipFile) -> None:
        """Stream the part through expat; FileRefused when it is damaged or dangerous."""
        try:
            with archive.open(self._part) as source:
                while chunk := source.read(CHUNK):
                    self._feed(chunk)
                self._finish()
                self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise FileRefused("damaged_file", part=self._part, line=error.lineno) from error
        except (*DAMAGE, KeyError) as error:
            raise FileRefused("damaged_file", part=self._part) from error

    def put_before(self, plain: PlainElements) -> None:
        """Let `plain` take what it knows before the parser sees the bytes."""
        self._feed, self._finish = plain.feed, plain.close

    def parse(self, data: bytes) -> None:
        """What `plain` leaves to the parser."""
        self._parser.Parse(data, False)

    def _refuse_doctype(self, *_declaration: object) -> None:
        raise FileRefused("xml_entities", part=self._part)

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        if len(attributes) > MAX_ATTRIBUTES:
            raise FileRefused("damaged_file", part=self._part, attributes=len(attributes))
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise FileRefused("damaged_file", part=self._part, depth=self._depth)
        self._start(self._local_name(name), attributes)

    def _close(self, name: str) -> None:
        self._depth -= 1
        self._end(self._local_name(name))

    def _local_name(self, name: str) -> str:
        local = self._local.get(name)
        if local is None:
            local = self._local[name] = name.rpartition(" ")[2]
        return local


class TagReader(PartReader):
    """As PartReader, with one handler per tag: for parts with millions of tags."""

    def __init__(
        self,
        part: str,
        *,
        starts: Mapping[str, Callable[[dict[str, str]], None]],
        ends: Mapping[str, Callable[[], None]],
        text: Text,
    ) -> None:
        super().__init__(part, start=ignore_start, end=ignore_tag, text=text)
        self._known_starts, self._known_ends = starts, ends
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {}
        self._ends: dict[str, Callable[[], None]] = {}

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        handler = self._starts.get(name)
        if handler is None:
            handler = self._starts[name] = self._known_starts.get(self._local_name(name), ignore_attributes)
        if self._depth > MAX_DEPTH or len(attributes) > MAX_ATTRIBUTES:
            raise FileRefused("damaged_file", part=self._part, attributes=len(attributes))
        handler(attributes)

    def _close(self, name: str) -> None:
        self._depth -= 1
        handler = self._ends.get(name)
        if handler is None:
            handler = self._ends[name] = self._known_ends.get(self._local_name(name), ignore_end)
        handler()


def local_attributes(attributes: dict[str, str]) -> dict[str, str]:
    """Attributes by local name; of two with the same local name the last counts."""
    return {name.rpartition(" ")[2]: value for name, value in attributes.items()}


def read_part(archive: zipfile.ZipFile, part: str, start: StartTag, end: EndTag, text: Text) -> None:
    """Read one part with three handlers."""
    PartReader(part, start=start, end=end, text=text).read(archive)


def ignore_start(_name: str, _attributes: dict[str, str]) -> None:
    """For parts where nothing but the text counts."""


def ignore_attributes(_attributes: dict[str, str]) -> None:
    """A tag that carries nothing."""


def ignore_end() -> None:
    """The end of a tag that carries nothing."""


def ignore_tag(_name: str) -> None:
    """For parts where closing tags carry nothing."""


def ignore_text(_text: str) -> None:
    """For parts where text carries nothing."""
