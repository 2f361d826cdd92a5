"""Lists and their rows, masked."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from yanpan.base.gate import Actor, query, under
from yanpan.base.vault.masks import mask_id_number, mask_name, mask_phone
from yanpan.kernel.errors import Missing
from yanpan.streams.verification.models import ListBatch, ListRow
from yanpan.streams.verification.queries.opening import fields_of


@dataclass(frozen=True, slots=True)
class BatchView:
    """One list. counts: rows by what became of them."""

    id: UUID
    file_name: str
    source: str
    sender: str
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
    version: int
    layout: list[dict[str, Any]]
    counts: dict[str, int]

    @property
    def asks(self) -> int:
        """Columns whose meaning a person should say."""
        return sum(not column["sure"] for sheet in self.layout for column in sheet["columns"])


def _with_counts() -> dict[str, Count]:
    return {
        "accepted": Count("rows", filter=Q(rows__state="accepted")),
        "held": Count("rows", filter=Q(rows__state="held")),
        "refused": Count("rows", filter=Q(rows__state="refused")),
        "duplicate": Count("rows", filter=Q(rows__duplicate=True)),
        "matched": Count("rows", filter=Q(rows__decision="match")),
        "review": Count("rows", filter=Q(rows__decision="review")),
    }


def _view(batch: ListBatch) -> BatchView:
    return BatchView(
        batch.id,
        batch.file_name,
        batch.source,
        batch.sender,
        batch.topic,
        batch.place,
        batch.window_from,
        batch.window_to,
        batch.check_kind,
        batch.pocket,
        batch.unit.name,
        batch.received_at,
        batch.received_by,
        batch.state,
        batch.person_rows,
        batch.job,
        batch.version,
        batch.layout,
        {name: getattr(batch, name) for name in _with_counts()},
    )


@query("verification.list_batches", personal=False)
def list_batches(actor: Actor, *, event_id: UUID, now: datetime) -> list[BatchView]:
    """The lists of the actor's units, newest first."""
    found = (
        ListBatch.objects.filter(under("unit__path", actor), event_id=event_id)
        .exclude(state="void")
        .select_related("unit")
        .defer("content")
        .annotate(**_with_counts())
        .order_by("-received_at")[:200]
    )
    return [_view(batch) for batch in found]


@query("verification.get_batch", subject="batch_id", personal=False)
def get_batch(actor: Actor, *, batch_id: UUID, now: datetime) -> BatchView:
    """One list; Missing if it is elsewhere."""
    found = ListBatch.objects.filter(under("unit__path", actor), id=batch_id).select_related("unit")
    batch = found.defer("content").annotate(**_with_counts()).first()
    if batch is None:
        raise Missing("batch")
    return _view(batch)


@dataclass(frozen=True, slots=True)
class RowView:
    """One row, masked. problems: 'field:code'."""

    id: UUID
    sheet: str
    number: int
    name: str
    id_number: str
    phone: str
    problems: list[str]
    holds: list[str]
    state: str
    decision: str
    duplicate: bool
    short_code: str


@query("verification.list_rows", subject="batch_id", records=("state", "only_problems", "page"))
def list_rows(
    actor: Actor, *, batch_id: UUID, state: str, only_problems: bool, page: int, now: datetime
) -> list[RowView]:
    """A page of 100 rows of a list, masked; state '' = all. All problems of the file with `only_problems`.

    Without names for the duty desk: those who neither compare pairs nor sign for rows see code, place in the
    file, state and problems.
    """
    if not ListBatch.objects.filter(under("unit__path", actor), id=batch_id).exists():
        raise Missing("batch")
    rows = ListRow.objects.filter(batch_id=batch_id)
    if state:
        rows = rows.filter(state=state)
    if only_problems:
        rows = rows.exclude(problems=[])
    start = 100 * max(0, page - 1)
    found = rows.select_related("task__person").order_by("sheet", "number")[start : start + 100]
    named = sees_names_of_rows(actor)
    return [_row_view(row, fields_of(row) if named else {}) for row in found]


def sees_names_of_rows(actor: Actor) -> bool:
    """Whether the rows of a list show masked names: to those who compare pairs or sign for held rows."""
    return actor.may("verification.list_pairs") or actor.may("verification.release_rows")


def _row_view(row: ListRow, fields: dict[str, str]) -> RowView:
    return RowView(
        row.id,
        row.sheet,
        row.number,
        mask_name(fields.get("name", "")),
        mask_id_number(fields.get("id_number", "")),
        mask_phone(fields.get("phone", "")),
        row.problems,
        row.holds,
        row.state,
        row.decision,
        row.duplicate,
        row.task.person.short_code if row.task else "",
    )
