"""Opens uploaded files without trusting them: checked, then parsed in a child process."""

from __future__ import annotations

from yanpan.shell.spreadsheets.confined import run_confined
from yanpan.shell.spreadsheets.refusals import FileRefused
from yanpan.shell.spreadsheets.wire import decode_answer
from yanpan.shell.spreadsheets.workbook import (
    CellValue,
    FileWarning,
    Limits,
    MergedRange,
    Sheet,
    SheetRow,
    Workbook,
)

__all__ = [
    "CellValue",
    "FileRefused",
    "FileWarning",
    "Limits",
    "MergedRange",
    "Sheet",
    "SheetRow",
    "Workbook",
    "read_workbook",
]

DEFAULT_LIMITS = Limits()


def read_workbook(data: bytes, name: str, *, limits: Limits = DEFAULT_LIMITS) -> Workbook:
    """Open the bytes of an uploaded file called `name`.

    Kinds by content, not by name: xlsx, xls, ods, and separated text in UTF-8, GB18030, Big5 or
    UTF-16. Raises FileRefused(code, **facts) for anything else, and for files that are locked,
    damaged, hostile, empty or beyond `limits`. Nothing of a refused file is kept.
    """
    if not data:
        raise FileRefused("empty_file")
    if len(data) > limits.max_bytes:
        raise FileRefused("too_large", bytes=len(data), limit=limits.max_bytes)
    return decode_answer(run_confined("yanpan.shell.spreadsheets.child", data, name, limits), name)
