"""The meeting: its screens, decisions as they fall, weak links people add and contest."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, TOWNSHIP, actor_with, make_event
from yanpan.base.gate import Actor
from yanpan.base.indicators.models import CutOff
from yanpan.hq.models import Item, LinkNote
from yanpan.hq.operations.link_notes import add_link, contest_link, withdraw_link_note
from yanpan.hq.queries.meeting import get_meeting
from yanpan.hq.tests.test_views import fix
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.shell.asking import forget_actors
from yanpan.shell.tests.desk import sit_down

pytestmark = pytest.mark.django_db
RIGHTS = ("get_meeting", "get_brief", "add_link", "contest_link", "withdraw_link_note")


@pytest.fixture(autouse=True)
def _at_the_drills_hour(settings: Settings) -> None:
    settings.YANPAN_CLOCK = "yanpan.hq.tests.test_views.now"
    forget_actors()


def at(unit_key: str = CITY, name: str = "chief") -> Actor:
    actor = actor_with(*(f"hq.{one}" for one in RIGHTS), "indicators.get_cut_off", unit_key=unit_key)
    return Actor(name=name, permissions=actor.permissions, units=actor.units)


def fixed() -> CutOff:
    make_event()
    return fix()


def test_a_contested_link_stays_with_the_reason_beside_it_and_the_brief_does_not_change() -> None:
    cut_off = fixed()
    before = get_meeting(at(), cut_off_id=cut_off.id, now=NOW).brief
    contest_link(
        at(), cut_off_id=cut_off.id, unit_key=COUNTY, code="figures_not_confirmed", text="已电话确认", now=NOW
    )
    room = get_meeting(at(), cut_off_id=cut_off.id, now=NOW)
    assert [(one.unit_key, one.code, one.text) for one in room.notes] == [
        (COUNTY, "figures_not_confirmed", "已电话确认")
    ]
    assert room.brief == before
    with pytest.raises(Stale):
        contest_link(
            at(), cut_off_id=cut_off.id, unit_key=COUNTY, code="figures_not_confirmed", text="再次", now=NOW
        )


def test_a_link_that_is_not_there_cannot_be_contested_and_no_text_is_no_note() -> None:
    cut_off = fixed()
    with pytest.raises(Missing):
        contest_link(at(), cut_off_id=cut_off.id, unit_key=COUNTY, code="rows_late", text="不实", now=NOW)
    with pytest.raises(Refused, match="reason_needed"):
        add_link(at(), cut_off_id=cut_off.id, unit_key=COUNTY, text="  ", now=NOW)
    with pytest.raises(Refused, match="identifier_in_free_text"):
        add_link(at(), cut_off_id=cut_off.id, unit_key=COUNTY, text="张三 13812345678", now=NOW)
    assert not LinkNote.objects.exists()


def test_only_who_wrote_a_note_takes_it_back() -> None:
    cut_off = fixed()
    note = add_link(at(), cut_off_id=cut_off.id, unit_key=TOWNSHIP, text="夜间无人值守", now=NOW)
    with pytest.raises(Missing):
        withdraw_link_note(at(name="other"), note_id=note.id, now=NOW)
    withdraw_link_note(at(), note_id=note.id, now=NOW)
    assert get_meeting(at(), cut_off_id=cut_off.id, now=NOW).notes == ()
    assert LinkNote.objects.get().withdrawn_at == NOW


def test_the_screens_are_the_blocks_of_the_brief_between_the_items_and_the_weak_links() -> None:
    cut_off = fixed()
    client = sit_down("duty_chief")
    address = reverse("hq:meeting", args=[cut_off.id])
    first = client.get(address).content.decode()
    assert "以前交办的事项" in first and 'rel="next"' in first and 'rel="prev"' not in first
    line = client.get(f"{address}?screen={screen_of('区域协查排查', client, address)}").content.decode()
    assert "累计接收" in line and "<table" in line and "逐条相符" in line
    links = client.get(f"{address}?screen={screen_of('待议薄弱环节', client, address)}").content.decode()
    assert "截止时未确认数据" in links
    last = client.get(f"{address}?screen=999").content.decode()
    assert "数据确认情况" in last and cut_off.digest in last and 'rel="next"' not in last


def screen_of(title: str, client: Client, address: str) -> int:
    """The number of a screen in the menu of the wall."""
    menu = client.get(address).content.decode().split('class="screens"')[1].split("</nav>")[0]
    [number] = re.findall(rf'screen=(\d+)"[^>]*>{title}<', menu)
    return int(number)


def test_a_decision_falls_under_its_screen_and_is_an_item_of_this_cut_off() -> None:
    cut_off = fixed()
    chief = sit_down("duty_chief")
    address = f"{reverse('hq:meeting', args=[cut_off.id])}?screen=1"
    said = {
        "owner_key": OTHER_COUNTY,
        "matter": "今晚补报",
        "demand": "20时前补齐",
        "due_at": "2021-08-05T22:00",
    }
    said |= {"indicator": "verification.screened_rate", "origin": "meeting", "severity": "3"}
    wrong = chief.post(address, said | {"due_at": "2021-08-05T08:00"})
    assert wrong.status_code == 422 and "时限已过" in wrong.content.decode()
    made = chief.post(address, said)
    assert made.headers["Location"].endswith("?screen=1#decided")
    item = Item.objects.get()
    assert (item.cut_off_id, item.owner.key, item.state) == (cut_off.id, OTHER_COUNTY, "proposed")
    assert "20时前补齐" in chief.get(address).content.decode()


def test_a_weak_link_fills_the_decision() -> None:
    cut_off = fixed()
    page = sit_down("duty_chief").get(f"{reverse('hq:meeting', args=[cut_off.id])}?link=0").content.decode()
    assert 'class="decide" open' in page and "会前确认数据" in page


def test_a_county_follows_its_own_meeting_only_and_decides_nothing() -> None:
    cut_off = fixed()
    county = sit_down("county_liaison", COUNTY)
    assert county.get(reverse("hq:meeting", args=[cut_off.id])).status_code == 404
    supervisor = sit_down("supervisor")
    page = supervisor.get(reverse("hq:meeting", args=[cut_off.id]))
    assert page.status_code == 200 and 'class="decide"' not in page.content.decode()
    assert supervisor.post(reverse("hq:meeting", args=[cut_off.id]), {}).status_code == 403


def test_notes_are_made_and_taken_back_on_the_page() -> None:
    cut_off = fixed()
    chief = sit_down("duty_chief")
    address = reverse("hq:link_note", args=[cut_off.id])
    chief.post(address, {"unit_key": COUNTY, "text": "夜间无人值守", "screen": "3"})
    note = LinkNote.objects.get()
    wall = reverse("hq:meeting", args=[cut_off.id])
    page = chief.get(f"{wall}?screen={screen_of('待议薄弱环节', chief, wall)}").content.decode()
    assert "夜间无人值守" in page
    chief.post(address, {"note_id": str(note.id), "screen": "3"})
    note.refresh_from_db()
    assert note.withdrawn_at is not None
    assert "请填写原因" in chief.post(address, {"note_id": "x"}, follow=True).content.decode()
