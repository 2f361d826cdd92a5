"""People sought: sealed where they lie, one per resident, merged and taken apart without loss."""

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.world import COUNTY, NOW, make_event, make_residents, villages_of
from yanpan.base.people.keeping import (
    PersonFacts,
    id_index,
    living,
    make_people,
    merge,
    people_of_residents,
    phone_index,
    unmerge,
)
from yanpan.base.people.models import Merge, Person, Resident
from yanpan.base.people.queries import contact_facts, masked
from yanpan.base.vault.masks import is_masked, mask_id_number, mask_name, mask_phone
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.kernel.ids import is_short_code

pytestmark = pytest.mark.django_db
NAME, NUMBER, PHONE, ADDRESS = "诸葛演练", "411102199001011237", "13812345634", "召陵区姬石镇演练村9号"
FACTS = PersonFacts(NAME, NUMBER, PHONE, ADDRESS, "男")


def two() -> tuple[Person, Person]:
    first, second = make_people(make_event().id, [FACTS, PersonFacts("演练乙")], now=NOW)
    return first, second


def stored(model: type[Person] | type[Resident]) -> bytes:
    """Everything a table holds, as the database gives it out, texts and bytes behind one another."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table}")
        cells = [cell for row in cursor.fetchall() for cell in row]
    return b"|".join(
        bytes(cell) if isinstance(cell, (bytes, memoryview)) else str(cell).encode() for cell in cells
    )


def test_nothing_said_of_a_person_can_be_read_in_the_database() -> None:
    make_people(make_event().id, [FACTS], now=NOW)
    kept = stored(Person)
    assert "男".encode() in kept  # the look itself works: sex is kept in clear
    for text in (NAME, NUMBER, PHONE, ADDRESS, "姬石镇"):
        assert text.encode() not in kept and text.encode("utf-16-le") not in kept


def test_what_was_sealed_opens_again_and_is_masked_by_default() -> None:
    person = make_people(make_event().id, [FACTS], now=NOW)[0]
    opened = contact_facts(Person.objects.get(id=person.id))
    assert (opened.name, opened.phone, opened.address) == (NAME, PHONE, ADDRESS)
    shown = masked(person)
    assert (shown.name, shown.id_number, shown.phone) == ("诸***", "411*************37", "138******34")
    assert is_short_code(shown.short_code)


def test_equal_people_are_told_apart_in_the_database_only_by_their_indexes() -> None:
    first, second = make_people(make_event().id, [FACTS, FACTS], now=NOW)
    assert bytes(first.name) != bytes(second.name)
    assert first.id_index == second.id_index == id_index(NUMBER)
    assert first.phone_index == second.phone_index == phone_index(PHONE) != first.id_index


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=12))
def test_of_a_name_one_sign_is_shown(name: str) -> None:
    assert mask_name(name) == name[0] + "*" * max(1, len(name) - 1)
    assert is_masked(mask_name(name)) and not is_masked(name)


@given(st.text("0123456789X", max_size=20))
def test_of_a_number_five_signs_are_shown_at_most(number: str) -> None:
    for masked_number in (mask_id_number(number), mask_phone(number)):
        assert len(masked_number) == len(number)
        assert sum(sign != "*" for sign in masked_number) <= (5 if len(number) > 5 else 0)
        assert is_masked(masked_number) == (len(number) > 6 or 1 < len(number) <= 5)
        assert not is_masked(number)


def test_a_resident_is_one_living_person_of_an_event() -> None:
    event, resident = make_event(), make_residents(1)[0]
    facts = PersonFacts(NAME, resident_id=resident.id)
    person = make_people(event.id, [facts], now=NOW)[0]
    assert people_of_residents(event.id, [resident.id, fresh_id(NOW)]) == {resident.id: person}
    with pytest.raises(IntegrityError), transaction.atomic():
        make_people(event.id, [facts], now=NOW)
    other_event = make_event(name="另一起")
    assert make_people(other_event.id, [facts], now=NOW)  # another event seeks for itself


def test_a_merged_record_lives_no_longer_and_an_undone_merge_restores_it() -> None:
    kept, gone = two()
    before = Person.objects.filter(id=gone.id).values().get()
    made = merge(kept, gone, reason="同一人", by="clerk", now=NOW)
    assert set(living([kept, gone]).values()) == {kept}
    unmerge(made.id, by="clerk-2", now=NOW)
    after = Person.objects.filter(id=gone.id).values().get()
    assert after == {**before, "version": before["version"] + 2}
    made.refresh_from_db()
    assert (made.undone_at, made.undone_by) == (NOW, "clerk-2")  # both steps stay on record


def test_what_is_merged_is_not_merged_again_and_an_undone_merge_not_undone_again() -> None:
    kept, gone = two()
    made = merge(kept, gone, reason="同一人", by="clerk", now=NOW)
    with pytest.raises(Stale, match="already_merged"):
        merge(kept, gone, reason="再来一次", by="clerk", now=NOW)
    with pytest.raises(Stale, match="already_merged"):
        merge(gone, kept, reason="反过来", by="clerk", now=NOW)
    unmerge(made.id, by="clerk", now=NOW)
    with pytest.raises(Stale, match="merge_already_undone"):
        unmerge(made.id, by="clerk", now=NOW)
    gone.refresh_from_db()
    assert merge(kept, gone, reason="确是同一人", by="clerk", now=NOW)


def test_a_merge_needs_a_reason_two_people_and_one_event() -> None:
    kept, gone = two()
    elsewhere = make_people(make_event(name="另一起").id, [FACTS], now=NOW)[0]
    with pytest.raises(Refused, match="reason_needed"):
        merge(kept, gone, reason=" ", by="clerk", now=NOW)
    for other in (kept, elsewhere):
        with pytest.raises(Refused, match="cannot_merge_these"):
            merge(kept, other, reason="同一人", by="clerk", now=NOW)
    with pytest.raises(Missing):
        unmerge(fresh_id(NOW), by="clerk", now=NOW)
    assert not Merge.objects.exists()


def test_the_database_too_merges_nobody_into_themselves_and_nobody_twice() -> None:
    kept, gone = two()
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(id=kept.id).update(merged_into=kept.id)
    merge(kept, gone, reason="同一人", by="clerk", now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Merge.objects.create(id=fresh_id(NOW), kept=kept, gone=gone, reason="又一次", by="clerk", at=NOW)


def test_a_person_has_a_home_and_no_status() -> None:
    """HC-1: no field for a colour, a score or a status."""
    names = {field.name for field in Person._meta.get_fields()}
    assert "home" in names and not names & {"status", "state", "colour", "color", "code", "score", "risk"}
    assert villages_of(COUNTY)


def test_who_was_merged_away_counts_for_the_record_that_was_kept_however_often() -> None:
    first, second, third = make_people(
        make_event().id, [FACTS, PersonFacts("演练乙"), PersonFacts("演练丙")], now=NOW
    )
    merge(second, first, reason="同一人", by="clerk", now=NOW)
    merge(third, second, reason="同一人", by="clerk", now=NOW)
    known = list(Person.objects.order_by("id"))
    assert {one.id for one in living(known).values()} == {third.id}
    assert living(known[:1])[known[0].id].id == third.id  # the ones between are looked up
