"""The call list: whom to ring about what, once per matter, until somebody was reached."""

import pytest
from django.db import IntegrityError, transaction

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, actor_with, unit
from yanpan.base.notices.models import Notice
from yanpan.base.notices.operations import Call, answer_call, make_calls
from yanpan.base.notices.queries import list_calls
from yanpan.base.places.models import Unit
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Missing, Refused, Stale

pytestmark = pytest.mark.django_db
RIGHTS = ("notices.list_calls", "notices.answer_call")
LATE = "verification_late"


def call(key: str = COUNTY, people: int = 1, matter: str = LATE) -> Call:
    return Call(unit(key).id, matter, {"people": people})


def test_a_call_names_the_leader_and_the_number_that_is_answered_day_and_night() -> None:
    Unit.objects.filter(key=COUNTY).update(leader="演练员甲", deputy="演练员乙", phone="0395-1")
    Unit.objects.filter(key=OTHER_COUNTY).update(deputy="演练员丙", phone="0395-2")
    assert make_calls([call(), call(OTHER_COUNTY)], now=NOW) == 2
    shown = {one.unit_key: (one.addressee, one.phone) for one in list_calls(actor_with(*RIGHTS), now=NOW)}
    assert shown == {COUNTY: ("演练员甲", "0395-1"), OTHER_COUNTY: ("演练员丙", "0395-2")}


def test_a_unit_stands_once_on_the_list_with_the_newest_numbers() -> None:
    assert make_calls([call(people=3)], now=NOW) == 1
    assert make_calls([call(people=7), call(matter="list_held")], now=NOW) == 1
    shown = {one.matter: one.facts["people"] for one in list_calls(actor_with(*RIGHTS), now=NOW)}
    assert shown == {LATE: 7, "list_held": 1}


@pytest.mark.parametrize(
    ("answer", "stays"),
    [("reached", False), ("promised", False), ("no_answer", True), ("wrong_number", True)],
)
def test_only_somebody_reached_takes_a_unit_off_the_list(answer: str, stays: bool) -> None:
    make_calls([call()], now=NOW)
    answer_call(actor_with(*RIGHTS), notice_id=Notice.objects.get().id, answer=answer, now=NOW)
    shown = list_calls(actor_with(*RIGHTS), now=NOW)
    assert [one.answer for one in shown] == ([answer] if stays else [])


def test_who_was_reached_is_rung_again_when_it_happens_again() -> None:
    make_calls([call()], now=NOW)
    answer_call(actor_with(*RIGHTS), notice_id=Notice.objects.get().id, answer="reached", now=NOW)
    with pytest.raises(Stale, match="already_answered"):
        answer_call(actor_with(*RIGHTS), notice_id=Notice.objects.get().id, answer="reached", now=NOW)
    assert make_calls([call()], now=NOW) == 1


def test_an_unknown_answer_is_refused() -> None:
    make_calls([call()], now=NOW)
    with pytest.raises(Refused, match="unknown_answer"):
        answer_call(actor_with(*RIGHTS), notice_id=Notice.objects.get().id, answer="maybe", now=NOW)


def test_calls_of_another_county_are_neither_seen_nor_answered() -> None:
    make_calls([call()], now=NOW)
    elsewhere = actor_with(*RIGHTS, unit_key=OTHER_COUNTY)
    assert list_calls(elsewhere, now=NOW) == []
    with pytest.raises(Missing):
        answer_call(elsewhere, notice_id=Notice.objects.get().id, answer="reached", now=NOW)


def test_the_database_too_keeps_one_open_call_per_unit_and_matter() -> None:
    make_calls([call()], now=NOW)
    twin = Notice.objects.get()
    twin.pk = fresh_id(NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)
    assert unit(CITY)
