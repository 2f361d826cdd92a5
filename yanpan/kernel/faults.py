"""A fault of the program in words that quote nobody: its kind and where it was, never what it says itself.

A fault's own words may hold the name or the number of the row it stumbled over, and logs are kept by others.
"""

import logging
import traceback
from collections.abc import Iterator
from pathlib import Path

_SHOWN_LINES = 8


def where_it_failed(fault: BaseException) -> str:
    """Kind of the fault and the last lines of code it came through."""
    lines = traceback.extract_tb(fault.__traceback__)[-_SHOWN_LINES:]
    way = " > ".join(f"{Path(line.filename).name}:{line.lineno} {line.name}" for line in lines)
    return f"{type(fault).__name__} at {way}"


class KindAndPlace(logging.Formatter):
    """The form of every line of the log."""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # what another handler made of the fault quotes it
        return super().format(record)

    def formatException(self, ei: object) -> str:
        fault = ei[1] if isinstance(ei, tuple) else None
        return "\n".join(where_it_failed(one) for one in _chain(fault))


def _chain(fault: BaseException | None) -> Iterator[BaseException]:
    """The fault, and what it came from."""
    while fault is not None:
        yield fault
        fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
