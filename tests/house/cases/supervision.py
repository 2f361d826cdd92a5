"""督导检查: visits, findings, order sheets."""

from datetime import timedelta

from tests.house.case import Arguments, Elsewhere, case
from tests.world import CITY, COUNTY, NOW, actor_with, unit
from tests.world_supervision import (
    FOUR,
    drafted,
    fixed,
    found,
    issued,
    make_findings,
    make_signed_for,
    open_event,
    photo,
    somebody,
    village,
)
from yanpan.base.documents.models import Document
from yanpan.streams.supervision.models import FindingPhoto, OrderSheet
from yanpan.streams.supervision.operations import (
    check_order_sheet,
    keep_order_sheet_scan,
    order_by_word,
    recheck_finding,
    record_visit,
    sign_order_sheet,
)
from yanpan.streams.supervision.queries import Wanted

PLACE: Arguments = {"unit_key": "", "title": "姬石镇卡点", "kind": "checkpoint"}


def a_sheet(steps: int = 0) -> OrderSheet:
    """Drafted, and as many steps further: checked, signed, issued."""
    found()
    [sheet] = drafted()
    if steps == 3:
        return issued(sheet)
    for step, name in ((check_order_sheet, "checker"), (sign_order_sheet, "signer"))[:steps]:
        version = Document.objects.get(id=sheet.document_id).version
        step(somebody(CITY, name), sheet_id=sheet.id, version=version, now=FOUR)
    return sheet


def with_version(sheet: OrderSheet) -> Arguments:
    return {"sheet_id": sheet.id, "version": Document.objects.get(id=sheet.document_id).version}


def of_a_county() -> Arguments:
    """A finding of the county's own headquarters, which somebody there may act on."""
    finding = found(by=somebody(COUNTY))
    return {"finding_id": finding.id, "version": finding.version}


@case("supervision.record_visit")
def _record_visit(count: int) -> Arguments:
    open_event()
    return {**PLACE, "unit_key": village(), "line": "checkpoints"}


@case("supervision.withdraw_visit")
def _withdraw_visit(count: int) -> Arguments:
    open_event()
    said: Arguments = {**PLACE, "unit_key": village(), "line": "checkpoints"}
    visit = record_visit(somebody(COUNTY), now=NOW, **said)
    return {"visit_id": visit.id, "reason": "登记到了别的卡点"}


@case("supervision.prepare_finding")
def _prepare_finding(count: int) -> Arguments:
    make_findings(count)
    return {"unit_key": village()}


@case("supervision.record_finding")
def _record_finding(count: int) -> Arguments:
    open_event()
    return {
        **PLACE,
        "unit_key": village(),
        "rule": "checkpoint_unattended",
        "severity": 3,
        "seen": "卡点空无一人",
        "photos": [photo()],
    }


@case("supervision.assign_finding")
def _assign_finding(count: int) -> Arguments:
    due = NOW + timedelta(hours=3)
    return {**of_a_county(), "owner_key": "411104104", "due": due, "note": "由镇里整改"}


@case("supervision.withdraw_finding")
def _withdraw_finding(count: int) -> Arguments:
    return {**of_a_county(), "reason": "看错了地点"}


@case("supervision.order_by_word")
def _order_by_word(count: int) -> Arguments:
    return of_a_county()


@case("supervision.start_fixing")
def _start_fixing(count: int) -> Arguments:
    [finding] = make_signed_for()
    return {"finding_id": finding.id, "version": finding.version, "note": "正在隔出通道"}


@case("supervision.report_fixed")
def _report_fixed(count: int) -> Arguments:
    [finding] = make_signed_for()
    return {
        "finding_id": finding.id,
        "version": finding.version,
        "note": "已设独立通道",
        "photos": [photo()],
    }


@case("supervision.recheck_finding", at=CITY)
def _recheck_finding(count: int) -> Arguments:
    finding = fixed(make_signed_for()[0])
    return {"finding_id": finding.id, "version": finding.version, "holds": True}


