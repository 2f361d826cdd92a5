"""The police queue: who may be asked for, what the finder sees and returns, and what becomes of it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.world import (
    CITY,
    COUNTY,
    NOW,
    OTHER_COUNTY,
    TOWNSHIP,
    make_actor,
    make_event,
    make_people_sought,
    send,
    unit,
    villages_of,
)
from yanpan.base.audit.models import AuditLine
from yanpan.base.gate import Actor
from yanpan.base.notices.models import Notice
from yanpan.base.people.models import Person
from yanpan.base.tasks.models import Handover
from yanpan.base.tasks.operations import acknowledge_handovers
from yanpan.kernel.errors import Missing, NotPermitted, Refused, Stale
from yanpan.streams.verification.models import PoliceSearch, VerificationTask
from yanpan.streams.verification.operations import (
    ask_police,
    police,
    record_outcome,
    return_place,
    tend_police_queue,
    withdraw_search,
)
from yanpan.streams.verification.queries import (
    get_door,
    list_arriving,
    list_police_queue,
    list_police_searches,
    list_tasks,
    list_unreached,
    open_police_row,
)
from yanpan.streams.verification.reports import make_report
from yanpan.streams.verification.rules import CO_INVESTIGATION
from yanpan.streams.verification.rules.police import Lacking
from yanpan.streams.verification.tests.lists import desk
from yanpan.streams.verification.tests.searches import HOUR, RIPE, asked, note, unreached

pytestmark = pytest.mark.django_db


def village(number: int = 0) -> str:
    return villages_of(TOWNSHIP)[number].key


def liaison(key: str = COUNTY) -> Actor:
    return make_actor("county_liaison", key)


def finder(key: str = COUNTY) -> Actor:
    return make_actor("police_finder", key)


def address_of(number: int) -> str:
    here = villages_of(TOWNSHIP)[number]
    assert here.parent is not None
    return f"召陵区{here.parent.name}{here.name}姑母家"


# Asking


def test_who_was_called_and_visited_in_vain_is_asked_for() -> None:
    tasks = unreached(2, at=village())
    made = ask_police(liaison(), task_ids=[one.id for one in tasks], now=NOW)
    assert [(one.unit.key, one.state) for one in made] == [(COUNTY, "waiting")] * 2
    assert {one.custody.key for one in VerificationTask.objects.all()} == {
        village()
    }  # the village still answers


def test_who_is_not_ripe_is_named_by_short_code_and_nobody_is_asked_for() -> None:
    ripe = unreached(1, at=village())
    unripe = unreached(1, at=village(), tried=RIPE[:3])
    with pytest.raises(Refused, match="not_ripe_for_the_police") as refused:
        ask_police(liaison(), task_ids=[one.id for one in (*ripe, *unripe)], now=NOW)
    assert refused.value.facts["codes"] == unripe[0].person.short_code
    assert not PoliceSearch.objects.exists()


def test_nobody_is_asked_for_twice_at_once() -> None:
    ids = [one.id for one in unreached(1, at=village())]
    ask_police(liaison(), task_ids=ids, now=NOW)
    with pytest.raises(Refused, match="already_with_the_police"):
        ask_police(liaison(), task_ids=ids, now=NOW)
    twin = PoliceSearch.objects.get()
    twin.pk = unreached(1, at=village())[0].id
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_who_was_asked_for_by_somebody_else_in_the_same_moment_is_stale_and_no_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The database keeps the truth; what breaks it by being second is told as such."""
    ids = [one.id for one in unreached(1, at=village())]
    ask_police(liaison(), task_ids=ids, now=NOW)
    monkeypatch.setattr(police, "_asked_before", lambda tasks: [])
    with pytest.raises(Stale, match="stale"):
        ask_police(liaison(), task_ids=ids, now=NOW)
    assert PoliceSearch.objects.count() == 1


def test_people_of_another_county_are_not_asked_for() -> None:
    ids = [one.id for one in unreached(1, at=village())]
    with pytest.raises(Missing):
        ask_police(liaison(OTHER_COUNTY), task_ids=ids, now=NOW)
    with pytest.raises(NotPermitted):
        ask_police(make_actor("township_clerk", TOWNSHIP), task_ids=ids, now=NOW)


