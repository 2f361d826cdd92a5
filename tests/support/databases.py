"""Which database a process of the suite works on, and the private PostgreSQL cluster behind it.

YANPAN_TEST_DB = sqlite | postgresql | both. `both` is one pytest session with two workers that each run the
suite (``-n 2 --dist=each``): the first on SQLite, the second on PostgreSQL. One session, one summary.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from tools.postgres import NoPostgreSQL, PrivateCluster

CHOICES = ("sqlite", "postgresql", "both")
SQLITE_WORKER = "gw0"
# Pure floors cannot tell databases apart; the PostgreSQL worker, which has fewer tests, takes them.
PURE_FLOORS = ("yanpan/science/", "yanpan/kernel/")

_running: list[PrivateCluster] = []


def choice() -> str:
    """Raises pytest.UsageError for anything but the three."""
    wanted = os.environ.get("YANPAN_TEST_DB", "sqlite")
    if wanted not in CHOICES:
        raise pytest.UsageError(f"YANPAN_TEST_DB is one of {', '.join(CHOICES)}, not '{wanted}'")
    return wanted


def worker() -> str:
    """'gw0', 'gw1', …; '' in the process that starts them, or without workers."""
    return os.environ.get("PYTEST_XDIST_WORKER", "")


def own_database() -> str:
    """'sqlite' or 'postgresql': what this process works on."""
    wanted = choice()
    if wanted == "both":
        return "sqlite" if worker() in ("", SQLITE_WORKER) else "postgresql"
    return wanted


def start_cluster(config: pytest.Config) -> None:
    """In the first process only; workers find its address in the environment. UsageError without it."""
    if worker() or choice() == "sqlite":
        return
    if choice() == "both" and (
        config.getoption("dist", "no") != "each" or len(config.getoption("tx") or []) != 2
    ):
        raise pytest.UsageError("YANPAN_TEST_DB=both needs two workers: pytest -n 2 --dist=each")
    try:
        cluster = PrivateCluster()
        cluster.start()
    except NoPostgreSQL as missing:
        raise pytest.UsageError(str(missing)) from missing
    _running.append(cluster)
    os.environ["YANPAN_TEST_POSTGRESQL"] = cluster.address


def stop_cluster() -> None:
    while _running:
        _running.pop().stop()


def crashes() -> list[str]:
    return [line for cluster in _running for line in cluster.crashes()]


def prepare_home() -> Path:
    """A home of this process's own, named in the environment before Django reads it."""
    home = Path(tempfile.mkdtemp(prefix="yanpan-test-"))
    (home / "static").mkdir()
    os.environ["YANPAN_HOME"] = str(home)
    os.environ["YANPAN_INLINE_JOBS"] = "1"
    os.environ["DJANGO_SETTINGS_MODULE"] = "yanpan.config.settings"
    os.environ.pop("YANPAN_DATABASE", None)
    if own_database() == "postgresql":
        os.environ["YANPAN_DATABASE"] = os.environ["YANPAN_TEST_POSTGRESQL"]
    return home


def adjust_settings(home: Path) -> None:
    """A file, not memory: WAL, locks and other processes are what SQLite is used with in life."""
    from django.conf import settings

    name = "yanpan_test" if own_database() == "postgresql" else str(home / "test.sqlite3")
    # SQLite gets its tables as a new home does; on PostgreSQL the migrations make them, one by one.
    migrated = own_database() == "postgresql"
    settings.DATABASES["default"].setdefault("TEST", {}).update(NAME=name, MIGRATE=migrated)
    engine = settings.DATABASES["default"]["ENGINE"]
    assert own_database() in engine, f"this process was to work on {own_database()}, not on {engine}"
    settings.PASSWORD_HASHERS = ["tests.support.passwords.CheapArgon2"]


def make_keys() -> None:
    from yanpan.base.vault.keys import make_master

    make_master()


def remove_home(home: Path) -> None:
    shutil.rmtree(home, ignore_errors=True)


def _touches_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(
        fixtures & {"db", "transactional_db", "live_server"}
    )


def belongs_here(item: pytest.Item) -> bool:
    """With both: SQLite runs all but pure floors and checks, PostgreSQL these and what reads tables."""
    if choice() != "both" or not worker():
        return True
    if item.nodeid.startswith(PURE_FLOORS) or item.get_closest_marker("checks"):
        return own_database() == "postgresql"
    if own_database() == "sqlite":
        return True
    return _touches_database(item) and item.get_closest_marker("browser") is None
