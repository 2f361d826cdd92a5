"""Minutes: attendance and decisions by themselves, three people, corrected by a later number."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document as Docx
from pytest_django.fixtures import Settings

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, make_actor, make_event, unit
from yanpan.base.documents.models import Document
from yanpan.base.indicators.operations import fix_cut_off
from yanpan.hq.models import Meeting
from yanpan.hq.operations import Decision, decide_item
from yanpan.hq.operations.attendance import call_meeting, cancel_meeting, note_attendance
from yanpan.hq.operations.link_notes import add_link
from yanpan.hq.operations.minutes import draft_minutes
from yanpan.hq.operations.office_papers import check_document, issue_document, sign_document, void_document
from yanpan.hq.queries.minutes import get_minutes
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.shell.asking import forget_actors
from yanpan.shell.tests.desk import sit_down

pytestmark = pytest.mark.django_db
EVENING = NOW + timedelta(hours=4)


@pytest.fixture(autouse=True)
def _at_the_drills_hour(settings: Settings) -> None:
    settings.YANPAN_CLOCK = "yanpan.hq.tests.test_views.now"
    forget_actors()


def held() -> Meeting:
    """Two came, one of them a stand-in; one item was decided, one weak link added."""
    event = make_event()
    officer, chief = make_actor("duty_officer"), make_actor("duty_chief")
    cut_off = fix_cut_off(
        chief, event_id=event.id, unit_key=CITY, name="15:40", on=NOW.date(), reason="", now=NOW
    )
    meeting = call_meeting(officer, unit_key=CITY, at=EVENING, chair="指挥长", place="二楼会议室", now=NOW)
    note_attendance(officer, meeting_id=meeting.id, unit_key=COUNTY, presence="present", now=NOW)
    note_attendance(
        officer, meeting_id=meeting.id, unit_key=OTHER_COUNTY, presence="stand_in", person="副县长", now=NOW
    )
    decide_item(
        chief,
        event_id=event.id,
        unit_key=CITY,
        owner_key=COUNTY,
        due_at=EVENING,
        decided=Decision(matter="村口值守补人", demand="双人双岗"),
        cut_off_id=cut_off.id,
        now=NOW,
    )
    add_link(chief, cut_off_id=cut_off.id, unit_key=COUNTY, text="夜间无人值守", now=NOW)
    return meeting


def drafted(meeting: Meeting) -> None:
    said = {"progress": "首轮排查完成。", "demands": "一是压实责任。\n二是夜间加岗。"}
    there = Meeting.objects.select_related("minutes").get(id=meeting.id).minutes
    version = there.version if there else 0
    draft_minutes(make_actor("duty_officer"), meeting_id=meeting.id, version=version, now=NOW, **said)


def paper_of(meeting: Meeting) -> dict[str, Any]:
    """The paper of its minutes as it stands, to be acted on."""
    paper = Meeting.objects.select_related("minutes").get(id=meeting.id).minutes
    assert paper is not None
    return {"document_id": paper.id, "version": paper.version, "now": NOW}


def signed(meeting: Meeting) -> None:
    check_document(make_actor("duty_chief"), **paper_of(meeting))
    sign_document(make_actor("commander"), **paper_of(meeting))


def test_attendance_and_decisions_come_by_themselves_and_three_people_sign() -> None:
    meeting = held()
    drafted(meeting)
    with pytest.raises(Refused, match="another_person_checks"):
        check_document(make_actor("duty_officer"), **paper_of(meeting))
    signed(meeting)
    with pytest.raises(Stale):
        sign_document(make_actor("commander"), **paper_of(meeting))
    issue_document(make_actor("duty_officer"), channel="fax", **paper_of(meeting))
    kept = get_minutes(make_actor("commander"), meeting_id=meeting.id, now=NOW)
    assert kept is not None
    document, text = kept
    assert (document.state, document.number) == ("issued", "演练漯疫防指纪〔2021〕1号")
    owner, other = unit(COUNTY).name, unit(OTHER_COUNTY).name
    assert text["presence"] == {"present": [owner], "stand_in": [f"{other}（副县长）"]}
    assert [(one["owner"], one["matter"]) for one in text["decisions"]] == [(owner, "村口值守补人")]
    assert text["contested"] == [["own", owner, "夜间无人值守"]]


def test_drafted_anew_after_the_signature_it_is_a_correction() -> None:
    meeting = held()
    drafted(meeting)
    signed(meeting)
    drafted(meeting)
    signed(meeting)
    assert list(Document.objects.order_by("sequence").values_list("state", "sequence")) == [
        ("corrected", 1),
        ("signed", 2),
    ]


def test_void_minutes_keep_their_number_and_are_written_anew() -> None:
    meeting = held()
    drafted(meeting)
    signed(meeting)
    void_document(make_actor("duty_chief"), reason="议定事项有误", **paper_of(meeting))
    drafted(meeting)
    signed(meeting)
    assert list(Document.objects.order_by("sequence").values_list("state", "sequence", "corrects")) == [
        ("void", 1, None),
        ("signed", 2, None),
    ]


def test_a_void_correction_is_followed_by_another_correction_of_the_same_paper() -> None:
    meeting = held()
    drafted(meeting)
    signed(meeting)
    drafted(meeting)
    signed_twice = paper_of(meeting)
    void_document(make_actor("duty_chief"), reason="更正有误", **signed_twice)
    drafted(meeting)
    signed(meeting)
    first = Document.objects.get(sequence=1)
    newest = Meeting.objects.select_related("minutes").get(id=meeting.id).minutes
    assert newest is not None and newest.corrects_id == first.id and first.state == "corrected"


def test_of_two_desks_the_second_is_told_that_the_first_wrote() -> None:
    meeting = held()
    officer, chief = make_actor("duty_officer"), make_actor("duty_chief")
    draft_minutes(officer, meeting_id=meeting.id, version=0, progress="甲稿", demands="", now=NOW)
    with pytest.raises(Stale, match="document_moved_on"):
        draft_minutes(chief, meeting_id=meeting.id, version=0, progress="乙稿", demands="", now=NOW)
    kept = get_minutes(officer, meeting_id=meeting.id, now=NOW)
    assert kept is not None and kept[1]["progress"] == "甲稿"


def test_no_minutes_of_a_cancelled_meeting_nor_of_another_headquarters() -> None:
    meeting = held()
    with pytest.raises(Missing):
        get_minutes(make_actor("duty_officer", COUNTY), meeting_id=meeting.id, now=NOW)
    cancel_meeting(make_actor("duty_officer"), meeting_id=meeting.id, reason="改期", now=NOW)
    with pytest.raises(Stale, match="meeting_is_cancelled"):
        drafted(meeting)


def step(desk: Client, meeting: Meeting, name: str) -> str:
    paper = paper_of(meeting)
    address = reverse("hq:document_step", args=[paper["document_id"], name])
    return desk.post(address, {"v": paper["version"]}, follow=True).content.decode()


def test_the_page_drafts_signs_and_gives_the_paper() -> None:
    meeting = held()
    address = reverse("hq:minutes", args=[meeting.id])
    officer = sit_down("duty_officer")
    assert "尚未拟稿" in officer.get(address).content.decode()
    told = officer.post(address, {"progress": "联系13812345678", "demands": ""})
    assert told.status_code == 422 and not Document.objects.exists()
    officer.post(address, {"progress": "首轮排查完成。", "demands": "一是压实责任。"})
    own = step(officer, meeting, "check")
    assert "请他人核稿" in own
    step(sit_down("duty_chief"), meeting, "check")
    step(sit_down("commander"), meeting, "sign")
    page = officer.get(address).content.decode()
    assert "演练漯疫防指纪〔2021〕1号" in page and "村口值守补人" in page
    paper = Docx(io.BytesIO(officer.get(reverse("hq:minutes_file", args=[meeting.id, "docx"])).content))
    said = "\n".join(
        [one.text for one in paper.paragraphs]
        + [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    )
    for words in (
        "研判会议纪要",
        "指挥长",
        "代会",
        "一、主要进展",
        "三、议定事项",
        "夜间无人值守",
        "双人双岗",
    ):
        assert words in said
