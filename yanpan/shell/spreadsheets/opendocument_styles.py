"""The cell styles of an .ods: what is struck through, which fill a cell has."""

from __future__ import annotations

from dataclasses import dataclass

from yanpan.shell.spreadsheets.colours import written_colour
from yanpan.shell.spreadsheets.xml_parts import local_attributes

MAX_PARENTS = 20


@dataclass(frozen=True, slots=True)
class CellStyle:
    """Fill (RRGGBB or None) and strike of a style; None of `struck` is left to its parent."""

    parent: str = ""
    fill: str | None = None
    filled: bool = False
    struck: bool | None = None


class CellStyles:
    """Collects styles as their tags come, and looks them up with what their parents say."""

    def __init__(self) -> None:
        self._styles: dict[str, CellStyle] = {}
        self._open = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An opening tag of styles.xml or of the head of content.xml."""
        if name == "style":
            found = local_attributes(attributes)
            self._open = found.get("name", "") if found.get("family") == "table-cell" else ""
            if self._open:
                self._styles[self._open] = CellStyle(found.get("parent-style-name", ""))
        elif self._open and name == "table-cell-properties":
            self._fill(local_attributes(attributes).get("background-color"))
        elif self._open and name == "text-properties":
            line = local_attributes(attributes).get("text-line-through-style")
            if line:
                old = self._styles[self._open]
                self._styles[self._open] = CellStyle(old.parent, old.fill, old.filled, line != "none")

    def end(self, name: str) -> None:
        """A closing tag."""
        if name == "style":
            self._open = ""

    def _fill(self, colour: str | None) -> None:
        if colour:
            old = self._styles[self._open]
            self._styles[self._open] = CellStyle(old.parent, written_colour(colour), True, old.struck)

    def fill(self, name: str) -> str | None:
        """The fill of a style or of the nearest parent that has one."""
        return next((style.fill for style in self._line(name) if style.filled), None)

    def struck(self, name: str) -> bool:
        """Whether the text of a style is struck through."""
        return next((style.struck for style in self._line(name) if style.struck is not None), False)

    def _line(self, name: str) -> list[CellStyle]:
        line: list[CellStyle] = []
        while name in self._styles and len(line) < MAX_PARENTS:
            line.append(self._styles[name])
            name = line[-1].parent
        return line
