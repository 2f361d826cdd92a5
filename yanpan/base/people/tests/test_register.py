"""The resident register (HC-20): under an authority, sealed, loaded in batches, destroyed at the end."""

import pytest
from django.db import connection

from tests.world import COUNTY, NOW, actor_with, make_event, make_residents, villages_of
from yanpan.base.audit.models import AuditLine
from yanpan.base.people.keeping import PersonFacts, id_index, make_people, phone_index
from yanpan.base.people.models import Person, Register, Resident
from yanpan.base.people.operations import destroy_register, load_register
from yanpan.base.people.register import current_register, open_residents
from yanpan.base.vault.models import Certificate, DataKey
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.canonical import digest_of_ids
from yanpan.kernel.errors import Missing, NotPermitted, Refused

pytestmark = pytest.mark.django_db
ADMIN = ("people.load_register", "people.destroy_register")
AUTHORITY = "演指〔2021〕2号"
# A register of the sample's form: what Chinese names, quotes and line ends do to a bulk load.
HARD_TEXTS = ("诸葛演练", "演\t练", '"引号",逗号', "反\\斜", "换\n行", "𠮷野", "", "阿卜杜拉·买买提")


def resident(name: str, *, village: int = 0, number: str = "", phone: str = "") -> dict[str, str]:
    return {
        "name": name,
        "sex": "女",
        "birth_date": "1990-01-01",
        "id_number": number,
        "phone": phone,
        "address": f"{name}的住址",
        "village_code": villages_of(COUNTY)[village].key,
    }


def loaded(residents: list[dict[str, str]], *, into: Register | None = None) -> Register:
    return load_register(
        actor_with(*ADMIN),
        register_id=into.id if into else None,
        authority=AUTHORITY,
        residents=residents,
        now=NOW,
    )


def test_every_resident_opens_again_as_loaded() -> None:
    register = loaded([resident(text) for text in HARD_TEXTS])
    opened = list(open_residents(register.id))
    assert sorted(one.name for one in opened) == sorted(HARD_TEXTS)
    assert {one.name: one.address for one in opened} == {text: f"{text}的住址" for text in HARD_TEXTS}
    assert {one.village_id for one in opened} == {villages_of(COUNTY)[0].id}
    assert {(one.sex, one.birth_date) for one in opened} == {("女", "1990-01-01")}


def test_a_second_batch_goes_into_the_same_register() -> None:
    register = loaded([resident("甲"), resident("乙", village=1)])
    again = loaded([resident("丙")], into=register)
    assert (again.id, again.resident_count) == (register.id, 3) == (register.id, Resident.objects.count())
    current = current_register()
    assert current is not None and current.id == register.id


def test_ids_and_telephones_are_found_by_their_blind_index_alone() -> None:
    loaded([resident("甲", number="411102199001011237", phone="13812345634"), resident("乙")])
    found = Resident.objects.get(id_index=id_index("411102199001011237"))
    assert found.phone_index is not None and bytes(found.phone_index) == phone_index("13812345634")
    assert Resident.objects.filter(id_index=None, phone_index=None).count() == 1


def test_nothing_of_a_resident_can_be_read_in_the_database() -> None:
    loaded([resident("诸葛演练", number="411102199001011237", phone="13812345634")])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT record, id_index, phone_index FROM {Resident._meta.db_table}")
        kept = b"|".join(bytes(cell) for cell in cursor.fetchone())
    for text in ("诸葛演练", "411102199001011237", "13812345634", "1990-01-01", "住址"):
        assert text.encode() not in kept


def test_the_audit_names_the_authority_and_no_resident() -> None:
    loaded([resident("诸葛演练", number="411102199001011237")])
    line = AuditLine.objects.get(verb="people.load_register")
    assert line.details["authority"] == AUTHORITY
    assert "诸葛" not in str(line.details) and "4111021990" not in str(line.details)


@pytest.mark.parametrize("authority", ["", " "])
def test_a_register_without_an_authority_is_not_held(authority: str) -> None:
    with pytest.raises(Refused, match="authority_needed"):
        load_register(
            actor_with(*ADMIN), register_id=None, authority=authority, residents=[resident("甲")], now=NOW
        )
    assert not Register.objects.exists()


def test_all_unknown_villages_are_named_at_once_and_nothing_is_kept() -> None:
    wrong = [resident("乙") | {"village_code": code} for code in ("999999999999", "411104", "")]
    with pytest.raises(Refused) as refusal:
        loaded([resident("甲"), *wrong])
    assert refusal.value.code == "unknown_villages"
    assert refusal.value.facts == {"codes": ", 411104, 999999999999", "count": 3}
    assert not Resident.objects.exists() and not Register.objects.exists()


def test_a_register_that_does_not_exist_takes_no_batch() -> None:
    with pytest.raises(Missing):
        load_register(
            actor_with(*ADMIN),
            register_id=fresh_id(NOW),
            authority=AUTHORITY,
            residents=[resident("甲")],
            now=NOW,
        )
    assert not Resident.objects.exists()


def test_a_destroyed_register_leaves_no_line_and_people_already_sought_stay() -> None:
    residents = make_residents(3)
    person = make_people(make_event().id, [PersonFacts("甲", resident_id=residents[0].id)], now=NOW)[0]
    register_id = residents[0].register_id
    gone = destroy_register(actor_with(*ADMIN), register_id=register_id, document="演指〔2021〕9号", now=NOW)
    assert gone == 3 and not Resident.objects.exists()
    assert Register.objects.get(id=register_id).resident_count == 0
    person = Person.objects.get(id=person.id)
    assert person.resident_id is None


def test_a_register_is_destroyed_under_a_document_only() -> None:
    residents = make_residents(1)
    with pytest.raises(Refused, match="document_needed"):
        destroy_register(actor_with(*ADMIN), register_id=residents[0].register_id, document="", now=NOW)
    with pytest.raises(NotPermitted):
        destroy_register(
            actor_with("people.load_register"),
            register_id=residents[0].register_id,
            document="演指〔2021〕9号",
            now=NOW,
        )
    assert Resident.objects.count() == 1


def test_a_destroyed_register_leaves_a_certificate_and_no_key() -> None:
    """HC-20."""
    residents = make_residents(3)
    destroy_register(
        actor_with(*ADMIN), register_id=residents[0].register_id, document="演指〔2021〕9号", now=NOW
    )
    made = Certificate.objects.get()
    assert (made.rule, made.document, made.subject_count) == ("register", "演指〔2021〕9号", 3)
    assert made.subjects_digest == digest_of_ids(one.id for one in residents)
    assert made.counts == {"people_resident": 3} and made.keys[0][:2] == ["people_resident", "202108"]
    assert not DataKey.objects.filter(table="people_resident").exists()


def test_another_register_of_the_month_is_sealed_anew_and_opens() -> None:
    first = loaded([resident("甲")])
    second = loaded([resident("乙")])
    destroy_register(actor_with(*ADMIN), register_id=first.id, document="演指〔2021〕9号", now=NOW)
    assert [one.name for one in open_residents(second.id)] == ["乙"]
