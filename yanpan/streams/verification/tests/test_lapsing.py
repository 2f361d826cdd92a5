"""HC-19: verification ends by itself at 72 hours; who may lengthen it; what revives it; the account holds."""

from datetime import timedelta
from uuid import UUID

import pytest

from tests.world import (
    CITY,
    COUNTY,
    NOW,
    OTHER_COUNTY,
    TOWNSHIP,
    make_actor,
    make_event,
    make_list,
    make_people_sought,
    send,
    unit,
    villages_of,
)
from yanpan.base.gate import Actor
from yanpan.base.notices.models import Notice
from yanpan.base.tasks.models import Handover
from yanpan.kernel.errors import Missing, NotPermitted, Refused
from yanpan.streams.verification.models import SearchExtension, VerificationTask
from yanpan.streams.verification.operations import extend_search, lapse_tasks, record_outcome
from yanpan.streams.verification.queries import get_board, list_ending_searches, list_tasks
from yanpan.streams.verification.receivers import letter_back
from yanpan.streams.verification.rules import SUPERVISION
from yanpan.streams.verification.tests.lists import (
    Line,
    desk,
    id_number,
    people,
    phone,
    rows_of,
    taken_in,
    task_of,
)
from yanpan.streams.verification.tests.searches import asked

pytestmark = pytest.mark.django_db
END = NOW + timedelta(hours=72)
REASON = "密接判定复核中，须继续查找"


def keeper() -> Actor:
    return Actor(name="keeper", permissions=frozenset({"verification.lapse_tasks"}), units=(unit(CITY).path,))


def epidemiologist(key: str = CITY) -> Actor:
    return make_actor("epidemiologist", key)


def standings() -> list[str]:
    return sorted(VerificationTask.objects.values_list("standing", flat=True))


def village() -> str:
    return villages_of(TOWNSHIP)[0].key


def sought(count: int = 1, *, at: str = CITY) -> list[UUID]:
    tasks = make_people_sought(count, at=at)
    VerificationTask.objects.filter(id__in=[one.id for one in tasks]).update(lapses_at=END)
    return [one.id for one in tasks]


def test_a_list_says_when_the_search_for_each_of_its_people_ends() -> None:
    make_event()
    task = task_of(rows_of(taken_in(people(1)))[0])
    assert task.lapses_at == END and task.extensions == 0


def test_a_search_lives_to_its_last_second_and_then_ends() -> None:
    sought()
    assert lapse_tasks(keeper(), now=END - timedelta(seconds=1)) == 0
    assert lapse_tasks(keeper(), now=END) == 1
    assert standings() == ["lapsed"]
    assert lapse_tasks(keeper(), now=END) == 0


def test_a_task_without_an_end_of_its_own_ends_from_its_receipt() -> None:
    make_people_sought(1)
    assert lapse_tasks(keeper(), now=END - timedelta(seconds=1)) == 0
    assert lapse_tasks(keeper(), now=END) == 1


def test_what_is_on_its_way_is_called_back_and_stays_in_the_same_hands() -> None:
    tasks = make_people_sought(1, at=COUNTY)
    send(tasks, to=TOWNSHIP)
    lapse_tasks(keeper(), now=END)
    [handover], [task] = Handover.objects.all(), VerificationTask.objects.select_related("custody")
    assert handover.recalled_at == END and (task.custody.key, task.version) == (COUNTY, 2)


def test_answered_people_do_not_lapse_and_the_unreachable_do() -> None:
    closed, unreachable = sought(2, at=village())
    VerificationTask.objects.filter(id=closed).update(
        standing="verified", where="here", contact="met", measure="cleared", answered_at=NOW
    )
    VerificationTask.objects.filter(id=unreachable).update(contact="not_reached", answered_at=NOW)
    assert lapse_tasks(keeper(), now=END) == 1
    assert standings() == ["lapsed", "verified"]
    assert VerificationTask.objects.get(id=unreachable).standing == "lapsed"


def test_who_is_with_the_police_waits_for_them() -> None:
    asked(at=village(), of=COUNTY)
    VerificationTask.objects.update(lapses_at=END)
    assert lapse_tasks(keeper(), now=END) == 0
    assert standings() == ["in_hand"]


def test_supervision_is_told_in_numbers() -> None:
    sought(3)
    VerificationTask.objects.filter(id=sought(1, at=village())[0]).update(contact="not_reached")
    lapse_tasks(keeper(), now=END)
    notice = Notice.objects.get()
    assert (notice.unit.key, notice.matter) == (SUPERVISION, "verification_lapsed")
    assert notice.facts == {"people": 4, "lapsed": 4, "unreached": 1}


def test_the_account_holds_to_the_row_after_searches_ended() -> None:
    batch = make_list(5, at=COUNTY)
    first = task_of(rows_of(batch)[0])
    VerificationTask.objects.filter(id=first.id).update(
        standing="not_found", where="not_found", answered_at=NOW
    )
    lapse_tasks(keeper(), now=END)
    board = get_board(desk(), event_id=batch.event_id, unit_path=unit(CITY).path, now=END)
    assert board.identity_holds
    stands = board.whole.account.standings
    assert (board.whole.account.received, stands["lapsed"], stands["not_found"], stands["in_hand"]) == (
        5,
        4,
        1,
        0,
    )
    shown = list_tasks(
        desk(), event_id=batch.event_id, unit_path=unit(CITY).path, wanted="lapsed", page=1, now=END
    )
    assert len(shown) == 4 and not any(one.late for one in shown)


