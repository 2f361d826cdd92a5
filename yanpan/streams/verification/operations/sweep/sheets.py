"""Key places from a sheet: read, its columns confirmed by a person, taken in whole or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yanpan.base.gate import Actor, operation, under
from yanpan.base.places.queries import visible_unit
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import Sealer, open_bytes
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.exchange.naming import PLACES, name_in_house
from yanpan.streams.verification.exchange.places import ReadPlaces, content_of_places, places_in
from yanpan.streams.verification.models import KeyPlace, PlaceSheet
from yanpan.streams.verification.operations.sweep.places import PlaceSaid, facts_of
from yanpan.streams.verification.queries.sweep.sheets import Villages, problems_of_row
from yanpan.streams.verification.rules.sweep import PlaceColumn, folded, kind_in

MOST_PROBLEMS_SAID = 200


@operation("verification.receive_places", subject="unit_key", records=())
def receive_places(actor: Actor, *, unit_key: str, read: ReadPlaces, now: datetime) -> PlaceSheet:
    """Keep the rows of a sheet, sealed, with what its columns are taken for."""
    unit = visible_unit(actor, unit_key)
    sheet_id = fresh_id(now)
    return PlaceSheet.objects.create(
        id=sheet_id,
        unit_id=unit.id,
        file_name=name_in_house(PLACES, sheet_id, now),
        content=Sealer(PlaceSheet, now).seal_bytes("content", sheet_id, content_of_places(read)),
        columns=[
            {"title": title[:60], "meant": meant.value}
            for title, meant in zip(read.titles, read.meant, strict=True)
        ],
        rows=len(read.rows),
        received_at=now,
        received_by=actor.name,
    )


@dataclass(frozen=True, slots=True)
class Imported:
    """added: new entries; known: in the register already, or twice in the sheet."""

    id: UUID
    added: int
    known: int


@operation("verification.import_places", subject="sheet_id", records=("kind",))
def import_places(
    actor: Actor, *, sheet_id: UUID, meant: Sequence[str], kind: str, now: datetime
) -> Imported:
    """Take the places of a sheet in: all of them, or none. kind: of rows whose sheet has no column for it, or ''.

    Raises Refused('places_sheet_wrong', problems='17:grid_unknown,…', count=…) with every row that is wrong.
    """
    sheet = _sheet(actor, sheet_id)
    columns = _columns(meant, len(sheet.columns))
    read = _opened(sheet)
    villages = Villages(actor, sheet.unit_id, now)
    said: list[tuple[int, PlaceSaid]] = []
    problems: list[str] = []
    for row in read.under(columns):
        wrong = problems_of_row(row, kind, villages)
        problems += [f"{row.number}:{code}" for code in wrong]
        if not wrong:
            said.append((villages.of(row), _said(row.texts, kind)))
    if problems:
        raise Refused(
            "places_sheet_wrong", problems=",".join(problems[:MOST_PROBLEMS_SAID]), count=len(problems)
        )
    added = _added(actor, said, now)
    _gone(sheet, "imported", added, len(said) - added, now)
    return Imported(sheet.id, added, len(said) - added)


def _columns(meant: Sequence[str], count: int) -> list[PlaceColumn]:
    """Raises Refused('places_columns_wrong'): a meaning that does not exist or is given twice, no column of names."""
    known = set(PlaceColumn)
    used = [one for one in meant if one != PlaceColumn.UNUSED]
    if len(meant) != count or set(meant) - known or len(set(used)) < len(used):
        raise Refused("places_columns_wrong")
    if PlaceColumn.TITLE not in used:
        raise Refused("places_columns_wrong")
    return [PlaceColumn(one) for one in meant]


def _said(texts: dict[PlaceColumn, str], kind: str) -> PlaceSaid:
    return PlaceSaid(
        kind=kind_in(texts.get(PlaceColumn.KIND, "")) or kind or kind_in(texts[PlaceColumn.TITLE]),
        title=texts[PlaceColumn.TITLE],
        street=texts.get(PlaceColumn.STREET, ""),
        contact=texts.get(PlaceColumn.CONTACT, ""),
        phone=texts.get(PlaceColumn.PHONE, ""),
    )


def _added(actor: Actor, said: Sequence[tuple[int, PlaceSaid]], now: datetime) -> int:
    """Entries the register does not have, each once."""
    wanted = {(unit_id, one.kind, folded(one.title)[:80]): (unit_id, one) for unit_id, one in said}
    units = {unit_id for unit_id, _ in said}
    known = set(
        KeyPlace.objects.filter(unit_id__in=units, removed_at=None).values_list("unit_id", "kind", "folded")
    )
    sealer = Sealer(KeyPlace, now)
    made = [
        KeyPlace(**facts_of(actor, unit_id, one, sealer, now))
        for key, (unit_id, one) in wanted.items()
        if key not in known
    ]
    KeyPlace.objects.bulk_create(made, batch_size=400)
    return len(made)


def _sheet(actor: Actor, sheet_id: UUID) -> PlaceSheet:
    found = PlaceSheet.objects.filter(under("unit__path", actor), id=sheet_id)
    sheet = found.select_for_update(of=("self",)).first()
    if sheet is None:
        raise Missing("sheet")
    if sheet.state != "proposed":
        raise Stale("places_sheet_decided", state=sheet.state)
    return sheet


def _opened(sheet: PlaceSheet) -> ReadPlaces:
    return places_in(open_bytes(PlaceSheet._meta.db_table, "content", sheet.id, sheet.content))


def _gone(sheet: PlaceSheet, state: str, added: int, known: int, now: datetime) -> None:
    sheet.state, sheet.added, sheet.known = state, added, known
    sheet.content, sheet.gone_at = b"", now
    sheet.save(update_fields=["state", "added", "known", "content", "gone_at"])


@operation("verification.void_places", subject="sheet_id")
def void_places(actor: Actor, *, sheet_id: UUID, now: datetime) -> None:
    """The wrong sheet: its content goes, nothing is taken in."""
    _gone(_sheet(actor, sheet_id), "void", 0, 0, now)
