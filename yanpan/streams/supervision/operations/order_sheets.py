"""What stands on an order sheet: written, written anew, taken off. Called inside operations of the room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from yanpan.base.documents.keeping import Draft, correct, draft, locked, redraft, void
from yanpan.base.documents.models import Document
from yanpan.base.documents.reading import says
from yanpan.base.documents.rules import NUMBERED
from yanpan.base.documents.rules import State as PaperState
from yanpan.base.events.queries import EventView
from yanpan.base.gate import Actor
from yanpan.base.places.models import Unit
from yanpan.base.policy.lines import line_of
from yanpan.base.policy.supervision import supervision_rules
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import unseal
from yanpan.streams.supervision.models import Finding, OrderLine, OrderSheet
from yanpan.streams.supervision.rules.sheets import KIND, SheetItem, SheetText, sheet_text, title_of

UNSIGNED = (PaperState.DRAFTED.value, PaperState.CHECKED.value)


@dataclass(frozen=True, slots=True)
class ToOrder:
    """A new sheet: of which headquarters, to which owner, on which day; by_word_at: if it was said first."""

    event: EventView
    body: Unit
    owner: Unit
    on: date
    by_word_at: datetime | None = None
    paper_by: datetime | None = None


def write_sheet(actor: Actor, to: ToOrder, findings: Sequence[Finding], *, now: datetime) -> OrderSheet:
    """A new draft with these findings on it."""
    text = _text(to.owner, _repeat_days(to.event), findings, now if to.by_word_at else None)
    document = draft(to.body.id, KIND, _said(text), by=actor.name, drill=to.event.drill, now=now)
    return _keep(to, document, findings, now)


def add_to_sheet(
    actor: Actor, sheet: OrderSheet, event: EventView, findings: Sequence[Finding], *, now: datetime
) -> OrderSheet:
    """The draft, written anew with these findings beside those on it."""
    document = locked(sheet.document_id)
    before = sheet_text(says(document))
    added = _text(sheet.owner, before.repeat_days, findings, None)
    text = SheetText(before.owner, before.responsible, before.repeat_days, before.items + added.items)
    redraft(document, _said(text), by=actor.name, now=now)
    _lines(sheet, findings, now, after=len(before.items))
    return sheet


def take_off_its_sheet(actor: Actor, finding: Finding, *, reason: str, now: datetime) -> None:
    """A draft is written anew without it; a signed sheet is corrected by a later number; an empty one is void."""
    line = OrderLine.objects.filter(finding=finding, ended_at=None).select_related("sheet").first()
    if line is None:
        return
    OrderLine.objects.filter(id=line.id).update(ended_at=now)
    document, left = locked(line.sheet.document_id), standing_on(line.sheet)
    if document.state in UNSIGNED and left:
        redraft(document, _without(document, finding), by=actor.name, now=now)
    elif document.state in NUMBERED and left:
        made = correct(document, _without(document, finding), by=actor.name, now=now)
        _follow(line.sheet, made, left, now)
    elif document.state in (*UNSIGNED, *NUMBERED):
        void(document, reason=reason, by=actor.name, now=now)


def standing_on(sheet: OrderSheet) -> list[Finding]:
    """The findings on a sheet now, in its order."""
    lines = sheet.lines.filter(ended_at=None).select_related("finding").order_by("number")
    return [line.finding for line in lines]


def standing_lines(sheets: Sequence[OrderSheet]) -> QuerySet[OrderLine]:
    return OrderLine.objects.filter(sheet__in=sheets, ended_at=None)


def _without(document: Document, finding: Finding) -> Draft:
    before = sheet_text(says(document))
    left = tuple(one for one in before.items if one.finding != str(finding.id))
    return _said(SheetText(before.owner, before.responsible, before.repeat_days, left))


def _follow(sheet: OrderSheet, document: Document, findings: Sequence[Finding], now: datetime) -> None:
    """What stands on stands on the correcting sheet from now on."""
    made = OrderSheet.objects.create(
        id=fresh_id(now),
        event_id=sheet.event_id,
        body_id=sheet.body_id,
        owner_id=sheet.owner_id,
        document=document,
        on=sheet.on,
        follows=sheet,
    )
    sheet.lines.filter(ended_at=None).update(ended_at=now)
    _lines(made, findings, now)


def _keep(to: ToOrder, document: Document, findings: Sequence[Finding], now: datetime) -> OrderSheet:
    sheet = OrderSheet.objects.create(
        id=fresh_id(now),
        event_id=to.event.id,
        body=to.body,
        owner=to.owner,
        document=document,
        on=to.on,
        by_word_at=to.by_word_at,
        paper_by=to.paper_by,
    )
    _lines(sheet, findings, now)
    return sheet


def _lines(sheet: OrderSheet, findings: Sequence[Finding], now: datetime, *, after: int = 0) -> None:
    OrderLine.objects.bulk_create(
        OrderLine(id=fresh_id(now), sheet=sheet, finding=one, number=number)
        for number, one in enumerate(findings, start=after + 1)
    )


def _said(text: SheetText) -> Draft:
    return Draft(title=title_of(text.owner), text=text.plain(), urgency=text.urgency)


def _repeat_days(event: EventView) -> int:
    return int(event.pack.rules["supervision"]["repeat_days"])


def _text(owner: Unit, repeat_days: int, findings: Sequence[Finding], by_word: datetime | None) -> SheetText:
    """As it is ordered now: what is changed of a finding later changes no paper."""
    words = {rule.key: rule.name_zh for rule in supervision_rules()}
    items = tuple(_item(one, words.get(one.rule, one.rule), by_word) for one in findings)
    return SheetText(owner.name, owner.leader or owner.deputy, repeat_days, items)


def _item(finding: Finding, rule: str, by_word: datetime | None) -> SheetItem:
    return SheetItem(
        finding=str(finding.id),
        place=finding.site.title,
        unit=finding.unit.name,
        line=line_of(finding.line).name_zh,
        rule=rule,
        seen=unseal(finding, "seen"),
        told=unseal(finding, "told"),
        severity=finding.severity,
        times=finding.times,
        found_at=finding.found_at.isoformat(),
        due_at=finding.due_at.isoformat(),
        by_word=by_word.isoformat() if by_word else "",
    )
