"""Lists: received as they came, mapped by a person, taken in by a job, held where the rules say so."""

from yanpan.streams.verification.operations.lists.confirming import ColourSaid, confirm_mapping
from yanpan.streams.verification.operations.lists.keeping import destroy_files
from yanpan.streams.verification.operations.lists.letters import (
    Letter,
    LetterPerson,
    call_for_numbers,
    enter_letter_number,
    type_letter,
)
from yanpan.streams.verification.operations.lists.receiving import receive_list
from yanpan.streams.verification.operations.lists.releasing import release_list, release_rows, void_list

__all__ = [
    "ColourSaid",
    "Letter",
    "LetterPerson",
    "call_for_numbers",
    "confirm_mapping",
    "destroy_files",
    "enter_letter_number",
    "receive_list",
    "release_list",
    "release_rows",
    "type_letter",
    "void_list",
]
