"""Drills played to their end in processes of their own, each in its own home, all at the same time."""

import base64
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

ROOT = Path(__file__).parents[3]
RESIDENTS = 3000
# One thread a process: two drills at a time on two cores are faster than four threads for one.
QUIET = {"PYTHONPATH": str(ROOT), "POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1"}


@dataclass(frozen=True)
class Drill:
    """A home, the folder of its files, and what the command said."""

    home: Path
    out: Path
    code: int
    said: str

    @property
    def summary(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.out / "summary.json").read_text(encoding="utf-8"))
        return found

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Straight from the file of the database."""
        with closing(sqlite3.connect(f"file:{self.home / 'yanpan.sqlite3'}?mode=ro", uri=True)) as database:
            return database.execute(query).fetchall()

    def number(self, query: str) -> int:
        return int(self.rows(query)[0][0] or 0)

    def id_of(self, query: str) -> UUID:
        """Of the one row there is."""
        [(identity,)] = self.rows(query)
        return UUID(identity)


def environment(home: Path) -> dict[str, str]:
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("YANPAN_", "DJANGO_"))}
    return mine | QUIET | {"YANPAN_HOME": str(home)}


def play(places: Sequence[tuple[Path, int]]) -> list[Drill]:
    """One drill for each (folder, residents): home and files lie in the folder."""
    running = [
        subprocess.Popen(
            [
                *(sys.executable, "-m", "yanpan", "demo", "--no-serve"),
                *("--residents", str(residents), "--out", str(folder / "out")),
            ],
            env=environment(folder / "home"),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for folder, residents in places
    ]
    said = [one.communicate(timeout=1500)[0] for one in running]
    return [
        Drill(folder / "home", folder / "out", one.returncode, text)
        for (folder, _residents), one, text in zip(places, running, said, strict=True)
    ]


def look(home: Path, visits: Sequence[tuple[str, str]]) -> list[tuple[int, bytes]]:
    """Pages of a drill, (username, path) each, as they come back: status and body."""
    done = subprocess.run(
        [sys.executable, "-m", "yanpan.demo.tests.looking"],
        input=json.dumps(visits),
        env=environment(home) | {"DJANGO_SETTINGS_MODULE": "yanpan.config.settings"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    return [(status, base64.b64decode(body)) for status, body in json.loads(done.stdout)]


def yanpan(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "yanpan", *arguments],
        env=environment(home),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
