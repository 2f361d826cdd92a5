"""`yanpan register load`: a resident register in batches, encrypted, with progress."""

import sys
import time
from pathlib import Path

import polars

from yanpan.base.gate.clock import current_time
from yanpan.base.people.intake import batches
from yanpan.base.people.operations import BATCH, load_register
from yanpan.config.commands.operator import operator

COLUMNS = ("name", "sex", "birth_date", "id_number", "phone", "address", "village_code")


def run(file: Path, authority: str) -> int:
    """Residents with the sample's columns; the file is checked as a whole before the first line is kept."""
    frame = polars.read_csv(file, infer_schema=False).fill_null("")
    if missing := sorted(set(COLUMNS) - set(frame.columns)):
        raise ValueError(f"{file.name}: columns missing: {', '.join(missing)}")
    return load_frame(frame.select(COLUMNS), authority)


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
