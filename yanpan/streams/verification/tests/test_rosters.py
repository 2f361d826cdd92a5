"""Rosters on paper: every copy registered, its return noted, what it says entered, what is missing shown."""

import pytest
from django.urls import reverse

from tests import world
from tests.world import NOW, OTHER_COUNTY, TOWNSHIP, make_people_sought, villages_of
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.kernel.ids import is_short_code
from yanpan.shell.tests.desk import sit_down
from yanpan.streams.verification.models import Outcome, Roster, VerificationTask
from yanpan.streams.verification.operations import (
    AnswerLine,
    Given,
    enter_roster,
    note_roster_returned,
    print_roster,
    record_outcome,
)
from yanpan.streams.verification.queries import find_roster, get_roster, list_rosters
from yanpan.streams.verification.tests.desk import take_phone
from yanpan.streams.verification.tests.lists import desk

pytestmark = pytest.mark.django_db

CLEARED = Given(where="here", contact="met", measure="cleared")


@pytest.fixture
def village() -> str:
    return villages_of(TOWNSHIP)[0].key


def test_a_copy_holds_who_is_in_hand_and_a_mark_that_names_nobody(village: str) -> None:
    tasks = make_people_sought(3, at=village)
    record_outcome(
        desk(village), task_id=tasks[0].id, version=1, where="not_found", contact="", measure="", now=NOW
    )
    roster = print_roster(desk(TOWNSHIP), unit_key=village, now=NOW)
    assert roster.person_count == 2 and is_short_code(roster.mark)
    sheet = get_roster(desk(TOWNSHIP), roster_id=roster.id, now=NOW)
    assert [one.number for one in sheet.lines] == [1, 2]
    assert {one.task_id for one in sheet.lines} == {tasks[1].id, tasks[2].id}
    assert find_roster(desk(TOWNSHIP), mark=roster.mark, now=NOW) == roster.id


def test_nobody_in_hand_no_roster(village: str) -> None:
    world.make_event()
    with pytest.raises(Refused, match="nobody_for_a_roster"):
        print_roster(desk(TOWNSHIP), unit_key=village, now=NOW)
    assert not Roster.objects.exists()


def test_a_copy_elsewhere_does_not_exist(village: str) -> None:
    make_people_sought(1, at=village)
    roster = print_roster(desk(TOWNSHIP), unit_key=village, now=NOW)
    elsewhere = desk(OTHER_COUNTY)
    for ask in (
        lambda: get_roster(elsewhere, roster_id=roster.id, now=NOW),
        lambda: find_roster(elsewhere, mark=roster.mark, now=NOW),
        lambda: note_roster_returned(elsewhere, roster_id=roster.id, returned_by="x", now=NOW),
        lambda: enter_roster(elsewhere, roster_id=roster.id, lines=[], now=NOW),
        lambda: print_roster(elsewhere, unit_key=village, now=NOW),
    ):
        with pytest.raises(Missing):
            ask()


def test_the_return_is_noted_once_with_who_brought_it(village: str) -> None:
    make_people_sought(1, at=village)
    roster = print_roster(desk(TOWNSHIP), unit_key=village, now=NOW)
    with pytest.raises(Refused, match="returned_by_needed"):
        note_roster_returned(desk(TOWNSHIP), roster_id=roster.id, returned_by=" ", now=NOW)
    note_roster_returned(desk(TOWNSHIP), roster_id=roster.id, returned_by="李会计", now=NOW)
    with pytest.raises(Stale, match="roster_is_returned"):
        note_roster_returned(desk(TOWNSHIP), roster_id=roster.id, returned_by="王会计", now=NOW)
    assert Roster.objects.get().returned_by == "李会计"


def test_what_a_returned_copy_says_is_entered_and_what_is_missing_stays_shown(village: str) -> None:
    first, _second = make_people_sought(2, at=village)
    clerk = desk(TOWNSHIP)
    roster = print_roster(clerk, unit_key=village, now=NOW)
    lines = [AnswerLine(1, first.id, 1, CLEARED)]
    with pytest.raises(Stale, match="roster_not_returned"):
        enter_roster(clerk, roster_id=roster.id, lines=lines, now=NOW)
    note_roster_returned(clerk, roster_id=roster.id, returned_by="李会计", now=NOW)
    enter_roster(clerk, roster_id=roster.id, lines=lines, now=NOW)
    outcome = Outcome.objects.get()
    assert (outcome.way, outcome.told_by, outcome.task_id) == ("roster", "李会计", first.id)
    [seen] = list_rosters(clerk, unit_path=world.unit(TOWNSHIP).path, now=NOW)
    assert (seen.entered, seen.missing) == (1, 1)
    with pytest.raises(Stale, match="roster_line_is_entered"):
        enter_roster(clerk, roster_id=roster.id, lines=lines, now=NOW)


