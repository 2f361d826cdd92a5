"""A paper as one static page: no script, no address, nothing loaded."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files

from .layout import fit_table, numeric_columns
from .paper import (
    Annex,
    Block,
    Cell,
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

_WATERMARKS = 24  # eight rows of three fill a screen and an A4 page


def to_html(paper: Paper) -> str:
    """The whole document as static HTML 5. Its own policy forbids everything but its one style sheet."""
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{escape(paper.lang)}">',
            *_head(paper),
            "<body>",
            *_drill_marks(paper),
            '<main class="paper">',
            *_letterhead(paper),
            '<div class="body">',
            *(_block(block) for block in paper.blocks),
            "</div>",
            *_footer(paper),
            "</main>",
            "</body>",
            "</html>",
            "",
        ]
    )


def blocks_html(blocks: Iterable[Block]) -> str:
    """Some blocks of a paper, escaped, to stand inside a page that brings its own style."""
    return "\n".join(_block(block) for block in blocks)


def content_security_policy() -> str:
    """The policy a paper needs: a view that shows one sends this header."""
    digest = b64encode(sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def _style() -> str:
    return files(__package__).joinpath("templates/paper.css").read_text(encoding="utf-8")


def _head(paper: Paper) -> Iterator[str]:
    mark = f"[{paper.drill_mark}] " if paper.drill else ""
    yield '<head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(content_security_policy())}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(mark + paper.title)}</title>"
    yield f"<style>{_style()}</style></head>"


def _drill_marks(paper: Paper) -> Iterator[str]:
    if paper.drill:
        mark = escape(paper.drill_mark)
        yield f'<p class="drill-banner">{mark}</p>'
        yield f'<div class="watermark" aria-hidden="true">{f"<span>{mark}</span>" * _WATERMARKS}</div>'


def _letterhead(paper: Paper) -> Iterator[str]:
    yield "<header>"
    if paper.mark or paper.watermark_id:
        yield (
            f'<p class="every-page"><b>{escape(paper.mark)}</b><span>{escape(paper.watermark_id)}</span></p>'
        )
    if paper.letter:
        yield from _letter_head(paper)
    else:
        yield from _common_head(paper)
    yield f"<h1>{escape(paper.title)}</h1>"
    yield _line("subtitle", paper.subtitle)
    yield "</header>"


def _letter_head(paper: Paper) -> Iterator[str]:
    yield _line("organ", paper.organ)
    yield '<hr class="rule double">'
    yield (f'<p class="number signed"><b>{escape(paper.urgency)}</b><span>{escape(paper.number)}</span></p>')


def _common_head(paper: Paper) -> Iterator[str]:
    yield _line("urgency", paper.urgency)
    yield _line("organ", paper.organ)
    if paper.number or paper.signer:
        signed = " signed" if paper.signer else ""
        signer = f"<span>{escape(paper.signer)}</span>" if paper.signer else ""
        yield f'<p class="number{signed}"><span>{escape(paper.number)}</span>{signer}</p>'
    if paper.organ:
        yield '<hr class="rule">'


def _line(kind: str, text: str) -> str:
    return f'<p class="{kind}">{escape(text)}</p>' if text else ""


def _block(block: Block) -> str:
    match block:
        case Heading(level, text):
            return f"<h{level + 1}>{escape(text)}</h{level + 1}>"
        case Paragraph(text):
            return f"<p>{escape(text)}</p>"
        case Table():
            return _table(block)
        case Facts(pairs):
            rows = "".join(
                f'<tr><th scope="row">{escape(label)}</th>{_cell(value)}</tr>' for label, value in pairs
            )
            return f'<table class="facts"><tbody>{rows}</tbody></table>'
        case Closing(lines):
            return "".join(f'<p class="closing">{escape(line)}</p>' for line in lines)
        case PageBreak():
            return '<div class="page-break"></div>'
        case Salutation(text):
            return f'<p class="salutation">{escape(text)}</p>'
        case Annex(label, title):
            return f'<p class="annex">{escape(label)}</p><h2 class="annex-title">{escape(title)}</h2>'


def _table(table: Table) -> str:
    figures = numeric_columns(table)
    sideways = " sideways" if fit_table(table).landscape else ""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.header)
    rows = "\n".join(
        f"<tr>{''.join(_cell(cell, figure) for cell, figure in zip(row, figures, strict=True))}</tr>"
        for row in table.rows
    )
    caption = f"<caption>{escape(table.title)}</caption>" if table.title else ""
    note = _line("note", table.note)
    label = escape(table.title or " ".join(table.header))
    return (
        f'<div class="scroll{sideways}" role="region" tabindex="0" aria-label="{label}">'
        f"<table>{caption}<thead><tr>{head}</tr></thead>\n<tbody>{rows}</tbody></table>{note}</div>"
    )


def _cell(cell: Cell, figure: bool = False) -> str:
    kind = ' class="figure"' if figure else ""
    return f"<td{kind}>{escape(cell_text(cell))}</td>"


def _footer(paper: Paper) -> Iterator[str]:
    if paper.footer:
        lines = "".join(f"<p>{escape(line)}</p>" for line in paper.footer)
        yield f'<footer class="footer">{lines}</footer>'
