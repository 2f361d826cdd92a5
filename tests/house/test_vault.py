"""Sealed values stay where they were made, keys stay out of the database, indexes tell equality only."""

import os
import stat
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection, transaction
from pytest_django.fixtures import Settings

from tests.world import NOW, make_event
from yanpan.base.people.keeping import PersonFacts, make_people
from yanpan.base.people.models import Person
from yanpan.base.vault.blind_index import LENGTH, blind_index
from yanpan.base.vault.keys import make_master, master_key, master_path
from yanpan.base.vault.models import DataKey
from yanpan.base.vault.sealing import Sealer, forget_keys, unseal, unseal_text
from yanpan.base.vault.sqlite.base import DatabaseWrapper
from yanpan.kernel.errors import Refused

pytestmark = pytest.mark.django_db
TABLE = Person._meta.db_table


def _two_people() -> list[Person]:
    facts = [PersonFacts("演练甲", "411102199001011237", "13800000001", "漯河市"), PersonFacts("演练乙")]
    return make_people(make_event().id, facts, now=NOW)


def _stored(person: Person, column: str) -> bytes:
    return bytes(Person.objects.values_list(column, flat=True).get(id=person.id))


def test_a_value_opens_where_it_was_made() -> None:
    first, _ = _two_people()
    assert unseal(Person.objects.get(id=first.id), "name") == "演练甲"


def test_the_table_holds_no_clear_text() -> None:
    first, _ = _two_people()
    for column in ("name", "phone", "address", "id_number"):
        assert unseal(first, column).encode() not in _stored(first, column)


def test_the_same_value_is_never_stored_the_same_twice() -> None:
    first, second = make_people(make_event().id, [PersonFacts("演练甲"), PersonFacts("演练甲")], now=NOW)
    assert _stored(first, "name") != _stored(second, "name")


def test_a_value_moved_to_another_row_is_refused() -> None:
    first, second = _two_people()
    Person.objects.filter(id=second.id).update(name=_stored(first, "name"))
    with pytest.raises(Refused, match="sealed_value_moved"):
        unseal(Person.objects.get(id=second.id), "name")


def test_a_value_moved_to_another_column_is_refused() -> None:
    first, _ = _two_people()
    Person.objects.filter(id=first.id).update(address=_stored(first, "phone"))
    with pytest.raises(Refused, match="sealed_value_moved"):
        unseal(Person.objects.get(id=first.id), "address")


def test_a_value_moved_to_another_table_is_refused() -> None:
    first, _ = _two_people()
    with pytest.raises(Refused, match="sealed_value_moved"):
        unseal_text("verification_outcome", "name", first.id, _stored(first, "name"))


@pytest.mark.parametrize("place", [8, 20, -1])
def test_a_changed_bit_is_refused(place: int) -> None:
    first, _ = _two_people()
    sealed = bytearray(_stored(first, "name"))
    sealed[place] ^= 1
    with pytest.raises(Refused, match="sealed_value_moved"):
        unseal_text(TABLE, "name", first.id, bytes(sealed))


def test_an_absent_value_stays_absent() -> None:
    _, second = _two_people()
    assert _stored(second, "phone") == b"" and unseal(second, "phone") == ""


def test_destroying_a_data_key_destroys_what_it_sealed() -> None:
    first, _ = _two_people()
    DataKey.objects.filter(table=TABLE).delete()
    forget_keys()
    with pytest.raises(Refused, match="data_key_destroyed"):
        unseal(first, "name")


def test_a_data_key_is_stored_wrapped_only() -> None:
    _two_people()
    key = DataKey.objects.get(table=TABLE)
    assert len(bytes(key.wrapped)) == 12 + 32 + 16 and master_key() not in bytes(key.wrapped)


def test_a_new_month_has_a_new_key() -> None:
    september = NOW.replace(month=9)
    assert Sealer(Person, NOW).key_id != Sealer(Person, september).key_id


@pytest.mark.django_db(transaction=True)
def test_a_key_that_was_rolled_back_is_not_used_again() -> None:
    with transaction.atomic():
        gone = Sealer(Person, NOW).key_id
        transaction.set_rollback(True)
    row = UUID(int=1)
    kept = Sealer(Person, NOW)
    assert kept.key_id != gone
    sealed = kept.seal("name", row, "演练甲")
    forget_keys()
    assert unseal_text(TABLE, "name", row, sealed) == "演练甲"


def test_the_master_key_is_a_file_for_its_owner_only(settings: Settings, tmp_path: Path) -> None:
    settings.YANPAN_HOME = tmp_path
    make_master()
    assert stat.S_IMODE(master_path().stat().st_mode) == 0o600
    assert stat.S_IMODE(master_path().parent.stat().st_mode) == 0o700
    assert len(master_key()) == 32


def test_a_master_key_others_can_read_is_refused(settings: Settings, tmp_path: Path) -> None:
    settings.YANPAN_HOME = tmp_path
    make_master()
    os.chmod(master_path(), 0o640)
    with pytest.raises(Refused, match="master_key_readable_by_others"):
        master_key()


def test_a_home_without_a_key_says_so(settings: Settings, tmp_path: Path) -> None:
    settings.YANPAN_HOME = tmp_path
    with pytest.raises(Refused, match="no_master_key"):
        master_key()


def test_an_existing_master_key_is_never_overwritten(settings: Settings, tmp_path: Path) -> None:
    settings.YANPAN_HOME = tmp_path
    make_master()
    first = master_path().read_text()
    make_master()
    assert master_path().read_text() == first


def test_equal_values_have_equal_indexes_within_a_family_only() -> None:
    number = "411102199001011237"
    mine = blind_index("people", "id_number", number)
    assert mine == blind_index("people", "id_number", number) and mine is not None and len(mine) == LENGTH
    assert mine != blind_index("schools", "id_number", number)
    assert mine != blind_index("people", "phone", number)
    assert mine != blind_index("people", "id_number", "411102199001011245")
    assert blind_index("people", "id_number", "") is None


def test_another_home_has_other_indexes(settings: Settings, tmp_path: Path) -> None:
    mine = blind_index("people", "phone", "13800000001")
    settings.YANPAN_HOME = tmp_path
    make_master()
    assert blind_index("people", "phone", "13800000001") != mine


def test_a_new_database_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    """Sessions lie in it as they are; whoever could read the file could sit down at any desk."""
    wrapper = DatabaseWrapper(
        connection.settings_dict
        | {
            "NAME": str(tmp_path / "yanpan.sqlite3"),
            "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"},
        }
    )
    with wrapper.cursor() as cursor:
        cursor.execute("CREATE TABLE one (value text)")
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    wrapper.close()
    assert "yanpan.sqlite3-wal" in modes and set(modes.values()) == {0o600}
