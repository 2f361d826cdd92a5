"""值班表 and 通讯录: who answers at this moment; a telephone is shown to who asks, and the audit keeps it."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, make_actor
from yanpan.base.audit.models import AuditLine
from yanpan.base.places.models import Unit
from yanpan.hq.models import DutyTurn
from yanpan.hq.operations.rota import name_turn, take_turn_out
from yanpan.hq.queries.rota import get_duty_phone, list_contacts, list_turns
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.shell.asking import forget_actors
from yanpan.shell.tests.desk import sit_down

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
PHONE = "13900001234"


@pytest.fixture(autouse=True)
def _at_the_drills_hour(settings: Settings) -> None:
    settings.YANPAN_CLOCK = "yanpan.hq.tests.test_rota.now"
    forget_actors()


def now() -> datetime:
    return NOW


def named(post: str = "officer", *, first: int = -1, last: int = 8, name: str = "王值班") -> DutyTurn:
    return name_turn(
        make_actor("duty_officer", COUNTY),
        unit_key=COUNTY,
        post=post,
        name=name,
        phone=PHONE,
        starts_at=NOW + first * HOUR,
        ends_at=NOW + last * HOUR,
        now=NOW,
    )


def contact() -> tuple[str, str, bool]:
    found = list_contacts(make_actor("duty_officer"), unit_key=CITY, now=NOW)
    one = next(view for view in found if view.unit_key == COUNTY)
    return one.on_duty, one.phone, one.by_turn


def test_whose_turn_it_is_answers_else_the_leader() -> None:
    Unit.objects.filter(key=COUNTY).update(leader="刘区长", phone="03952220000")
    assert contact() == ("刘区长", "039******00", False)
    named("chief", name="带班领导甲")
    named(name="王值班")
    named(first=8, last=20, name="下一班")
    assert contact() == ("王值班", "139******34", True)


def test_a_telephone_lies_sealed_and_showing_it_leaves_a_line() -> None:
    turn = named()
    assert PHONE.encode() not in bytes(turn.phone)
    officer = make_actor("duty_officer")
    assert get_duty_phone(officer, unit_key=COUNTY, now=NOW) == PHONE
    line = AuditLine.objects.latest("id")
    assert (line.verb, line.subject) == ("hq.get_duty_phone", COUNTY)
    with pytest.raises(Missing):
        get_duty_phone(make_actor("duty_officer", OTHER_COUNTY), unit_key=COUNTY, now=NOW)


def test_a_post_has_one_person_at_a_time_until_the_turn_is_taken_out() -> None:
    turn = named()
    named(first=8, last=20)
    with pytest.raises(Stale, match="turn_is_taken"):
        named(first=7, last=9)
    with pytest.raises(Refused, match="reason_needed"):
        take_turn_out(make_actor("duty_officer", COUNTY), turn_id=turn.id, reason="", now=NOW)
    take_turn_out(make_actor("duty_officer", COUNTY), turn_id=turn.id, reason="换班", now=NOW)
    named(first=-1, last=8, name="替班")
    turns = list_turns(make_actor("duty_officer", COUNTY), unit_key=COUNTY, now=NOW)
    assert [(one.name, one.is_now) for one in turns] == [("替班", True), ("王值班", False)]


def test_everything_wrong_with_a_turn_is_said_at_once() -> None:
    with pytest.raises(Refused) as refused:
        named("cook", first=-1, last=-2, name=" ")
    assert refused.value.facts["problems"] == (
        "unknown_post,turn_needs_name_and_phone,turn_ends_before_it_starts,turn_is_over"
    )


def test_the_directory_shows_a_telephone_only_to_who_asks_for_it() -> None:
    named()
    client = sit_down("duty_officer")
    page = client.get(reverse("hq:directory")).content.decode()
    assert "王值班" in page and PHONE not in page
    assert PHONE in client.get(f"{reverse('hq:directory')}?ring={COUNTY}").content.decode()
    assert client.get(reverse("hq:directory_of", args=[COUNTY])).status_code == 200
    assert (
        sit_down("county_liaison", OTHER_COUNTY).get(reverse("hq:directory_of", args=[COUNTY])).status_code
        == 404
    )


def test_somebody_is_put_on_the_rota_on_its_page() -> None:
    client = sit_down("duty_officer")
    said = {
        "unit_key": CITY,
        "post": "chief",
        "name": "赵副市长",
        "phone": PHONE,
        "starts_at": "2021-08-05T08:00",
        "ends_at": "2021-08-05T20:00",
    }
    assert client.post(reverse("hq:rota"), said).status_code == 302
    assert client.post(reverse("hq:rota"), said).status_code == 409
    page = client.get(reverse("hq:rota")).content.decode()
    assert "赵副市长" in page and "139******34" in page
    client.post(reverse("hq:take_turn_out", args=[DutyTurn.objects.get().id]), {"reason": "换班"})
    assert "赵副市长" not in client.get(reverse("hq:rota")).content.decode()
