"""The page of the refused: only people who can be sent, and nothing that is no person."""

import pytest

from tests.world import CITY, COUNTY, NOW, actor_with, make_people_sought, send
from yanpan.base.tasks.models import Handover
from yanpan.base.tasks.operations import refuse_handovers
from yanpan.shell.tests.desk import sit_down

pytestmark = pytest.mark.django_db


def test_one_who_was_found_meanwhile_does_not_hold_up_the_rest_of_the_group() -> None:
    tasks = make_people_sought(3, at=CITY)
    county = actor_with("tasks.refuse_handovers", unit_key=COUNTY)
    waiting = [one.id for one in send(tasks, to=COUNTY)]
    refuse_handovers(county, handover_ids=waiting, reason="不在本地", right_unit_key="411171", now=NOW)
    tasks[0].standing, tasks[0].answered_at = "not_found", NOW
    tasks[0].save(update_fields=["standing", "answered_at"])
    officer = sit_down("duty_officer")
    page = officer.get("/verification/refused/")
    assert str(tasks[0].id) not in page.text and page.text.count(str(tasks[1].id)) == 1
    sent = officer.post(
        "/verification/refused/", {"people": f"{tasks[1].id},{tasks[2].id}", "to_unit_key": "411171"}
    )
    assert sent.status_code == 302
    assert Handover.objects.filter(receiver__key="411171").count() == 2
    assert "to_unit_key" not in officer.get("/verification/refused/").text


def test_the_button_of_one_line_signs_for_that_line_alone() -> None:
    send(make_people_sought(2, at=CITY), to=COUNTY)
    item = Handover.objects.order_by("id").first()
    assert item is not None
    Handover.objects.filter(id=item.id).update(request="do_item")
    liaison = sit_down("county_liaison", COUNTY)
    page = liaison.get("/handovers/").text
    assert 'name="request" value="find_person"' in page and 'name="request" value="do_item"' in page
    liaison.post("/handovers/acknowledge/", {"unit": COUNTY, "request": "find_person"})
    item.refresh_from_db()
    assert item.acknowledged_at is None
    assert Handover.objects.filter(acknowledged_at=None).count() == 1
