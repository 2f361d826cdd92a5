"""Opens uploaded files without trusting them: checked, then parsed in a child process."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from yanpan.shell.spreadsheets.refusals import FileRefused
from yanpan.shell.spreadsheets.wire import decode_answer, encode_limits
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

SOURCE_ROOT = Path(__file__).resolve().parents[3]
START = (
    "import sys; sys.path.insert(0, sys.argv.pop()); from yanpan.shell.spreadsheets.child import main; main()"
)
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
    command = [
        sys.executable,
        "-I",
        "-c",
        START,
        encode_limits(limits),
        _harmless(name),
        str(SOURCE_ROOT),
    ]
    try:
        done = subprocess.run(
            command,
            input=data,
            capture_output=True,
            timeout=limits.seconds,
            check=False,
            env={},
        )
    except subprocess.TimeoutExpired as error:
        raise FileRefused("took_too_long", seconds=limits.seconds) from error
    if done.returncode != 0 or not done.stdout:
        raise _died(done.returncode, limits)
    return decode_answer(done.stdout, name)


def _harmless(name: str) -> str:
    """Only the ending matters to the child; a name may hold anything, NUL included."""
    ending = "".join(each for each in name.rpartition(".")[2][:8] if each.isalnum())
    return f"file.{ending}" if "." in name else "file"


def _died(code: int, limits: Limits) -> Exception:
    """SIGXCPU and SIGKILL mean time; any other signal want of memory; a code is our own fault."""
    if code >= 0:
        return RuntimeError(f"the reader of spreadsheets ended with code {code}")
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return FileRefused("took_too_long", seconds=limits.seconds)
    return FileRefused("out_of_memory", limit=limits.memory_bytes)
