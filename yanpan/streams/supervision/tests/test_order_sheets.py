"""Order sheets: one per owner at 16:00, numbered, issued, signed for; ordered by word first, the paper after."""

from datetime import datetime
from typing import Any

import pytest

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, OTHER_TOWNSHIP, TOWNSHIP, unit, villages_of
from tests.world_supervision import (
    DAY,
    FOUR,
    HOUR,
    MINUTE,
    drafted,
    fixed,
    found,
    issued,
    make_findings,
    make_signed_for,
    open_event,
    signed_for,
    somebody,
)
from yanpan.base.documents.reading import says
from yanpan.base.gate import Actor
from yanpan.base.jobs.rounds import ROUNDS
from yanpan.base.notices.models import Notice
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.tasks.models import Handover
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.supervision.models import OrderSheet
from yanpan.streams.supervision.operations import (
    call_the_late,
    check_order_sheet,
    draft_order_sheets,
    order_by_word,
    sign_order_sheet,
    void_order_sheet,
)
from yanpan.streams.supervision.queries import get_order_sheet, get_order_sheet_card, list_order_sheets

pytestmark = pytest.mark.django_db
KEEPER = "keeper"


def keeper() -> Actor:
    rights = ROUNDS["supervision.order_sheets"].rights | ROUNDS["supervision.late"].rights
    return Actor(name=KEEPER, role=KEEPER, permissions=rights, units=(unit(CITY).path,))


def draft_the_day(keeper: Actor, at: datetime) -> None:
    ROUNDS["supervision.order_sheets"].walk(keeper, at)


def call_about_the_late(keeper: Actor, at: datetime) -> None:
    ROUNDS["supervision.late"].walk(keeper, at)


def by_word(*, severity: int = 2) -> OrderSheet:
    return order_by_word(somebody(), finding_id=found(severity=severity).id, version=1, now=NOW)


def test_what_was_found_until_16_00_is_on_one_sheet_per_owner() -> None:
    there = villages_of(OTHER_TOWNSHIP)[0].key
    grave = found("姬石镇卡点", kind="checkpoint", rule="checkpoint_unattended", severity=3)
    first = found()
    found("繁城卫生院", unit_key=there)
    late = found("晚到", now=FOUR + MINUTE)
    sheets = drafted(now=FOUR + 10 * MINUTE)
    assert {sheet.owner.key: sheet.lines.count() for sheet in sheets} == {COUNTY: 2, OTHER_COUNTY: 1}
    said = says(next(sheet for sheet in sheets if sheet.owner.key == COUNTY).document)
    assert [one["finding"] for one in said["items"]] == [str(grave.id), str(first.id)]
    assert (said["items"][0]["rule"], said["items"][0]["line"]) == ("卡点无人值守", "交通管控")
    assert not late.orders.exists()


def test_before_16_00_no_sheet_is_drafted() -> None:
    found()
    with pytest.raises(Refused, match="too_early_for_order_sheets"):
        drafted(now=FOUR - MINUTE)


def test_the_keeper_drafts_them_after_16_00_and_adds_what_is_entered_late_to_the_draft() -> None:
    found()
    draft_the_day(keeper(), FOUR - MINUTE)
    assert not OrderSheet.objects.exists()
    draft_the_day(keeper(), FOUR)
    found("补录", now=FOUR + MINUTE, at=FOUR - HOUR)
    draft_the_day(keeper(), FOUR + 10 * MINUTE)
    sheet = OrderSheet.objects.get()
    assert sheet.document.drafted_by == KEEPER
    assert [one["place"] for one in says(sheet.document)["items"]] == ["姬石镇卫生院", "补录"]


def test_what_was_found_after_16_00_is_on_the_next_days_sheet() -> None:
    found(now=FOUR + HOUR)
    draft_the_day(keeper(), FOUR + 2 * HOUR)
    assert not OrderSheet.objects.exists()
    draft_the_day(keeper(), FOUR + DAY)
    assert OrderSheet.objects.get().on == (FOUR + DAY).astimezone(CITY_TIME).date()


def test_a_second_time_is_said_on_the_sheet() -> None:
    found(now=NOW - 2 * DAY)
    draft_the_day(keeper(), FOUR - DAY)
    found()
    draft_the_day(keeper(), FOUR)
    newest = OrderSheet.objects.order_by("-on").first()
    assert newest is not None
    assert [one["times"] for one in says(newest.document)["items"]] == [2]


def test_three_people_sign_it_and_it_gets_the_number_of_the_offices_order_sheets() -> None:
    found()
    [sheet] = drafted()
    with pytest.raises(Refused, match="another_person_checks"):
        check_order_sheet(somebody(CITY, "drafter"), sheet_id=sheet.id, version=1, now=FOUR)
    check_order_sheet(somebody(CITY, "checker"), sheet_id=sheet.id, version=1, now=FOUR)
    with pytest.raises(Refused, match="a_third_person_signs"):
        sign_order_sheet(somebody(CITY, "checker"), sheet_id=sheet.id, version=2, now=FOUR)
    with pytest.raises(Stale):
        sign_order_sheet(somebody(CITY, "signer"), sheet_id=sheet.id, version=1, now=FOUR)
    sign_order_sheet(somebody(CITY, "signer"), sheet_id=sheet.id, version=2, now=FOUR)
    sheet.document.refresh_from_db()
    assert sheet.document.number == "演练漯疫防指办交〔2021〕1号"


