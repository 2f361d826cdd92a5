"""协查函: drafted, checked, signed and sent by different people; receipts entered line by line."""

from yanpan.streams.verification.operations.letters.calling import call_late_letters, note_letter_call
from yanpan.streams.verification.operations.letters.drafting import (
    About,
    Facts,
    correct_letter,
    draft_letter,
    redraft_letter,
)
from yanpan.streams.verification.operations.letters.ending import void_letter
from yanpan.streams.verification.operations.letters.receipts import enter_receipt
from yanpan.streams.verification.operations.letters.sheets import (
    confirm_receipts,
    forget_receipt_sheets,
    put_away_receipts,
    receive_receipts,
)
from yanpan.streams.verification.operations.letters.steps import (
    check_letter,
    issue_letter,
    keep_letter_scan,
    send_back_letter,
    sign_letter,
)

__all__ = [
    "About",
    "Facts",
    "call_late_letters",
    "check_letter",
    "confirm_receipts",
    "correct_letter",
    "draft_letter",
    "enter_receipt",
    "forget_receipt_sheets",
    "issue_letter",
    "keep_letter_scan",
    "note_letter_call",
    "put_away_receipts",
    "receive_receipts",
    "redraft_letter",
    "send_back_letter",
    "sign_letter",
    "void_letter",
]
