"""Papers of the office: minutes, briefs, notices, scans, and how they are worded."""

from uuid import UUID

from tests.house.case import Arguments, Elsewhere, case
from tests.house.cases.hq import _cut_off, _minutes, _named, _paper, _sheet
from tests.world import COUNTY, NOW, TOWNSHIP, actor_with, make_event
from yanpan.base.documents.attachments import CleanFile
from yanpan.base.documents.models import Document
from yanpan.base.documents.wording import worded
from yanpan.hq.models import Item
from yanpan.hq.operations.notices import NoticeText, draft_notice
from yanpan.hq.operations.office_papers import (
    check_document,
    issue_document,
    keep_document_scan,
    sign_document,
)

SCAN = CleanFile("image/jpeg", b"\xff\xd8\xff")
SAID = NoticeText("做好返乡人员登记", "请各村逐户登记。", (TOWNSHIP,))


@case("documents.get_wording")
def _get_wording(count: int) -> Arguments:
    return {"body_key": COUNTY, "kind": "order_sheet"}


@case("documents.write_wording")
def _write_wording(count: int) -> Arguments:
    texts = {**worded("order_sheet").texts, "title": "工作交办单"}
    about = {"kind": "order_sheet", "version": 0, "reason": "统一标题"}
    return {"body_key": COUNTY, "texts": texts, **about}


@case("hq.list_documents", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_documents(count: int) -> Arguments:
    make_event()
    for _ in range(count):
        draft_notice(_named("drafter", draft_notice), unit_key=COUNTY, said=SAID, now=NOW)
    return {}


@case("hq.get_document")
def _get_document(count: int) -> Arguments:
    return {"document_id": _minutes().id}


@case("hq.check_document")
def _check_document(count: int) -> Arguments:
    return _paper("drafted")


@case("hq.send_back_document")
def _send_back_document(count: int) -> Arguments:
    return _paper("drafted", reason="漏列请假单位")


@case("hq.sign_document")
def _sign_document(count: int) -> Arguments:
    return _paper("checked")


@case("hq.issue_document")
def _issue_document(count: int) -> Arguments:
    return _paper("signed", channel="platform")


@case("hq.void_document")
def _void_document(count: int) -> Arguments:
    return _paper("signed", reason="议定事项有误")


@case("hq.keep_document_scan")
def _keep_document_scan(count: int) -> Arguments:
    sheet = Item.objects.select_related("sheet").get(id=_sheet("signed")).sheet
    assert sheet is not None
    return {"document_id": sheet.id, "version": sheet.version, "scan": SCAN}


@case("hq.open_document_scan")
def _open_document_scan(count: int) -> Arguments:
    paper = _paper("signed", scan=SCAN)
    keep_document_scan(actor_with("hq.keep_document_scan", unit_key=COUNTY), now=NOW, **paper)
    return {"document_id": paper["document_id"]}


@case("hq.draft_notice")
def _draft_notice(count: int) -> Arguments:
    make_event()
    return {"unit_key": COUNTY, "said": SAID}


@case("hq.acknowledge_notice", at=TOWNSHIP)
def _acknowledge_notice(count: int) -> Arguments:
    return {"circular_id": _issued_notice(), "unit_key": TOWNSHIP}


def _issued_notice() -> UUID:
    make_event()
    made = draft_notice(_named("drafter", draft_notice), unit_key=COUNTY, said=SAID, now=NOW)
    for step in (check_document, sign_document, issue_document):
        given = {"channel": "platform"} if step is issue_document else {}
        version = Document.objects.get(id=made.document_id).version
        step(_named(step.__name__, step), document_id=made.document_id, version=version, now=NOW, **given)
    return made.id


@case("hq.draft_brief")
def _draft_brief(count: int) -> Arguments:
    return {"cut_off_id": _cut_off().id}
