"""Layouts nobody tuned on: is the meaning of every column right, asked, or wrong and nobody notices?

    python bench/layouts.py                          # 4 seeds × 100 layouts, words held out
    python bench/layouts.py --seeds 1-3 --tuning     # the three quarters of the words the reader was tuned on
    python bench/layouts.py --show                   # every column that is not right
    python bench/layouts.py --lists DIR              # and the headers of files in a folder, shown only

Prints one JSON line. `right`: the proposed meaning is the true one. `asked`: the reader is not sure enough (below
0.6), so a person confirms the column. `wrong_silently`: neither. `rows_right`: layouts whose person rows are
exactly those of the truth.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from yanpan.science.list_layout import Column, Field, Layout, blocks_of, read_layout
from yanpan.science.list_layout.problem import CellValue
from yanpan.science.synthetic_city.lists.unseen import UnseenColumn, UnseenSheet, unseen_sheet
from yanpan.shell.spreadsheets.reading import read_workbook

SURE = 0.6
TUNING, HELD_OUT = (0, 1, 2), (3,)


def main() -> None:
    """Read layouts, count, print the line."""
    options = _options()
    counts: Counter[str] = Counter()
    started = time.perf_counter()
    for seed in options.seeds:
        for number in range(options.layouts):
            sheet = unseen_sheet(seed, number, TUNING if options.tuning else HELD_OUT)
            for said in measure(sheet, counts):
                if options.show:
                    print(seed, number, sheet.shape, said)
    line: dict[str, object] = {"bench": "layouts", "seeds": options.seeds}
    line["words"] = "tuning" if options.tuning else "held out"
    line |= dict(counts) | {"right_share": round(counts["right"] / max(counts["columns"], 1), 4)}
    line["seconds"] = round(time.perf_counter() - started, 1)
    if options.lists:
        line["files"] = [_shown(path) for path in sorted(options.lists.iterdir()) if path.is_file()]
    print(json.dumps(line, ensure_ascii=False))


def measure(sheet: UnseenSheet, counts: Counter[str]) -> list[str]:
    """Count one layout; what is not right, in words for whoever tunes."""
    layouts = [read_layout(block.rows) for block in blocks_of(_grid(sheet))]
    counts["layouts"] += 1
    persons = tuple(index for layout in layouts for index in layout.persons)
    counts["rows_right"] += persons == sheet.persons
    found = _by_index(layouts)
    shown = [] if persons == sheet.persons else [f"rows: {len(persons)} of {len(sheet.persons)}"]
    for column in sheet.columns:
        mine = found.get(column.index)
        verdict = judge(column, mine)
        counts["columns"] += 1
        counts["right"] += verdict != "wrong_silently" and _is_right(column, mine)
        counts["asked"] += mine is not None and mine.confidence < SURE
        counts["wrong_silently"] += verdict == "wrong_silently"
        if not _is_right(column, mine):
            taken = f"{mine.field} {mine.confidence} {mine.why}" if mine else "nothing"
            shown.append(f"{verdict}: {column.title!r} ({column.kind}) taken for {taken}")
    return shown


def judge(truth: UnseenColumn, mine: Column | None) -> str:
    """right, asked or wrong_silently."""
    if mine is not None and mine.confidence < SURE:
        return "asked"
    return "right" if _is_right(truth, mine) else "wrong_silently"


def _is_right(truth: UnseenColumn, mine: Column | None) -> bool:
    field = mine.field if mine else Field.UNKNOWN
    return field.value in truth.fields


def _by_index(layouts: Sequence[Layout]) -> dict[int, Column]:
    """Columns of tables side by side keep their own numbers."""
    return {column.index: column for layout in layouts for column in layout.columns}


def _grid(sheet: UnseenSheet) -> list[list[CellValue]]:
    """Merged headings over two rows say the same in both, as the reader of files gives them."""
    grid: list[list[CellValue]] = [list(row) for row in sheet.rows]
    for first, last, column, _ in sheet.merges:
        for index in range(first + 1, last + 1):
            grid[index][column] = grid[first][column]
    return grid


def _shown(path: Path) -> dict[str, object]:
    """The columns of a real file as they are understood; no value of it."""
    book = read_workbook(path.read_bytes(), path.name)
    return {"file": path.name, "columns": [said for sheet in book.sheets for said in _said(sheet.grid())]}


def _said(grid: Sequence[Sequence[CellValue]]) -> Iterator[str]:
    for block in blocks_of(grid):
        for column in read_layout(block.rows).columns:
            yield f"{column.title}: {column.field} {column.confidence}"


def _seeds(text: str) -> list[int]:
    first, _, last = text.partition("-")
    return list(range(int(first), int(last or first) + 1))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=_seeds, default=[11, 12, 13, 14], help="one or a range, as 1-3")
    parser.add_argument("--layouts", type=int, default=100, help="layouts per seed")
    parser.add_argument(
        "--tuning", action="store_true", help="the three quarters of the words the reader was tuned on"
    )
    parser.add_argument("--show", action="store_true", help="every column that is not right")
    parser.add_argument("--lists", type=Path, help="a folder of list files whose columns are shown")
    return parser.parse_args()


if __name__ == "__main__":
    main()
