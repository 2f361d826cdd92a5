"""The sealed file of a list, opened: in a worker, or inside a `@query`; nowhere else."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yanpan.base.documents.attachments import CleanFile, open_attachment
from yanpan.base.gate import Actor, query, under
from yanpan.base.vault.sealing import open_bytes
from yanpan.kernel.errors import Missing, Stale
from yanpan.streams.verification.exchange import PersonRow, ReadList, person_rows, read_list
from yanpan.streams.verification.exchange.excerpt import Excerpt, excerpt_of
from yanpan.streams.verification.exchange.typed import typed_rows
from yanpan.streams.verification.models import ListBatch
from yanpan.streams.verification.queries.opening import name_as_sent
from yanpan.streams.verification.rules.lists import TRADE_WORDS

Mapping = dict[str, dict[str, str]]


def content_of_file(batch: ListBatch) -> bytes:
    return open_bytes(ListBatch._meta.db_table, "content", batch.id, batch.content)


def mapping_of(batch: ListBatch) -> Mapping:
    """Sheet → column index → field, as proposed or confirmed."""
    return {one["sheet"]: {str(c["index"]): c["field"] for c in one["columns"]} for one in batch.layout}


def read_file(batch: ListBatch) -> ReadList:
    """The file read again, as it came."""
    return read_list(content_of_file(batch), batch.file_name)


def rows_of_file(batch: ListBatch) -> list[PersonRow]:
    """Every person row under the list's mapping; of a typed letter its persons."""
    if batch.kind == "typed":
        return typed_rows(content_of_file(batch))
    return person_rows(read_file(batch), mapping_of(batch))


@dataclass(frozen=True, slots=True)
class FileWithProblems:
    """What is wrong in a file: sheet → row as a spreadsheet counts it → 'field:code's.

    whole: the file as it came, for who received it; None for anybody else, who has the columns with a meaning of
    the rows with problems (HC-4). notes: what the clerk said of the row's colour.
    """

    file_name: str
    whole: ReadList | None
    excerpts: tuple[Excerpt, ...]
    problems: dict[str, dict[int, list[str]]]
    notes: dict[str, dict[int, str]]


@query("verification.get_name_as_sent", subject="batch_id")
def get_name_as_sent(actor: Actor, *, batch_id: UUID, now: datetime) -> str:
    """What the sender called the file, or wrote as the letter's subject; '' once it is destroyed."""
    batch = ListBatch.objects.filter(under("unit__path", actor), id=batch_id).only("name_as_sent").first()
    if batch is None:
        raise Missing("batch")
    return name_as_sent(batch)


@query("verification.get_file_with_problems", subject="batch_id")
def get_file_with_problems(actor: Actor, *, batch_id: UUID, now: datetime) -> FileWithProblems:
    """For the copy with the errors. Stale('file_gone'): destroyed; Missing: elsewhere, or typed."""
    batch = ListBatch.objects.filter(under("unit__path", actor), id=batch_id, kind="file").first()
    if batch is None:
        raise Missing("batch")
    if batch.content_gone_at:
        raise Stale("file_gone")
    read = read_file(batch)
    problems: dict[str, dict[int, list[str]]] = defaultdict(dict)
    notes: dict[str, dict[int, str]] = defaultdict(dict)
    said = {one["colour"]: one["note"] for one in batch.colours if one["note"]}
    for sheet, number, colour, found in _problem_rows(batch, read):
        problems[sheet][number] = found
        if note := said.get(colour):
            notes[sheet][number] = note
    if batch.received_by == actor.name:
        return FileWithProblems(name_as_sent(batch), read, (), dict(problems), dict(notes))
    mapping = mapping_of(batch)
    excerpts = tuple(
        excerpt_of(sheet, mapping.get(sheet.name, {}), problems.get(sheet.name, {})) for sheet in read.sheets
    )
    return FileWithProblems(batch.file_name, None, excerpts, dict(problems), dict(notes))


def _problem_rows(batch: ListBatch, read: ReadList) -> Iterator[tuple[str, int, str, list[str]]]:
    """From the rows where the list is taken in, else from the file as it is mapped so far."""
    if batch.state == "taken_in":
        rows = batch.rows.exclude(problems=[]).values_list("sheet", "number", "colour", "problems")
        yield from rows.iterator()
        return
    for row in person_rows(read, mapping_of(batch)):
        if row.problems:
            yield row.sheet, row.number, row.colour, list(row.problems)


@dataclass(frozen=True, slots=True)
class LetterAsTyped:
    """What was typed, to be corrected by who typed it. persons: fields by meaning, in the order of the letter."""

    sender: str
    subject: str
    number: str
    reason: str
    place: str
    on: date | None
    persons: tuple[dict[str, str], ...]


@query("verification.get_letter_as_typed", subject="batch_id")
def get_letter_as_typed(actor: Actor, *, batch_id: UUID, now: datetime) -> LetterAsTyped:
    """For who typed it and nobody else: Missing. Stale('file_gone'): destroyed with its scan."""
    mine = ListBatch.objects.filter(under("unit__path", actor), kind="typed", received_by=actor.name)
    batch = mine.filter(id=batch_id).first()
    if batch is None:
        raise Missing("batch")
    if batch.content_gone_at:
        raise Stale("file_gone")
    persons = tuple(row.fields for row in typed_rows(content_of_file(batch)))
    word = next((one.get("reason", "") for one in persons), "")
    reason = next((code.value for code, said in TRADE_WORDS.items() if said == word), "")
    return LetterAsTyped(
        batch.sender,
        name_as_sent(batch),
        batch.letter_number,
        reason,
        batch.place,
        batch.window_from,
        persons,
    )


@query("verification.get_letter_scan", subject="batch_id")
def get_letter_scan(actor: Actor, *, batch_id: UUID, now: datetime) -> CleanFile:
    """The fax or photo a typed letter was read from. Missing: elsewhere, none, or destroyed with the file."""
    batch = ListBatch.objects.filter(under("unit__path", actor), id=batch_id).only("scan_id").first()
    if batch is None or batch.scan_id is None:
        raise Missing("scan")
    return open_attachment(batch.scan_id)
