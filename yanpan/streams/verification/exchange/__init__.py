"""A pushed list as a file ↔ its person rows. No database: bytes in, rows out."""

from yanpan.streams.verification.exchange.mapping import (
    PersonRow,
    field_named,
    person_rows,
    problems_of,
    proposal_of,
    with_mapping,
)
from yanpan.streams.verification.exchange.reading import ReadList, ReadRow, ReadSheet, read_list

__all__ = [
    "PersonRow",
    "ReadList",
    "ReadRow",
    "ReadSheet",
    "field_named",
    "person_rows",
    "problems_of",
    "proposal_of",
    "read_list",
    "with_mapping",
]
