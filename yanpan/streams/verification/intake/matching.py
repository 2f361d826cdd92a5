"""Step two: who of the register is it? The register is opened once per worker and register."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db.models import QuerySet

from yanpan.base.gate.many_rows import update_rows
from yanpan.base.people.register import current_register, open_residents
from yanpan.base.places.gazetteer import gazetteer_of
from yanpan.base.places.own_codes import codes_of
from yanpan.base.places.queries import city_unit, list_units
from yanpan.science.place_names import Gazetteer
from yanpan.science.record_matching import Decision, ListedPerson, Register, match
from yanpan.streams.verification.models import ListBatch, ListRow
from yanpan.streams.verification.queries.opening import fields_of

_NO_DECISION = Decision("none", "", 0.0, ())


@lru_cache(maxsize=1)
def _open_register(register_id: UUID, day: date) -> Register:
    """Kept in the worker's memory for the day; never written in clear."""
    villages = {unit.id: unit for unit in list_units(kinds=("village",))}
    people = list(open_residents(register_id))
    codes = [villages[one.village_id].key for one in people]
    towns = {unit.key: unit.name for unit in list_units(kinds=("township",))}
    counties = {county.code: county.name for county in codes_of(city_unit().key).counties}
    return Register.from_columns(
        resident_id=[str(one.id) for one in people],
        name=[one.name for one in people],
        id_number=[one.id_number for one in people],
        phone=[one.phone for one in people],
        sex=[one.sex for one in people],
        birth_date=[one.birth_date for one in people],
        village_code=codes,
        address=[one.address for one in people],
        county=[counties.get(code[:6], "") for code in codes],
        township=[towns.get(code[:9], "") for code in codes],
        village=[villages[one.village_id].name for one in people],
    )


def forget_register() -> None:
    """Nothing of a register stays in this process."""
    _open_register.cache_clear()


def listed_person(fields: dict[str, str], key: str = "") -> ListedPerson:
    return ListedPerson(
        name=fields.get("name", ""),
        id_number=fields.get("id_number", ""),
        phone=fields.get("phone", ""),
        sex=fields.get("sex", ""),
        birth_date=fields.get("birth_date", ""),
        address=fields.get("address", "") or fields.get("household_address", ""),
        key=key,
    )


def decide(people: Sequence[ListedPerson], day: date) -> list[Decision]:
    """Without a register nobody matches: people are then built from the lists."""
    register = current_register()
    if register is None or register.resident_count == 0:
        forget_register()
        return [_NO_DECISION] * len(people)
    gazetteer: Gazetteer = gazetteer_of(city_unit().key)
    return match(_open_register(register.id, day), people, places=gazetteer)


def match_rows(batch: ListBatch, *, day: date, limit: int) -> int:
    """Match waiting rows that have no decision yet, at most `limit`; returns how many."""
    return keep_decisions(batch, decide_rows(batch, day=day, limit=limit), day=day, limit=limit)


def decide_rows(batch: ListBatch, *, day: date, limit: int) -> list[ListRow]:
    """The next rows with what was decided of each, for `keep_decisions`. Nothing is written yet."""
    rows = list(_undecided(batch)[:limit])
    decisions = decide([listed_person(fields_of(row)) for row in rows], day)
    for row, decision in zip(rows, decisions, strict=True):
        row.decision, row.score = decision.decision, round(decision.score, 4)
        row.reasons = list(decision.reasons)
        row.resident_id = UUID(decision.resident_id) if decision.resident_id else None
    return rows


def keep_decisions(batch: ListBatch, rows: Sequence[ListRow], *, day: date, limit: int) -> int:
    """Write decisions back; returns how many. Rows that changed since they were decided on are decided on again."""
    still = ListRow.objects.filter(id__in=[row.id for row in rows], state="waiting", decision="")
    if still.count() != len(rows):
        rows = decide_rows(batch, day=day, limit=limit)
    update_rows(rows, ["decision", "score", "reasons", "resident"])
    return len(rows)


def _undecided(batch: ListBatch) -> QuerySet[ListRow]:
    return batch.rows.filter(state="waiting", decision="").order_by("sheet", "number")