def test_an_attempt_taken_back_counts_for_nothing() -> None:
    task = unreached(1, at=village())[0]
    task.attempts.filter(kind="visit").update(withdrawn_at=NOW)
    [shown] = list_unreached(liaison(), event_id=task.event_id, page=1, now=NOW)
    assert (shown.calls, shown.visits, shown.lacking) == (3, 0, (Lacking.VISIT,))
    assert shown.person.name.endswith("*")
    [code] = list_unreached(make_actor("duty_officer"), event_id=task.event_id, page=1, now=NOW)
    assert (code.person.name, code.person.phone) == ("", "")  # the duty desk speaks of short codes


def test_after_the_police_returned_a_place_the_tries_begin_anew() -> None:
    [task] = unreached(1, at=village())
    [search] = ask_police(liaison(), task_ids=[task.id], now=NOW)
    return_place(finder(), search_id=search.id, found=True, place=address_of(3), now=NOW)
    [given] = Handover.objects.all()
    acknowledge_handovers(desk(village(3)), handover_ids=[given.id], now=NOW)
    with pytest.raises(Refused, match="not_ripe_for_the_police"):
        ask_police(liaison(), task_ids=[task.id], now=NOW + HOUR)
    task.refresh_from_db()
    note(task, [(kind, at + 7 * HOUR) for kind, at in RIPE])
    assert len(ask_police(liaison(), task_ids=[task.id], now=NOW + 7 * HOUR)) == 1


def test_a_place_that_names_no_other_unit_is_to_be_tried_first_too() -> None:
    [task] = unreached(1, at=village())
    [search] = ask_police(liaison(), task_ids=[task.id], now=NOW)
    return_place(finder(), search_id=search.id, found=True, place="在外打工", now=NOW)
    [shown] = list_unreached(liaison(), event_id=task.event_id, page=1, now=NOW)
    assert (shown.calls, shown.visits, shown.lacking) == (0, 0, (Lacking.CALLS, Lacking.VISIT))


def test_what_another_unit_tried_before_the_hand_over_does_not_count() -> None:
    [task] = unreached(1, at=village())
    [given] = send([task], to=village(3))
    acknowledge_handovers(desk(village(3)), handover_ids=[given.id], now=NOW)
    with pytest.raises(Refused, match="not_ripe_for_the_police"):
        ask_police(liaison(), task_ids=[task.id], now=NOW)


# The finder


def test_the_finder_sees_name_id_and_telephone_and_one_line_a_look_is_kept() -> None:
    [search] = asked(at=village(), of=COUNTY)
    [row] = list_police_queue(finder(), now=NOW)
    assert row.id == search.id
    seen = open_police_row(finder(), search_id=search.id, now=NOW)
    assert (seen.name, seen.phone) == ("演练0", "13800000000")
    assert set(seen.__slots__) == {"id", "name", "id_number", "phone"}
    line = AuditLine.objects.get(verb="verification.open_police_row")
    assert (line.subject, line.actor) == (str(search.id), finder().name)
    with pytest.raises(NotPermitted):
        list_tasks(
            finder(), event_id=search.task.event_id, unit_path=unit(COUNTY).path, wanted="", page=1, now=NOW
        )


def test_a_finder_of_another_county_sees_nothing_and_the_citys_sees_all() -> None:
    [search] = asked(at=village(), of=COUNTY)
    assert list_police_queue(finder(OTHER_COUNTY), now=NOW) == []
    with pytest.raises(Missing):
        open_police_row(finder(OTHER_COUNTY), search_id=search.id, now=NOW)
    assert len(list_police_queue(finder(CITY), now=NOW)) == 1


def test_a_finder_opens_so_many_rows_an_hour_and_no_more() -> None:
    [search] = asked(at=village(), of=COUNTY)
    for _ in range(60):
        open_police_row(finder(), search_id=search.id, now=NOW)
    with pytest.raises(Refused, match="too_many_looks"):
        open_police_row(finder(), search_id=search.id, now=NOW)
    open_police_row(finder(CITY), search_id=search.id, now=NOW)  # another person's hour
    open_police_row(finder(), search_id=search.id, now=NOW + HOUR)


