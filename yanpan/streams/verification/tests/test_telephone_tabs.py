"""Entry by telephone with two villages open side by side; what is wrong is said at the door."""

import pytest

from tests.world import COUNTY, TOWNSHIP, make_people_sought, villages_of
from yanpan.shell.tests.desk import sit_down
from yanpan.streams.verification.models import Outcome

pytestmark = pytest.mark.django_db


def test_each_village_keeps_its_own_voice_however_many_are_open() -> None:
    first, second = (one.key for one in villages_of(TOWNSHIP)[:2])
    task = make_people_sought(1, at=first)[0]
    clerk = sit_down("township_clerk", TOWNSHIP)
    clerk.post(f"/verification/telephone/{first}/", {"told_by": "王会计"})
    clerk.post(f"/verification/telephone/{second}/", {"told_by": "李村长"})
    door = f"/verification/door/{task.id}/"
    assert "王会计" in clerk.get(door).text
    kept = clerk.post(door, {"v": "1", "where": "not_found"})
    assert kept.headers["Location"] == f"/verification/telephone/{first}/?kept={task.id}"
    assert Outcome.objects.get().told_by == "王会计"


def test_a_village_nobody_spoke_for_is_not_answered_with_anothers_voice() -> None:
    first, second = (one.key for one in villages_of(TOWNSHIP)[:2])
    task = make_people_sought(1, at=first)[0]
    clerk = sit_down("township_clerk", TOWNSHIP)
    clerk.post(f"/verification/telephone/{second}/", {"told_by": "李村长"})
    clerk.post(f"/verification/door/{task.id}/", {"v": "1", "where": "not_found"})
    assert not Outcome.objects.exists()


def test_a_masked_note_is_refused_at_the_door_and_not_on_a_page_without_way_back() -> None:
    village = villages_of(TOWNSHIP)[0].key
    task = make_people_sought(1, at=village)[0]
    clerk = sit_down("township_clerk", TOWNSHIP)
    clerk.post(f"/verification/telephone/{village}/", {"told_by": "王会计"})
    door = f"/verification/door/{task.id}/"
    said = {"v": "1", "where": "outside", "contact": "own_phone", "note": "138****1234"}
    told = clerk.post(door, said)
    assert told.status_code == 422 and "138****1234" in told.text and "王会计" in told.text
    assert not Outcome.objects.exists()


def test_a_county_opens_again_who_was_not_reached_before() -> None:
    task = make_people_sought(1, at=COUNTY)[0]
    task.where, task.contact = "here", "not_reached"
    task.save(update_fields=["where", "contact"])
    page = sit_down("county_liaison", COUNTY).get("/verification/persons/?wanted=in_hand").text
    assert f"/verification/door/{task.id}/" in page
