"""A letter taken in as it was typed turns out wrong: typed again by who typed it, or withdrawn by two."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from yanpan.base.documents.attachments import CleanFile
from yanpan.base.gate import Actor, operation
from yanpan.kernel.errors import NotPermitted, Refused, Stale
from yanpan.streams.verification.intake.withdrawing import withdraw
from yanpan.streams.verification.models import ListBatch
from yanpan.streams.verification.operations.lists.finding import batch_to_change
from yanpan.streams.verification.operations.lists.letters import Letter, LetterPerson, keep_letter
from yanpan.streams.verification.rules import Source


@operation(
    "verification.correct_typed_letter",
    subject="batch_id",
    records=("reason", "as_written"),
    words=("reason",),
)
def correct_typed_letter(
    actor: Actor,
    *,
    batch_id: UUID,
    letter: Letter,
    persons: Sequence[LetterPerson],
    scan: CleanFile | None,
    as_written: bool,
    reason: str,
    now: datetime,
) -> ListBatch:
    """Type a letter again, by who typed it; scan: None = the one that is there. Returns the corrected letter.

    Once it is taken in the wrong one is withdrawn: whoever stands in both is sought on, whoever stands in the
    wrong one alone no more. Refused and Stale as `type_letter`.
    """
    wrong = _letter(actor, batch_id)
    if wrong.received_by != actor.name:
        raise NotPermitted("verification.correct_typed_letter")
    if not reason.strip():
        raise Refused("reason_needed")
    if ListBatch.objects.filter(replaces=wrong).exists() or (scan is None and wrong.content_gone_at):
        raise Stale("letter_is_settled")
    right = keep_letter(actor, wrong.unit_id, letter, persons, scan or wrong.scan, as_written, now, wrong)
    wrong.withdrawal_reason, wrong.withdrawal_asked_by = reason.strip()[:200], ""
    if scan is None:
        wrong.scan = None  # it goes with the letter that holds
    wrong.save(update_fields=["withdrawal_reason", "withdrawal_asked_by", "scan"])
    return right


@operation("verification.ask_to_withdraw_letter", subject="batch_id", records=("reason",), words=("reason",))
def ask_to_withdraw_letter(actor: Actor, *, batch_id: UUID, reason: str, now: datetime) -> None:
    """Who typed it says why the whole letter should not be here; nothing happens before somebody else agrees."""
    batch = _letter(actor, batch_id)
    if batch.received_by != actor.name:
        raise NotPermitted("verification.ask_to_withdraw_letter")
    if not reason.strip():
        raise Refused("reason_needed")
    batch.withdrawal_asked_by, batch.withdrawal_reason = actor.name, reason.strip()[:200]
    batch.save(update_fields=["withdrawal_asked_by", "withdrawal_reason"])


@operation("verification.decide_letter_withdrawal", subject="batch_id", records=("agreed",))
def decide_letter_withdrawal(actor: Actor, *, batch_id: UUID, agreed: bool, now: datetime) -> int:
    """A second person agrees, or lets the letter stand. Returns how many searches ended.

    Refused('who_asks_does_not_withdraw'); Stale('letter_is_settled') if nobody asks any more.
    """
    batch = _letter(actor, batch_id)
    if not batch.withdrawal_asked_by:
        raise Stale("letter_is_settled")
    if batch.withdrawal_asked_by == actor.name:
        raise Refused("who_asks_does_not_withdraw")
    if agreed:
        return withdraw(actor, batch, now=now)
    batch.withdrawal_asked_by, batch.withdrawal_reason = "", ""
    batch.save(update_fields=["withdrawal_asked_by", "withdrawal_reason"])
    return 0


def _letter(actor: Actor, batch_id: UUID) -> ListBatch:
    """A letter of another city that was typed and taken in, locked. Stale: it is not, or is withdrawn."""
    batch = batch_to_change(actor, batch_id)
    is_letter = batch.kind == "typed" and batch.source == Source.OTHER_CITY
    if not is_letter or batch.state != "taken_in" or batch.withdrawn_at:
        raise Stale("letter_is_settled")
    return batch
