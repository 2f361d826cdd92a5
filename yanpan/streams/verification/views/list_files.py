"""What leaves as a file: the copy of a list with its errors, the scan of a typed letter."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yanpan.base.gate import Actor
from yanpan.shell.asking import AskedRequest
from yanpan.shell.spreadsheets.filling import Filled, NewColumn, fill
from yanpan.streams.verification.exchange.placing import beside, by_sheet
from yanpan.streams.verification.queries import (
    BatchView,
    FileWithProblems,
    get_file_with_problems,
    get_letter_scan,
)
from yanpan.streams.verification.templatetags.verification_words import problem_field, problem_word

MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg"}


def may_copy(actor: Actor, batch: BatchView) -> bool:
    """Whether the copy with the errors can be had of this list."""
    is_there = batch.kind == "file" and batch.content_gone_at is None
    return is_there and actor.may("verification.get_file_with_problems")


@require_GET
def error_copy(request: AskedRequest, batch_id: UUID) -> HttpResponse:
    """The sender's file, untouched but for one column more that says what is wrong in each row."""
    found = get_file_with_problems(request.actor, batch_id=batch_id, now=request.now)
    filled = _filled(found)
    response = HttpResponse(filled.data, content_type=MEDIA_TYPES.get(filled.kind, "text/plain"))
    response.headers["Content-Disposition"] = content_disposition_header(True, _named(filled.name)) or ""
    return response


def _named(file_name: str) -> str:
    stem, dot, ending = file_name.rpartition(".")
    marked = _("problems marked")
    return f"{stem or ending}-{marked}{dot}{ending if dot else ''}"


def _filled(found: FileWithProblems) -> Filled:
    sheets = [
        beside(sheet, (NewColumn(_("What is wrong"), sheet.header, _texts(found, sheet.name)),))
        for sheet in found.read.sheets
        if found.problems.get(sheet.name)
    ]
    return fill(found.content, found.file_name, by_sheet(sheets))


def _texts(found: FileWithProblems, sheet: str) -> dict[int, str]:
    """Row → its problems in words, each with the column it is about, and the clerk's note."""
    notes = found.notes.get(sheet, {})
    return {
        number: "；".join([*map(_in_words, problems), *([notes[number]] if number in notes else [])])
        for number, problems in found.problems[sheet].items()
    }


def _in_words(problem: str) -> str:
    return f"{problem_field(problem)}: {problem_word(problem)}"


@require_GET
def scan(request: AskedRequest, batch_id: UUID) -> HttpResponse:
    """The fax or photo of a typed letter."""
    file = get_letter_scan(request.actor, batch_id=batch_id, now=request.now)
    response = HttpResponse(file.content, content_type=file.media_type)
    name = f"{batch_id}.{_ENDINGS.get(file.media_type, 'bin')}"
    response.headers["Content-Disposition"] = content_disposition_header(False, name) or ""
    return response
