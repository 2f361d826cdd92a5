"""A table of receipts for many letters: kept as it came, proposed row by row, entered where a person says so."""

from datetime import datetime, timedelta
from uuid import UUID

from yanpan.base.events.queries import current_event
from yanpan.base.gate import Actor, operation, under
from yanpan.base.places.queries import get_unit
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import Sealer
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.exchange import ReadList
from yanpan.streams.verification.exchange.naming import RECEIPTS, name_in_house
from yanpan.streams.verification.models import LetterPerson, ReceiptSheet
from yanpan.streams.verification.operations.letters.receipts import keep_receipt
from yanpan.streams.verification.queries.letters.sheets import matches_of
from yanpan.streams.verification.rules import CO_INVESTIGATION

KEPT_OPEN = timedelta(hours=72)
MOST_ROWS = 300  # entered in one transaction


@operation("verification.receive_receipts", records=("sender",), words=("sender",))
def receive_receipts(actor: Actor, *, read: ReadList, sender: str, now: datetime) -> ReceiptSheet:
    """Keep a table of receipts, sealed. Stale('same_file_received'); Refused('sheet_of_receipts_too_long')."""
    force = get_unit(CO_INVESTIGATION)
    actor.must_cover(force.path)
    event = current_event()
    if read.person_rows > MOST_ROWS:
        raise Refused("sheet_of_receipts_too_long", most=MOST_ROWS)
    living = ReceiptSheet.objects.filter(event_id=event.id, file_digest=read.digest).exclude(state="void")
    if (same := living.defer("content").first()) is not None:
        raise Stale("same_file_received", file=same.file_name, at=same.received_at.isoformat())
    sheet_id = fresh_id(now)
    return ReceiptSheet.objects.create(
        id=sheet_id,
        event_id=event.id,
        unit_id=force.id,
        sender=sender[:80],
        file_name=name_in_house(RECEIPTS, sheet_id, now),
        file_digest=read.digest,
        content=Sealer(ReceiptSheet, now).seal_bytes("content", sheet_id, read.content),
        received_at=now,
        received_by=actor.name,
    )


@operation("verification.confirm_receipts", subject="sheet_id", records=("rows",))
def confirm_receipts(actor: Actor, *, sheet_id: UUID, rows: list[str], now: datetime) -> list[UUID]:
    """Enter the rows named (as `get_receipt_sheet` names them), all or none; the file then goes. Returns receipts.

    Raises Refused('rows_not_clear') if one of them is about nobody in particular or says too little.
    """
    sheet = _sheet(actor, sheet_id)
    by_key = {one.row.key: one for one in matches_of(actor, sheet)}
    chosen = [by_key[key] for key in dict.fromkeys(rows) if key in by_key]
    unclear = [key for key in dict.fromkeys(rows) if key not in by_key or by_key[key].person is None]
    if not rows or unclear:
        raise Refused("rows_not_clear", count=len(unclear))
    persons = _locked([one.person.id for one in chosen if one.person])
    receipts = [
        keep_receipt(
            actor,
            persons[one.person.id],
            one.row.answered,
            received_at=sheet.received_at,
            now=now,
            sheet=sheet,
        )
        for one in chosen
        if one.person
    ]
    _end(sheet, "confirmed", actor, now)
    sheet.rows_entered = len(receipts)
    sheet.save()
    return [one.id for one in receipts]


def _locked(ids: list[UUID]) -> dict[UUID, LetterPerson]:
    found = LetterPerson.objects.select_for_update(of=("self",)).filter(id__in=ids).order_by("id")
    return {one.id: one for one in found.select_related("letter__document")}


@operation("verification.put_away_receipts", subject="sheet_id", words=("reason",), records=("reason",))
def put_away_receipts(actor: Actor, *, sheet_id: UUID, reason: str, now: datetime) -> None:
    """Put away a table that is no table of receipts, or was sent twice; the file goes."""
    if not reason.strip():
        raise Refused("reason_needed")
    sheet = _sheet(actor, sheet_id)
    _end(sheet, "void", actor, now)
    sheet.save()


@operation("verification.forget_receipt_sheets")
def forget_receipt_sheets(actor: Actor, *, now: datetime) -> int:
    """Tables nobody confirmed within 72 hours are put away and their files go. Returns how many."""
    stale = ReceiptSheet.objects.filter(
        under("unit__path", actor), state="proposed", received_at__lt=now - KEPT_OPEN
    )
    return stale.update(state="void", content=b"", content_gone_at=now, ended_at=now, ended_by=actor.name)


def _sheet(actor: Actor, sheet_id: UUID) -> ReceiptSheet:
    found = ReceiptSheet.objects.select_for_update(of=("self",)).filter(
        under("unit__path", actor), id=sheet_id
    )
    sheet = found.first()
    if sheet is None:
        raise Missing("sheet")
    if sheet.state != "proposed":
        raise Stale("sheet_of_receipts_ended", state=sheet.state)
    return sheet


def _end(sheet: ReceiptSheet, state: str, actor: Actor, now: datetime) -> None:
    sheet.state, sheet.content, sheet.content_gone_at = state, b"", now
    sheet.ended_at, sheet.ended_by = now, actor.name
