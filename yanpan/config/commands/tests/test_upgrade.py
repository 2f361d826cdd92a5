"""An upgrade that is cut off anywhere is finished by running it again; tables of a later version are left alone."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import connection, migrations, models
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from tools.postgres import NoPostgreSQL, PrivateCluster
from yanpan.config.tables import OneStep, bring_up_to_date
from yanpan.kernel.errors import Refused

ROOT = Path(__file__).resolve().parents[4]


class _Pair(migrations.Migration):
    """Two tables, one pointing to the other: Django leaves the key (or its index) to the end of the step."""

    operations = [  # noqa: RUF012
        migrations.CreateModel("First", [("id", models.BigAutoField(primary_key=True))]),
        migrations.CreateModel(
            "Second",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("first", models.ForeignKey("upkeep.First", on_delete=models.CASCADE)),
            ],
        ),
    ]


def _tables() -> set[str]:
    return {one for one in connection.introspection.table_names() if one.startswith("upkeep_")}


@pytest.mark.django_db(transaction=True)
def test_a_step_cut_off_before_its_line_is_written_leaves_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the two Django commits; a process killed there would never get past this step again."""
    step = _Pair("0001_pair", "upkeep")
    MigrationRecorder(connection).ensure_schema()
    executor = OneStep(connection)

    def killed(*args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut, pytest.raises(KeyboardInterrupt):
        cut.setattr(executor, "record_migration", killed)
        executor.apply_migration(ProjectState(), step)
    assert _tables() == set()
    executor.apply_migration(ProjectState(), step)
    assert _tables() == {"upkeep_first", "upkeep_second"}
    executor.unapply_migration(ProjectState(), step)
    assert _tables() == set()


@pytest.mark.django_db(transaction=True)
def test_tables_of_a_later_version_are_refused_and_left_alone() -> None:
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    recorder.record_applied("upkeep", "0999_of_tomorrow")
    try:
        with pytest.raises(Refused, match=r"newer_than_the_program.*upkeep\.0999_of_tomorrow"):
            bring_up_to_date()
    finally:
        recorder.record_unapplied("upkeep", "0999_of_tomorrow")


# The whole command, killed


def _environment(home: Path, address: str) -> dict[str, str]:
    others = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("YANPAN_", "DJANGO_", "PYTEST_"))
    }
    mine = {"YANPAN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "yanpan.config.settings"}
    return others | mine | ({"YANPAN_DATABASE": address} if address else {})


def _old_home(home: Path, environment: dict[str, str]) -> None:
    """Tables as the first version left them: every room at its first migration."""
    home.mkdir()
    code = (
        "import django; django.setup()\n"
        "from django.core.management import call_command as call\n"
        "from yanpan.base.vault.keys import make_master; make_master()\n"
        "for app in ('verification', 'supervision', 'hq', 'sync', 'indicators', 'documents'):\n"
        "    call('migrate', app, '0001', verbosity=0)\n"
        "call('migrate', 'audit', verbosity=0); call('migrate', 'places', verbosity=0)\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=True)


def _killed_at(step: int, environment: dict[str, str]) -> int:
    """Steps announced before `yanpan upgrade` was killed, right after announcing this one; fewer if it ended before."""
    running = subprocess.Popen(
        [sys.executable, "-m", "yanpan", "upgrade"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    said = 0
    assert running.stdout
    for line in running.stdout:
        said += line.startswith("  ")
        if said > step:
            running.send_signal(signal.SIGKILL)
            break
    running.wait()
    return said


@contextmanager
def _database(kind: str) -> Iterator[str]:
    if kind == "sqlite":
        yield ""
        return
    try:
        with PrivateCluster() as cluster:
            yield cluster.address
    except NoPostgreSQL as missing:
        pytest.skip(str(missing))


def _done(home: Path, address: str) -> int:
    statement = "SELECT count(*) FROM django_migrations"
    if address:
        with psycopg.connect(address) as server:
            return int(str((server.execute(statement).fetchone() or (0,))[0]))
    with closing(sqlite3.connect(home / "yanpan.sqlite3")) as file:
        return int(file.execute(statement).fetchone()[0])


@pytest.mark.torture
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_an_upgrade_killed_at_every_third_step_ends_where_an_undisturbed_one_ends(
    kind: str, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    with _database(kind) as address:
        environment = _environment(home, address)
        _old_home(home, environment)
        before, kills = _done(home, address), 0
        while _killed_at(2, environment) > 2:
            kills += 1
            assert _done(home, address) >= before + 2, "every step that was announced is there"
            before = _done(home, address)
        assert kills >= 2
        said = subprocess.run(
            [sys.executable, "-m", "yanpan", "upgrade"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert said.returncode == 0 and "nothing to do" in said.stdout
        archives = [one.name for one in (home / "backups").iterdir() if one.name.startswith("yanpan-")]
        assert len(archives) == 1, "one archive, of before the upgrade"
        check = subprocess.run(
            [sys.executable, "-m", "django", "migrate", "--check"], cwd=ROOT, env=environment, check=False
        )
        assert check.returncode == 0