def test_its_owner_sees_it_once_it_is_issued_and_signs_for_each_finding_with_its_clock() -> None:
    findings = make_findings(2)
    [sheet] = drafted()
    with pytest.raises(Missing):
        get_order_sheet_card(somebody(COUNTY), sheet_id=sheet.id, now=FOUR)
    issued(sheet)
    handover = Handover.objects.filter(subject=findings[0].id).get()
    assert (handover.receiver.key, handover.acknowledge_by) == (COUNTY, FOUR + 2 * HOUR)
    signed_for(findings[:1])
    card = get_order_sheet_card(somebody(COUNTY), sheet_id=sheet.id, now=FOUR + HOUR)
    assert (card.findings, card.signed_for, card.document.state) == (2, 1, "issued")
    signed_for(findings[1:])
    card = get_order_sheet_card(somebody(COUNTY), sheet_id=sheet.id, now=FOUR + HOUR)
    assert (card.signed_for, card.document.state) == (2, "acknowledged")
    with pytest.raises(Missing):
        get_order_sheet(somebody(OTHER_COUNTY), sheet_id=sheet.id, now=FOUR + HOUR)


def test_a_county_orders_its_townships_under_its_own_number_and_the_city_sees_it() -> None:
    found(by=somebody(COUNTY))
    [sheet] = drafted(body=COUNTY)
    issued(sheet)
    sheet.document.refresh_from_db()
    assert (sheet.owner.key, sheet.document.number) == (TOWNSHIP, "演练召疫防指办交〔2021〕1号")
    seen = list_order_sheets(somebody(CITY), event_id=sheet.event_id, wanted="", page=1, now=FOUR)
    assert [one.id for one in seen] == [sheet.id]


def test_what_is_ordered_by_word_passes_at_once_and_its_paper_is_due_in_two_hours() -> None:
    sheet = by_word()
    finding = sheet.lines.get().finding
    assert (finding.state, sheet.paper_by) == ("ordered", NOW + 2 * HOUR)
    assert sheet.document.urgency == "most_urgent"
    assert Handover.objects.get(subject=finding.id).sent_at == NOW
    assert says(sheet.document)["items"][0]["by_word"] == NOW.isoformat()
    draft_the_day(keeper(), FOUR)
    assert OrderSheet.objects.count() == 1, "it stands on its own sheet, not on that of 16:00 too"


def test_a_paper_that_follows_is_acknowledged_if_its_owner_had_signed_before() -> None:
    sheet = by_word()
    signed_for([sheet.lines.get().finding], now=NOW + MINUTE)
    sheet.document.refresh_from_db()
    assert sheet.document.state == "drafted"
    issued(sheet, now=NOW + HOUR)
    sheet.document.refresh_from_db()
    assert sheet.document.state == "acknowledged"
    assert Handover.objects.count() == 1, "nothing goes twice"


def test_a_void_sheet_gives_its_findings_to_another_unless_somebody_signed_for_one() -> None:
    findings = make_findings(2)
    [sheet] = drafted()
    issued(sheet)
    sheet.document.refresh_from_db()
    said: dict[str, Any] = {"sheet_id": sheet.id, "reason": "时限有误", "now": FOUR + HOUR}
    void_order_sheet(somebody(), version=sheet.document.version, **said)
    assert Handover.objects.filter(recalled_at=None).count() == 0
    [again] = draft_order_sheets(somebody(), body_key=CITY, now=FOUR + HOUR)
    assert again.lines.count() == 2
    issued(again)
    signed_for(findings[:1])
    again.document.refresh_from_db()
    with pytest.raises(Refused, match="order_sheet_is_signed_for"):
        void_order_sheet(somebody(), version=again.document.version, **{**said, "sheet_id": again.id})


def calls() -> dict[tuple[str, str], dict[str, int]]:
    standing = Notice.objects.filter(answered_at=None).select_related("unit")
    return {(one.matter, one.unit.key): one.facts for one in standing}


def test_late_findings_papers_and_checks_ring_and_leave_the_list_once_they_are_settled() -> None:
    open_event()
    call_about_the_late(keeper(), FOUR)
    assert calls() == {}
    sheet = by_word(severity=3)
    call_about_the_late(keeper(), NOW + 2 * HOUR)
    assert calls() == {("order_papers_late", CITY): {"sheets": 1}}
    issued(sheet, now=NOW + 2 * HOUR)
    finding = signed_for([sheet.lines.get().finding], now=NOW + 3 * HOUR)[0]
    call_about_the_late(keeper(), NOW + 4 * HOUR)
    assert calls() == {("findings_late", COUNTY): {"findings": 1}}
    fixed(finding, now=NOW + 5 * HOUR)
    call_about_the_late(keeper(), NOW + 5 * HOUR)
    assert calls() == {}
    call_about_the_late(keeper(), NOW + 17 * HOUR)
    assert calls() == {("rechecks_late", CITY): {"findings": 1}}


def test_nobody_is_rung_at_night() -> None:
    found(severity=3)
    night = NOW + 8 * HOUR  # 23:40
    call_the_late(keeper(), now=night)
    assert calls() == {}
    call_the_late(keeper(), now=NOW + 17 * HOUR)
    assert calls() == {("findings_late", COUNTY): {"findings": 1}}


def test_of_an_order_nothing_waits_after_all_is_signed_for() -> None:
    [finding] = make_signed_for()
    assert (finding.state, finding.ordered_at) == ("acknowledged", FOUR + HOUR)
