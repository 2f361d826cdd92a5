"""How the suite chooses its databases, and what it says where PostgreSQL is missing."""

from pathlib import Path

import pytest

from tests.support import databases
from tools import postgres


@pytest.mark.parametrize(
    ("wanted", "worker", "own"),
    [
        ("sqlite", "", "sqlite"),
        ("sqlite", "gw1", "sqlite"),
        ("postgresql", "", "postgresql"),
        ("postgresql", "gw0", "postgresql"),
        ("both", "gw0", "sqlite"),
        ("both", "gw1", "postgresql"),
    ],
)
def test_each_worker_knows_its_database(
    monkeypatch: pytest.MonkeyPatch, wanted: str, worker: str, own: str
) -> None:
    monkeypatch.setenv("YANPAN_TEST_DB", wanted)
    monkeypatch.setenv("PYTEST_XDIST_WORKER", worker)
    assert databases.own_database() == own


def test_another_word_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YANPAN_TEST_DB", "mysql")
    with pytest.raises(pytest.UsageError, match="sqlite, postgresql, both"):
        databases.choice()


def test_without_postgresql_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "glob", lambda self, pattern: iter(()))
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(postgres.NoPostgreSQL, match="YANPAN_TEST_DB=sqlite"):
        postgres.programs()


def test_both_databases_need_their_two_workers(
    monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    monkeypatch.setenv("YANPAN_TEST_DB", "both")
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    monkeypatch.setattr(pytestconfig.option, "dist", "no", raising=False)
    with pytest.raises(pytest.UsageError, match="pytest -n 2 --dist=each"):
        databases.start_cluster(pytestconfig)


@pytest.mark.parametrize(
    ("line", "is_crash"),
    [
        ("LOG:  server process (PID 7) was terminated by signal 11: Segmentation fault", True),
        ("PANIC:  could not write to file", True),
        ('ERROR:  duplicate key value violates unique constraint "one_task_per_person"', False),
        ("LOG:  could not receive data from client: Connection reset by peer", False),
    ],
)
def test_a_crash_of_the_server_is_told_from_a_refused_statement(line: str, is_crash: bool) -> None:
    assert bool(postgres.CRASH.search(line)) is is_crash
