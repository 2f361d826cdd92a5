"""Findings: entered on the spot, said if a second time, given to who answers, withdrawn where the inspector erred."""

from datetime import timedelta
from typing import Any

import pytest

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, TOWNSHIP, make_actor, unit
from tests.world_supervision import (
    DAY,
    FOUR,
    HOUR,
    drafted,
    fixed,
    found,
    issued,
    make_signed_for,
    open_event,
    photo,
    signed_for,
    somebody,
    village,
)
from tests.world_sweep import jpeg_with_gps, other_village
from yanpan.base.documents.attachments import open_attachment
from yanpan.base.documents.reading import says
from yanpan.base.tasks.models import Handover
from yanpan.base.tasks.operations import refuse_handovers
from yanpan.kernel.errors import Missing, NotPermitted, Refused, Stale
from yanpan.streams.supervision.models import Finding, FindingPhoto, OrderSheet, Visit
from yanpan.streams.supervision.operations import (
    assign_finding,
    draft_order_sheets,
    recheck_finding,
    record_finding,
    record_visit,
    withdraw_finding,
    withdraw_visit,
)
from yanpan.streams.supervision.queries import Wanted, get_finding, list_findings, list_visits

pytestmark = pytest.mark.django_db


def withdrawn(finding: Finding, reason: str = "看错了地点") -> Finding:
    finding.refresh_from_db()
    actor = somebody(CITY, "inspector")
    return withdraw_finding(
        actor, finding_id=finding.id, version=finding.version, reason=reason, now=FOUR + 2 * HOUR
    )


def test_what_was_seen_is_kept_sealed_with_its_line_its_owner_and_its_hour() -> None:
    finding = found()
    assert (finding.line, finding.owner.key, finding.body.key) == ("infection_control", COUNTY, CITY)
    assert finding.due_at == NOW + DAY and finding.state == "found"
    assert "入口" not in str(bytes(finding.seen))
    facts = get_finding(make_actor("supervisor"), finding_id=finding.id, now=NOW)
    assert (facts.seen, facts.told) == ("发热病人与普通门诊共用入口", "卫生院院长")


def test_a_grave_finding_is_due_in_four_hours() -> None:
    assert found(severity=3).due_at == NOW + 4 * HOUR


def test_the_photo_kept_says_neither_where_nor_with_what_it_was_taken() -> None:
    found()
    kept = open_attachment(FindingPhoto.objects.get().kept_id).content
    assert b"PhoneModel-7" in jpeg_with_gps() and b"PhoneModel-7" not in kept and b"Exif" not in kept


def test_all_that_is_missing_is_said_at_once() -> None:
    open_event()
    with pytest.raises(Refused) as refused:
        record_finding(
            somebody(),
            unit_key=village(),
            title="（ ）",
            kind="moon",
            rule="no_rule",
            severity=4,
            seen=" ",
            at=NOW + HOUR,
            photos=[photo()] * 4,
            now=NOW,
        )
    assert refused.value.facts["problems"] == (
        "finding_place_needed,finding_kind_needed,finding_rule_needed,finding_severity_needed,"
        "finding_seen_needed,finding_too_many_photos,finding_to_come"
    )


def test_a_prohibition_of_2022_is_no_rule_in_2021() -> None:
    with pytest.raises(Refused) as refused:
        found(rule="no_refusal_of_care")
    assert refused.value.facts["problems"] == "finding_rule_needed"
    assert found(rule="care_refused").line == "lawful_measures"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"seen": "联系13800001111整改"}, "identifier_in_free_text"),
        ({"told": "411102199001011237"}, "identifier_in_free_text"),
        ({"title": "13800001111的药店"}, "identifier_in_free_text"),
        ({"seen": "值班员张**不在岗"}, "masked_value_written_back"),
    ],
)
def test_no_person_is_written_into_a_finding(said: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused, match=code):
        found(**said)
    assert not Finding.objects.exists()


