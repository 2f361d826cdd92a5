"""Order sheets: three people, one number each, sent with the item or after it; what changes is corrected."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from docx import Document as Docx
from pytest_django.fixtures import Settings

from tests import world
from tests.world import COUNTY, NOW, OTHER_COUNTY, make_actor, make_event
from yanpan.base.documents.models import Document
from yanpan.base.events.models import Event
from yanpan.base.places.models import Unit
from yanpan.base.tasks.models import Handover
from yanpan.base.tasks.operations import acknowledge_handovers, refuse_handovers
from yanpan.hq.models import Item
from yanpan.hq.operations import (
    Decision,
    check_sheets,
    decide_item,
    dispatch_item,
    draft_sheets,
    issue_sheets,
    rewrite_item,
    send_back_sheet,
    sign_sheets,
    withdraw_item,
)
from yanpan.hq.queries import get_sheet, list_sheets
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.shell.asking import forget_actors
from yanpan.shell.tests.desk import sit_down

pytestmark = pytest.mark.django_db
DUE = NOW + timedelta(hours=12)
SAID = Decision(matter="村口值守补人", demand="双人双岗，照片为证", severity=3)


def officer() -> object:
    return make_actor("duty_officer")


def decided(said: Decision = SAID) -> Item:
    event = Event.objects.first() or make_event()
    return decide_item(
        make_actor("duty_chief"),
        event_id=event.id,
        unit_key=world.CITY,
        owner_key=COUNTY,
        due_at=DUE,
        decided=said,
        now=NOW,
    )


def signed(*items: Item) -> list[Item]:
    ids = [one.id for one in items]
    draft_sheets(make_actor("duty_officer"), item_ids=ids, now=NOW)
    check_sheets(make_actor("duty_chief"), item_ids=ids, now=NOW)
    return sign_sheets(make_actor("commander"), item_ids=ids, now=NOW)


def test_two_sheets_get_two_numbers_and_go_with_their_items() -> None:
    items = signed(decided(), decided(Decision(matter="补岗", demand="到位")))
    numbers = sorted(Document.objects.values_list("number", flat=True))
    assert numbers == ["演练漯疫防指办交〔2021〕1号", "演练漯疫防指办交〔2021〕2号"]
    assert set(Item.objects.values_list("state", flat=True)) == {"proposed"}
    issue_sheets(make_actor("duty_officer"), item_ids=[one.id for one in items], now=NOW)
    assert set(Item.objects.values_list("state", "by_word")) == {("sent", False)}
    waiting = list(Handover.objects.values_list("id", flat=True))
    acknowledge_handovers(make_actor("county_liaison", COUNTY), handover_ids=waiting, now=NOW)
    assert set(Document.objects.values_list("state", "acknowledged_at")) == {("acknowledged", NOW)}


def test_one_person_takes_one_step_only() -> None:
    item = decided()
    draft_sheets(make_actor("duty_chief"), item_ids=[item.id], now=NOW)
    with pytest.raises(Refused, match="another_person_checks"):
        check_sheets(make_actor("duty_chief"), item_ids=[item.id], now=NOW)
    check_sheets(make_actor("duty_officer"), item_ids=[item.id], now=NOW)
    with pytest.raises(Refused, match="a_third_person_signs"):
        sign_sheets(make_actor("duty_chief"), item_ids=[item.id], now=NOW)
    assert Document.objects.get().state == "checked"


def test_signed_twice_it_has_one_number() -> None:
    item = decided()
    signed(item)
    assert sign_sheets(make_actor("commander"), item_ids=[item.id], now=NOW) == []
    assert Document.objects.get().sequence == 1


def test_an_item_of_another_headquarters_stops_all_of_them() -> None:
    item = decided()
    with pytest.raises(Missing):
        draft_sheets(make_actor("duty_officer", COUNTY), item_ids=[item.id], now=NOW)
    assert not Document.objects.exists()


def test_by_word_first_the_paper_is_late_after_two_hours_and_says_when_it_was_said() -> None:
    item = decided()
    dispatch_item(make_actor("duty_chief"), item_id=item.id, demand=item.demand, due_at=DUE, now=NOW)

    def overdue(minutes: int) -> bool:
        later = NOW + timedelta(minutes=minutes)
        [line] = list_sheets(make_actor("duty_officer"), event_id=item.event_id, now=later)
        return line.overdue

    assert (overdue(120), overdue(121)) == (False, True)
    signed(item)
    assert overdue(121)
    issue_sheets(make_actor("duty_officer"), item_ids=[item.id], now=NOW)
    assert not overdue(121)
    _, text = get_sheet(make_actor("county_liaison", COUNTY), item_id=item.id, now=NOW)
    assert text["by_word_at"] == NOW.isoformat()


def test_rewritten_before_it_is_signed_the_draft_follows_and_is_checked_anew() -> None:
    item = decided()
    draft_sheets(make_actor("duty_officer"), item_ids=[item.id], now=NOW)
    check_sheets(make_actor("duty_chief"), item_ids=[item.id], now=NOW)
    again(item, "三人三岗")
    document, text = get_sheet(make_actor("duty_officer"), item_id=item.id, now=NOW)
    assert (document.state, text["demand"]) == ("drafted", "三人三岗")
    with pytest.raises(Stale):
        send_back_sheet(make_actor("duty_officer"), item_id=signed_of(item).id, reason="x", now=NOW)


def signed_of(item: Item) -> Item:
    check_sheets(make_actor("duty_officer"), item_ids=[item.id], now=NOW)
    sign_sheets(make_actor("commander"), item_ids=[item.id], now=NOW)
    return item


def again(item: Item, demand: str) -> None:
    item.refresh_from_db()
    rewrite_item(
        make_actor("duty_chief"),
        item_id=item.id,
        version=item.version,
        owner_key=COUNTY,
        due_at=DUE,
        decided=Decision(matter=item.matter, demand=demand),
        now=NOW,
    )


def test_a_returned_item_that_is_rewritten_corrects_its_issued_sheet_by_a_later_number() -> None:
    item = decided()
    signed(item)
    issue_sheets(make_actor("duty_officer"), item_ids=[item.id], now=NOW)
    waiting = Handover.objects.get()
    refuse_handovers(
        make_actor("county_liaison", COUNTY),
        handover_ids=[waiting.id],
        reason="标准不清",
        right_unit_key=OTHER_COUNTY,
        now=NOW,
    )
    first = Document.objects.get()
    again(item, "三人三岗")
    check_sheets(make_actor("duty_officer"), item_ids=[item.id], now=NOW)
    sign_sheets(make_actor("commander"), item_ids=[item.id], now=NOW)
    first.refresh_from_db()
    later = Document.objects.exclude(id=first.id).get()
    assert (first.state, first.replaced_by, later.sequence) == ("corrected", later, 2)


def test_the_sheet_of_a_withdrawn_item_is_void() -> None:
    item = decided()
    signed(item)
    withdraw_item(make_actor("duty_chief"), item_id=item.id, reason="会上不采纳", now=NOW)
    void = Document.objects.get()
    assert (void.state, void.number, void.reason) == ("void", "演练漯疫防指办交〔2021〕1号", "会上不采纳")


@pytest.fixture
def at_the_drills_hour(settings: Settings) -> None:
    settings.YANPAN_CLOCK = "yanpan.hq.tests.test_views.now"
    forget_actors()


@pytest.mark.usefixtures("at_the_drills_hour")
def test_the_page_takes_many_sheets_a_step_and_the_paper_has_every_field_of_the_form() -> None:
    item = decided()
    Item.objects.filter(id=item.id).update(code="", owner=Unit.objects.get(key=COUNTY))
    desk = sit_down("duty_officer")
    assert "村口值守补人" in desk.get(reverse("hq:sheets")).content.decode()
    desk.post(reverse("hq:sheets_act", args=["draft"]), {"item": [str(item.id)]})
    refused = desk.post(reverse("hq:sheets_act", args=["check"]), {"item": [str(item.id)]}, follow=True)
    assert "请他人核稿" in refused.content.decode()
    sit_down("duty_chief").post(reverse("hq:sheets_act", args=["check"]), {"item": [str(item.id)]})
    sit_down("commander").post(reverse("hq:sheets_act", args=["sign"]), {"item": [str(item.id)]})
    desk.post(reverse("hq:sheets_act", args=["issue"]), {"item": [str(item.id)]})
    item.refresh_from_db()
    assert item.state == "sent"
    got = sit_down("county_liaison", COUNTY).get(reverse("hq:sheet_file", args=[item.id, "docx"]))
    paper = Docx(io.BytesIO(got.content))
    said = "\n".join(
        [one.text for one in paper.paragraphs]
        + [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    )
    for words in (
        "演练漯疫防指办交〔2021〕1号",
        "特急",
        "交办单",
        "双人双岗，照片为证",
        "会议议定",
        "8月6日03:40",
    ):
        assert words in said
    assert desk.post(reverse("hq:sheets_act", args=["draft"]), {"item": ["x"]}).status_code == 404
    assert desk.post(reverse("hq:sheets_act", args=["burn"])).status_code == 404
