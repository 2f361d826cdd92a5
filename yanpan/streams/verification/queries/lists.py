"""Lists and their rows, masked."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, TextField
from django.db.models.functions import Cast

from yanpan.base.gate import Actor, query, under
from yanpan.base.jobs.queries import JobView, jobs_by_id
from yanpan.base.vault.masks import mask_id_number, mask_name, mask_phone
from yanpan.kernel.errors import Missing
from yanpan.streams.verification.models import ListBatch, ListRow
from yanpan.streams.verification.queries.opening import fields_of


@dataclass(frozen=True, slots=True)
class BatchView:
    """One list. counts: rows by what became of them; work: the job that takes it in, as anybody may see it.

    kind: file or typed letter; continues: the list of the same sender it goes on from.
    """

    id: UUID
    kind: str
    file_name: str
    source: str
    sender: str
    letter_number: str
    number_due_at: datetime | None
    has_scan: bool
    has_name_as_sent: bool
    replaces: UUID | None
    replaced_by: UUID | None
    withdrawal_asked_by: str
    withdrawal_reason: str
    withdrawn_at: datetime | None
    topic: str
    place: str
    window_from: date | None
    window_to: date | None
    check_kind: str
    pocket: int
    unit_name: str
    received_at: datetime
    received_by: str
    state: str
    person_rows: int
    job: UUID | None
    work: JobView | None
    version: int
    layout: list[dict[str, Any]]
    layout_version: int | None
    colours: list[dict[str, Any]]
    warnings: list[str]
    cut_confirmed: bool
    reply_due_at: datetime | None
    keep_until: datetime | None
    content_gone_at: datetime | None
    continues: UUID | None
    continues_file: str
    rows_repeated: int
    counts: dict[str, int]

    @property
    def asks(self) -> int:
        """Columns whose meaning a person should say."""
        return sum(not column["sure"] for sheet in self.layout for column in sheet["columns"])

    @property
    def asks_whether_cut(self) -> bool:
        """The file ends where a spreadsheet ends."""
        return "suspected_cut" in self.warnings

    @property
    def rows_new(self) -> int:
        """Rows the list it continues had not."""
        return max(0, self.person_rows - self.rows_repeated)


# Over columns of the index rows_by_state: it is counted without the rows.
_COUNTS = {
    "accepted": Count("state", filter=Q(state="accepted")),
    "held": Count("state", filter=Q(state="held")),
    "refused": Count("state", filter=Q(state="refused")),
    "duplicate": Count("state", filter=Q(duplicate=True)),
    "matched": Count("state", filter=Q(decision="match")),
    "review": Count("state", filter=Q(decision="review")),
}


def _views(batches: Sequence[ListBatch]) -> list[BatchView]:
    """With their works and what became of their rows: two queries more, however many lists.

    Counted by themselves: joined to their lists, all columns of a list would be sorted once for each row on SQLite.
    """
    rows = ListRow.objects.filter(batch__in=[one.id for one in batches]).order_by()
    counted: Iterable[tuple[Any, ...]] = rows.values_list("batch").annotate(**_COUNTS)
    counts = {batch_id: dict(zip(_COUNTS, numbers, strict=True)) for batch_id, *numbers in counted}
    nothing = dict.fromkeys(_COUNTS, 0)
    works = jobs_by_id([one.job for one in batches if one.job])
    return [_view(one, works, counts.get(one.id, nothing)) for one in batches]


def _view(batch: ListBatch, works: Mapping[UUID, JobView], counts: dict[str, int]) -> BatchView:
    return BatchView(
        id=batch.id,
        kind=batch.kind,
        file_name=batch.file_name,
        source=batch.source,
        sender=batch.sender,
        letter_number=batch.letter_number,
        number_due_at=batch.number_due_at,
        has_scan=batch.scan_id is not None and batch.content_gone_at is None,
        has_name_as_sent=bool(batch.name_as_sent),
        replaces=batch.replaces_id,
        replaced_by=getattr(batch, "correction", None),
        withdrawal_asked_by=batch.withdrawal_asked_by,
        withdrawal_reason=batch.withdrawal_reason,
        withdrawn_at=batch.withdrawn_at,
        topic=batch.topic,
        place=batch.place,
        window_from=batch.window_from,
        window_to=batch.window_to,
        check_kind=batch.check_kind,
        pocket=batch.pocket,
        unit_name=batch.unit.name,
        received_at=batch.received_at,
        received_by=batch.received_by,
        state=batch.state,
        person_rows=batch.person_rows,
        job=batch.job,
        work=works.get(batch.job) if batch.job else None,
        version=batch.version,
        layout=batch.layout,
        layout_version=batch.layout_version,
        colours=batch.colours,
        warnings=batch.warnings,
        cut_confirmed=batch.cut_confirmed,
        reply_due_at=batch.reply_due_at,
        keep_until=batch.keep_until,
        content_gone_at=batch.content_gone_at,
        continues=batch.continues_id,
        continues_file=getattr(batch, "continued_file", None) or "",
        rows_repeated=batch.rows_repeated,
        counts=counts,
    )


def _batches(actor: Actor) -> QuerySet[ListBatch]:
    """Those of the actor's units, without the files."""
    mine = (
        ListBatch.objects.filter(under("unit__path", actor))
        .select_related("unit")
        .defer("content", "row_keys")
    )
    return mine.annotate(continued_file=F("continues__file_name"), correction=F("replaced_by__id"))


