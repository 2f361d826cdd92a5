"""Keys retired, values sealed anew, keys destroyed: what lives on opens, what went opens for nobody."""

import time
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.world import NOW, make_event
from yanpan.base.people.keeping import PersonFacts, make_people
from yanpan.base.people.models import Person
from yanpan.base.vault.certificates import Destroyed, certificate_digest, issue_certificate
from yanpan.base.vault.keys import make_master
from yanpan.base.vault.models import Certificate, DataKey
from yanpan.base.vault.rotation import destroy_key, keys_of, reseal, retire_key, rows_under
from yanpan.base.vault.sealing import Sealer, forget_keys, unseal, unwrap
from yanpan.base.vault.shares import shares_path
from yanpan.kernel.errors import Refused

pytestmark = pytest.mark.django_db


def _people(*names: str) -> list[Person]:
    return make_people(make_event().id, [PersonFacts(one, phone="13800000001") for one in names], now=NOW)


def _again(person: Person) -> Person:
    return Person.objects.get(id=person.id)


def test_the_keys_of_rows_are_read_from_their_values() -> None:
    people = _people("演练甲", "演练乙")
    key = DataKey.objects.get(table=Person._meta.db_table)
    assert keys_of(Person.objects.all()) == {key.id}
    assert set(rows_under(Person, key.id).values_list("pk", flat=True)) == {one.id for one in people}
    assert not rows_under(Person, key.id + 1).exists()


def test_a_retired_key_opens_and_seals_nothing_more() -> None:
    (person,) = _people("演练甲")
    old = Sealer(Person, NOW).key_id
    retire_key(old, now=NOW)
    assert Sealer(Person, NOW).key_id != old
    assert unseal(_again(person), "name") == "演练甲"


def test_what_lives_on_is_sealed_anew_and_opens_when_the_old_key_is_gone() -> None:
    gone, stays = _people("演练甲", "演练乙")
    old = Sealer(Person, NOW).key_id
    before = bytes(_again(gone).name)
    Person.objects.filter(id=gone.id).delete()
    retire_key(old, now=NOW)
    last = reseal(Person, old, now=NOW)
    assert last == stays.id and reseal(Person, old, now=NOW, after=last) is None
    assert destroy_key(old) is True
    assert (unseal(_again(stays), "name"), unseal(_again(stays), "phone")) == ("演练乙", "13800000001")
    gone.name = before
    with pytest.raises(Refused, match="data_key_destroyed"):
        unseal(gone, "name")


def test_an_absent_value_stays_absent_when_the_rest_is_sealed_anew() -> None:
    (person,) = _people("演练甲")
    old = Sealer(Person, NOW).key_id
    retire_key(old, now=NOW)
    reseal(Person, old, now=NOW)
    assert bytes(_again(person).address) == b""


def test_a_copy_of_the_key_table_opens_nothing_that_was_destroyed() -> None:
    """Who kept the database of yesterday and has today's key files."""
    _people("演练甲")
    copied = DataKey.objects.get(table=Person._meta.db_table)
    wrapped = bytes(copied.wrapped)
    assert len(unwrap(wrapped, copied.table, copied.month, copied.slot)) == 32
    destroy_key(copied.id)
    with pytest.raises(Refused, match="data_key_destroyed"):
        unwrap(wrapped, copied.table, copied.month, copied.slot)


def test_destroying_twice_harms_nobody_who_has_the_slot_by_now() -> None:
    (person,) = _people("演练甲")
    key = DataKey.objects.get(table=Person._meta.db_table)
    first = key.id
    destroy_key(first)
    DataKey.objects.create(id=first + 1, table="other", month="202108", wrapped=b"", slot=key.slot)
    before = shares_path().read_bytes()
    assert destroy_key(first) is True
    assert shares_path().read_bytes() == before
    assert person.id


def test_a_home_that_lost_its_shares_says_so_and_makes_no_new_ones(
    settings: Settings, tmp_path: Path
) -> None:
    (person,) = _people("演练甲")
    settings.YANPAN_HOME = tmp_path
    make_master()
    forget_keys()
    with pytest.raises(Refused, match="no_key_shares"):
        unseal(person, "name")
    with pytest.raises(Refused, match="no_key_shares"):
        make_people(person.event_id, [PersonFacts("演练乙")], now=NOW.replace(month=9))
    assert not shares_path().exists()


def test_a_running_process_forgets_a_key_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    (person,) = _people("演练甲")
    DataKey.objects.all().delete()
    assert unseal(person, "name") == "演练甲", "still remembered"
    late = time.perf_counter() + 901
    monkeypatch.setattr("yanpan.base.vault.sealing.perf_counter", lambda: late)
    with pytest.raises(Refused, match="data_key_destroyed"):
        unseal(person, "name")


def _certificate() -> Certificate:
    what = Destroyed(
        matter="people.register",
        about="演练",
        rule="register",
        basis="突发事件应对法第八十五条",
        signed_at=NOW,
        counts={"people_resident": 3},
        subjects=["b", "a"],
        signed_by="admin",
        document="演指〔2021〕9号",
    )
    return issue_certificate(what, now=NOW)


def test_certificates_are_numbered_and_a_changed_one_does_not_agree_with_itself() -> None:
    first, second = _certificate(), _certificate()
    assert second.number == first.number + 1
    kept = Certificate.objects.get(id=first.id)
    assert certificate_digest(kept) == kept.digest
    kept.counts = {"people_resident": 2}
    assert certificate_digest(kept) != kept.digest


@pytest.mark.torture
def test_a_million_values_are_sealed_anew_in_ten_minutes() -> None:
    """Measured on 100,000 values of 25,000 people: a tenth of the values in a tenth of the time."""
    facts = [
        PersonFacts(f"演练{one}", f"4111021990{one:08d}", f"138{one:08d}", "召陵区姬石镇演练村")
        for one in range(25_000)
    ]
    make_people(make_event().id, facts, now=NOW)
    old = Sealer(Person, NOW).key_id
    begun = time.perf_counter()
    retire_key(old, now=NOW)
    after = None
    while last := reseal(Person, old, now=NOW, after=after):
        after = last
    destroy_key(old)
    took = time.perf_counter() - begun
    print(f"100,000 values sealed anew in {took:.1f} s")
    assert took < 60
