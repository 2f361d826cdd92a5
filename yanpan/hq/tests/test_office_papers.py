"""Notices and briefs on their way: signed once, voided, corrected, signed for; the page of the office's wording."""

from typing import Any

import pytest
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, make_actor, make_event
from yanpan.base.documents.models import Document, PaperWording
from yanpan.base.documents.wording import worded
from yanpan.base.indicators.operations import fix_cut_off
from yanpan.hq.models import Circular
from yanpan.hq.operations.briefs import draft_brief
from yanpan.hq.operations.notices import NoticeText, acknowledge_notice, draft_notice
from yanpan.hq.operations.office_papers import check_document, issue_document, sign_document
from yanpan.hq.queries.office_papers import get_document
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.shell.asking import forget_actors
from yanpan.shell.tests.desk import sit_down

pytestmark = pytest.mark.django_db
SAID = NoticeText("做好返乡人员登记", "请逐户登记。", (COUNTY, OTHER_COUNTY))


def now_of(document_id: Any) -> dict[str, Any]:
    document = Document.objects.get(id=document_id)
    return {"document_id": document.id, "version": document.version, "now": NOW}


def drafted() -> Circular:
    make_event()
    return draft_notice(make_actor("duty_officer"), unit_key=CITY, said=SAID, now=NOW)


def issued() -> Circular:
    made = drafted()
    check_document(make_actor("duty_chief"), **now_of(made.document_id))
    sign_document(make_actor("commander"), **now_of(made.document_id))
    issue_document(make_actor("duty_officer"), channel="platform", **now_of(made.document_id))
    return made


def test_a_notice_is_seen_by_its_receivers_once_it_is_out_and_acknowledged_when_all_have_signed() -> None:
    waiting = drafted()
    with pytest.raises(Missing):
        get_document(make_actor("county_liaison", COUNTY), document_id=waiting.document_id, now=NOW)
    made = issued_of(waiting)
    for unit_key, state in ((COUNTY, "issued"), (COUNTY, "issued"), (OTHER_COUNTY, "acknowledged")):
        actor = make_actor("county_liaison", unit_key)
        acknowledge_notice(actor, circular_id=made.id, unit_key=unit_key, now=NOW)
        assert get_document(actor, document_id=made.document_id, now=NOW).document.state == state


def test_who_sends_a_notice_does_not_sign_for_its_receivers() -> None:
    made = issued()
    with pytest.raises(Missing):
        acknowledge_notice(make_actor("duty_officer"), circular_id=made.id, unit_key=COUNTY, now=NOW)
    assert not made.receivers.exclude(signed_at=None).exists()


def issued_of(made: Circular) -> Circular:
    check_document(make_actor("duty_chief"), **now_of(made.document_id))
    sign_document(make_actor("commander"), **now_of(made.document_id))
    issue_document(make_actor("duty_officer"), channel="platform", **now_of(made.document_id))
    return made


def test_signed_twice_from_one_page_it_has_one_number() -> None:
    made = drafted()
    check_document(make_actor("duty_chief"), **now_of(made.document_id))
    seen = now_of(made.document_id)
    sign_document(make_actor("commander"), **seen)
    with pytest.raises(Stale):
        sign_document(make_actor("commander"), **seen)
    assert Document.objects.get(id=made.document_id).number == "演练漯疫防指办〔2021〕1号"


def test_a_signed_notice_is_corrected_by_a_later_number() -> None:
    made = issued()
    again = draft_notice(
        make_actor("duty_officer"),
        unit_key=CITY,
        said=SAID,
        circular_id=made.id,
        version=now_of(made.document_id)["version"],
        now=NOW,
    )
    issued_of(again)
    earlier = Document.objects.get(id=made.document_id)
    assert (earlier.state, earlier.replaced_by_id) == ("corrected", again.document_id)


def test_all_that_a_notice_lacks_is_said_at_once() -> None:
    make_event()
    with pytest.raises(Refused) as refused:
        draft_notice(make_actor("duty_officer"), unit_key=CITY, said=NoticeText("", "", ()), now=NOW)
    assert len(str(refused.value.facts["problems"]).split(",")) == 3


def test_the_brief_of_figures_is_drafted_once_and_a_later_version_corrects_it() -> None:
    chief, event = make_actor("duty_chief"), make_event()
    fixed: dict[str, Any] = {"event_id": event.id, "unit_key": CITY, "name": "18:00", "on": NOW.date()}
    first = fix_cut_off(chief, reason="", now=NOW, **fixed)
    made = draft_brief(make_actor("duty_officer"), cut_off_id=first.id, now=NOW)
    with pytest.raises(Stale, match="brief_is_drafted"):
        draft_brief(make_actor("duty_officer"), cut_off_id=first.id, now=NOW)
    check_document(chief, **now_of(made.document_id))
    sign_document(make_actor("commander"), **now_of(made.document_id))
    later = fix_cut_off(chief, reason="数字有误", now=NOW, **fixed)
    again = draft_brief(make_actor("duty_officer"), cut_off_id=later.id, now=NOW)
    assert again.document.corrects_id == made.document_id


def test_the_chief_words_a_paper_anew_on_its_page_and_hears_all_that_is_wrong(settings: Settings) -> None:
    settings.YANPAN_CLOCK = "yanpan.hq.tests.test_views.now"
    forget_actors()
    make_event()
    desk, address = sit_down("duty_chief"), reverse("hq:wording", args=["order_sheet"])
    said = {f"part_{name}": text for name, text in worded("order_sheet").texts.items()}
    wrong = desk.post(address, {**said, "v": 0, "part_title": "", "part_opening": "{nobody}", "reason": ""})
    page = wrong.content.decode()
    assert wrong.status_code == 422 and "{nobody}" in page and "{count}" in page and "不能为空" in page
    assert (
        desk.post(address, {**said, "v": 0, "part_title": "工作交办单", "reason": "统一标题"}).status_code
        == 302
    )
    assert "第1版" in desk.get(address).content.decode()
    assert PaperWording.objects.get().texts["title"] == "工作交办单"
    assert sit_down("duty_officer").post(address, {**said, "v": 1}).status_code == 403
