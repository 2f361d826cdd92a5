"""The call list: whom to ring about what, once per matter, until somebody was reached."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, actor_with, unit
from yanpan.base.notices.models import Notice
from yanpan.base.notices.operations import Call, answer_call, keep_calls, make_calls
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


def test_without_anybody_named_the_level_above_is_rung() -> None:
    Unit.objects.filter(key=CITY).update(leader="演练指挥长", phone="0395-0")
    Unit.objects.filter(key=COUNTY).update(leader="", deputy="", phone="")
    make_calls([call()], now=NOW)
    [shown] = list_calls(actor_with(*RIGHTS), now=NOW)
    assert shown.unit_key == COUNTY and shown.phone == "0395-0"
    assert shown.addressee == f"演练指挥长（{unit(CITY).name}）"


def test_the_gravest_class_comes_first_then_the_oldest() -> None:
    later = NOW + timedelta(minutes=5)
    make_calls([call(), call(OTHER_COUNTY)], now=NOW)
    make_calls([Call(unit(CITY).id, LATE, {"people": 1}, "contact", later)], now=later)
    shown = list_calls(actor_with(*RIGHTS), now=later)
    assert [one.unit_key for one in shown] == [CITY, COUNTY, OTHER_COUNTY]
    assert [one.unit_key for one in list_calls(actor_with(*RIGHTS), now=later, unit_key=COUNTY)] == [COUNTY]


def test_every_answer_is_kept_with_who_rang_when() -> None:
    make_calls([call()], now=NOW)
    notice = Notice.objects.get()
    for minute, answer in enumerate(("no_answer", "wrong_number")):
        at = NOW + timedelta(minutes=minute)
        answer_call(actor_with(*RIGHTS), notice_id=notice.id, answer=answer, now=at)
    [shown] = list_calls(actor_with(*RIGHTS), now=NOW)
    assert [(one.answer, one.at, one.by) for one in shown.rung] == [
        ("no_answer", NOW, f"somebody@{CITY}"),
        ("wrong_number", NOW + timedelta(minutes=1), f"somebody@{CITY}"),
    ]


def test_who_promised_is_left_in_peace_until_the_hour_of_the_promise() -> None:
    keep_calls([call()], matter=LATE, under_path=unit(CITY).path, now=NOW)
    until = NOW + timedelta(hours=2)
    answering = actor_with(*RIGHTS)
    with pytest.raises(Refused, match="promise_lies_in_the_past"):
        answer_call(
            answering, notice_id=Notice.objects.get().id, answer="promised", promised_until=NOW, now=NOW
        )
    answer_call(
        answering, notice_id=Notice.objects.get().id, answer="promised", promised_until=until, now=NOW
    )
    kept = {"matter": LATE, "under_path": unit(CITY).path}
    assert keep_calls([call()], now=until - timedelta(seconds=1), **kept) == 0
    assert keep_calls([call()], now=until, **kept) == 1


def test_a_call_whose_cause_is_gone_leaves_the_list_by_itself() -> None:
    make_calls([call(), call(OTHER_COUNTY), call(matter="list_held")], now=NOW)
    assert keep_calls([call(people=5)], matter=LATE, under_path=unit(CITY).path, now=NOW) == 0
    shown = {(one.unit_key, one.matter): one.facts for one in list_calls(actor_with(*RIGHTS), now=NOW)}
    assert shown == {(COUNTY, LATE): {"people": 5}, (COUNTY, "list_held"): {"people": 1}}
    gone = Notice.objects.get(unit__key=OTHER_COUNTY)
    assert (gone.answer, gone.answered_at, gone.quiet_until) == ("settled", NOW, None)


def test_only_the_units_below_the_path_are_settled() -> None:
    make_calls([call(), call(OTHER_COUNTY)], now=NOW)
    keep_calls([], matter=LATE, under_path=unit(COUNTY).path, now=NOW)
    assert [one.unit_key for one in list_calls(actor_with(*RIGHTS), now=NOW)] == [OTHER_COUNTY]


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
