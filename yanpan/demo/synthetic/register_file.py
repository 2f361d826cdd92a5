"""Register files: written whole or not at all, and read back."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from yanpan.science.synthetic_city import COLUMNS


@contextmanager
def replaced_when_complete(path: Path) -> Iterator[Path]:
    """A temporary file beside `path` that takes its place when the block ends well, and vanishes otherwise."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    os.close(handle)
    part = Path(name)
    try:
        yield part
        part.chmod(0o600)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def write_register(register: pl.DataFrame, path: Path) -> None:
    """Write the register as UTF-8 CSV with a header; the same frame gives the same bytes. Raises OSError."""
    with replaced_when_complete(path) as part:
        register.write_csv(part)


def read_register(path: Path) -> pl.DataFrame:
    """The register in `path`, every column text. Raises ValueError when it is no register, OSError when unreadable."""
    try:
        register = pl.read_csv(path, infer_schema=False, encoding="utf8")
    except (pl.exceptions.PolarsError, UnicodeDecodeError) as problem:
        raise ValueError(f"{path}: not a readable CSV file ({str(problem).splitlines()[0]})") from problem
    missing = [name for name in COLUMNS if name not in register.columns]
    if missing:
        raise ValueError(f"{path}: not a resident register, column {missing[0]} is missing")
    return register.select(COLUMNS).fill_null("")
