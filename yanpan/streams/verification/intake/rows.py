"""Step one: every person row of the file becomes a ListRow. None is lost, none is doubled."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from yanpan.base.gate.many_rows import insert_rows
from yanpan.base.policy.rules import CITY_TIME, Pack
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import Sealer
from yanpan.science.record_matching import read_date
from yanpan.streams.verification.exchange import PersonRow
from yanpan.streams.verification.models import ListBatch, ListRow
from yanpan.streams.verification.rules import holds_of, place_in
from yanpan.streams.verification.rules.layouts import ColourMeaning
from yanpan.streams.verification.rules.pockets import route_in

_PLACE_FIELDS = ("exposed_place", "entry_port", "transport")
_TIME_FIELDS = ("exposed_on", "entry_date", "arrived_on", "pushed_on")


def take_rows(batch: ListBatch, rows: Sequence[PersonRow], *, pack: Pack, now: datetime, limit: int) -> int:
    """Insert what is not there yet, at most `limit` rows; returns how many were inserted."""
    there = _there(batch, rows)
    missing = [row for row in rows if (row.sheet, row.number) not in there][:limit]
    return keep_rows(batch, seal_rows(batch, missing, pack=pack, now=now))


def seal_rows(batch: ListBatch, rows: Sequence[PersonRow], *, pack: Pack, now: datetime) -> list[ListRow]:
    """The rows as `keep_rows` inserts them. Nothing is written yet, so nobody waits meanwhile."""
    sealer = Sealer(ListRow, now)
    return [_list_row(batch, row, sealer, pack, now) for row in rows]


def keep_rows(batch: ListBatch, rows: Sequence[ListRow]) -> int:
    """Insert those of the rows that are not there yet; returns how many."""
    there = _there(batch, rows)
    missing = [row for row in rows if (row.sheet, row.number) not in there]
    insert_rows(missing)
    return len(missing)


def _there(batch: ListBatch, rows: Sequence[PersonRow] | Sequence[ListRow]) -> set[tuple[str, int]]:
    """Which of these lines the list has already."""
    wanted: dict[str, list[int]] = {}
    for row in rows:
        wanted.setdefault(row.sheet, []).append(row.number)
    return {
        line
        for sheet, numbers in wanted.items()
        for line in batch.rows.filter(
            sheet=sheet, number__gte=min(numbers), number__lte=max(numbers)
        ).values_list("sheet", "number")
    }


def _list_row(batch: ListBatch, row: PersonRow, sealer: Sealer, pack: Pack, now: datetime) -> ListRow:
    row_id = fresh_id(now)
    meaning = _meaning(batch, row.colour)
    holds = holds_of(
        _place(batch, row.fields), _exposed_at(batch, row.fields), batch.received_at, pack.oldest_exposure
    )
    return ListRow(
        id=row_id,
        batch=batch,
        sheet=row.sheet,
        number=row.number,
        colour=row.colour[:8],
        fields=sealer.seal("fields", row_id, json.dumps(row.fields, ensure_ascii=False)),
        problems=[*row.problems, *_OF_COLOURS.get(meaning, ())],
        holds=[hold.value for hold in holds],
        route=_route(row.fields),
        state="refused" if meaning == ColourMeaning.LEAVE_OUT else _state(row.fields, bool(holds)),
    )


_OF_COLOURS = {ColourMeaning.LEAVE_OUT: ("row:coloured_out",), ColourMeaning.MARK: ("row:marked",)}


def _meaning(batch: ListBatch, colour: str) -> ColourMeaning:
    """What the clerk said of the row's colour; a row without one is an ordinary row."""
    said = next((one["meaning"] for one in batch.colours if one["colour"] == colour), "")
    return ColourMeaning(said) if colour and said else ColourMeaning.NOTHING


def _state(fields: dict[str, str], is_held: bool) -> str:
    """Nobody can be sought by a row that names nobody: it goes back to the sender."""
    if not any(fields.get(name) for name in ("name", "id_number", "phone", "passport")):
        return "refused"
    return "held" if is_held else "waiting"


def _route(fields: dict[str, str]) -> int:
    said = [fields.get(name, "") for name in ("reason", "exposed_place", "remark", "entry_port")]
    return route_in([*said, "口岸" if fields.get("entry_port") else ""])


def _place(batch: ListBatch, fields: dict[str, str]) -> str:
    said = next((fields[name] for name in _PLACE_FIELDS if fields.get(name)), "")
    return said or batch.place or place_in(fields.get("reason", ""))


def _exposed_at(batch: ListBatch, fields: dict[str, str]) -> datetime | None:
    """The day of exposure as the row, else the batch's window, says it."""
    received_on = batch.received_at.astimezone(CITY_TIME).date()
    for name in _TIME_FIELDS:
        if day := _day_of(fields.get(name, ""), received_on):
            return _noon(day)
    return _noon(batch.window_to) if batch.window_to else None


def _day_of(text: str, received_on: date) -> date | None:
    """A day as typed; without a year the latest one that is not long after the list came."""
    year, month, day = read_date(text)
    if not (month and day):
        return None
    try:
        if year:
            return date(year, month, day)
        found = date(received_on.year, month, day)
        return found if found <= received_on + timedelta(days=60) else found.replace(year=found.year - 1)
    except ValueError:
        return None


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), CITY_TIME).astimezone(UTC)
