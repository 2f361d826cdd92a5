"""A sheet of places before it is taken in: what its columns mean, which rows are wrong, all of them at once."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yanpan.base.gate import Actor, query, under
from yanpan.base.places.gazetteer import gazetteer_of
from yanpan.base.places.models import Unit
from yanpan.base.places.queries import answering_units, city_unit, list_units
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.vault.masks import carries_identifier, is_masked
from yanpan.base.vault.sealing import open_bytes
from yanpan.kernel.errors import Missing
from yanpan.science.place_names import Gazetteer
from yanpan.streams.verification.exchange.places import PlaceRow, places_in
from yanpan.streams.verification.models import PlaceSheet
from yanpan.streams.verification.rules.sweep import PlaceColumn, kind_in

ROWS_SHOWN = 5


class Villages:
    """Which village of a unit a row names: by its code, its name, else by the address. The tree is read once."""

    def __init__(self, actor: Actor, unit_id: int, now: datetime) -> None:
        path = Unit.objects.values_list("path", flat=True).get(id=unit_id)
        actor.must_cover(path)
        found = list_units(under=path, kinds=("village",))
        self._by_key = {village.key: village.id for village in found}
        self._by_name: dict[str, list[int]] = {}
        for village in found:
            self._by_name.setdefault(village.name, []).append(village.id)
        self._answering = answering_units(now.astimezone(CITY_TIME).date())
        self._gazetteer: Gazetteer = gazetteer_of(city_unit().key)

    def find(self, row: PlaceRow) -> int | None:
        """The village's id; None: none of the unit, or several of the name."""
        grid, street = row.texts.get(PlaceColumn.GRID, ""), row.texts.get(PlaceColumn.STREET, "")
        named = self._by_name.get(grid, [])
        if grid in self._by_key or len(named) == 1:
            return self._by_key.get(grid) or named[0]
        for text in (grid, f"{street}{grid}", street):
            key = self._answering.get(self._gazetteer.resolve(text).code, "") if text else ""
            if key in self._by_key:
                return self._by_key[key]
        return None

    def of(self, row: PlaceRow) -> int:
        found = self.find(row)
        if found is None:
            raise Missing("unit")
        return found


def problems_of_row(row: PlaceRow, kind: str, villages: Villages) -> list[str]:
    """All that is wrong with a row, as codes. kind: what rows without one are, or ''."""
    texts = row.texts
    title = texts.get(PlaceColumn.TITLE, "")
    phone = "".join(sign for sign in texts.get(PlaceColumn.PHONE, "") if sign.isdecimal())
    said_kind = texts.get(PlaceColumn.KIND, "")
    checks = (
        ("title_missing", not any(sign.isalnum() for sign in title)),
        ("kind_unknown", not (kind_in(said_kind) or (not said_kind and (kind or kind_in(title))))),
        ("grid_unknown", villages.find(row) is None),
        ("phone_wrong", bool(texts.get(PlaceColumn.PHONE)) and not 7 <= len(phone) <= 13),
        (
            "number_in_title",
            carries_identifier(title) or carries_identifier(texts.get(PlaceColumn.STREET, "")),
        ),
        ("masked", any(is_masked(text) for text in texts.values())),
    )
    return [code for code, is_wrong in checks if is_wrong]


@dataclass(frozen=True, slots=True)
class PlaceSheetView:
    """A sheet as it was read. columns: (title, what it is taken for); shown: the first rows as typed;
    problems: (row, code) under these meanings, all of them."""

    id: UUID
    file_name: str
    state: str
    rows: int
    added: int
    known: int
    columns: tuple[tuple[str, str], ...]
    shown: tuple[tuple[int, tuple[str, ...]], ...]
    problems: tuple[tuple[int, str], ...]


@query("verification.get_place_sheet", subject="sheet_id")
def get_place_sheet(actor: Actor, *, sheet_id: UUID, now: datetime) -> PlaceSheetView:
    """A sheet of the actor's units; once it is decided, its numbers alone."""
    sheet = PlaceSheet.objects.filter(under("unit__path", actor), id=sheet_id).first()
    if sheet is None:
        raise Missing("sheet")
    columns = tuple((one["title"], one["meant"]) for one in sheet.columns)
    shown: tuple[tuple[int, tuple[str, ...]], ...] = ()
    problems: tuple[tuple[int, str], ...] = ()
    if sheet.state == "proposed":
        read = places_in(open_bytes(PlaceSheet._meta.db_table, "content", sheet.id, sheet.content))
        villages = Villages(actor, sheet.unit_id, now)
        shown = read.rows[:ROWS_SHOWN]
        problems = tuple(
            (row.number, code)
            for row in read.under(read.meant)
            for code in problems_of_row(row, "", villages)
        )
    return PlaceSheetView(
        sheet.id, sheet.file_name, sheet.state, sheet.rows, sheet.added, sheet.known, columns, shown, problems
    )