def test_the_owner_lies_between_the_headquarters_and_the_place_or_is_a_task_force() -> None:
    assert found(owner_key=TOWNSHIP).owner.key == TOWNSHIP
    assert found("别处", owner_key="force-communities").owner.kind == "force"
    for wrong in (CITY, OTHER_COUNTY, village()):
        with pytest.raises(Refused, match="finding_owner_wrong"):
            found("又一处", owner_key=wrong)
    assert found("县里查到", by=somebody(COUNTY)).owner.key == TOWNSHIP


def test_only_a_headquarters_inspects() -> None:
    with pytest.raises(Refused, match="no_headquarters"):
        found(by=somebody(TOWNSHIP))


def test_two_teams_find_it_once_while_it_is_open_in_its_hours() -> None:
    found()
    with pytest.raises(Refused, match="finding_is_open"):
        found(" 姬石镇 卫生院", by=somebody(COUNTY), now=NOW + HOUR)
    assert found(rule="staff_untested").times == 1
    assert found(unit_key=other_village()).times == 1


def test_the_same_rule_at_the_same_place_within_14_days_is_a_second_time() -> None:
    first = found(now=NOW - 13 * DAY)
    second = found("姬石镇（卫生院）")
    assert (first.times, second.times) == (1, 2)
    facts = get_finding(somebody(), finding_id=second.id, now=NOW)
    assert [one.id for one in facts.earlier] == [first.id]
    event = first.event_id
    again = list_findings(
        somebody(),
        event_id=event,
        unit_path=unit(COUNTY).path,
        wanted=Wanted(again=True),
        page=1,
        now=NOW,
    )
    assert [one.id for one in again] == [second.id]


def test_after_14_days_it_is_a_first_time_again() -> None:
    found(now=NOW - 14 * DAY)
    assert found().times == 1


def test_what_was_withdrawn_does_not_count_as_a_time_before() -> None:
    first, second = found(now=NOW - 2 * DAY), found()
    assert second.times == 2
    withdrawn(first)
    second.refresh_from_db()
    assert second.times == 1


def test_a_visit_without_a_finding_counts_and_one_entry_after_another_is_one_visit() -> None:
    open_event()
    inspector = somebody()
    said: dict[str, Any] = {
        "unit_key": village(),
        "title": "姬石镇卡点",
        "kind": "checkpoint",
        "line": "checkpoints",
    }
    visit = record_visit(inspector, now=NOW, **said)
    assert record_visit(inspector, now=NOW + timedelta(minutes=5), **said).id == visit.id
    finding = found("姬石镇卡点", by=inspector, now=NOW + HOUR, kind="checkpoint", rule="passed_unchecked")
    assert (finding.visit_id, Visit.objects.count()) == (visit.id, 1)
    [view] = list_visits(
        somebody(), event_id=visit.event_id, unit_path=unit(COUNTY).path, line="", page=1, now=NOW
    )
    assert (view.line, view.findings) == ("checkpoints", 1)


def test_a_visit_is_withdrawn_with_a_reason_and_only_without_findings() -> None:
    finding = found()
    with pytest.raises(Refused, match="visit_has_findings"):
        withdraw_visit(somebody(), visit_id=finding.visit_id, reason="误登", now=NOW)
    withdrawn(finding)
    with pytest.raises(Refused, match="reason_needed"):
        withdraw_visit(somebody(), visit_id=finding.visit_id, reason=" ", now=NOW)
    assert withdraw_visit(somebody(), visit_id=finding.visit_id, reason="误登", now=NOW).withdrawn_at == NOW


def test_a_finding_elsewhere_does_not_exist_and_a_county_acts_on_none_of_the_citys() -> None:
    finding = found()
    with pytest.raises(Missing):
        get_finding(somebody(OTHER_COUNTY), finding_id=finding.id, now=NOW)
    with pytest.raises(NotPermitted):
        withdraw_finding(somebody(COUNTY), finding_id=finding.id, version=1, reason="误登", now=NOW)


def test_another_owner_before_it_is_ordered_and_another_hour_with_the_reason() -> None:
    finding = found()
    said: dict[str, Any] = {"finding_id": finding.id, "due": NOW + 3 * HOUR, "now": NOW}
    with pytest.raises(Refused, match="reason_needed"):
        assign_finding(somebody(), version=1, owner_key=TOWNSHIP, note=" ", **said)
    moved = assign_finding(somebody(), version=1, owner_key=TOWNSHIP, note="由镇里直接整改", **said)
    assert (moved.owner.key, moved.due_at) == (TOWNSHIP, NOW + 3 * HOUR)
    with pytest.raises(Stale):
        assign_finding(somebody(), version=1, owner_key=COUNTY, note="又改", **said)


