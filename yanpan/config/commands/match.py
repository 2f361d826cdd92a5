"""`yanpan match`: pushed lists against a register, decided row by row."""

from __future__ import annotations

import csv
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars

from yanpan.kernel.errors import Refused
from yanpan.science.list_layout import Field, person_fields, read_layout
from yanpan.science.record_matching import Decision, ListedPerson, Register, match
from yanpan.shell.spreadsheets.reading import Limits, read_workbook

REGISTER_COLUMNS = (
    "resident_id",
    "household_id",
    "name",
    "sex",
    "birth_date",
    "id_number",
    "phone",
    "county",
    "township",
    "village",
    "village_code",
    "address",
)
MATCHED_COLUMNS = tuple(name for name in REGISTER_COLUMNS if name != "household_id")
OUT_COLUMNS = ("file", "sheet", "row", "decision", "resident_id", "score", "reasons")
# On the command line the operator answers for the files; the format's own limits hold.
LIMITS = Limits(
    max_bytes=512 * 1024 * 1024,
    max_rows=1_048_576,
    max_cells=30_000_000,
    seconds=600,
    memory_bytes=6 * 1024**3,
    max_expanded_bytes=2 * 1024**3,
)


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One person row and where it stands."""

    file: str
    sheet: str
    row: int
    person: ListedPerson


def run(register: Path, files: list[Path], out: Path) -> int:
    """Match every person row of `files` against `register` and write `out`; the exit code is 0.

    One line per person row, none for titles, headers, footers and blank rows. Raises Refused or
    ValueError with the reason before anything is written; `out` appears whole or not at all.
    """
    _check_paths(register, files, out)
    rows = [row for file in files for row in read_list(file)]
    for name in sorted({file.name for file in files} - {row.file for row in rows}):
        print(f"yanpan: {name}: no person in it", file=sys.stderr)
    residents = read_register(register)
    known = Register.from_columns(**{name: residents[name] for name in MATCHED_COLUMNS})
    decisions = match(known, [row.person for row in rows])
    _write(out, rows, decisions)
    return 0


def _check_paths(register: Path, files: Sequence[Path], out: Path) -> None:
    if not files:
        raise ValueError("no list given: name at least one file")
    for path in (register, *files):
        if not path.is_file():
            raise ValueError(f"{path}: there is no such file")
    if out.is_dir() or not out.resolve().parent.is_dir():
        raise ValueError(f"{out}: the folder of the result does not exist, or it names a folder")
    if out.resolve() in {path.resolve() for path in (register, *files)}:
        raise ValueError(f"{out}: the result must not overwrite an input")


def read_list(file: Path) -> Iterator[ListedRow]:
    """The person rows of one file, in the order of its sheets."""
    try:
        book = read_workbook(file.read_bytes(), file.name, limits=LIMITS)
    except Refused as refused:
        raise ValueError(f"{file}: refused, {refused}") from refused
    for sheet in book.sheets:
        grid = sheet.grid()
        layout = read_layout(grid)
        for index in layout.persons:
            fields = person_fields(layout, grid[index])
            yield ListedRow(file.name, sheet.name, sheet.rows[index].number, _person(fields))


def _person(fields: dict[Field, str]) -> ListedPerson:
    return ListedPerson(
        name=fields.get(Field.NAME, ""),
        id_number=fields.get(Field.ID_NUMBER, ""),
        phone=fields.get(Field.PHONE, ""),
        sex=fields.get(Field.SEX, ""),
        birth_date=fields.get(Field.BIRTH_DATE, ""),
        address=fields.get(Field.ADDRESS) or fields.get(Field.HOUSEHOLD_ADDRESS, ""),
    )


def read_register(path: Path) -> polars.DataFrame:
    """The register as text columns; ValueError when it is no CSV or columns are missing."""
    try:
        frame = polars.read_csv(path, infer_schema=False, encoding="utf8")
    except (polars.exceptions.PolarsError, OSError) as error:
        raise ValueError(f"{path}: not a UTF-8 CSV register ({type(error).__name__})") from error
    frame = frame.rename({name: name.strip().removeprefix("\ufeff") for name in frame.columns})
    missing = [name for name in REGISTER_COLUMNS if name not in frame.columns]
    if missing:
        raise ValueError(f"{path}: the register lacks the columns {', '.join(missing)}")
    return frame.select(REGISTER_COLUMNS).fill_null("")


def _write(out: Path, rows: Sequence[ListedRow], decisions: Sequence[Decision]) -> None:
    """Written beside the target and renamed, so that a half-written result is never seen."""
    handle, beside = tempfile.mkstemp(prefix=f".{out.name}.", dir=out.resolve().parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as target:
            writer = csv.writer(target, lineterminator="\n")
            writer.writerow(OUT_COLUMNS)
            for row, decided in zip(rows, decisions, strict=True):
                writer.writerow(_line(row, decided))
            target.flush()
            os.fsync(target.fileno())
        os.replace(beside, out)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _line(row: ListedRow, decided: Decision) -> tuple[str, ...]:
    return (
        row.file,
        row.sheet,
        str(row.row),
        decided.decision,
        decided.resident_id,
        f"{decided.score:.4f}",
        ";".join(decided.reasons),
    )