@case("supervision.reopen_finding", at=CITY)
def _reopen_finding(count: int) -> Arguments:
    finding = fixed(make_signed_for()[0])
    done = recheck_finding(
        somebody(CITY, "looker"), finding_id=finding.id, version=finding.version, holds=True, now=FOUR
    )
    return {"finding_id": done.id, "version": done.version, "reason": "复查看错了入口"}


@case("supervision.list_findings", grows=True)
def _list_findings(count: int) -> Arguments:
    make_findings(count)
    path = unit(COUNTY).path
    return {"event_id": open_event().id, "unit_path": path, "wanted": Wanted(), "page": 1}


@case("supervision.list_to_fix", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_to_fix(count: int) -> Arguments:
    make_signed_for(count)
    return {"event_id": open_event().id, "page": 1}


@case("supervision.get_finding")
def _get_finding(count: int) -> Arguments:
    return {"finding_id": make_signed_for()[0].id}


@case("supervision.get_finding_photo")
def _get_finding_photo(count: int) -> Arguments:
    found()
    return {"photo_id": FindingPhoto.objects.get().id}


@case("supervision.count_findings", grows=True)
def _count_findings(count: int) -> Arguments:
    make_findings(count)
    return {"event_id": open_event().id, "unit_key": COUNTY}


@case("supervision.list_visits", grows=True)
def _list_visits(count: int) -> Arguments:
    make_findings(count)
    return {"event_id": open_event().id, "unit_path": unit(COUNTY).path, "line": "", "page": 1}


@case("supervision.draft_order_sheets", at=CITY, grows=True)
def _draft_order_sheets(count: int) -> Arguments:
    make_findings(count)
    return {"body_key": CITY, "now": FOUR}


@case("supervision.check_order_sheet", at=CITY)
def _check_order_sheet(count: int) -> Arguments:
    return with_version(a_sheet())


@case("supervision.send_back_order_sheet", at=CITY)
def _send_back_order_sheet(count: int) -> Arguments:
    return {**with_version(a_sheet()), "reason": "整改时限有误"}


@case("supervision.sign_order_sheet", at=CITY)
def _sign_order_sheet(count: int) -> Arguments:
    return with_version(a_sheet(1))


@case("supervision.issue_order_sheet", at=CITY)
def _issue_order_sheet(count: int) -> Arguments:
    return {**with_version(a_sheet(2)), "channel": "platform"}


@case("supervision.void_order_sheet", at=CITY)
def _void_order_sheet(count: int) -> Arguments:
    return {**with_version(a_sheet(2)), "reason": "责任单位有误"}


@case("supervision.keep_order_sheet_scan", at=CITY)
def _keep_order_sheet_scan(count: int) -> Arguments:
    return {"sheet_id": a_sheet(2).id, "scan": photo()}


@case("supervision.list_order_sheets", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_order_sheets(count: int) -> Arguments:
    for finding in make_findings(count):
        order_by_word(somebody(), finding_id=finding.id, version=1, now=NOW)
    for sheet in OrderSheet.objects.select_related("document", "body"):
        issued(sheet)
    return {"event_id": open_event().id, "wanted": "", "page": 1}


@case("supervision.get_order_sheet_card")
def _get_order_sheet_card(count: int) -> Arguments:
    return {"sheet_id": a_sheet(3).id}


@case("supervision.get_order_sheet")
def _get_order_sheet(count: int) -> Arguments:
    return {"sheet_id": a_sheet(3).id}


@case("supervision.get_order_sheet_paper")
def _get_order_sheet_paper(count: int) -> Arguments:
    return {"sheet_id": a_sheet(3).id}


@case("supervision.open_order_sheet_scan")
def _open_order_sheet_scan(count: int) -> Arguments:
    sheet = a_sheet(3)
    keeper = actor_with("supervision.keep_order_sheet_scan")
    keep_order_sheet_scan(keeper, sheet_id=sheet.id, scan=photo(), now=FOUR)
    return {"sheet_id": sheet.id}


@case("supervision.call_the_late", elsewhere=Elsewhere.NOTHING, grows=True)
def _call_the_late(count: int) -> Arguments:
    make_findings(count, now=NOW - timedelta(days=2))
    return {}