def test_a_line_that_is_wrong_keeps_the_others_out_too(village: str) -> None:
    first, second = make_people_sought(2, at=village)
    clerk = desk(TOWNSHIP)
    roster = print_roster(clerk, unit_key=village, now=NOW)
    note_roster_returned(clerk, roster_id=roster.id, returned_by="李会计", now=NOW)
    lines = [AnswerLine(1, first.id, 1, CLEARED), AnswerLine(2, second.id, 1, Given(where="here"))]
    with pytest.raises(Refused) as refusal:
        enter_roster(clerk, roster_id=roster.id, lines=lines, now=NOW)
    assert str(refusal.value.facts["lines"]).startswith("2:") and not Outcome.objects.exists()


def test_who_is_no_longer_sought_there_is_on_the_copy_no_more(village: str) -> None:
    """The search of one died (HC-19), another went to the next village: neither is printed nor waited for."""
    lapsed, moved, answered, left = make_people_sought(4, at=village)
    clerk = desk(TOWNSHIP)
    roster = print_roster(clerk, unit_key=village, now=NOW)
    number = dict(roster.lines.values_list("task_id", "number"))
    note_roster_returned(clerk, roster_id=roster.id, returned_by="李会计", now=NOW)
    line = AnswerLine(number[answered.id], answered.id, 1, CLEARED)
    enter_roster(clerk, roster_id=roster.id, lines=[line], now=NOW)
    VerificationTask.objects.filter(id=lapsed.id).update(standing="lapsed")
    VerificationTask.objects.filter(id=moved.id).update(custody=villages_of(TOWNSHIP)[1])
    sheet = get_roster(clerk, roster_id=roster.id, now=NOW)
    assert {one.task_id for one in sheet.lines} == {answered.id, left.id}
    assert set(sheet.taken_off) == {number[lapsed.id], number[moved.id]}
    [seen] = list_rosters(clerk, unit_path=world.unit(TOWNSHIP).path, now=NOW)
    assert (seen.person_count, seen.entered, seen.missing) == (4, 1, 1)


def test_copies_still_out_stand_first(village: str) -> None:
    make_people_sought(1, at=village)
    clerk = desk(TOWNSHIP)
    back, out = (print_roster(clerk, unit_key=village, now=NOW) for _ in range(2))
    note_roster_returned(clerk, roster_id=back.id, returned_by="李会计", now=NOW)
    seen = list_rosters(clerk, unit_path=world.unit(TOWNSHIP).path, now=NOW)
    assert [one.id for one in seen] == [out.id, back.id]


class TestPages:
    def test_a_copy_is_registered_printed_returned_and_entered(self, village: str) -> None:
        make_people_sought(2, at=village)
        clerk = sit_down("township_clerk", TOWNSHIP)
        answer = clerk.post(reverse("verification:roster", args=[village]))
        roster = Roster.objects.get()
        assert answer.headers["Location"] == reverse("verification:roster_copy", args=[roster.id])
        page = clerk.get(answer.headers["Location"]).text
        assert "演练0" in page and "<svg" in page and roster.mark in page and "密接" not in page
        assert "尚未交回" in clerk.get(reverse("verification:rosters")).text
        enter = reverse("verification:enter_roster", args=[roster.id])
        back = clerk.post(
            reverse("verification:roster_returned", args=[roster.id]), {"returned_by": "李会计"}
        )
        assert back.headers["Location"] == enter
        first = roster.lines.get(number=1).task_id
        said = {"l1-take": "on", "l1-who": f"{first}:1", "l1-where": "not_found"}
        assert clerk.post(enter, said).status_code == 302
        page = clerk.get(enter).text
        assert "l2-take" in page and "l1-take" not in page
        assert VerificationTask.objects.filter(standing="not_found").count() == 1

    def test_how_many_were_taken_off_is_said_where_answers_are_entered(self, village: str) -> None:
        tasks = make_people_sought(3, at=village)
        roster = print_roster(desk(TOWNSHIP), unit_key=village, now=NOW)
        note_roster_returned(desk(TOWNSHIP), roster_id=roster.id, returned_by="李会计", now=NOW)
        VerificationTask.objects.filter(id__in=[one.id for one in tasks[:2]]).update(standing="lapsed")
        clerk = sit_down("township_clerk", TOWNSHIP)
        for name in ("enter_roster", "roster_copy"):
            page = clerk.get(reverse(f"verification:{name}", args=[roster.id])).text
            assert "2 人" in page and "演练2" in page and "演练0" not in page and "演练1" not in page

    def test_a_mark_typed_in_any_way_opens_its_copy(self, village: str) -> None:
        make_people_sought(1, at=village)
        roster = print_roster(desk(TOWNSHIP), unit_key=village, now=NOW)
        clerk = sit_down("township_clerk", TOWNSHIP)
        typed = f"{roster.mark[:4]} {roster.mark[4:].lower()}"
        answer = clerk.get(reverse("verification:rosters"), {"mark": typed})
        assert answer.headers["Location"] == reverse("verification:roster_copy", args=[roster.id])
        assert clerk.get(reverse("verification:rosters"), {"mark": "XXXX"}).status_code == 200

    def test_a_village_worker_prints_none(self, village: str) -> None:
        make_people_sought(1, at=village)
        assert take_phone(village).get(reverse("verification:roster", args=[village])).status_code == 403
