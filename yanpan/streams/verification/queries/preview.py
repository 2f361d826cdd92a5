"""A list before it is taken in: its first rows, masked, and what is wrong in it as it is mapped."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yanpan.base.gate import Actor, query, under
from yanpan.base.vault.masks import mask_id_number, mask_name, mask_phone
from yanpan.kernel.errors import Missing
from yanpan.streams.verification.exchange import PersonRow
from yanpan.streams.verification.models import ListBatch
from yanpan.streams.verification.queries.files import rows_of_file

PREVIEW_ROWS = 5
LARGEST_PREVIEW = 20_000  # rows; opening a larger file again would make the clerk wait


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """The identity of one row as it would be taken in, masked."""

    sheet: str
    number: int
    name: str
    id_number: str
    phone: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """rows: the first five of each sheet; problems: ('field:code', how many rows), most frequent first."""

    rows: tuple[PreviewRow, ...]
    problems: tuple[tuple[str, int], ...]
    warnings: tuple[str, ...]
    complete: bool


@query("verification.preview_list", subject="batch_id")
def preview_list(actor: Actor, *, batch_id: UUID, now: datetime) -> Preview:
    """What a proposed or held list would bring. Nothing for a file that is gone or too long to open again."""
    batch = ListBatch.objects.filter(under("unit__path", actor), id=batch_id).first()
    if batch is None:
        raise Missing("batch")
    if batch.content_gone_at or batch.person_rows > LARGEST_PREVIEW:
        return Preview((), (), (), complete=False)
    rows = rows_of_file(batch)
    counted = Counter(problem for row in rows for problem in row.problems)
    return Preview(
        rows=tuple(_masked(row) for row in _first_of_each_sheet(rows)),
        problems=tuple(counted.most_common()),
        warnings=tuple(batch.warnings),
        complete=True,
    )


def _first_of_each_sheet(rows: list[PersonRow]) -> list[PersonRow]:
    seen: Counter[str] = Counter()
    first = []
    for row in rows:
        seen[row.sheet] += 1
        if seen[row.sheet] <= PREVIEW_ROWS:
            first.append(row)
    return first


def _masked(row: PersonRow) -> PreviewRow:
    return PreviewRow(
        row.sheet,
        row.number,
        mask_name(row.fields.get("name", "")),
        mask_id_number(row.fields.get("id_number", "")),
        mask_phone(row.fields.get("phone", "")),
        row.problems,
    )
