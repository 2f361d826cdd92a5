"""The pages of a day of the headquarters."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from tests import world
from tests.world import COUNTY, make_event, make_list, make_people_sought
from yanpan.base.indicators.models import Confirmation, CutOff
from yanpan.base.indicators.registry import REPORTS
from yanpan.base.places.models import Unit
from yanpan.hq.models import Item, ItemFile
from yanpan.shell.asking import forget_actors
from yanpan.shell.navigation import PAGES
from yanpan.shell.tests.desk import sit_down

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_the_drills_hour(settings: Settings) -> None:
    settings.YANPAN_CLOCK = "yanpan.hq.tests.test_views.now"
    forget_actors()


def now() -> object:
    return world.NOW


def fix(name: str = "18:00", **given: str) -> CutOff:
    """The duty officer fixes the city's figures."""
    client = sit_down("duty_officer")
    client.post(reverse("hq:fix"), {"name": name, **given})
    return CutOff.objects.latest("version")


def test_the_first_page_of_a_duty_officer_is_the_desk() -> None:
    make_event()
    assert sit_down("duty_officer").get("/").headers["Location"] == reverse("hq:desk")


def test_a_headquarters_without_an_event_says_what_to_do() -> None:
    assert "在“事件”中" in sit_down("duty_officer").get(reverse("hq:desk")).content.decode()


