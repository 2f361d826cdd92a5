"""Why a file is not accepted: one code each, translated at the edge."""

from __future__ import annotations

from yanpan.kernel.errors import Refused

CODES = frozenset(
    {
        "empty_file",
        "too_large",
        "not_a_spreadsheet",
        "unsupported_kind",
        "password_protected",
        "unsafe_zip",
        "expands_too_much",
        "damaged_file",
        "xml_entities",
        "bad_reference",
        "too_many_sheets",
        "too_many_rows",
        "rows_beyond_format",
        "rows_far_apart",
        "too_many_columns",
        "too_many_cells",
        "nul_bytes",
        "unknown_encoding",
        "unclosed_quote",
        "no_rows",
        "out_of_memory",
        "took_too_long",
        "no_such_sheet_to_fill",
        "cell_is_covered",
        "cell_holds_a_formula",
        "filling_failed",
    }
)


class FileRefused(Refused):
    """The whole file is refused; `code` is one of CODES, `facts` say where and how much."""
