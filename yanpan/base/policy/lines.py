"""The lines of work a headquarters hears and dispatches, in the order of the meeting. Pure: the shipped table."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files

from yanpan.kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class Line:
    """key: also of the room, where the line has one; forces: keys of the task forces that answer for it."""

    key: str
    name_zh: str
    name_en: str
    forces: tuple[str, ...]


def _shipped() -> tuple[Line, ...]:
    text = (files("yanpan.base.policy") / "lines.toml").read_text("utf-8")
    return tuple(
        Line(one["key"], one["zh"], one["en"], tuple(one["forces"])) for one in tomllib.loads(text)["line"]
    )


LINES = _shipped()


def line_of(key: str) -> Line:
    """Refused('unknown_line')."""
    for line in LINES:
        if line.key == key:
            return line
    raise Refused("unknown_line", line=key[:40])
