"""`yanpan register load`: a resident register in batches, encrypted, with progress."""

import sys
import time
from pathlib import Path

import polars

from yanpan.base.gate.clock import current_time
from yanpan.base.people.intake import batches
from yanpan.base.people.operations import BATCH, load_register
from yanpan.base.places.queries import list_units
from yanpan.config.commands.operator import operator
from yanpan.kernel.errors import Refused

COLUMNS = ("name", "sex", "birth_date", "id_number", "phone", "address", "village_code")


def run(file: Path, authority: str) -> int:
    """Residents with the sample's columns; the file is checked as a whole before the first line is kept."""
    frame = _read(file)
    known = [unit.key for unit in list_units(kinds=("village",))]
    if unknown := sorted(set(frame["village_code"]) - set(known)):
        raise Refused("unknown_villages", codes=", ".join(unknown[:20]), count=len(unknown))
    return load_frame(frame, authority)


def _read(file: Path) -> polars.DataFrame:
    try:
        frame = polars.read_csv(file, infer_schema=False).fill_null("")
    except polars.exceptions.PolarsError as error:
        raise ValueError(f"{file.name}: not a UTF-8 CSV register ({type(error).__name__})") from error
    if missing := sorted(set(COLUMNS) - set(frame.columns)):
        raise ValueError(f"{file.name}: columns missing: {', '.join(missing)}")
    return frame.select(COLUMNS)


def load_frame(frame: polars.DataFrame, authority: str, *, say: bool = True) -> int:
    """Load in batches of 10,000, each its own transaction and audit line."""
    actor, register_id, started = operator("people.load_register"), None, time.perf_counter()
    for chunk in batches(frame.iter_rows(named=True), BATCH):
        register = load_register(
            actor, register_id=register_id, authority=authority, residents=chunk, now=current_time()
        )
        register_id = register.id
        if sys.stderr.isatty():
            print(f"\r{register.resident_count:,} of {frame.height:,}", end="", file=sys.stderr)
    if say:
        print(f"{frame.height} residents loaded in {time.perf_counter() - started:.1f} s")
    return 0