# What comes back


def test_a_place_goes_to_the_unit_that_answers_for_it_with_the_reason_police() -> None:
    [search] = asked(at=village(), of=COUNTY)
    found = return_place(finder(), search_id=search.id, found=True, place=address_of(3), now=NOW + HOUR)
    assert found.routed_to is not None and found.routed_to.key == village(3)
    sent = Handover.objects.get()
    assert (sent.sender.key, sent.receiver.key, sent.reason) == (village(), village(3), "police")
    task = VerificationTask.objects.get()
    assert (task.target.key, task.routed_by, task.standing) == (village(3), "police", "in_hand")
    [arriving] = list_arriving(desk(village(3)), unit_key=village(3), now=NOW)
    assert (arriving.place, arriving.reason) == (address_of(3), "police")
    acknowledge_handovers(desk(village(3)), handover_ids=[arriving.id], now=NOW)
    door = get_door(desk(village(3)), task_id=task.id, now=NOW)
    assert door.police_place == address_of(3)  # who goes there reads where


def test_after_the_return_the_row_is_gone_for_the_finder() -> None:
    [search] = asked(at=village(), of=COUNTY)
    return_place(finder(), search_id=search.id, found=False, place="", now=NOW)
    assert list_police_queue(finder(), now=NOW) == []
    with pytest.raises(Missing):
        open_police_row(finder(), search_id=search.id, now=NOW)
    with pytest.raises(Missing):
        return_place(finder(), search_id=search.id, found=True, place=address_of(1), now=NOW)
    assert PoliceSearch.objects.get().state == "not_found" and not Handover.objects.exists()


def test_a_place_outside_goes_to_the_force_that_writes_letters_and_limits_nobody() -> None:
    [search] = asked(at=village(), of=COUNTY)
    place = "河南省郑州市二七区大学路1号"
    found = return_place(finder(), search_id=search.id, found=True, place=place, now=NOW)
    assert found.routed_to is not None and found.routed_to.key == CO_INVESTIGATION
    task = VerificationTask.objects.get()
    assert (task.standing, task.measure) == ("in_hand", "")  # HC-8: the force rings, then a letter


def test_words_that_name_no_place_stay_with_those_who_asked() -> None:
    [search] = asked(at=village(), of=COUNTY)
    found = return_place(finder(), search_id=search.id, found=True, place="在外打工", now=NOW)
    assert found.routed_to is None and not Handover.objects.exists()
    [shown] = list_police_searches(liaison(), event_id=search.task.event_id, now=NOW)
    assert (shown.state, shown.place, shown.routed_to) == ("found", "在外打工", "")


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("", "place_needed"),
        ("138****0000", "masked_value_written_back"),
        ("打13800001234问他", "identifier_in_free_text"),
        ("411104199001011237", "identifier_in_free_text"),
    ],
)
def test_what_is_no_place_is_refused_and_nothing_is_kept(place: str, code: str) -> None:
    [search] = asked(at=village(), of=COUNTY)
    with pytest.raises(Refused, match=code):
        return_place(finder(), search_id=search.id, found=True, place=place, now=NOW)
    assert PoliceSearch.objects.get().state == "waiting"


def test_the_place_lies_sealed_and_the_desk_sees_codes_only() -> None:
    [search] = asked(at=village(), of=COUNTY)
    return_place(finder(), search_id=search.id, found=True, place=address_of(3), now=NOW)
    assert address_of(3).encode() not in bytes(PoliceSearch.objects.get().place)
    [shown] = list_police_searches(make_actor("duty_officer"), event_id=search.task.event_id, now=NOW)
    assert (shown.person.name, shown.place) == ("", "")
    assert shown.person.short_code == Person.objects.get().short_code
    assert list_police_searches(liaison(OTHER_COUNTY), event_id=search.task.event_id, now=NOW) == []


def test_the_hours_of_the_police_are_given_back_to_the_search() -> None:
    [search] = asked(at=village(), of=COUNTY)
    VerificationTask.objects.update(lapses_at=NOW + HOUR)
    return_place(finder(), search_id=search.id, found=False, place="", now=NOW + 5 * HOUR)
    assert VerificationTask.objects.get().lapses_at == NOW + 6 * HOUR


