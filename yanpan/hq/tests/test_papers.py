"""上级文件: registered once, answered by its deadline or rung about; an instruction becomes an item."""

import io
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from pytest_django.fixtures import Settings

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, TOWNSHIP, make_actor, make_event, unit
from yanpan.base.documents.models import Attachment
from yanpan.base.events.models import Event
from yanpan.base.gate import Actor
from yanpan.base.jobs.rounds import ROUNDS
from yanpan.base.notices.models import Notice
from yanpan.hq.models import IncomingPaper, Item
from yanpan.hq.operations.papers import answer_paper, register_paper, void_paper
from yanpan.hq.queries.papers import list_papers
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.shell.asking import forget_actors
from yanpan.shell.tests.desk import sit_down

pytestmark = pytest.mark.django_db
NUMBER = "豫疫情防指办〔2021〕52号"


@pytest.fixture(autouse=True)
def _at_the_drills_hour(settings: Settings) -> None:
    settings.YANPAN_CLOCK = "yanpan.hq.tests.test_papers.now"
    forget_actors()


def now() -> datetime:
    return NOW


def of(role: str, unit_key: str = CITY) -> Actor:
    return replace(make_actor(role, unit_key), name=f"{role}-{unit_key}")


def registered(number: str = NUMBER, **given: object) -> IncomingPaper:
    if not Event.objects.exists():
        make_event()
    said: dict[str, object] = {
        "kind": "paper",
        "source": "省指挥部办公室",
        "title": "关于开展专项排查的通知",
        "received_at": NOW,
        "due_at": NOW + timedelta(hours=24),
        "owner_key": COUNTY,
    }
    return register_paper(of("duty_officer"), unit_key=CITY, number=number, now=NOW, **said | given)  # type: ignore[arg-type]


def numbers(actor: Actor, wanted: str = "") -> list[str]:
    found = list_papers(actor, event_id=Event.objects.get().id, wanted=wanted, now=NOW)
    return [one.number for one in found]


def walk(when: datetime) -> list[str]:
    one = ROUNDS["hq.papers"]
    one.walk(Actor(name="keeper", permissions=one.rights, units=(unit(CITY).path,)), when)
    return list(
        Notice.objects.filter(matter="papers_overdue", answered_at=None).values_list("unit__key", flat=True)
    )


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    return out.getvalue()


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(Refused) as refused:
        registered(" ", kind="rumour", title="", due_at=NOW - timedelta(hours=1))
    assert refused.value.facts["problems"] == (
        "unknown_kind_of_paper,paper_number_missing,paper_title_missing,due_before_it_came"
    )


def test_a_number_of_one_sender_is_registered_once_and_anew_after_it_was_void() -> None:
    first = registered()
    with pytest.raises(Stale, match="paper_is_registered"):
        registered()
    registered(source="市委办公室")
    void_paper(of("duty_officer"), paper_id=first.id, reason="来文机关写错", version=1, now=NOW)
    registered()
    assert numbers(of("duty_officer"), "void") == [NUMBER]


def test_the_unit_that_answers_sees_it_and_answers_it() -> None:
    paper = registered()
    assert numbers(of("county_liaison", COUNTY)) == [NUMBER]
    assert numbers(of("county_liaison", OTHER_COUNTY)) == []
    with pytest.raises(Missing):
        answer_paper(of("county_liaison", OTHER_COUNTY), paper_id=paper.id, number="1号", version=1, now=NOW)
    with pytest.raises(Missing):
        void_paper(of("county_liaison", COUNTY), paper_id=paper.id, reason="不归我们", version=1, now=NOW)
    answer_paper(
        of("county_liaison", COUNTY), paper_id=paper.id, number="召疫防指〔2021〕9号", version=1, now=NOW
    )
    assert numbers(of("duty_officer"), "answered") == [NUMBER]
    with pytest.raises(Stale):
        answer_paper(of("duty_officer"), paper_id=paper.id, number="2号", version=2, now=NOW)


def test_past_its_deadline_the_unit_that_answers_is_rung_until_it_has() -> None:
    paper = registered()
    assert walk(NOW + timedelta(hours=24)) == []
    assert walk(NOW + timedelta(hours=24, minutes=1)) == [COUNTY]
    answer_paper(of("county_liaison", COUNTY), paper_id=paper.id, number="9号", version=1, now=NOW)
    assert walk(NOW + timedelta(hours=25)) == []


def test_a_paper_without_a_deadline_is_never_late() -> None:
    registered(due_at=None)
    assert walk(NOW + timedelta(days=30)) == [] and numbers(of("duty_officer"), "due") == []


def test_what_is_due_stands_before_what_came_later() -> None:
    registered("1号", due_at=NOW + timedelta(hours=9))
    registered("2号", due_at=None)
    registered("3号", due_at=NOW + timedelta(hours=2))
    assert numbers(of("duty_officer")) == ["3号", "1号", "2号"]


def test_a_scanned_paper_is_registered_on_the_page_and_opened() -> None:
    make_event()
    client = sit_down("duty_officer")
    said = {
        "kind": "paper",
        "number": NUMBER,
        "source": "省指挥部办公室",
        "title": "专项排查",
        "received_at": "2021-08-05T15:00",
        "due_at": "2021-08-06T15:00",
        "owner_key": COUNTY,
        "scan": SimpleUploadedFile("来文.png", picture(), "image/png"),
    }
    assert client.post(reverse("hq:paper_new"), said).status_code == 302
    paper = IncomingPaper.objects.get()
    page = client.get(reverse("hq:papers")).content.decode()
    assert NUMBER in page and reverse("hq:paper_scan", args=[paper.id]) in page
    scan = client.get(reverse("hq:paper_scan", args=[paper.id]))
    assert scan["Content-Type"] == "image/jpeg" and b"PNG" not in bytes(Attachment.objects.get().content)[:64]


def test_a_file_that_is_no_picture_is_refused_at_the_form() -> None:
    make_event()
    said = {
        "kind": "paper",
        "number": NUMBER,
        "source": "省",
        "title": "通知",
        "received_at": "2021-08-05T15:00",
        "scan": SimpleUploadedFile("来文.exe", b"MZ program", "image/png"),
    }
    assert sit_down("duty_officer").post(reverse("hq:paper_new"), said).status_code == 422
    assert not IncomingPaper.objects.exists()


def test_an_instruction_becomes_an_item_with_one_key() -> None:
    paper = registered("8月5日批示", kind="instruction", source="市长", title="今晚清零")
    client = sit_down("duty_officer")
    said = {
        "version": 1,
        "matter": "今晚清零",
        "owner_key": COUNTY,
        "demand": "超时人数为零",
        "due_at": "2021-08-05T23:00",
    }
    client.post(reverse("hq:paper_step", args=[paper.id, "item"]), said)
    item = Item.objects.get()
    assert (item.origin, item.owner.key) == ("instruction", COUNTY)
    assert (
        reverse("hq:item", args=[item.id])
        in client.get(reverse("hq:paper", args=[paper.id])).content.decode()
    )


def test_a_township_that_owes_nothing_sees_nothing() -> None:
    registered()
    page = sit_down("township_clerk", TOWNSHIP).get(reverse("hq:papers"))
    assert page.status_code == 200 and NUMBER not in page.content.decode()
    assert numbers(of("township_clerk", TOWNSHIP)) == []
