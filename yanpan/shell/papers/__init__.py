"""Papers of the headquarters: one value, four formats, the same bytes every time.

paper = Paper(title=…, organ=…, drill=True, blocks=(Heading(1, "一、…"), Paragraph("…"), Table(…)))
to_html(paper)                       # str: static page, with its own policy
to_docx(paper, fixed_at=cut_off_at)  # bytes
to_pdf(paper, fixed_at=cut_off_at)   # bytes; needs the vendored fonts
to_xlsx(paper, fixed_at=cut_off_at)  # bytes
"""

from .as_docx import to_docx
from .as_html import blocks_html, content_security_policy, to_html
from .as_pdf import FacesMissing, to_pages, to_pdf
from .as_slips import Slip, SlipSheet, slips_to_pdf
from .as_xlsx import to_xlsx
from .paper import (
    DRILL_MARK,
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
)

__all__ = [
    "DRILL_MARK",
    "Annex",
    "Block",
    "Cell",
    "Closing",
    "FacesMissing",
    "Facts",
    "Heading",
    "PageBreak",
    "Paper",
    "Paragraph",
    "Salutation",
    "Slip",
    "SlipSheet",
    "Table",
    "blocks_html",
    "content_security_policy",
    "slips_to_pdf",
    "to_docx",
    "to_html",
    "to_pages",
    "to_pdf",
    "to_xlsx",
]
