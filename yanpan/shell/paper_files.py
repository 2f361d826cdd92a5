"""Papers, scans and photos sent to a browser, which keeps none of them."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from yanpan.base.documents.attachments import CleanFile
from yanpan.kernel.errors import Missing
from yanpan.shell.papers import Paper, to_docx, to_pdf

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ENDINGS: Mapping[str, tuple[str, Callable[..., bytes]]] = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", to_docx),
    "pdf": ("application/pdf", to_pdf),
}


def paper_as_file(paper: Paper, ending: str, name: str, at: datetime) -> HttpResponse:
    """'docx' or 'pdf', the same bytes for the same paper; Missing for another ending."""
    if ending not in ENDINGS:
        raise Missing("file")
    media_type, made = ENDINGS[ending]
    return _sent(made(paper, fixed_at=at), media_type, f"{name}.{ending}", attached=True)


def pdf_as_file(content: bytes, name: str) -> HttpResponse:
    """A PDF to keep or print, made for this answer."""
    return _sent(content, "application/pdf", name, attached=True)


def sheet_as_file(content: bytes, name: str) -> HttpResponse:
    """A form of ours to be filled in; nothing of anybody's work is in it."""
    return _sent(content, XLSX, name, attached=True)


def scan_as_file(scan: CleanFile, name: str) -> HttpResponse:
    """A scan to look at in the browser."""
    ending = "pdf" if scan.media_type == "application/pdf" else "jpg"
    return _sent(scan.content, scan.media_type, f"{name}.{ending}", attached=False)


def picture(file: CleanFile) -> HttpResponse:
    """A photo for the eye, without a name."""
    response = HttpResponse(file.content, content_type=file.media_type)
    response.headers["Cache-Control"] = "no-store"
    return response


def _sent(content: bytes, media_type: str, name: str, *, attached: bool) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = content_disposition_header(attached, name) or ""
    response.headers["Cache-Control"] = "no-store"
    return response
