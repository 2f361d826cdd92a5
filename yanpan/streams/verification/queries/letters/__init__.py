"""协查函 and receipts, read: figures without persons, and what a letter says only with a line in the audit."""

from yanpan.streams.verification.queries.letters.cards import (
    LetterCard,
    count_letters,
    get_letter_card,
    list_letters,
)
from yanpan.streams.verification.queries.letters.content import (
    LetterView,
    PaperOfLetter,
    PersonInLetter,
    ReceiptView,
    get_letter,
    get_letter_paper,
    open_letter_scan,
    open_receipt_scan,
    read_before_signing,
)
from yanpan.streams.verification.queries.letters.outside import (
    Outside,
    ToWrite,
    list_people_outside,
    open_people_outside,
)
from yanpan.streams.verification.queries.letters.replies import AnswerAsReceipt, get_answer_as_receipt
from yanpan.streams.verification.queries.letters.sheets import (
    ProposedReceipt,
    SheetView,
    get_receipt_sheet,
    list_receipt_sheets,
)

__all__ = [
    "AnswerAsReceipt",
    "LetterCard",
    "LetterView",
    "Outside",
    "PaperOfLetter",
    "PersonInLetter",
    "ProposedReceipt",
    "ReceiptView",
    "SheetView",
    "ToWrite",
    "count_letters",
    "get_answer_as_receipt",
    "get_letter",
    "get_letter_card",
    "get_letter_paper",
    "get_receipt_sheet",
    "list_letters",
    "list_people_outside",
    "list_receipt_sheets",
    "open_letter_scan",
    "open_people_outside",
    "open_receipt_scan",
    "read_before_signing",
]