@query("verification.list_batches", personal=False)
def list_batches(actor: Actor, *, event_id: UUID, now: datetime, text: str = "") -> list[BatchView]:
    """The lists of the actor's units, newest first; text: only those whose number, name or sender holds it."""
    mine = _batches(actor).filter(event_id=event_id).exclude(state="void")
    if text:
        named = Q(letter_number__icontains=text) | Q(file_name__icontains=text)
        mine = mine.filter(named | Q(sender__icontains=text) | Q(topic__icontains=text))
    return _views(list(mine.order_by("-received_at")[:200]))


@query("verification.get_batch", subject="batch_id", personal=False)
def get_batch(actor: Actor, *, batch_id: UUID, now: datetime) -> BatchView:
    """One list; Missing if it is elsewhere."""
    batch = _batches(actor).filter(id=batch_id).first()
    if batch is None:
        raise Missing("batch")
    return _views([batch])[0]


@dataclass(frozen=True, slots=True)
class RowView:
    """One row, masked. problems: 'field:code'; note: what the clerk said of the row's colour."""

    id: UUID
    sheet: str
    number: int
    name: str
    id_number: str
    phone: str
    problems: list[str]
    note: str
    holds: list[str]
    state: str
    decision: str
    duplicate: bool
    short_code: str
    task_id: UUID | None


@query("verification.list_rows", subject="batch_id", records=("state", "only_problems", "problem", "page"))
def list_rows(
    actor: Actor,
    *,
    batch_id: UUID,
    state: str,
    only_problems: bool,
    page: int,
    now: datetime,
    problem: str = "",
) -> list[RowView]:
    """A page of 100 rows of a list, masked; state '' = all. All problems of the file with `only_problems`.

    problem: 'field:code', only the rows that have it.

    Without names for the duty desk: those who neither compare pairs nor sign for rows see code, place in the
    file, state and problems.
    """
    colours = ListBatch.objects.filter(under("unit__path", actor), id=batch_id).values_list("colours")
    if not colours:
        raise Missing("batch")
    notes = {one["colour"]: one["note"] for one in colours[0][0]}
    rows = ListRow.objects.filter(batch_id=batch_id)
    if state:
        rows = rows.filter(state=state)
    if only_problems:
        rows = rows.exclude(problems=[])
    if problem:
        as_text = Cast("problems", TextField())
        rows = rows.annotate(problems_text=as_text).filter(problems_text__contains=f'"{problem}"')
    start = 100 * max(0, page - 1)
    found = rows.select_related("task__person").order_by("sheet", "number")[start : start + 100]
    named = sees_names_of_rows(actor)
    return [
        _row_view(row, fields_of(row) if named else {}, notes.get(row.colour, "") if row.colour else "")
        for row in found
    ]


@query("verification.count_row_problems", subject="batch_id", personal=False)
def count_row_problems(actor: Actor, *, batch_id: UUID, now: datetime) -> list[tuple[str, int]]:
    """('field:code', in how many rows) of a list that was read, the most frequent first."""
    if not ListBatch.objects.filter(under("unit__path", actor), id=batch_id).exists():
        raise Missing("batch")
    counted: Counter[str] = Counter()
    together = ListRow.objects.filter(batch_id=batch_id).exclude(problems=[]).values_list("problems")
    for problems, rows in together.annotate(rows=Count("id")).order_by():
        counted.update(dict.fromkeys(problems, rows))
    return counted.most_common()


def sees_names_of_rows(actor: Actor) -> bool:
    """Whether the rows of a list show masked names: to those who compare pairs or sign for held rows."""
    return actor.may("verification.list_pairs") or actor.may("verification.release_rows")


def _row_view(row: ListRow, fields: dict[str, str], note: str) -> RowView:
    return RowView(
        row.id,
        row.sheet,
        row.number,
        mask_name(fields.get("name", "")),
        mask_id_number(fields.get("id_number", "")),
        mask_phone(fields.get("phone", "")),
        row.problems,
        note,
        row.holds,
        row.state,
        row.decision,
        row.duplicate,
        row.task.person.short_code if row.task else "",
        row.task_id,
    )
