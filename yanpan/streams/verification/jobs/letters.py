"""What the headquarters does about its letters by itself."""

from datetime import datetime, timedelta

from yanpan.base.gate import Actor
from yanpan.base.jobs.rounds import every
from yanpan.streams.verification.operations.letters import call_late_letters, forget_receipt_sheets


@every(timedelta(minutes=30), "verification.late_letters", rights=("verification.call_late_letters",))
def call_the_late_letters(actor: Actor, now: datetime) -> None:
    """Letters without a receipt past their clock go on the call list of their force."""
    call_late_letters(actor, now=now)


@every(
    timedelta(hours=1), "verification.stale_receipt_sheets", rights=("verification.forget_receipt_sheets",)
)
def forget_the_stale_sheets(actor: Actor, now: datetime) -> None:
    """No file with persons in it stays because nobody looked at it."""
    forget_receipt_sheets(actor, now=now)