def test_what_is_ordered_keeps_its_owner_but_may_get_another_hour() -> None:
    [finding] = make_signed_for()
    said: dict[str, Any] = {
        "finding_id": finding.id,
        "due": FOUR + DAY,
        "note": "需采购隔板",
        "now": FOUR + HOUR,
    }
    with pytest.raises(Refused, match="finding_is_on_its_way"):
        assign_finding(somebody(), version=finding.version, owner_key=TOWNSHIP, **said)
    later = assign_finding(somebody(), version=finding.version, owner_key=COUNTY, **said)
    assert (later.due_at, later.state) == (FOUR + DAY, "acknowledged")


def test_a_refused_finding_waits_for_its_right_owner_and_goes_on_another_sheet() -> None:
    finding = found()
    [sheet] = drafted()
    issued(sheet)
    handover = Handover.objects.get(subject=finding.id)
    refuse_handovers(
        somebody(COUNTY),
        handover_ids=[handover.id],
        reason="该院归卫健专班管",
        right_unit_key="force-isolation",
        now=FOUR + HOUR,
    )
    finding.refresh_from_db()
    assert finding.state == "refused"
    facts = get_finding(somebody(), finding_id=finding.id, now=FOUR + HOUR)
    refused = facts.chain[-1]
    assert (refused.step, refused.note, refused.unit) == ("refused", "该院归卫健专班管", "转运隔离专班")
    assert not draft_order_sheets(somebody(), body_key=CITY, now=FOUR + 2 * HOUR)
    assign_finding(
        somebody(),
        finding_id=finding.id,
        version=finding.version,
        owner_key="force-isolation",
        due=finding.due_at,
        note="退回后改派",
        now=FOUR + 2 * HOUR,
    )
    [again] = draft_order_sheets(somebody(), body_key=CITY, now=FOUR + 2 * HOUR)
    assert again.owner.key == "force-isolation"


def test_withdrawing_the_only_finding_voids_its_sheet_and_calls_the_order_back() -> None:
    finding = found()
    [sheet] = drafted()
    issued(sheet)
    withdrawn(finding)
    sheet.document.refresh_from_db()
    assert (sheet.document.state, sheet.document.reason) == ("void", "看错了地点")
    assert Handover.objects.get(subject=finding.id).recalled_at is not None


def test_withdrawing_one_of_two_corrects_the_sheet_by_a_later_number() -> None:
    wrong, right = found(), found("姬石镇第二卫生室")
    [sheet] = drafted()
    issued(sheet)
    signed_for([right])
    withdrawn(wrong)
    correcting = OrderSheet.objects.get(follows=sheet)
    assert [one["finding"] for one in says(correcting.document)["items"]] == [str(right.id)]
    issued(correcting, now=FOUR + 3 * HOUR)
    sheet.document.refresh_from_db()
    correcting.document.refresh_from_db()
    assert sheet.document.state == "corrected"
    assert sheet.document.replaced_by_id == correcting.document_id
    assert correcting.document.state == "acknowledged"
    right.refresh_from_db()
    assert right.state == "acknowledged"


def test_withdrawing_one_of_two_on_a_draft_writes_the_draft_anew() -> None:
    wrong, right = found(), found("姬石镇第二卫生室")
    [sheet] = drafted()
    withdrawn(wrong)
    sheet.document.refresh_from_db()
    assert [one["finding"] for one in says(sheet.document)["items"]] == [str(right.id)]
    assert OrderSheet.objects.count() == 1


def test_what_is_struck_off_is_not_withdrawn() -> None:
    finding = fixed(make_signed_for()[0])
    done = recheck_finding(
        somebody(CITY, "looker"), finding_id=finding.id, version=finding.version, holds=True, now=FOUR + DAY
    )
    with pytest.raises(Stale):
        withdrawn(done)