# Lengthened


def test_an_epidemiologist_lengthens_a_search_with_a_reason_twice_and_no_more() -> None:
    [task_id] = sought()
    for number in (1, 2):
        assert extend_search(epidemiologist(), task_ids=[task_id], reason=REASON, now=NOW) == 1
        task = VerificationTask.objects.get()
        assert (task.lapses_at, task.extensions) == (END + number * timedelta(hours=72), number)
    with pytest.raises(Refused, match="extended_often_enough") as refused:
        extend_search(epidemiologist(), task_ids=[task_id], reason=REASON, now=NOW)
    assert refused.value.facts["codes"] == VerificationTask.objects.get().person.short_code
    kept = SearchExtension.objects.order_by("until")
    assert [(one.reason, one.by) for one in kept] == [(REASON, epidemiologist().name)] * 2
    assert lapse_tasks(keeper(), now=END + timedelta(hours=143)) == 0
    assert lapse_tasks(keeper(), now=END + timedelta(hours=144)) == 1


def test_nobody_else_lengthens_a_search_and_never_without_a_reason() -> None:
    [task_id] = sought(at=COUNTY)
    for role, key in (("duty_chief", CITY), ("duty_officer", CITY), ("county_liaison", COUNTY)):
        with pytest.raises(NotPermitted):
            extend_search(make_actor(role, key), task_ids=[task_id], reason=REASON, now=NOW)
    with pytest.raises(Refused, match="reason_needed"):
        extend_search(epidemiologist(), task_ids=[task_id], reason=" ", now=NOW)
    with pytest.raises(Refused, match="identifier_in_free_text"):
        extend_search(epidemiologist(), task_ids=[task_id], reason="见13800001234", now=NOW)
    with pytest.raises(Missing):
        extend_search(epidemiologist(OTHER_COUNTY), task_ids=[task_id], reason=REASON, now=NOW)
    assert VerificationTask.objects.get().lapses_at == END


def test_one_who_cannot_be_lengthened_stops_all() -> None:
    first, second = sought(2)
    VerificationTask.objects.filter(id=first).update(extensions=2)
    with pytest.raises(Refused, match="extended_often_enough"):
        extend_search(epidemiologist(), task_ids=[first, second], reason=REASON, now=NOW)
    assert not SearchExtension.objects.exists()


def test_what_ends_within_half_a_day_is_shown_by_short_code() -> None:
    task_id = sought(at=village())[0]
    event_id = VerificationTask.objects.get().event_id
    early = list_ending_searches(epidemiologist(), event_id=event_id, now=END - timedelta(hours=13))
    assert early == []
    at_hand = END - timedelta(hours=12)
    [one] = list_ending_searches(epidemiologist(), event_id=event_id, now=at_hand)
    assert (one.id, one.may_extend, one.custody) == (task_id, True, unit(village()).name)
    assert list_ending_searches(epidemiologist(OTHER_COUNTY), event_id=event_id, now=at_hand) == []


# Revived


def test_a_new_row_that_names_the_person_begins_the_search_anew() -> None:
    make_event()
    line = Line("王文斌", id_number(1), phone(1))
    first = task_of(rows_of(taken_in([line]))[0])
    VerificationTask.objects.update(contact="not_reached", where="here", obstacle="off", extensions=2)
    assert lapse_tasks(keeper(), now=END) == 1
    later = END + timedelta(hours=10)
    again = taken_in([line, Line("李海燕", id_number(2), phone(2))], name="第二份.csv", at=later)
    task = task_of(rows_of(again)[0])
    assert task.id == first.id
    assert (task.standing, task.contact, task.extensions) == ("in_hand", "", 0)
    assert task.lapses_at == later + timedelta(hours=72)
    assert task.find_by == later + timedelta(hours=24)
    assert lapse_tasks(keeper(), now=later) == 0
    board = get_board(desk(), event_id=task.event_id, unit_path=unit(CITY).path, now=later)
    assert board.identity_holds and board.whole.account.standings["duplicate"] == 1


def test_somebody_found_is_not_sought_again_by_a_row_of_the_same_class() -> None:
    make_event()
    line = Line("王文斌", id_number(1), phone(1))
    taken_in([line])
    VerificationTask.objects.update(
        standing="verified", where="here", contact="met", measure="cleared", answered_at=NOW
    )
    taken_in([line, Line("李海燕", id_number(2), phone(2))], name="第二份.csv", at=END)
    assert standings() == ["in_hand", "verified"]


def test_who_is_sought_again_after_a_correction_is_sought_for_three_days_anew() -> None:
    [task_id] = sought(at=village())
    said = {"task_id": task_id, "where": "here"}
    record_outcome(desk(village()), version=1, contact="met", measure="cleared", now=NOW, **said)  # type: ignore[arg-type]
    later = END - timedelta(minutes=1)
    record_outcome(
        desk(village()),
        version=2,
        contact="not_reached",
        obstacle="off",
        measure="",
        now=later,
        **said,  # type: ignore[arg-type]
    )
    assert VerificationTask.objects.get().lapses_at == later + timedelta(hours=72)


def test_a_letter_nobody_writes_brings_the_search_back_for_three_days() -> None:
    [task_id] = sought(at=village())
    VerificationTask.objects.update(standing="handed_on", where="outside", contact="family", answered_at=NOW)
    letter_back([task_id], unit(village()).pk, END)
    task = VerificationTask.objects.get()
    assert (task.standing, task.lapses_at) == ("in_hand", END + timedelta(hours=72))
