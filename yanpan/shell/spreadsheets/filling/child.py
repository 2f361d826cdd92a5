"""The child process that fills: bytes and texts in, the finished file out, read back before it leaves."""

from __future__ import annotations

import sys

from yanpan.shell.spreadsheets.child import limit_process
from yanpan.shell.spreadsheets.filling.wire import decode_order, encode_filled, encode_refused
from yanpan.shell.spreadsheets.refusals import FileRefused
from yanpan.shell.spreadsheets.wire import decode_limits


def main() -> None:
    """Read limits and name from the arguments, the file and what to write from standard input."""
    limits, name = decode_limits(sys.argv[1]), sys.argv[2]
    limit_process(limits)
    from yanpan.shell.spreadsheets.filling.finishing import finish

    try:
        data, sheets = decode_order(sys.stdin.buffer.read())
        answer = encode_filled(*finish(data, name, sheets, limits))
    except FileRefused as refused:
        answer = encode_refused(refused)
    except MemoryError:
        answer = encode_refused(FileRefused("out_of_memory", limit=limits.memory_bytes))
    except Exception as error:
        # Stumbling over hostile bytes is the file's fault; the class name is harmless.
        answer = encode_refused(FileRefused("filling_failed", sheet="", cell=type(error).__name__))
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
