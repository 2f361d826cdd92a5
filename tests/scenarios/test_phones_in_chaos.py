"""Phones without a network, in small: any order, any number of times, whatever is lost on the way.

The same records give the same tables, byte for byte: 200 phones, then every order hypothesis can think of.
"""

import random
from collections.abc import Iterable
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import world
from yanpan.base.sync.models import FieldDevice, FieldRecord
from yanpan.base.sync.tests.phones import FieldPhone
from yanpan.kernel.canonical import digest
from yanpan.streams.verification.models import Attempt, Outcome, VerificationTask

pytestmark = pytest.mark.django_db

SAID: tuple[dict[str, str], ...] = (
    {"where": "here", "contact": "met", "measure": "cleared"},
    {"where": "here", "contact": "own_phone", "measure": "at_home", "deciding_body": "县区指挥部"},
    {"where": "here", "contact": "not_reached", "obstacle": "off"},
    {"where": "not_found"},
    {"where": "deceased"},
    {"where": "outside", "contact": "family", "note": "去了郑州"},
)


def says(phone: FieldPhone, task: VerificationTask, said: dict[str, str], **more: Any) -> dict[str, Any]:
    payload = {"task_id": str(task.id), **said}
    return phone.record("verification.record_outcome", payload, base_version=1, **more)


def tries(phone: FieldPhone, task: VerificationTask, **more: Any) -> dict[str, Any]:
    payload = {"task_id": str(task.id), "kind": "visit"}
    return phone.record("verification.note_attempt", payload, base_version=1, **more)


def state() -> str:
    """Everything that was said and what stands, but for the hours and the order of arrival."""
    facts = ("id", "standing", "where", "contact", "obstacle", "measure", "deciding_body", "version")
    return digest(
        [
            list(VerificationTask.objects.order_by("id").values_list(*facts)),
            list(Outcome.objects.order_by("id").values_list("id", "task_id", "where", "contact", "measure")),
            list(
                Attempt.objects.exclude(result="reached")
                .order_by("task_id", "kind", "result")
                .values_list("task_id", "kind", "result")
            ),
            list(FieldRecord.objects.order_by("id").values_list("id", "digest", "state", "result_version")),
            list(
                FieldDevice.objects.order_by("device").values_list(
                    "device", "announced", "received", "copied"
                )
            ),
        ]
    )


# 200 phones


def chaos(chance: random.Random, records: list[dict[str, Any]]) -> Iterable[list[dict[str, Any]]]:
    """Requests of one phone: a third out of order, a fifth sent twice, one in twenty cut in two."""
    order = list(records)
    for place in range(len(order) - 1):
        if chance.random() < 0.3:
            order[place], order[place + 1] = order[place + 1], order[place]
    order += [one for one in records if chance.random() < 0.2]
    while order:
        size = chance.randint(1, 4)
        batch, order = order[:size], order[size:]
        if chance.random() < 0.05 and len(batch) > 1:
            yield batch[:1]  # the rest never left the phone
        yield batch


def day_of_a_village(
    phone: FieldPhone, chance: random.Random
) -> tuple[list[dict[str, Any]], dict[UUID, dict[str, str]]]:
    """Ten records: two people answered and corrected, three tried twice. And what must stand in the end."""
    tasks = world.make_people_sought(5, at=phone.village_key)
    records, stands = [], {}
    for task in tasks[:2]:
        first = says(phone, task, chance.choice(SAID))
        stands[task.id] = chance.choice(SAID)
        records += [first, says(phone, task, stands[task.id], after=first["id"])]
    return records + [tries(phone, task) for task in tasks[2:] for _ in range(2)], stands


def test_200_phones_in_chaos_leave_the_state_of_200_phones_in_order() -> None:
    chance = random.Random(20210805)
    stands: dict[UUID, dict[str, str]] = {}
    duplicates = 0
    for village in world.villages_of(world.CITY)[:200]:
        phone = FieldPhone(village.key)
        records, said = day_of_a_village(phone, chance)
        stands |= said
        for batch in chaos(chance, records):
            told = phone.told(*batch)
            assert set(told) <= {"created", "duplicate", "held: waits_for_an_earlier_record"}
            duplicates += told.count("duplicate")
    assert duplicates > 300
    assert FieldRecord.objects.filter(state="accepted").count() == 2000
    assert Outcome.objects.count() == 800
    assert Attempt.objects.filter(kind="visit", result="off").count() == 1200
    answered = VerificationTask.objects.filter(id__in=stands)
    assert {one.id: (one.where, one.version) for one in answered} == {
        task: (said["where"], 3) for task, said in stands.items()
    }
    assert FieldDevice.objects.filter(announced=10, received=10, copied=0).count() == 200


# Every order


Sending = list[tuple[list[int], bool]]  # which records, and whether the answer is lost


@st.composite
def sendings(draw: st.DrawFn, count: int) -> Sending:
    """Requests in which each record is sent at least once, in any order, any number of times."""
    batch = st.lists(st.integers(0, count - 1), min_size=1, max_size=6)
    loose = draw(st.lists(st.tuples(batch, st.booleans()), max_size=8))
    order = draw(st.permutations(range(count)))
    cut = draw(st.integers(1, count))
    return [*loose, (list(order[:cut]), draw(st.booleans())), (list(order[cut:]) or [0], False)]


def one_phones_day() -> tuple[FieldPhone, list[dict[str, Any]]]:
    """Three people: answered, corrected twice, tried and then found."""
    village = world.villages_of(world.TOWNSHIP)[0].key
    phone = FieldPhone(village)
    one, two, three = world.make_people_sought(3, at=village)
    first = says(phone, two, SAID[3])
    second = says(phone, two, SAID[0], after=first["id"])
    third = says(phone, two, SAID[2], after=second["id"])
    tried = tries(phone, three)
    found = says(phone, three, SAID[1], after=tried["id"])
    return phone, [says(phone, one, SAID[0]), first, second, third, tried, found]


def played(phone: FieldPhone, records: list[dict[str, Any]], sending: Sending) -> tuple[str, list[str]]:
    """What the tables hold after a sending, and what the last answers said; then the world is as before."""
    with transaction.atomic():
        for chosen, _lost in sending:
            phone.sends(*(records[one] for one in chosen))
        after = state()
        again = phone.told(*records)
        transaction.set_rollback(True)
    return after, again


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_order_any_repetition_and_any_lost_answer_give_the_same_state(data: st.DataObject) -> None:
    with transaction.atomic():
        phone, records = one_phones_day()
        in_order = played(phone, records, [(list(range(len(records))), False)])
        in_chaos = played(phone, records, data.draw(sendings(len(records))))
        transaction.set_rollback(True)
    assert in_chaos == in_order
    assert in_order[1] == ["duplicate"] * len(records)


def test_where_two_phones_say_different_things_one_counts_and_both_are_kept_in_either_order() -> None:
    """Who came first decides; people see the other. Nothing is dropped either way."""
    village = world.villages_of(world.TOWNSHIP)[0].key
    left, right = FieldPhone(village), FieldPhone(village)
    [task] = world.make_people_sought(1, at=village)
    said = [(left, says(left, task, SAID[0])), (right, says(right, task, SAID[3]))]
    for order in (said, said[::-1]):
        with transaction.atomic():
            assert order[0][0].told(order[0][1]) == ["created"]
            assert order[1][0].told(order[1][1]) == ["conflict: task_changed"]
            assert sorted(FieldRecord.objects.values_list("state", flat=True)) == ["accepted", "conflict"]
            assert VerificationTask.objects.get().where == order[0][1]["payload"]["where"]
            transaction.set_rollback(True)