def test_the_desk_shows_the_account_and_the_way_to_its_rows(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    make_list(5)
    client = sit_down("duty_officer")
    with django_assert_max_num_queries(90):
        page = client.get(reverse("hq:desk")).content.decode()
    assert "逐条相符" in page
    assert f"{reverse('verification:tasks')}?wanted=in_hand&amp;unit=411100" in page


def test_every_number_of_a_room_leads_to_a_page_of_the_menu() -> None:
    """What leads nowhere is said here, so that nobody takes it for a link."""
    rows = {where.partition("?")[0] for report in REPORTS.values() for where in report.count_rows.values()}
    assert rows - set(PAGES) <= {"verification:referrals", "verification:pockets"}


def test_a_commander_sees_the_numbers_without_links_to_persons() -> None:
    make_list(5)
    page = sit_down("commander").get(reverse("hq:desk")).content.decode()
    assert "逐条相符" in page and reverse("verification:tasks") not in page


def test_the_poll_gets_the_live_part_alone() -> None:
    make_list(1)
    page = sit_down("duty_officer").get(reverse("hq:desk"), headers={"HX-Request": "true"})
    assert "<html" not in page.content.decode()


def test_a_county_confirms_once_and_the_city_sees_it() -> None:
    make_event()
    county = sit_down("county_liaison", COUNTY)
    assert county.post(reverse("hq:confirm")).status_code == 302
    assert county.post(reverse("hq:confirm")).status_code == 409
    [made] = Confirmation.objects.all()
    assert (made.unit.key, made.name) == (COUNTY, "18:00")
    page = sit_down("duty_officer").get(reverse("hq:cut_offs")).content.decode()
    assert page.count("tag done") == 1 and "未确认" in page


def test_a_cut_off_names_who_is_missing() -> None:
    make_list(3)
    sit_down("county_liaison", COUNTY).post(reverse("hq:confirm"))
    cut_off = fix()
    page = sit_down("duty_chief").get(reverse("hq:cut_off", args=[cut_off.id])).content.decode()
    missing = page[page.index('class="missing"') :].partition("</dd>")[0]
    assert "临颍县" in missing and "召陵区" not in missing


def test_a_second_version_needs_a_reason() -> None:
    make_event()
    fix()
    client = sit_down("duty_chief")
    answer = client.post(reverse("hq:fix"), {"name": "18:00", "reason": ""})
    assert answer.status_code == 422 and CutOff.objects.count() == 1
    client.post(reverse("hq:fix"), {"name": "18:00", "reason": "舞阳补报"})
    assert CutOff.objects.count() == 2


@pytest.mark.parametrize(
    ("ending", "begins"), [("html", b"<!doctype"), ("docx", b"PK"), ("xlsx", b"PK"), ("pdf", b"%PDF")]
)
def test_a_brief_comes_out_in_every_format_and_twice_the_same(ending: str, begins: bytes) -> None:
    make_list(3)
    cut_off = fix()
    client = sit_down("duty_chief")
    first, second = (client.get(reverse("hq:brief", args=[cut_off.id, ending])) for _ in range(2))
    assert first.content.startswith(begins) and first.content == second.content
    if ending == "html":
        assert "sha256-" in first.headers["Content-Security-Policy"]
    else:
        assert quote("演练数据-漯河市-研判材料-20210805-1800-v1") in first.headers["Content-Disposition"]


def test_a_brief_of_another_county_does_not_exist() -> None:
    make_event()
    cut_off = fix()
    client = sit_down("county_liaison", COUNTY)
    assert client.get(reverse("hq:brief", args=[cut_off.id, "html"])).status_code == 404


def make_item(**given: object) -> Item:
    cut_off = fix()
    return Item.objects.create(
        id=cut_off.id,
        event=cut_off.event,
        unit=cut_off.unit,
        cut_off=cut_off,
        owner=Unit.objects.get(key=COUNTY),
        code="rows_late",
        facts={"count": 9, "received": 20},
        severity=3,
        due_at=world.NOW + timedelta(hours=4),
        proposed_at=world.NOW,
        **given,
    )


def test_weak_links_become_proposed_items() -> None:
    make_event()
    cut_off = fix()
    sit_down("duty_chief").post(reverse("hq:propose", args=[cut_off.id]))
    owners = set(Item.objects.values_list("owner__key", flat=True))
    assert COUNTY in owners  # nobody confirmed


def test_an_item_is_dispatched_with_what_counts_as_done() -> None:
    make_event()
    item = make_item()
    client = sit_down("duty_chief")
    assert "20 条中有 9 条已超时限" in client.get(reverse("hq:items")).content.decode()
    address = reverse("hq:item", args=[item.id])
    assert "2021-08-05T19:40" in client.get(address).content.decode()
    step = {"act": "dispatch", "demand": "全部核查", "v": 1}
    past = client.post(address, step | {"due_at": "2021-08-05T08:00"})
    assert past.status_code == 422 and "时限已过" in past.content.decode()
    seen_before = client.post(address, step | {"due_at": "2021-08-05T22:00", "v": 7})
    assert seen_before.status_code == 409
    client.post(address, step | {"due_at": "2021-08-05T22:00"})
    item.refresh_from_db()
    assert item.state == "sent" and item.demand == "全部核查"


def test_who_reports_done_does_not_strike_off() -> None:
    make_event()
    item = make_item(state="in_work")
    address = reverse("hq:item", args=[item.id])
    officer = sit_down("county_liaison", COUNTY)
    paper = SimpleUploadedFile("证明.pdf", b"%PDF-1.4 nothing", "application/pdf")
    officer.post(address, {"act": "report", "evidence": "附名单", "v": 1, "photo": paper})
    item.refresh_from_db()
    assert item.state == "reported"
    assert 'value="strike-off"' not in officer.get(address).content.decode()
    chief = sit_down("duty_chief")
    page = chief.get(address).content.decode()
    assert "核验通过" in page and "附名单" in page
    [file] = ItemFile.objects.all()
    opened = chief.get(reverse("hq:item_file", args=[file.id]))
    assert opened.content == b"%PDF-1.4 nothing" and "no-store" in opened.headers["Cache-Control"]
    chief.post(address, {"act": "strike-off", "v": item.version})
    item.refresh_from_db()
    assert item.state == "struck_off"


def test_what_somebody_decided_is_written_down_or_everything_missing_is_said() -> None:
    make_event()
    chief = sit_down("duty_chief")
    said: dict[str, object] = {
        "owner_key": COUNTY,
        "matter": "村口值守补人",
        "demand": "双岗",
        "due_at": "2021-08-05T22:00",
    }
    said |= {"indicator": "", "origin": "mayor", "severity": "2", "helpers": [COUNTY]}
    absurd = chief.post(reverse("hq:decide"), said | {"due_at": "9999-12-31T23:59"})
    assert absurd.status_code == 422 and "2000年至2099年" in absurd.content.decode()
    wrong = chief.post(reverse("hq:decide"), said | {"due_at": "2021-08-05T08:00"})
    assert wrong.status_code == 422
    assert "时限已过" in wrong.content.decode() and "牵头单位不能同时" in wrong.content.decode()
    made = chief.post(reverse("hq:decide"), said | {"helpers": []})
    item = Item.objects.get()
    assert made.headers["Location"] == reverse("hq:item", args=[item.id])
    assert (item.origin, item.matter, item.state) == ("mayor", "村口值守补人", "proposed")


def test_a_pages_numbers_work_in_a_city_with_nothing_in_it() -> None:
    make_event()
    assert "逐条相符" in sit_down("supervisor").get(reverse("hq:desk")).content.decode()
    make_people_sought(1, at=COUNTY)
    assert sit_down("county_liaison", COUNTY).get(reverse("hq:desk")).status_code == 200
