"""A drill goes after typed words; nothing else ever goes."""

import io
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from yanpan.config.commands import wipe_drill
from yanpan.config.commands.wipe_drill import WORDS


def home_of_a_drill(home: Path, *, real_events: int = 0) -> Path:
    (home / "keys").mkdir()
    (home / "keys" / "master").write_text("key")
    (home / "drill").write_text("{}")
    with closing(sqlite3.connect(home / "yanpan.sqlite3")) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE events_event (drill INTEGER)")
        database.executemany("INSERT INTO events_event VALUES (?)", [(1,), *[(0,)] * real_events])
        database.commit()
    return home


def say(words: str, home: Path, monkeypatch: pytest.MonkeyPatch, database: str = "") -> None:
    monkeypatch.setenv("YANPAN_HOME", str(home))
    monkeypatch.setenv("YANPAN_DATABASE", database)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{words}\n"))
    wipe_drill.run()


def test_with_the_words_the_home_is_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    say(WORDS, home_of_a_drill(tmp_path), monkeypatch)
    assert list(tmp_path.iterdir()) == []


def test_with_other_words_everything_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="nothing was removed"):
        say("yes", home_of_a_drill(tmp_path), monkeypatch)
    assert {"drill", "keys", "yanpan.sqlite3"} <= {path.name for path in tmp_path.iterdir()}


def test_a_headquarters_is_never_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = home_of_a_drill(tmp_path, real_events=1)
    with pytest.raises(ValueError, match="1 real event"):
        say(WORDS, home, monkeypatch)
    (home / "drill").unlink()
    with pytest.raises(ValueError, match="holds no drill"):
        say(WORDS, home, monkeypatch)
    assert (home / "keys" / "master").exists() and (home / "yanpan.sqlite3").exists()


def test_a_drill_that_is_served_is_not_wiped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = home_of_a_drill(tmp_path)
    with closing(sqlite3.connect(home / "yanpan.sqlite3")) as served:
        served.execute("SELECT * FROM events_event").fetchall()
        with pytest.raises(ValueError, match="end the server first"):
            say(WORDS, home, monkeypatch)
    assert (home / "yanpan.sqlite3").exists()


def test_the_keys_of_a_database_server_are_not_wiped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = home_of_a_drill(tmp_path)
    with pytest.raises(ValueError, match="YANPAN_DATABASE"):
        say(WORDS, home, monkeypatch, "postgresql://yanpan@127.0.0.1/yanpan")
    assert (home / "keys" / "master").exists()
