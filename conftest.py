"""The ground of every test: a home of its own, the chosen database, the city in it."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from tests.support import databases

_HOME = pytest.StashKey[Path]()


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Before pytest-django sets Django up: environment, home, keys, and PostgreSQL where it is asked for."""
    databases.start_cluster(config)
    config.stash[_HOME] = home = databases.prepare_home()
    databases.adjust_settings(home)
    databases.make_keys()
    if config.getoption("tx", None) and not databases.worker():
        # A worker that inherited it would read the settings before its own home and database are chosen.
        del os.environ["DJANGO_SETTINGS_MODULE"]


def pytest_unconfigure(config: pytest.Config) -> None:
    databases.stop_cluster()
    if home := config.stash.get(_HOME, None):
        databases.remove_home(home)


def pytest_report_header() -> str:
    if databases.choice() == "both":
        return "databases: SQLite (gw0) and PostgreSQL (gw1)"
    return f"database: {databases.own_database()}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    elsewhere = [item for item in items if not databases.belongs_here(item)]
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if databases.belongs_here(item)]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """A failure says on which database it happened."""
    report = yield
    if report.failed:  # type: ignore[attr-defined]
        report.sections.append(("database", databases.own_database()))  # type: ignore[attr-defined]
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A crash of the database server is a failure even if every test passed."""
    if databases.crashes():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in databases.crashes():
        terminalreporter.write_line(f"PostgreSQL crashed: {line}", red=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The test database with the city's two trees in it; each test's own writes are rolled back."""
    from tests.world import make_city

    with django_db_blocker.unblock():
        make_city()


@pytest.fixture(autouse=True)
def _no_key_survives_its_test() -> Iterator[None]:
    """A data key made in a test goes with the test's rows; a cached one would open nothing afterwards."""
    yield
    if sealing := sys.modules.get("yanpan.base.vault.sealing"):
        sealing.forget_keys()
