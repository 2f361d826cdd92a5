"""Why an uploaded file is refused. One text per code of the spreadsheet reader."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FILE_REFUSALS: dict[str, str | Promise] = {
    "empty_file": _("The file is empty. Ask the sender for it again."),
    "too_large": _("The file is too large (limit 50 MB). Ask for it in parts."),
    "not_a_spreadsheet": _(
        "This is not a spreadsheet (it looks like: %(looks_like)s). Save it as .xlsx or .csv."
    ),
    "unsupported_kind": _("Files of the kind %(kind)s are not read. Save it as .xlsx or .csv."),
    "password_protected": _("The file is protected by a password. Ask the sender for one without."),
    "unsafe_zip": _("The file is built like an attack and was not opened. Tell the security administrator."),
    "expands_too_much": _("The file grows beyond the limit when opened and was not read further."),
    "damaged_file": _("The file is damaged (%(part)s). Open it in a spreadsheet program and save it again."),
    "xml_entities": _(
        "The file refers to things outside itself and was not opened. Tell the security administrator."
    ),
    "bad_reference": _(
        "The file names cells that cannot exist. Open it in a spreadsheet program and save it again."
    ),
    "too_many_sheets": _("The file has too many sheets (limit %(limit)s). Keep only those with persons."),
    "too_many_rows": _("The file has more than %(limit)s rows. Ask for it in parts."),
    "rows_beyond_format": _("The file has rows behind the last row its format allows (%(limit)s)."),
    "rows_far_apart": _(
        "Row %(row)s stands alone, far below the rows above it. Delete what stands there by mistake, or the blank rows."
    ),
    "too_many_columns": _("The file has more than %(limit)s columns. Delete the empty ones to the right."),
    "too_many_cells": _("The file has more than %(limit)s filled cells. Ask for it in parts."),
    "nul_bytes": _("The text contains zero bytes at position %(position)s; it was cut or is no text file."),
    "unknown_encoding": _("The encoding of the text is not recognised. Save it as UTF-8 or GB18030."),
    "unclosed_quote": _(
        "A quotation mark that opens in row %(row)s is never closed; correct it and upload again."
    ),
    "no_rows": _("The file has no filled rows."),
    "out_of_memory": _("Reading the file needs too much memory. Ask for it in parts."),
    "took_too_long": _("Reading the file took longer than %(seconds)s seconds. Ask for it in parts."),
    "no_such_sheet_to_fill": _("The file has no sheet “%(sheet)s” with rows to write into."),
    "cell_is_covered": _(
        "Cell %(cell)s lies under a merged block of another column. Choose another column, or let a new one be added."
    ),
    "cell_holds_a_formula": _("Cell %(cell)s holds a formula of the sender. Choose another column."),
    "filling_failed": _(
        "The filled file would not read back the same at cell %(cell)s, so it was not given out. Let new columns be "
        "added instead."
    ),
    "no_people_in_file": _("No rows with persons were found in “%(file)s”. Check that it is the right file."),
}
