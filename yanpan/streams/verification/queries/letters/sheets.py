"""Tables of receipts: which rows are about whom, before anything is entered."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yanpan.base.gate import Actor, query, under
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.vault.masks import mask_id_number, mask_name
from yanpan.base.vault.sealing import open_bytes
from yanpan.kernel.errors import Missing
from yanpan.streams.verification.exchange import read_list
from yanpan.streams.verification.exchange.receipts import receipt_rows
from yanpan.streams.verification.models import ReceiptSheet
from yanpan.streams.verification.queries.letters.matching import Match, match_rows
from yanpan.streams.verification.rules.letters import all_formats
from yanpan.streams.verification.rules.receipts import receipt_problems


@dataclass(frozen=True, slots=True)
class SheetView:
    """One table of receipts (C1)."""

    id: UUID
    sender: str
    file_name: str
    received_at: datetime
    received_by: str
    state: str
    rows_entered: int


@dataclass(frozen=True, slots=True)
class ProposedReceipt:
    """One row as it would be entered, masked. problems: why it cannot be; person: of our letter, None if unclear."""

    key: str
    sheet: str
    row: int
    name: str
    id_number: str
    letter_number: str
    city_name: str
    short_code: str
    result: str
    place: str
    measure: str
    earlier: str
    problems: tuple[str, ...]

    @property
    def is_clear(self) -> bool:
        return not self.problems


def _view(sheet: ReceiptSheet) -> SheetView:
    return SheetView(
        sheet.id,
        sheet.sender,
        sheet.file_name,
        sheet.received_at,
        sheet.received_by,
        sheet.state,
        sheet.rows_entered,
    )


@query("verification.list_receipt_sheets", personal=False)
def list_receipt_sheets(actor: Actor, *, event_id: UUID, now: datetime) -> list[SheetView]:
    """The last 100 tables of receipts of the actor's units, newest first."""
    found = ReceiptSheet.objects.filter(under("unit__path", actor), event_id=event_id).defer("content")
    return [_view(one) for one in found.order_by("-received_at", "id")[:100]]


@query("verification.get_receipt_sheet", subject="sheet_id")
def get_receipt_sheet(
    actor: Actor, *, sheet_id: UUID, now: datetime
) -> tuple[SheetView, list[ProposedReceipt]]:
    """A table with its rows as they would be entered; no rows once it is confirmed or put away."""
    sheet = ReceiptSheet.objects.filter(under("unit__path", actor), id=sheet_id).first()
    if sheet is None:
        raise Missing("sheet")
    matches = matches_of(actor, sheet) if sheet.state == "proposed" else []
    return _view(sheet), [_proposed(one, now) for one in matches]


def matches_of(actor: Actor, sheet: ReceiptSheet) -> list[Match]:
    """The rows of a kept table, each with its person. Inside queries and operations only."""
    content = open_bytes(ReceiptSheet._meta.db_table, "content", sheet.id, sheet.content)
    rows = receipt_rows(read_list(content, sheet.file_name), all_formats()[0])
    return match_rows(actor, sheet.event_id, rows)


def _proposed(one: Match, now: datetime) -> ProposedReceipt:
    said = one.row.answered
    problems = [one.why_not] if one.why_not else []
    problems += [code.value for code in receipt_problems(said, now, now.astimezone(CITY_TIME).date())]
    letter = one.person.letter if one.person else None
    return ProposedReceipt(
        key=one.row.key,
        sheet=one.row.sheet,
        row=one.row.row,
        name=mask_name(one.row.name),
        id_number=mask_id_number(one.row.id_number),
        letter_number=letter.document.number if letter else one.row.number[:60],
        city_name=letter.city_name if letter else "",
        short_code=one.person.task.person.short_code if one.person else "",
        result=said.result,
        place=said.place,
        measure=said.measure,
        earlier=one.person.result if one.person else "",
        problems=tuple(problems),
    )
