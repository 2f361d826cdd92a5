"""The child process: little memory, little time, no files; bytes in, an answer out."""

from __future__ import annotations

import resource
import sys
from collections.abc import Iterable

from yanpan.shell.spreadsheets.refusals import FileRefused
from yanpan.shell.spreadsheets.wire import (
    decode_limits,
    encode_refusal,
    encode_workbook,
)
from yanpan.shell.spreadsheets.workbook import Limits


def main() -> None:
    """Read limits and name from the arguments and the file from standard input."""
    limits, name = decode_limits(sys.argv[1]), sys.argv[2]
    limit_process(limits)
    # The readers are loaded under the limits as well.
    from yanpan.shell.spreadsheets.parsing import parse

    answer: Iterable[bytes | memoryview]
    try:
        answer = encode_workbook(parse(sys.stdin.buffer.read(), name, limits))
    except FileRefused as refused:
        answer = [encode_refusal(refused)]
    except MemoryError:
        answer = [encode_refusal(FileRefused("out_of_memory", limit=limits.memory_bytes))]
    except Exception as error:
        # A reader stumbling over hostile bytes is the file's fault; the class name is harmless.
        answer = [encode_refusal(FileRefused("damaged_file", part=type(error).__name__))]
    for piece in answer:
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()


def limit_process(limits: Limits) -> None:
    """From here on this process has this much memory and time, and writes no file."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