def test_who_is_under_way_elsewhere_is_called_back_before_the_new_way() -> None:
    [search] = asked(at=village(), of=COUNTY)
    send([search.task], to=village(5))
    return_place(finder(), search_id=search.id, found=True, place=address_of(3), now=NOW)
    ends = {one.receiver.key: one.recalled_at for one in Handover.objects.select_related("receiver")}
    assert ends == {village(5): NOW, village(3): None}


# Otherwise


def test_who_is_found_otherwise_leaves_the_queue() -> None:
    [search] = asked(at=village(), of=COUNTY)
    record_outcome(
        desk(village()),
        task_id=search.task_id,
        version=1,
        where="here",
        contact="met",
        measure="cleared",
        now=NOW,
    )
    assert list_police_queue(finder(), now=NOW) == []
    with pytest.raises(Missing):
        open_police_row(finder(), search_id=search.id, now=NOW)
    tend_police_queue(make_tender(), now=NOW)
    assert PoliceSearch.objects.get().state == "withdrawn"


def test_the_office_takes_back_what_it_asked_by_mistake() -> None:
    [search] = asked(at=village(), of=COUNTY)
    with pytest.raises(Missing):
        withdraw_search(liaison(OTHER_COUNTY), search_id=search.id, now=NOW)
    withdraw_search(liaison(), search_id=search.id, now=NOW)
    assert list_police_queue(finder(), now=NOW) == []
    again = ask_police(liaison(), task_ids=[search.task_id], now=NOW)
    assert len(again) == 1  # and may ask again


def make_tender() -> Actor:
    return Actor(
        name="keeper",
        permissions=frozenset({"verification.tend_police_queue"}),
        units=(unit(CITY).path,),
    )


def test_who_waits_longer_than_a_day_is_rung_about_until_the_police_answer() -> None:
    searches = asked(2, at=village(), of=COUNTY)
    day = timedelta(hours=24)
    assert tend_police_queue(make_tender(), now=NOW + day) == 0
    late = NOW + day + timedelta(seconds=1)
    assert tend_police_queue(make_tender(), now=late) == 1
    notice = Notice.objects.get()
    assert (notice.unit.key, notice.matter, notice.facts) == (COUNTY, "verification_police", {"searches": 2})
    for one in searches:
        return_place(finder(), search_id=one.id, found=False, place="", now=late)
    tend_police_queue(make_tender(), now=late)
    notice.refresh_from_db()
    assert notice.answer == "settled"


def test_looks_and_returns_of_the_day_are_counted_per_unit() -> None:
    searches = asked(3, at=village(), of=COUNTY)
    open_police_row(finder(), search_id=searches[0].id, now=NOW)
    open_police_row(finder(), search_id=searches[0].id, now=NOW - timedelta(days=1))
    return_place(finder(), search_id=searches[0].id, found=True, place=address_of(3), now=NOW)
    return_place(finder(), search_id=searches[1].id, found=False, place="", now=NOW)
    counts = {
        (one.unit, one.name): one.value
        for one in make_report(searches[0].task.event_id, unit(CITY).path, NOW).counts
        if one.name.startswith("police")
    }
    for key in (CITY, COUNTY):
        said = [counts[key, f"police_{name}"] for name in ("waiting", "looks", "returned", "found")]
        assert said == [1, 1, 2, 1]
    assert counts[OTHER_COUNTY, "police_looks"] == 0


def test_of_forces_too_people_may_be_asked_for() -> None:
    make_event()
    tasks = unreached(1, at=CO_INVESTIGATION)
    [made] = ask_police(make_actor("duty_officer"), task_ids=[tasks[0].id], now=NOW)
    assert made.unit.key == CO_INVESTIGATION
    assert len(list_police_queue(finder(CITY), now=NOW)) == 1
    untried = make_people_sought(1, at=CO_INVESTIGATION)
    note(untried[0], RIPE, result="reached")
    with pytest.raises(Refused, match="not_ripe_for_the_police"):
        ask_police(make_actor("duty_officer"), task_ids=[untried[0].id], now=NOW)
