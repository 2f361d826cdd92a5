"""What leaves as a file: the copy of a list with its errors, the scan of a typed letter."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yanpan.base.gate import Actor
from yanpan.shell.asking import AskedRequest
from yanpan.shell.spreadsheets.filling import Filled, NewColumn, fill
from yanpan.shell.spreadsheets.writing import SheetToWrite, write_workbook
from yanpan.streams.verification.exchange import ReadList
from yanpan.streams.verification.exchange.excerpt import Excerpt
from yanpan.streams.verification.exchange.placing import beside, by_sheet
from yanpan.streams.verification.queries import (
    BatchView,
    FileWithProblems,
    get_file_with_problems,
    get_letter_scan,
    get_name_as_sent,
)
from yanpan.streams.verification.templatetags.verification_words import problem_field, problem_word

MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg"}


def sent_as(request: AskedRequest, batch: BatchView) -> str:
    """What the sender called it, to those who may open it; '' else. The name may hold a person's."""
    if not batch.has_name_as_sent or not request.actor.may("verification.get_name_as_sent"):
        return ""
    return get_name_as_sent(request.actor, batch_id=batch.id, now=request.now)


def may_copy(actor: Actor, batch: BatchView) -> bool:
    """Whether the copy with the errors can be had of this list."""
    is_there = batch.kind == "file" and batch.content_gone_at is None
    return is_there and actor.may("verification.get_file_with_problems")


@require_GET
def error_copy(request: AskedRequest, batch_id: UUID) -> HttpResponse:
    """What is wrong in each row: in a copy of the file for who received it, else beside the columns taken in."""
    found = get_file_with_problems(request.actor, batch_id=batch_id, now=request.now)
    filled = _filled(found, found.whole) if found.whole else _written(found, request.now)
    response = HttpResponse(filled.data, content_type=MEDIA_TYPES.get(filled.kind, "text/plain"))
    response.headers["Content-Disposition"] = content_disposition_header(True, _named(filled.name)) or ""
    return response


def _named(file_name: str) -> str:
    stem, dot, ending = file_name.rpartition(".")
    marked = _("problems marked")
    return f"{stem or ending}-{marked}{dot}{ending if dot else ''}"


def _filled(found: FileWithProblems, read: ReadList) -> Filled:
    """The sender's file, untouched but for one column more."""
    sheets = [
        beside(sheet, (NewColumn(_("What is wrong"), sheet.header, _texts(found, sheet.name)),))
        for sheet in read.sheets
        if found.problems.get(sheet.name)
    ]
    return fill(read.content, found.file_name, by_sheet(sheets))


def _written(found: FileWithProblems, now: datetime) -> Filled:
    """The rows with problems alone: their number, the columns with a meaning, what is wrong."""
    sheets = [_sheet(found, excerpt) for excerpt in found.excerpts]
    return Filled(write_workbook(sheets, fixed_at=now), f"{found.file_name}.xlsx", "xlsx", format_is_new=True)


def _sheet(found: FileWithProblems, excerpt: Excerpt) -> SheetToWrite:
    wrong = _texts(found, excerpt.sheet) if excerpt.rows else {}
    return SheetToWrite(
        name=excerpt.sheet,
        header=[_("Row"), *excerpt.titles, _("What is wrong")],
        rows=[(number, *texts, wrong[number]) for number, texts in excerpt.rows],
    )


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
