"""7-1-7: the three intervals by hand, dates the house knows, dates entered, the page and its workbook."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django.fixtures import Settings

from tests.world import CITY, NOW, actor_with, make_event, unit
from yanpan.base.audit.models import AuditLine
from yanpan.base.events.models import Event
from yanpan.base.vault.randomness import fresh_id
from yanpan.hq.models import Milestone, RapidReport, RapidStep
from yanpan.hq.operations.timeliness import note_milestone
from yanpan.hq.queries.timeliness import Timeliness, get_timeliness
from yanpan.hq.rules.timeliness import RESPONSES, intervals
from yanpan.kernel.errors import Missing, Refused
from yanpan.shell.asking import forget_actors
from yanpan.shell.tests.desk import sit_down

DAY = timedelta(days=1)
FIRST = date(2021, 7, 20)


def days(**given: int) -> list[tuple[int | None, bool | None]]:
    """Each date by its day of July, day 20 the first case."""
    found = intervals({code: FIRST + after * DAY for code, after in given.items()})
    return [(one.days, one.met) for one in found]


def test_seven_one_seven_by_hand() -> None:
    responses = dict.fromkeys(RESPONSES, 9)
    assert days(emerged=0, detected=7, notified=8, **responses) == [(7, True), (1, True), (1, True)]
    late = responses | {"confirmed": 16}
    assert days(emerged=0, detected=8, notified=10, **late) == [(8, False), (2, False), (6, True)]
    later = responses | {"confirmed": 18}
    assert days(detected=8, notified=10, **later)[2] == (8, False)


def test_the_response_is_complete_with_the_last_of_seven_and_open_while_one_is_missing() -> None:
    six = dict.fromkeys(RESPONSES[:-1], 9)
    assert days(notified=8, **six)[2] == (None, None)


def test_what_is_not_recorded_has_no_days_and_the_wrong_order_meets_nothing() -> None:
    assert days() == [(None, None)] * 3
    assert days(emerged=0)[0] == (None, None)
    assert days(emerged=5, detected=3)[0] == (-2, None)


def report(kind: str = "fever", *, hours: int = 0, **given: Any) -> RapidReport:
    city = unit(CITY)
    known = {"event": Event.objects.get(), "unit": city, "holder": city, "kind": kind, "reported_by": "x"}
    sealed = dict.fromkeys(("place", "what", "seen_by", "done", "needed", "number", "call_answer"), b"")
    at = NOW - timedelta(hours=hours)
    clocks = dict.fromkeys(("happened_at", "reported_at", "call_back_by", "held_since"), at)
    return RapidReport.objects.create(id=fresh_id(NOW), **known | sealed | clocks | given)


def found() -> Timeliness:
    return get_timeliness(actor_with("hq.get_timeliness"), event_id=Event.objects.get().id, now=NOW)


def known(code: str) -> tuple[date | None, str]:
    [one] = [each for each in found().dates if each.code == code]
    return one.on, one.kept


@pytest.mark.django_db
def test_the_house_knows_when_it_was_reported_passed_up_and_opened() -> None:
    make_event()
    assert known("detected") == known("emerged") == known("notified") == (None, "")
    assert known("coordinated") == (date(2021, 8, 5), "event")
    report("accident", hours=100)
    report(hours=90, withdrawn_at=NOW, withdrawn_reason="误报")
    report(hours=30)
    first = report(hours=48)
    city = unit(CITY)
    step = {"report": first, "sender": city, "by": "x", "way": "phone"}
    RapidStep.objects.create(id=fresh_id(NOW), number=1, to_key=CITY, at=NOW - 2 * DAY, **step)
    RapidStep.objects.create(id=fresh_id(NOW), number=2, to_key="province", at=NOW - DAY, **step)
    assert known("detected") == (date(2021, 8, 3), "rapid_report")
    assert known("notified") == (date(2021, 8, 4), "passed_up")
    assert [(one.days, one.met) for one in found().intervals] == [(None, None), (1, True), (None, None)]


def note(
    code: str = "detected", on: date = FIRST, source: str = "流调报告", after: timedelta = timedelta()
) -> Milestone:
    officer = actor_with("hq.note_milestone")
    return note_milestone(
        officer, event_id=Event.objects.get().id, code=code, on=on, source=source, now=NOW + after
    )


@pytest.mark.django_db
def test_an_entered_date_counts_before_a_known_one_and_a_later_entry_before_an_earlier() -> None:
    make_event()
    report(hours=48)
    note()
    assert known("detected") == (FIRST, "entered")
    note(on=FIRST + DAY, after=timedelta(minutes=1))
    assert known("detected") == (FIRST + DAY, "entered") and Milestone.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"code": "x"}, "unknown_milestone"),
        ({"on": date(2021, 8, 6)}, "milestone_in_the_future"),
        ({"on": date(2001, 8, 6)}, "milestone_long_ago"),
        ({"source": " "}, "milestone_needs_a_source"),
    ],
)
def test_a_date_that_cannot_be_is_refused(wrong: dict[str, Any], problem: str) -> None:
    make_event()
    with pytest.raises(Refused) as refused:
        note(**wrong)
    assert problem in str(refused.value.facts["problems"])
    assert not Milestone.objects.exists()


@pytest.mark.django_db
def test_a_source_names_nobody() -> None:
    make_event()
    with pytest.raises(Refused, match="identifier_in_free_text"):
        note(source="张三 13812345678")


@pytest.mark.django_db
def test_an_event_there_is_not_is_missing() -> None:
    make_event()
    with pytest.raises(Missing):
        get_timeliness(actor_with("hq.get_timeliness"), event_id=fresh_id(NOW), now=NOW)


@pytest.mark.django_db
def test_the_officer_enters_a_date_on_the_page_and_takes_the_workbook_along(settings: Settings) -> None:
    settings.YANPAN_CLOCK = "yanpan.hq.tests.test_views.now"
    forget_actors()
    make_event()
    officer = sit_down("duty_officer")
    address = reverse("hq:timeliness")
    assert "未记录" in officer.get(address).content.decode()
    said = {"code": "emerged", "on": "2021-07-30", "source": "首例流调报告"}
    assert officer.post(address, said | {"on": "2021-08-06"}).status_code == 422
    assert officer.post(address, said, follow=True).status_code == 200
    page = officer.get(address).content.decode()
    assert "2021-07-30" in page and "首例流调报告" in page
    book = load_workbook(BytesIO(officer.get(reverse("hq:timeliness_workbook")).content))
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "2021-07-30" in cells and "首例流调报告" in cells
    assert AuditLine.objects.filter(verb="hq.note_milestone").count() <= 1
    reader = sit_down("commander")
    assert "首例流调报告" in reader.get(address).content.decode()
    assert reader.post(address, said).status_code == 403
    assert sit_down("village_worker", "411104104").get(address).status_code in (403, 404)
