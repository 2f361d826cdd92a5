"""Open boards: asked every two seconds, drawn anew only when something changed, counted once for all who look."""

import io
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django.fixtures import Settings

from tests import world
from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, make_event, make_list, unit
from yanpan.base.jobs.changes import change_token
from yanpan.shell.asking import forget_actors
from yanpan.shell.tests.desk import sit_down
from yanpan.streams.verification.models import ListBatch, ListRow, VerificationTask
from yanpan.streams.verification.operations import close_topic
from yanpan.streams.verification.reports import make_report
from yanpan.streams.verification.tests.lists import opened_topic

pytestmark = pytest.mark.django_db
LATER = [NOW]


@pytest.fixture(autouse=True)
def _at_the_drills_hour(settings: Settings) -> None:
    settings.YANPAN_CLOCK = "yanpan.streams.verification.tests.test_boards_live.now"
    LATER[0] = NOW
    make_event()
    forget_actors()


def now() -> datetime:
    return LATER[0]


def asked(client: Client, url: str, seen: str) -> int:
    return client.get(url, {"seen": seen}, headers={"HX-Request": "true"}).status_code


@pytest.mark.parametrize("name", ["board_of", "board_by"])
def test_an_open_board_is_drawn_anew_only_when_something_changed(name: str) -> None:
    topic = opened_topic()
    client = sit_down("county_liaison", COUNTY)
    url = reverse(f"verification:{name}", args=[COUNTY] if name == "board_of" else [COUNTY, "list"])
    page = client.get(url)
    token = page.context["token"]
    assert f"seen={token}" in page.content.decode()
    assert asked(client, url, token) == 204
    close_topic(world.make_actor("duty_chief"), topic_id=topic.id, now=NOW)
    assert asked(client, url, token) == 200
    LATER[0] = NOW + timedelta(minutes=1)  # a clock may have ended
    assert asked(client, url, change_token(topic.event_id, NOW)) == 200


def test_looking_is_no_change() -> None:
    batch = make_list(2, at=COUNTY)
    client = sit_down("county_liaison", COUNTY)
    before = change_token(batch.event_id, NOW)
    assert client.get(reverse("verification:tasks")).status_code == 200
    assert change_token(batch.event_id, NOW) == before


def test_an_open_board_of_another_county_is_not_given_what_is_kept() -> None:
    make_list(2, at=COUNTY)
    url = reverse("verification:board_of", args=[COUNTY])
    mine, other = sit_down("county_liaison", COUNTY), sit_down("county_liaison", OTHER_COUNTY)
    assert asked(mine, url, "") == 200
    assert asked(other, url, "") == 404


@pytest.mark.parametrize(
    ("name", "arguments"),
    [("board_of", [COUNTY]), ("board_by", [COUNTY, "pocket"]), ("rates", [COUNTY]), ("pockets", [COUNTY])],
)
def test_a_board_is_taken_along_with_its_unit_hour_and_taker(name: str, arguments: list[str]) -> None:
    make_list(3, at=COUNTY)
    client = sit_down("county_liaison", COUNTY)
    answer = client.get(reverse(f"verification:{name}", args=arguments), {"as": "xlsx"})
    assert answer.status_code == 200 and ".xlsx" in answer["Content-Disposition"]
    for sheet in load_workbook(io.BytesIO(answer.content)):
        first = str(sheet["A1"].value)
        assert unit(COUNTY).name in first and "2021-08-05 15:40" in first
        assert f"county_liaison-{COUNTY}" in first and "演练数据" in first
        head, foot = sheet.oddHeader, sheet.oddFooter
        assert head is not None and foot is not None
        assert unit(COUNTY).name in str(head.center.text) + str(foot.center.text)
        assert all("演练0" not in str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_rates_say_what_is_divided_by_what_and_where_the_base_comes_from() -> None:
    make_list(3, at=COUNTY)
    page = sit_down("county_liaison", COUNTY).get(reverse("verification:rates", args=[COUNTY]))
    text = page.content.decode()
    assert "0.00%" in text and "0/3" in text
    for one in page.context["indicators"]:
        assert str(one.source) and str(one.denominator)
    assert {"verification.controlled_rate", "verification.pocket_leak"} <= {
        one.id for one in page.context["indicators"]
    }


def test_rates_and_pockets_of_another_county_do_not_exist() -> None:
    client = sit_down("county_liaison", COUNTY)
    for name in ("rates", "pockets"):
        assert client.get(reverse(f"verification:{name}", args=[OTHER_COUNTY])).status_code == 404


def test_a_board_whose_rows_and_persons_differ_says_so() -> None:
    make_list(2, at=COUNTY)
    (extra,) = world.make_people_sought(1, at=CITY)

    VerificationTask.objects.filter(id=extra.id).update(custody=unit(COUNTY))  # a person without a row
    client = sit_down("county_liaison", COUNTY)
    page = client.get(reverse("verification:board_of", args=[COUNTY]))
    assert not page.context["board"].identity_holds


def test_a_list_half_taken_in_still_adds_up() -> None:
    batch = make_list(2, at=CITY, state="confirmed")
    ListBatch.objects.filter(id=batch.id).update(person_rows=5)
    report = make_report(batch.event_id, unit(CITY).path, NOW)
    counts = {one.name: one.value for one in report.counts if one.unit == CITY}
    assert (counts["received"], counts["in_hand"], counts["unread"]) == (5, 5, 3)
    assert report.checks == {"identity": True}
    ListBatch.objects.filter(id=batch.id).update(state="taken_in")  # rows are missing: it must not hold
    assert make_report(batch.event_id, unit(CITY).path, NOW).checks == {"identity": False}


def test_open_topics_stand_in_the_report_with_their_own_account() -> None:
    opened_topic("专题0")
    batch = make_list(3, at=COUNTY)
    ListBatch.objects.filter(id=batch.id).update(topic="专题0")
    (line,) = make_report(batch.event_id, unit(CITY).path, NOW + timedelta(hours=25)).topics
    counts = dict(line.counts)
    assert (line.title, counts["received"], counts["in_hand"], counts["late"]) == ("专题0", 3, 3, 3)


@pytest.mark.parametrize(
    "page",
    ["/hq/", "/verification/", f"/verification/board/{CITY}/by/list/", "/verification/lists/"],
)
def test_no_page_touches_the_files_while_a_list_is_half_way(page: str) -> None:
    # Sorted by its list's columns, a list of 100,000 rows carried its file of 8 MB along with each row.
    batch = make_list(2, at=CITY)
    ListBatch.objects.filter(id=batch.id).update(state="confirmed", person_rows=5)
    client = sit_down("duty_officer", CITY)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    assert any(ListRow._meta.db_table in one["sql"] for one in asked)
    assert not [one["sql"] for one in asked if '"content"' in one["sql"] or '"row_keys"' in one["sql"]]
