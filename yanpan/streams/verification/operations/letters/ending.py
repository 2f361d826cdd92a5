"""Taking a letter back: it keeps its number, and the other city hears of it."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from yanpan.base.documents.keeping import Draft, draft, void
from yanpan.base.documents.models import Document
from yanpan.base.documents.reading import says
from yanpan.base.gate import Actor, operation
from yanpan.base.vault.randomness import fresh_id
from yanpan.streams.verification.models import Letter
from yanpan.streams.verification.operations.letters.finding import letter_to_change
from yanpan.streams.verification.rules.letters import LetterText, Purpose, format_of, letter_text


@operation("verification.void_letter", subject="letter_id", records=("version",), words=("reason",))
def void_letter(actor: Actor, *, letter_id: UUID, version: int, reason: str, now: datetime) -> Letter:
    """作废 with the reason. For a letter that went out a notice to the same city is drafted; that is returned.

    Whoever of its persons is still outside waits for a letter again.
    """
    letter, document = letter_to_change(actor, letter_id, version)
    went_out = document.issued_at is not None and letter.purpose != Purpose.WITHDRAW
    number = document.number
    void(document, reason=reason, by=actor.name, now=now)
    if not went_out:
        return letter
    return _notice(actor, letter, document, number, now)


def _notice(actor: Actor, letter: Letter, document: Document, number: str, now: datetime) -> Letter:
    """关于终止协查的函: names the letter it takes back; checked and signed like any other."""
    before = letter_text(says(document))
    text = replace(before, purpose=Purpose.WITHDRAW.value, refers_to=number, asked=())
    made = draft(document.body_id, document.kind, _said(text), by=actor.name, drill=document.drill, now=now)
    return Letter.objects.create(
        id=fresh_id(now),
        event_id=letter.event_id,
        unit_id=letter.unit_id,
        document=made,
        purpose=text.purpose,
        city=letter.city,
        city_name=letter.city_name,
        format=letter.format,
        hours=letter.hours,
        person_count=letter.person_count,
        their_phone=letter.their_phone,
        follows=letter,
    )


def _said(text: LetterText) -> Draft:
    return Draft(title=format_of(text.city).word(f"titles.{text.purpose}"), text=text.plain())
