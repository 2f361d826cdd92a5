"""Work on foreign bytes in a child process: little memory, little time, no files."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from yanpan.shell.spreadsheets.compound_file import SIGNATURE
from yanpan.shell.spreadsheets.refusals import FileRefused
from yanpan.shell.spreadsheets.wire import encode_limits
from yanpan.shell.spreadsheets.workbook import Limits

SOURCE_ROOT = Path(__file__).resolve().parents[3]
START = "import sys; sys.path.insert(0, sys.argv.pop()); from {module} import main; main()"


def run_confined(module: str, data: bytes, name: str, limits: Limits) -> bytes:
    """What `main()` of `module` answers to `data`; FileRefused when it took too much of anything.

    The child gets the limits, the ending of `name` and the bytes; it has no environment.
    """
    command = [
        sys.executable,
        "-I",
        "-c",
        START.format(module=module),
        encode_limits(limits),
        _harmless(name),
        str(SOURCE_ROOT),
    ]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=limits.seconds, check=False, env={}
        )
    except subprocess.TimeoutExpired as error:
        raise FileRefused("took_too_long", seconds=limits.seconds) from error
    if done.returncode != 0 or not done.stdout:
        raise _died(done.returncode, data, limits)
    return done.stdout


def _harmless(name: str) -> str:
    """Only the ending matters to the child; a name may hold anything, NUL included."""
    ending = "".join(each for each in name.rpartition(".")[2][:8] if each.isalnum())
    return f"file.{ending}" if "." in name else "file"


def _died(code: int, data: bytes, limits: Limits) -> Exception:
    """SIGXCPU and SIGKILL mean time; any other signal want of memory; a code is our own fault.

    An old workbook is too small to want for memory: one that brings its reader down lies about its sizes.
    """
    if code >= 0:
        return RuntimeError(f"the reader of spreadsheets ended with code {code}")
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return FileRefused("took_too_long", seconds=limits.seconds)
    if data.startswith(SIGNATURE):
        return FileRefused("damaged_file", part="Workbook")
    return FileRefused("out_of_memory", limit=limits.memory_bytes)
