"""A paper as PDF, set by typst with the vendored faces only."""

import json
import re
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import typst

from .layout import LANDSCAPE_MARGINS_MM, PORTRAIT_MARGINS_MM, fit_table, numeric_columns, organ_points
from .paper import (
    Annex,
    Block,
    Closing,
    Facts,
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    Salutation,
    Table,
    cell_text,
)
from .zipped import utc_seconds

FACES = ("Noto Serif SC", "Noto Sans SC", "LXGW WenKai")
FONT_FOLDER = Path(__file__).parent / "fonts"

# A run without a place to break (a long address, a digest) would leave its column.
_UNBREAKABLE = re.compile(r"[!-~\u00a1-\u024f]{24}(?=[!-~\u00a1-\u024f])")
_ZERO_WIDTH_SPACE = "\N{ZERO WIDTH SPACE}"


class FacesMissing(RuntimeError):
    """The vendored fonts are not there; with other faces the same paper would give other bytes."""


def to_pdf(paper: Paper, *, fixed_at: datetime) -> bytes:
    """The paper as tagged PDF, dated `fixed_at`. Raises `FacesMissing` without the vendored fonts."""
    return _compile(paper, fixed_at, "pdf")[0]


def to_pages(paper: Paper, *, fixed_at: datetime, kind: Literal["png", "svg"] = "png") -> list[bytes]:
    """Each page as a picture, as the PDF shows it."""
    return _compile(paper, fixed_at, kind)


def _compile(paper: Paper, fixed_at: datetime, kind: Literal["pdf", "png", "svg"]) -> list[bytes]:
    said = json.dumps(_said(paper), ensure_ascii=False)
    compiler = typst.Compiler(
        _template(), font_paths=_faces(), ignore_system_fonts=True, sys_inputs={"paper": said}
    )
    made = compiler.compile(format=kind, timestamp=int(utc_seconds(fixed_at).timestamp()))
    if made is None:
        raise RuntimeError("typst returned no document")
    return made if isinstance(made, list) else [made]


@cache
def _template() -> bytes:
    return files(__package__).joinpath("templates/paper.typ").read_bytes()


@cache
def _faces() -> typst.Fonts:
    faces = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)]
    )
    missing = [name for name in FACES if name not in faces.families()]
    if missing:
        raise FacesMissing(f"{', '.join(missing)} not found in {FONT_FOLDER.name}/; renew the vendored fonts")
    return faces


def _said(paper: Paper) -> dict[str, Any]:
    language, *rest = paper.lang.split("-")
    return {
        "measures": {"portrait": PORTRAIT_MARGINS_MM, "landscape": LANDSCAPE_MARGINS_MM},
        "lang": language.lower(),
        "region": "cn" if language.lower() == "zh" else next((r for r in rest if len(r) == 2), None),
        "organ_points": organ_points(paper.organ),
        "drill_mark": paper.drill_mark,
        "letter": paper.letter,
        **{name: _breakable(getattr(paper, name)) for name in _LINES},
        "blocks": [_block(block) for block in paper.blocks],
        "footer": [_breakable(line) for line in paper.footer],
    }


_LINES = ("title", "organ", "number", "signer", "urgency", "mark", "watermark_id", "subtitle")


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading(level, text):
            return {"kind": "heading", "level": level, "text": _breakable(text)}
        case Paragraph(text):
            return {"kind": "paragraph", "text": _breakable(text)}
        case Table():
            return _table(block)
        case Facts(pairs):
            return {"kind": "facts", "pairs": [[_breakable(a), _breakable(cell_text(b))] for a, b in pairs]}
        case Closing(lines):
            return {"kind": "closing", "lines": [_breakable(line) for line in lines]}
        case PageBreak():
            return {"kind": "page_break"}
        case Salutation(text):
            return {"kind": "salutation", "text": _breakable(text)}
        case Annex(label, title):
            return {"kind": "annex", "label": _breakable(label), "title": _breakable(title)}


def _table(table: Table) -> dict[str, Any]:
    fit = fit_table(table)
    return {
        "kind": "table",
        "title": _breakable(table.title),
        "note": _breakable(table.note),
        "landscape": fit.landscape,
        "points": fit.points,
        "weights": fit.weights,
        "figures": numeric_columns(table),
        "header": [_breakable(name) for name in table.header],
        "rows": [[_breakable(cell_text(cell)) for cell in row] for row in table.rows],
    }


def _breakable(text: str) -> str:
    return _UNBREAKABLE.sub(lambda run: run.group() + _ZERO_WIDTH_SPACE, text)
