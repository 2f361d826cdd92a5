"""A new home gets its tables from the models, an old one by migrations: both end at the same tables."""

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = "yanpan.config.settings"


def run(home: Path, *arguments: str) -> None:
    others = {key: value for key, value in os.environ.items() if not key.startswith(("YANPAN_", "PYTEST_"))}
    home.mkdir(exist_ok=True)
    mine = {"YANPAN_HOME": str(home), "DJANGO_SETTINGS_MODULE": SETTINGS}
    subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, env=others | mine, check=True)


def parts(statement: str) -> frozenset[str]:
    """The columns and truths of a table in no order; an index as it is."""
    if not statement.startswith("CREATE TABLE"):
        return frozenset({statement})
    found, depth, quoted = [""], 0, False
    for sign in statement[statement.index("(") + 1 : statement.rindex(")")]:
        quoted ^= sign == "'"
        depth += 0 if quoted else (sign == "(") - (sign == ")")
        if sign == "," and depth == 0 and not quoted:
            found.append("")
        else:
            found[-1] += sign
    return frozenset(re.sub(r"\s+", " ", one).strip() for one in found)


def schema(home: Path) -> dict[tuple[str, str], frozenset[str]]:
    with closing(sqlite3.connect(home / "yanpan.sqlite3")) as database:
        made = database.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {(kind, name): parts(statement) for kind, name, statement in made}


def done(home: Path) -> set[tuple[str, str]]:
    with closing(sqlite3.connect(home / "yanpan.sqlite3")) as database:
        return set(database.execute("SELECT app, name FROM django_migrations"))


@pytest.mark.checks
def test_the_migrations_end_at_the_tables_a_new_home_gets_at_once(tmp_path: Path) -> None:
    whole, steps = tmp_path / "whole", tmp_path / "steps"
    run(whole, "yanpan", "setup")
    run(steps, "django", "migrate", "--verbosity=0", "--skip-checks")
    assert schema(whole) == schema(steps)
    assert done(whole) == done(steps)
    made = schema(whole)
    run(whole, "yanpan", "setup")
    assert schema(whole) == made


def test_parts_of_a_table_are_told_apart_at_its_own_commas() -> None:
    assert parts('CREATE TABLE "a" ("b" text, CHECK ("b" IN (\'x\', \'y,z\')))') == {
        '"b" text',
        "CHECK (\"b\" IN ('x', 'y,z'))",
    }
