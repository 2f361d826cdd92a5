"""Slips to cut out: what opens a log-in or a phone, a page for each unit, marked with who printed them and when."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files

import typst

from .as_pdf import _faces
from .wording import printable
from .zipped import utc_seconds


@dataclass(frozen=True, slots=True)
class Slip:
    """facts: label and value, a line each; picture: an SVG, '' for none; secret: what nobody else may read."""

    title: str
    facts: tuple[tuple[str, str], ...]
    secret_label: str
    secret: str
    note: str
    picture: str = ""


@dataclass(frozen=True, slots=True)
class SlipSheet:
    unit: str
    slips: tuple[Slip, ...]


def slips_to_pdf(
    title: str, sheets: Sequence[SlipSheet], *, mark: str, drill_mark: str, fixed_at: datetime
) -> bytes:
    """A PDF dated `fixed_at` with `mark` across and above every page; two slips side by side."""
    said = {
        "title": printable(title),
        "mark": printable(mark),
        "drill_mark": drill_mark,
        "sheets": [_printable(asdict(one)) for one in sheets],
    }
    compiler = typst.Compiler(
        _template(),
        font_paths=_faces(),
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(said, ensure_ascii=False)},
    )
    made = compiler.compile(format="pdf", timestamp=int(utc_seconds(fixed_at).timestamp()))
    if not isinstance(made, bytes):
        raise RuntimeError("typst returned no document")
    return made


def _printable(value: object) -> object:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {name: _printable(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_printable(one) for one in value]
    return value


@cache
def _template() -> bytes:
    return files(__package__).joinpath("templates/slips.typ").read_bytes()
