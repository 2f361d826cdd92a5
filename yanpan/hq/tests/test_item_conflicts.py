"""Two chairs at one item or one paper: the second is told what stands now beside what it typed; nothing is lost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localtime
from pytest_django.fixtures import Settings

from tests import world
from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, make_actor, make_event
from yanpan.base.documents.models import Document
from yanpan.base.events.models import Event
from yanpan.hq.models import Item
from yanpan.hq.operations import Decision, check_sheets, decide_item, draft_sheets
from yanpan.shell.asking import forget_actors
from yanpan.shell.tests.desk import sit_down

pytestmark = pytest.mark.django_db
DUE = NOW + timedelta(hours=12)


@pytest.fixture(autouse=True)
def _at_the_drills_hour(settings: Settings) -> None:
    settings.YANPAN_CLOCK = f"{__name__}.now"
    forget_actors()


def now() -> object:
    return world.NOW


def decided() -> Item:
    event = Event.objects.first() or make_event()
    return decide_item(
        make_actor("duty_chief"),
        event_id=event.id,
        unit_key=CITY,
        owner_key=COUNTY,
        due_at=DUE,
        decided=Decision(matter="村口值守补人", demand="双人双岗"),
        now=NOW,
    )


def typed(**changes: str) -> dict[str, str]:
    form = {
        "owner_key": COUNTY,
        "matter": "村口值守补人",
        "demand": "双人双岗",
        "origin": "meeting",
        "severity": "2",
    }
    return form | {"due_at": f"{localtime(DUE):%Y-%m-%dT%H:%M}", "v": "1"} | changes


def test_the_second_chair_sees_both_versions_and_decides_knowingly() -> None:
    item = decided()
    where = reverse("hq:rewrite_item", args=[item.id])
    chief, officer = sit_down("duty_chief"), sit_down("duty_officer")
    assert where in chief.get(reverse("hq:item", args=[item.id])).content.decode()
    assert chief.post(where, typed(matter="补两人")).status_code == 302
    answer = officer.post(where, typed(matter="补三人", owner_key=OTHER_COUNTY))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<td>补两人</td><td>补三人</td>" in page, "both versions stand beside each other"
    assert page.count("<tr>") == 3, "only what differs: the matter and the owner"
    assert "补三人</textarea>" in page and 'name="v" value="2"' in page
    assert Item.objects.get().matter == "补两人"
    assert officer.post(where, typed(matter="补三人", v="2")).status_code == 302
    assert Item.objects.get().matter == "补三人"


def test_a_step_taken_twice_says_what_stands_and_what_was_typed() -> None:
    item = decided()
    where = reverse("hq:item", args=[item.id])
    chief, officer = sit_down("duty_chief"), sit_down("duty_officer")
    step = {"act": "dispatch", "v": "1", "due_at": typed()["due_at"]}
    assert chief.post(where, step | {"demand": "双人双岗，照片为证"}).status_code == 302
    answer = officer.post(where, step | {"demand": "三人三岗"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "三人三岗" in page and "双人双岗，照片为证" in page


def test_an_item_that_went_out_is_not_rewritten_but_what_was_typed_is_shown() -> None:
    item = decided()
    chief = sit_down("duty_chief")
    step = {"act": "dispatch", "v": "1", "due_at": typed()["due_at"], "demand": "到位"}
    chief.post(reverse("hq:item", args=[item.id]), step)
    where = reverse("hq:rewrite_item", args=[item.id])
    answer = sit_down("duty_officer").post(where, typed(matter="补三人"))
    assert answer.status_code == 409 and "补三人" in answer.content.decode()
    assert sit_down("duty_officer", OTHER_COUNTY).get(where).status_code == 404


def test_a_paper_signed_by_two_at_once_has_one_number_and_one_signature() -> None:
    item = decided()
    draft_sheets(make_actor("duty_officer"), item_ids=[item.id], now=NOW)
    check_sheets(make_actor("duty_chief"), item_ids=[item.id], now=NOW)
    where = reverse("hq:sheets_act", args=["sign"])
    first, second = sit_down("commander"), sit_down("duty_chief", password="x")
    assert first.post(where, {"item": [str(item.id)]}).status_code == 302
    signed = Document.objects.get()
    for late in (first, second):
        late.post(where, {"item": [str(item.id)]})
    again = Document.objects.get()
    assert (again.number, again.signed_by, again.signed_at) == (
        signed.number,
        signed.signed_by,
        signed.signed_at,
    )
    assert again.state == "signed" and again.sequence == 1
