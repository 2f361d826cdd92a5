"""Rows that say when somebody comes: the receiving unit is told to meet them."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import Sealer
from yanpan.streams.verification.models import Arrival, ListBatch, ListRow
from yanpan.streams.verification.rules.arrivals import ARRIVAL_SOURCES, expected_at
from yanpan.streams.verification.rules.pockets import route_in


def expect_arrivals(
    batch: ListBatch, rows: Iterable[tuple[ListRow, Mapping[str, str]]], *, now: datetime
) -> None:
    """One arrival for each person and hour; the same row said twice expects nobody twice. Writes in one query."""
    if batch.source not in ARRIVAL_SOURCES:
        return
    sealer, made = Sealer(Arrival, now), []
    for row, fields in rows:
        due = expected_at(batch.source, fields, batch.received_at, CITY_TIME)
        if due is None or row.task is None:
            continue
        arrival_id = fresh_id(now)
        transport = " ".join(fields.get(name, "") for name in ("entry_port", "transport")).strip()
        made.append(
            Arrival(
                id=arrival_id,
                event_id=batch.event_id,
                task=row.task,
                row=row,
                pocket=batch.pocket or route_in([transport]),
                unit_id=row.task.target_id,
                expected_at=due,
                transport=sealer.seal("transport", arrival_id, transport),
                note=sealer.seal("note", arrival_id, ""),
            )
        )
    Arrival.objects.bulk_create(made, batch_size=400, ignore_conflicts=True)
