"""`yanpan wipe-drill`: the drill of YANPAN_HOME goes, after typed words. A real headquarters is never touched."""

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from yanpan.config.commands.demo import only_one

WORDS = "清除演练"


def run() -> int:
    """Raises ValueError, with everything left as it was: no drill, one that runs, a real event in it, other words."""
    home = Path(os.environ.get("YANPAN_HOME", "var")).resolve()
    if not (home / "drill").is_file():
        raise ValueError(f"{home} holds no drill; nothing was removed")
    if os.environ.get("YANPAN_DATABASE"):
        raise ValueError(
            "a drill has its own SQLite file; these keys may be those of YANPAN_DATABASE: unset it"
        )
    with only_one(home):
        _must_be_a_drill_at_rest(home / "yanpan.sqlite3")
        print(f"{home}\n演练数据将全部清除，不能恢复。确认请输入：{WORDS}", flush=True)
        if sys.stdin.readline().strip() != WORDS:
            raise ValueError(f"the words were not {WORDS}; nothing was removed")
        _remove(home)
    print(f"{home}: 演练已清除。下一步 next: yanpan serve")
    return 0


def _must_be_a_drill_at_rest(database: Path) -> None:
    if not database.is_file():
        return
    with closing(sqlite3.connect(database, timeout=1)) as opened:
        try:
            # Leaving the log mode needs the file for itself: whoever serves it still has it open.
            opened.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as busy:
            raise ValueError(f"{database}: {busy}; end the server first") from busy
        if real := _real_events(opened):
            raise ValueError(f"{database} holds {real} real event(s); a headquarters is not wiped")


def _real_events(opened: sqlite3.Connection) -> int:
    """None in a drill that was not built to its end: it has no table of events yet."""
    table = "SELECT count(*) FROM sqlite_master WHERE name = 'events_event'"
    if not opened.execute(table).fetchone()[0]:
        return 0
    return int(opened.execute("SELECT count(*) FROM events_event WHERE NOT drill").fetchone()[0])


def _remove(home: Path) -> None:
    """The mark goes last: what is left half-way still is a drill, and may be wiped again."""
    from yanpan.demo.stage import clear_home

    clear_home(home)
    for name in ("drill.lock", "drill"):
        (home / name).unlink(missing_ok=True)
