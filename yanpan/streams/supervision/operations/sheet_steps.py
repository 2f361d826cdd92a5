"""A sheet's steps: checked, signed with its number, issued, then its owner signs; void where it was wrong."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from yanpan.base.documents.attachments import CleanFile, keep_attachment
from yanpan.base.documents.keeping import acknowledge, check, issue, keep_scan, locked, send_back, sign, void
from yanpan.base.documents.models import Document
from yanpan.base.documents.rules import State as PaperState
from yanpan.base.events.queries import event_view
from yanpan.base.gate import Actor, operation, under
from yanpan.base.tasks.handovers import FixFinding
from yanpan.base.tasks.sending import call_back
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.supervision.models import Finding, OrderLine, OrderSheet
from yanpan.streams.supervision.operations.order_sheets import standing_lines, standing_on
from yanpan.streams.supervision.operations.ordering import hand_over
from yanpan.streams.supervision.rules.findings import State


def _sheet_to_change(actor: Actor, sheet_id: UUID, version: int | None = None) -> tuple[OrderSheet, Document]:
    """Of the actor's headquarters, locked with its paper. Missing elsewhere; Stale if it is not as it was seen."""
    sheet = (
        OrderSheet.objects.select_for_update(of=("self",))
        .select_related("body", "owner")
        .filter(under("body__path", actor), id=sheet_id)
        .first()
    )
    if sheet is None:
        raise Missing("order_sheet")
    document = locked(sheet.document_id)
    if version is not None and document.version != version:
        raise Stale("document_moved_on", state=document.state)
    return sheet, document


@operation("supervision.check_order_sheet", subject="sheet_id", records=("version",))
def check_order_sheet(actor: Actor, *, sheet_id: UUID, version: int, now: datetime) -> OrderSheet:
    """核稿: by anybody but who drafted it. Refused('another_person_checks')."""
    sheet, document = _sheet_to_change(actor, sheet_id, version)
    check(document, by=actor.name, now=now)
    return sheet


@operation("supervision.send_back_order_sheet", subject="sheet_id", records=("version",), words=("reason",))
def send_back_order_sheet(
    actor: Actor, *, sheet_id: UUID, version: int, reason: str, now: datetime
) -> OrderSheet:
    """退回: with what is wrong; its findings are corrected, then it is checked again."""
    sheet, document = _sheet_to_change(actor, sheet_id, version)
    send_back(document, reason=reason, by=actor.name)
    return sheet


@operation("supervision.sign_order_sheet", subject="sheet_id", records=("version",))
def sign_order_sheet(actor: Actor, *, sheet_id: UUID, version: int, now: datetime) -> OrderSheet:
    """签发: by a third person; it gets its number, and what it says is fixed. Refused('a_third_person_signs')."""
    sheet, document = _sheet_to_change(actor, sheet_id, version)
    sign(document, by=actor.name, now=now)
    return sheet


@operation("supervision.issue_order_sheet", subject="sheet_id", records=("version", "channel"))
def issue_order_sheet(
    actor: Actor, *, sheet_id: UUID, version: int, channel: str, now: datetime
) -> OrderSheet:
    """印发: it has gone out; what was not ordered by word before is handed over now, with the owner's clock."""
    sheet, document = _sheet_to_change(actor, sheet_id, version)
    issue(document, channel=channel, by=actor.name, now=now)
    standing = sheet.lines.filter(ended_at=None, finding__state=State.FOUND)
    fresh = [line.finding for line in standing.select_related("finding__body", "finding__owner")]
    hand_over(actor, fresh, event_view(sheet.event_id), now)
    Finding.objects.filter(id__in=[one.id for one in fresh]).update(state=State.ORDERED.value, ordered_at=now)
    acknowledge_complete([sheet], now)
    return sheet


@operation("supervision.void_order_sheet", subject="sheet_id", records=("version",), words=("reason",))
def void_order_sheet(actor: Actor, *, sheet_id: UUID, version: int, reason: str, now: datetime) -> OrderSheet:
    """作废: its findings wait for another sheet. Refused('order_sheet_is_signed_for') once its owner took one."""
    sheet, document = _sheet_to_change(actor, sheet_id, version)
    findings = standing_on(sheet)
    if any(one.state not in (State.FOUND, State.ORDERED) for one in findings):
        raise Refused("order_sheet_is_signed_for")
    void(document, reason=reason, by=actor.name, now=now)
    ids = [one.id for one in findings]
    call_back(actor, FixFinding.REQUEST, ids, now=now)
    Finding.objects.filter(id__in=ids).update(state=State.FOUND.value, ordered_at=None)
    standing_lines([sheet]).update(ended_at=now)
    return sheet


@operation("supervision.keep_order_sheet_scan", subject="sheet_id")
def keep_order_sheet_scan(actor: Actor, *, sheet_id: UUID, scan: CleanFile, now: datetime) -> OrderSheet:
    """Keep the stamped paper as it went out."""
    sheet, document = _sheet_to_change(actor, sheet_id)
    keep_scan(document, keep_attachment(sheet.body_id, scan, by=actor.name, now=now))
    return sheet


def acknowledge_complete(sheets: Sequence[OrderSheet], now: datetime) -> None:
    """签收: an issued sheet is acknowledged once its owner has signed for all that stands on it."""
    waiting = (State.FOUND.value, State.ORDERED.value)
    open_ones = set(standing_lines(sheets).filter(finding__state__in=waiting).values_list("sheet", flat=True))
    standing = set(standing_lines(sheets).values_list("sheet", flat=True))
    for sheet in sheets:
        document = locked(sheet.document_id)
        if sheet.id in standing - open_ones and document.state == PaperState.ISSUED:
            acknowledge(document, at=now)


def sheets_of(finding_ids: Sequence[UUID]) -> list[OrderSheet]:
    """The sheets these findings stand on, in one order for everybody who locks them."""
    lines = OrderLine.objects.filter(finding__in=finding_ids, ended_at=None)
    return list(OrderSheet.objects.filter(lines__in=lines).distinct().order_by("id"))
