"""From a file to tasks: no row lost, nobody sought twice, the strictest clock wins, HC-19 holds what must wait."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.world import CITY, NOW, make_event, make_list
from yanpan.base.jobs.models import Job
from yanpan.base.jobs.running import run
from yanpan.base.people.models import Person
from yanpan.base.vault.sealing import unseal
from yanpan.kernel.errors import Missing, NotPermitted, Refused, Stale
from yanpan.shell.spreadsheets.refusals import FileRefused
from yanpan.streams.verification.exchange import person_rows, read_list
from yanpan.streams.verification.models import ListBatch, ListRow, VerificationTask
from yanpan.streams.verification.operations import (
    confirm_mapping,
    receive_list,
    record_outcome,
    release_list,
    release_rows,
    void_list,
)
from yanpan.streams.verification.queries import list_batches, list_rows, preview_list
from yanpan.streams.verification.tests.lists import (
    Line,
    confirmed,
    desk,
    file_of,
    id_number,
    opened_topic,
    people,
    phone,
    read,
    received,
    rows_of,
    taken_in,
    task_of,
    worked_on,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _event() -> None:
    make_event()


def test_no_row_of_a_file_is_lost_and_one_that_names_nobody_goes_back() -> None:
    batch = taken_in([*people(5), Line(), Line(name="只有名字"), Line(phone=phone(77))])
    rows = rows_of(batch)
    assert batch.state == "taken_in" and batch.person_rows == len(rows) == 8
    assert [row.number for row in rows] == [2, 3, 4, 5, 6, 7, 8, 9]
    assert [row.state for row in rows] == ["accepted"] * 5 + ["refused"] + ["accepted"] * 2
    assert Person.objects.count() == VerificationTask.objects.count() == 7


def test_a_row_keeps_what_was_typed_sealed() -> None:
    batch = taken_in(people(1))
    row = rows_of(batch)[0]
    assert people(1)[0].name in unseal(row, "fields")
    assert people(1)[0].name.encode() not in bytes(row.fields)
    assert people(1)[0].name.encode() not in bytes(batch.content)


def test_the_same_file_twice_is_stale_whatever_its_name() -> None:
    received(people(3))
    with pytest.raises(Stale, match="same_file_received"):
        received(people(3), name="另一个名字.csv")
    assert ListBatch.objects.count() == 1


def test_a_list_put_away_may_come_again_but_not_after_it_was_taken_in() -> None:
    first = received(people(3))
    void_list(desk(), batch_id=first.id, reason="传错了", now=NOW)
    first.refresh_from_db()
    assert bytes(first.content) == b"" and first.content_gone_at == NOW
    again = taken_in(people(3))
    with pytest.raises(Stale, match="batch_changed"):
        void_list(desk(), batch_id=again.id, reason="传错了", now=NOW)
    assert [one.id for one in list_batches(desk(), event_id=again.event_id, now=NOW)] == [again.id]


def test_a_file_with_nobody_in_it_is_refused() -> None:
    with pytest.raises(Refused, match="no_people_in_file"):
        read_list(file_of([]), "空名单.csv")
    with pytest.raises(FileRefused):
        read_list(b"%PDF-1.7 not a list", "名单.xlsx")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"source": "rumour"}, "unknown_source"),
        (
            {"window_from": NOW.date(), "window_to": NOW.date() - timedelta(days=1)},
            "window_ends_before_it_starts",
        ),
    ],
)
def test_a_list_without_a_known_source_or_with_a_window_backwards_is_refused(
    change: dict[str, object], code: str
) -> None:
    arguments: dict[str, object] = {
        "read": read(people(2)),
        "unit_key": "411100",
        "source": "province",
        "sender": "",
        "topic": "",
        "place": "",
        "window_from": None,
        "window_to": None,
        "now": NOW,
    }
    with pytest.raises(Refused, match=code):
        receive_list(desk(), **{**arguments, **change})  # type: ignore[arg-type]
    assert not ListBatch.objects.exists()


# The mapping


def test_what_a_person_confirms_counts_over_what_was_proposed() -> None:
    batch = received([Line(name="乙", phone="13900000001", address="甲村"), Line(name="丙", address="乙村")])
    batch = worked_on(confirmed(batch, {"": {"1": "remark", "4": "name"}}))
    assert [unseal(task_of(row).person, "name") for row in rows_of(batch)] == ["甲村", "乙村"]


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        ({"": {"1": "shoe_size"}}, "no_such_field"),
        ({"": {"99": "name", "x": "name", "98": "phone"}}, "no_such_column .*98, 99, x"),
        ({"": {"5": "name"}}, "field_given_twice .*name"),
        ({"": {"1": "remark", "2": "remark", "3": "remark"}}, "nobody_named_by_mapping"),
        ({"二": {"1": "name"}, "一": {}}, "no_such_sheet .*一, 二"),
    ],
)
def test_a_wrong_mapping_is_refused_whole_and_the_list_stays_as_it_was(
    mapping: dict[str, dict[str, str]], code: str
) -> None:
    batch = received(people(3))
    with pytest.raises(Refused, match=code):
        confirmed(batch, mapping)
    batch.refresh_from_db()
    assert (batch.state, batch.version, batch.job) == ("proposed", 1, None)


def test_a_list_is_confirmed_once_and_in_the_version_that_was_seen() -> None:
    batch = received(people(2))
    with pytest.raises(Stale, match="batch_changed"):
        confirm_mapping(desk(), batch_id=batch.id, mapping={}, version=2, now=NOW)
    confirmed(batch)
    with pytest.raises(Stale, match="batch_changed"):
        confirmed(batch)


def test_a_list_of_another_county_does_not_exist() -> None:
    batch = received(people(2))
    with pytest.raises(Missing):
        confirm_mapping(desk("411104"), batch_id=batch.id, mapping={}, version=1, now=NOW)


def test_all_problems_of_a_file_are_shown_at_once_before_it_is_taken_in() -> None:
    wrong = id_number(1)[:-1] + ("0" if id_number(1)[-1] != "0" else "1")
    batch = received([Line("甲", wrong, phone(1)), Line("乙", id_number(2), "12345"), *people(2, first=5)])
    shown = preview_list(desk(), batch_id=batch.id, now=NOW)
    fields = {problem.split(":")[0] for problem, _ in shown.problems}
    assert {"id_number", "phone"} <= fields and shown.complete
    assert [row.problems != () for row in shown.rows] == [True, True, False, False]
    worked_on(confirmed(batch))
    listed = list_rows(desk(), batch_id=batch.id, state="", only_problems=True, page=1, now=NOW)
    assert [row.number for row in listed] == [2, 3]


def test_lists_show_no_full_name_number_or_telephone() -> None:
    batch = received(people(8))
    shown = [repr(preview_list(desk(), batch_id=batch.id, now=NOW))]
    worked_on(confirmed(batch))
    shown.append(repr(list_rows(desk(), batch_id=batch.id, state="", only_problems=False, page=1, now=NOW)))
    assert len(list_rows(desk(), batch_id=batch.id, state="", only_problems=False, page=1, now=NOW)) == 8
    for person in people(8):
        for text in shown:
            assert person.name not in text and person.id_number not in text and person.phone not in text


# One person, many lists


def test_one_person_on_two_lists_is_one_task_and_one_duplicate() -> None:
    first = taken_in(people(4))
    second = taken_in(people(4, first=2), name="第二份.csv")
    assert VerificationTask.objects.count() == 6
    assert [row.duplicate for row in rows_of(first)] == [False] * 4
    assert [row.duplicate for row in rows_of(second)] == [True, True, False, False]
    assert task_of(rows_of(second)[0]) == task_of(rows_of(first)[2])


def test_one_person_twice_on_one_list_is_one_task() -> None:
    one = people(1)[0]
    batch = taken_in([one, Line(one.name, one.id_number, "", one.address), *people(1, first=9)])
    assert [row.duplicate for row in rows_of(batch)] == [False, True, False]
    assert VerificationTask.objects.count() == 2


def test_two_people_without_anything_in_common_but_the_name_stay_two() -> None:
    batch = taken_in(
        [Line("王伟", id_number(1), phone(1)), Line("王伟", id_number(2, birth="19550203"), phone(2))]
    )
    assert VerificationTask.objects.count() == 2 == len({row.task_id for row in rows_of(batch)})


def _again(line: Line, reason: str) -> list[Line]:
    return [Line(line.name, line.id_number, line.phone, line.address, reason), *people(2, first=30)]


def test_the_strictest_clock_of_all_lists_wins() -> None:
    who = people(1)[0]
    task = task_of(rows_of(taken_in(people(3)))[0])
    assert (task.urgency, task.find_by) == ("other", NOW + timedelta(hours=24))
    later = NOW + timedelta(hours=1)
    taken_in(_again(who, "密接"), at=later, name="密接.csv")
    task.refresh_from_db()
    assert (task.urgency, task.find_by) == ("contact", later + timedelta(hours=2))


def test_a_later_list_never_lengthens_a_clock() -> None:
    who = people(1)[0]
    task = task_of(rows_of(taken_in(_again(who, "密接")))[0])
    taken_in(people(3), at=NOW + timedelta(hours=20), name="晚些.csv")
    task.refresh_from_db()
    assert (task.urgency, task.find_by) == ("contact", NOW + timedelta(hours=2))


def test_the_strictest_row_of_one_list_counts_too() -> None:
    who = people(1)[0]
    batch = taken_in([who, *_again(who, "密接")])
    task = task_of(rows_of(batch)[0])
    assert (task.urgency, task.find_by) == ("contact", NOW + timedelta(hours=2))


def test_a_list_about_a_topic_has_the_topics_clock() -> None:
    opened_topic("郑州市第六人民医院")
    task = task_of(rows_of(taken_in(people(2), topic="郑州市第六人民医院"))[0])
    assert (task.urgency, task.find_by) == ("topic", NOW + timedelta(hours=12))


def test_the_job_of_a_list_may_run_again_and_changes_nothing() -> None:
    batch = taken_in(people(3))
    before = list(ListRow.objects.order_by("id").values("id", "task_id", "duplicate", "state"))
    assert batch.job is not None
    Job.objects.filter(id=batch.job).update(state="waiting", cursor={}, done=0)
    run(batch.job)
    assert list(ListRow.objects.order_by("id").values("id", "task_id", "duplicate", "state")) == before
    assert VerificationTask.objects.count() == 3


# HC-19


def test_rows_without_place_or_time_make_no_task_until_an_epidemiologist_signs() -> None:
    held = [
        Line("甲", id_number(1), phone(1), reason="", place=""),
        Line("乙", id_number(2), phone(2), on=""),
        Line("丙", id_number(3), phone(3), on="2021-06-01"),
    ]
    batch = taken_in([*people(2, first=20), *held])
    rows = rows_of(batch)
    assert [row.holds for row in rows] == [[], [], ["no_place"], ["no_time"], ["too_old"]]
    assert [row.state for row in rows] == ["accepted", "accepted", "held", "held", "held"]
    assert VerificationTask.objects.count() == 2 == Person.objects.count()
    assert release_rows(desk(name="流调员"), batch_id=batch.id, reason="电话核实", now=NOW) == 3
    batch.refresh_from_db()
    worked_on(batch)
    assert [row.state for row in rows_of(batch)] == ["accepted"] * 5
    assert (batch.state, batch.released_by) == ("taken_in", "流调员")
    with pytest.raises(Stale, match="no_rows_held"):
        release_rows(desk(), batch_id=batch.id, reason="再签一次", now=NOW)


def test_nobody_signs_for_held_rows_without_a_reason() -> None:
    batch = taken_in([*people(2), Line("甲", id_number(1), phone(1), on="")])
    with pytest.raises(Refused, match="reason_needed"):
        release_rows(desk(), batch_id=batch.id, reason=" ", now=NOW)
    assert [row.state for row in rows_of(batch)].count("held") == 1


def test_a_long_list_from_outside_health_is_stopped_until_a_second_clerk_lets_it_in() -> None:
    batch = confirmed(received(people(201), source="other_office"))
    assert (batch.state, batch.job) == ("held", None)
    assert not ListRow.objects.exists() and not VerificationTask.objects.exists()
    with pytest.raises(NotPermitted):
        release_list(desk(name="receiver"), batch_id=batch.id, reason="我自己看过", now=NOW)
    with pytest.raises(Refused, match="reason_needed"):
        release_list(desk(name="乙"), batch_id=batch.id, reason="", now=NOW)
    batch = worked_on(release_list(desk(name="乙"), batch_id=batch.id, reason="有发文依据", now=NOW))
    assert batch.state == "taken_in" and ListRow.objects.count() == 201
    with pytest.raises(Stale, match="batch_changed"):
        release_list(desk(name="丙"), batch_id=batch.id, reason="再放一次", now=NOW)


def test_a_list_of_two_hundred_or_from_health_passes() -> None:
    assert confirmed(received(people(200), source="other_office")).state == "confirmed"
    assert confirmed(received(people(201), source="province")).state == "confirmed"


# What the database itself guarantees


def test_the_database_too_keeps_one_living_list_per_file_and_known_states() -> None:
    batch = make_list(1)
    for change in ({"state": "lost"}, {"pocket": 5}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ListBatch.objects.filter(id=batch.id).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        ListBatch.objects.filter(id=make_list(1).id).update(file_digest=batch.file_digest)


def test_the_database_too_gives_accepted_rows_a_task_and_no_others() -> None:
    batch = make_list(1)
    for change in ({"task": None}, {"state": "held"}, {"state": "refused"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ListRow.objects.filter(batch=batch).update(**change)
    waiting = make_list(1, row_state="held")
    with pytest.raises(IntegrityError), transaction.atomic():
        ListRow.objects.filter(batch=waiting).update(duplicate=True)


def test_a_file_read_under_its_mapping_gives_every_person_row_in_order() -> None:
    rows = person_rows(read(people(3)), {})
    assert [(row.number, row.fields["name"]) for row in rows] == [
        (2, people(3)[0].name),
        (3, people(3)[1].name),
        (4, people(3)[2].name),
    ]


def test_who_was_cleared_as_a_visitor_is_sought_again_as_a_close_contact() -> None:
    [line] = people(1)
    taken_in([line])
    task = VerificationTask.objects.get()
    answered = record_outcome(
        desk(CITY),
        task_id=task.id,
        version=task.version,
        where="here",
        contact="met",
        measure="cleared",
        now=NOW,
    )
    assert answered.standing == "verified"
    taken_in([replace(line, reason="同乘密接")])
    task.refresh_from_db()
    assert (task.standing, task.urgency, task.where) == ("in_hand", "contact", "")
    assert task.outcomes.count() == 1  # what was said before stays in the chain


def test_a_dead_person_is_never_sought_again() -> None:
    [line] = people(1)
    taken_in([line])
    task = VerificationTask.objects.get()
    record_outcome(
        desk(CITY), task_id=task.id, version=task.version, where="deceased", contact="", measure="", now=NOW
    )
    taken_in([replace(line, reason="同乘密接")])
    task.refresh_from_db()
    assert task.standing == "deceased"


def test_a_long_list_is_taken_in_by_many_short_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "yanpan.streams.verification.jobs.lists.ROWS_PER_STEP", {"rows": 3, "matching": 4, "tasks": 2}
    )
    batch = taken_in(people(9))
    assert batch.rows.filter(state="accepted").count() == VerificationTask.objects.count() == 9
    assert batch.state == "taken_in"
