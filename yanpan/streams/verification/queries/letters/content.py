"""What a letter says, and the receipts on it: opened one letter at a time, one line in the audit each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yanpan.base.documents.attachments import CleanFile, open_attachment
from yanpan.base.documents.reading import DocumentView, says, view_document
from yanpan.base.gate import Actor, query, under
from yanpan.base.vault.sealing import unseal
from yanpan.kernel.errors import Missing, Refused
from yanpan.streams.verification.models import Letter, LetterPerson, Receipt, VerificationTask
from yanpan.streams.verification.queries.living import living_ids
from yanpan.streams.verification.rules.letters import LetterText, Told, letter_text


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """One receipt in clear."""

    id: UUID
    result: str
    place: str
    controlled_at: datetime | None
    measure: str
    deciding_body: str
    samples: str
    test_at: datetime | None
    test_result: str
    onward: str
    next_contacts: int | None
    reporter: str
    checker: str
    receipted_on: date | None
    received_at: datetime
    entered_at: datetime
    entered_by: str
    has_scan: bool


@dataclass(frozen=True, slots=True)
class PersonInLetter:
    """told: None where the letter of a person was written anew without them."""

    id: UUID
    task_id: UUID
    short_code: str
    told: Told
    result: str
    standing: str
    receipts: tuple[ReceiptView, ...]

    @property
    def found_here(self) -> bool:
        """No longer outside, and the other city has not answered."""
        return not self.result and self.standing != "handed_on"


@dataclass(frozen=True, slots=True)
class LetterView:
    """A letter in clear with its persons and receipts."""

    id: UUID
    document: DocumentView
    text: LetterText
    persons: tuple[PersonInLetter, ...]


def _letter(actor: Actor, letter_id: UUID) -> Letter:
    found = Letter.objects.filter(under("unit__path", actor), id=letter_id)
    letter = found.select_related(
        "document__body", "document__corrects", "document__replaced_by", "unit"
    ).first()
    if letter is None:
        raise Missing("letter")
    return letter


def _opened(letter: Letter) -> LetterView:
    text = letter_text(says(letter.document))
    told = {one.task: one for one in text.persons}
    found = letter.persons.select_related("task__person").prefetch_related("receipts").order_by("number")
    stands = _standings(found)
    persons = tuple(
        _person(one, told[str(one.task_id)], stands[one.task_id]) for one in found if str(one.task_id) in told
    )
    return LetterView(letter.id, view_document(letter.document), text, persons)


def _standings(persons: Iterable[LetterPerson]) -> dict[UUID, str]:
    """How each stands now; of a merged record as the one that counts."""
    living = living_ids(one.task_id for one in persons)
    found = VerificationTask.objects.filter(id__in=living.values()).values_list("id", "standing")
    standing = dict(found)
    return {task_id: standing[kept] for task_id, kept in living.items()}


def _person(one: LetterPerson, told: Told, standing: str) -> PersonInLetter:
    receipts = sorted(one.receipts.all(), key=lambda receipt: (receipt.entered_at, receipt.id))
    return PersonInLetter(
        one.id,
        one.task_id,
        one.task.person.short_code,
        told,
        one.result,
        standing,
        tuple(_receipt(receipt) for receipt in receipts),
    )


def _receipt(one: Receipt) -> ReceiptView:
    return ReceiptView(
        id=one.id,
        result=one.result,
        place=unseal(one, "place"),
        controlled_at=one.controlled_at,
        measure=one.measure,
        deciding_body=one.deciding_body,
        samples=unseal(one, "samples"),
        test_at=one.test_at,
        test_result=one.test_result,
        onward=unseal(one, "onward"),
        next_contacts=one.next_contacts,
        reporter=one.reporter,
        checker=one.checker,
        receipted_on=one.receipted_on,
        received_at=one.received_at,
        entered_at=one.entered_at,
        entered_by=one.entered_by,
        has_scan=one.scan_id is not None,
    )


@query("verification.get_letter", subject="letter_id")
def get_letter(actor: Actor, *, letter_id: UUID, now: datetime) -> LetterView:
    """A letter as its force and its checkers see it: what it says, who is in it, every receipt."""
    return _opened(_letter(actor, letter_id))


@query("verification.read_before_signing", subject="letter_id")
def read_before_signing(actor: Actor, *, letter_id: UUID, now: datetime) -> LetterView:
    """The letter as the one who signs it reads it: while it waits for the signature, and no longer."""
    letter = _letter(actor, letter_id)
    if letter.document.state != "checked":
        raise Missing("letter")
    return _opened(letter)


@dataclass(frozen=True, slots=True)
class PaperOfLetter:
    """All that is set on the paper of a letter. issuer: the force; signed_at: None for a draft."""

    document: DocumentView
    text: LetterText
    issuer: str


@query("verification.get_letter_paper", subject="letter_id")
def get_letter_paper(actor: Actor, *, letter_id: UUID, now: datetime) -> PaperOfLetter:
    """The letter to be printed or sent. Who only sends sees letters on one person; sheets are printed by the force.

    Raises Refused('force_prints_sheets'), Refused('document_was_changed').
    """
    letter = _letter(actor, letter_id)
    if not actor.may("verification.get_letter"):
        if letter.document.state not in ("signed", "issued"):
            raise Missing("letter")
        if letter.person_count > 1:
            raise Refused("force_prints_sheets")
    return PaperOfLetter(view_document(letter.document), letter_text(says(letter.document)), letter.unit.name)


@query("verification.open_letter_scan", subject="letter_id")
def open_letter_scan(actor: Actor, *, letter_id: UUID, now: datetime) -> CleanFile:
    """The stamped paper as it went out."""
    scan = _letter(actor, letter_id).document.scan_id
    if scan is None:
        raise Missing("attachment")
    return open_attachment(scan)


@query("verification.open_receipt_scan", subject="receipt_id")
def open_receipt_scan(actor: Actor, *, receipt_id: UUID, now: datetime) -> CleanFile:
    """The receipt as it came in."""
    found = Receipt.objects.filter(under("person__letter__unit__path", actor), id=receipt_id).first()
    if found is None or found.scan_id is None:
        raise Missing("attachment")
    return open_attachment(found.scan_id)
