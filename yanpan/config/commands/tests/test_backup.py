"""Archives: written while others write, read back, restored elsewhere; who was purged stays purged."""

import json
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from tests.house.test_purge_leaves_nothing import _canaries, _purge
from tests.world import NOW, make_city, make_people_sought
from yanpan.base.audit.append import append
from yanpan.base.audit.models import AuditLine
from yanpan.base.audit.sealing import heads_path, seal_all
from yanpan.base.people.models import Person
from yanpan.base.upkeep import postgresql_copy
from yanpan.base.upkeep.archive import archives_in, check_archive
from yanpan.base.upkeep.manifest import NAME, read_manifest
from yanpan.base.vault.destroyed import destroyed_path
from yanpan.base.vault.keys import master_key
from yanpan.base.vault.sealing import forget_keys
from yanpan.config.commands import backup, restore, restore_drill
from yanpan.config.commands.operator import operator
from yanpan.kernel.errors import Refused

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2021, 8, 5, 8, tzinfo=UTC)


def _migrations_noted() -> None:
    """The suite's SQLite gets its tables from the models at once; a home's also says by which migrations."""
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    done = recorder.applied_migrations()
    for app, name in MigrationLoader(None).disk_migrations:
        if (app, name) not in done:
            recorder.record_applied(app, name)


@pytest.fixture(autouse=True)
def _a_city_and_a_chain() -> Iterator[None]:
    make_city()
    _migrations_noted()
    heads_path().unlink(missing_ok=True)
    destroyed_path().unlink(missing_ok=True)
    seal_all(AT)
    yield
    heads_path().unlink(missing_ok=True)
    destroyed_path().unlink(missing_ok=True)
    (Path(settings.YANPAN_HOME) / "upkeep.json").unlink(missing_ok=True)


@contextmanager
def empty_place(monkeypatch: pytest.MonkeyPatch, home: Path) -> Iterator[None]:
    """An empty machine: a home of its own, and on PostgreSQL a database of its own."""
    monkeypatch.setenv("YANPAN_HOME", str(home))
    monkeypatch.delenv("YANPAN_INLINE_JOBS", raising=False)
    if connection.vendor == "sqlite":
        monkeypatch.delenv("YANPAN_DATABASE", raising=False)
        yield
        return
    with postgresql_copy.scratch_database(backup.database_address(), "yanpan_elsewhere") as address:
        monkeypatch.setenv("YANPAN_DATABASE", address)
        yield


def rows(home: Path, statement: str) -> list[tuple[object, ...]]:
    """Asked of the restored place, by no code of ours."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(home / "yanpan.sqlite3")) as database:
            return database.execute(statement).fetchall()
    with psycopg.connect(os.environ["YANPAN_DATABASE"]) as database:
        return database.execute(statement).fetchall()


def restored(archive: Path, *, keys: Path | None = None, replace: bool = False) -> int:
    return restore.run(archive, keys=keys, passphrase_file=None, replace=replace)


def real_keys() -> Path:
    return Path(settings.YANPAN_HOME) / "keys"


def test_an_archive_holds_every_row_and_the_end_of_the_chain_and_no_key(tmp_path: Path) -> None:
    make_people_sought(3)
    seal_all(AT)
    made = backup.back_up(tmp_path)
    said = check_archive(made.place, master_key())
    assert said.rows["people_person"] == 3 and said.rows["audit_auditline"] == AuditLine.objects.count()
    assert said.audit.block > 0 and len(said.migrations) > 10
    master = (real_keys() / "master").read_bytes()
    for file in made.place.iterdir():
        content = file.read_bytes()
        assert master not in content and bytes.fromhex(master.decode()) not in content
        assert b"accounts_account (" not in content and b"CREATE TABLE" not in content


def test_it_agrees_with_itself_while_others_write(tmp_path: Path) -> None:
    """Lines are written all the time: the archive has each line with its pending mark, or neither."""
    ended = threading.Event()

    def write() -> None:
        try:
            while not ended.is_set():
                append(at=NOW, actor="演练", role="", unit="", verb="drill.written")
        finally:
            connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        said = read_manifest(backup.make_archive(tmp_path, AT))
    finally:
        ended.set()
        writer.join()
    assert said.rows["audit_auditline"] < AuditLine.objects.count()


@pytest.mark.parametrize("part", ["database", "audit-heads"])
def test_a_part_that_was_touched_is_refused_and_nothing_is_made(
    part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = backup.make_archive(tmp_path, AT, check_chain=False)
    blob = bytearray((place / part).read_bytes())
    blob[-1] ^= 1
    (place / part).write_bytes(blob)
    with (
        empty_place(monkeypatch, tmp_path / "new"),
        pytest.raises(Refused, match="backup_damaged"),
    ):
        restored(place, keys=real_keys())
    assert [one.name for one in (tmp_path / "new").iterdir()] == ["serve.lock"]


def test_a_manifest_that_was_edited_is_refused(tmp_path: Path) -> None:
    place = backup.make_archive(tmp_path, AT, check_chain=False)
    told = json.loads((place / NAME).read_text())
    told["rows"]["people_person"] += 1
    (place / NAME).write_text(json.dumps(told))
    with pytest.raises(Refused, match="backup_manifest_changed"):
        check_archive(place, master_key())
    with pytest.raises(Refused, match="backup_of_other_keys"):
        check_archive(place, bytes(32))


def test_it_comes_back_on_an_empty_machine_with_the_copy_of_the_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    make_people_sought(3)
    seal_all(AT)
    (tmp_path / "words").write_text("四个词 一句话 只有我们\n")
    assert backup.run(tmp_path / "b", with_keys=True, passphrase_file=tmp_path / "words") == 0
    (archive,) = archives_in(tmp_path / "b")
    with empty_place(monkeypatch, tmp_path / "new"):
        code = restore.run(
            archive,
            keys=tmp_path / "b" / "yanpan-keys.sealed",
            passphrase_file=tmp_path / "words",
            replace=False,
        )
        assert code == 0
        assert rows(tmp_path / "new", "SELECT count(*) FROM people_person") == [(3,)]
        noted = rows(
            tmp_path / "new", "SELECT subject FROM audit_auditline WHERE verb = 'upkeep.note_restore'"
        )
        assert noted == [(archive.name,)]
    said = capfd.readouterr().out
    assert "sound" in said and "3 values" not in said.split("restored:")[0].split("keys:")[0]


def test_a_home_in_use_is_refused_and_with_replace_kept_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    place = backup.make_archive(tmp_path, AT, check_chain=False)
    home = tmp_path / "new"
    with empty_place(monkeypatch, home):
        assert restored(place, keys=real_keys()) == 0
        with pytest.raises(ValueError, match="--replace"):
            restored(place)
        heads = home / "audit-heads"
        # The machine died in the middle of a line, and of an upgrade, whose archive is not the next one's.
        heads.write_text(f"{heads.read_text()}99 {'a' * 64} 2021-08-05T09:00:00+00:00\n100\n\nab")
        (home / "upgrading.json").write_text('{"archive": "an earlier one"}')
        assert restored(place, replace=True) == 0
        (former,) = home.glob("before-*")
        assert (former / "upgrading.json").exists() and not (home / "upgrading.json").exists()
        assert (former / "keys" / "master").exists()
        if connection.vendor == "sqlite":
            assert (former / "yanpan.sqlite3").exists()
        else:
            kept = rows(home, "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'before%'")
            assert len(kept) == 1
    assert "2021-08-05T09:00:00" in capfd.readouterr().out


def test_a_running_server_is_not_restored_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from yanpan.config.commands.home_lock import alone_in

    monkeypatch.setenv("YANPAN_HOME", str(tmp_path / "new"))
    with alone_in(tmp_path / "new"), pytest.raises(ValueError, match="yanpan serve"):
        restored(tmp_path, keys=real_keys())


def test_who_was_purged_after_an_archive_stays_purged_when_it_is_restored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the keys as they were on the day of the archive: the list of what was destroyed is enough."""
    tasks = _canaries()
    (stays,) = make_people_sought(1)
    indexes = [bytes(one) for one in Person.objects.exclude(id_index=None).values_list("id_index", flat=True)]
    archive = backup.make_archive(tmp_path, datetime.now(UTC) - timedelta(minutes=1))
    old_keys = tmp_path / "old-keys"
    old_keys.mkdir()
    for one in real_keys().iterdir():
        (old_keys / one.name).write_bytes(one.read_bytes())
        (old_keys / one.name).chmod(0o600)
    _purge(tasks)
    forget_keys()
    backup.back_up(tmp_path, check_chain=False)
    assert (tmp_path / "destroyed").read_text().count("person ") == len(tasks)
    with empty_place(monkeypatch, tmp_path / "new"):
        assert restored(archive, keys=old_keys) == 0
        left = rows(tmp_path / "new", "SELECT count(*) FROM people_person")
        assert left == [(Person.objects.count(),)] == [(1,)]
        assert rows(tmp_path / "new", "SELECT count(*) FROM verification_listrow") == [(0,)]
        gone = destroyed_path().read_text().count("key ")
        assert gone > 0
        if connection.vendor == "sqlite":
            content = b"".join(one.read_bytes() for one in (tmp_path / "new").glob("yanpan.sqlite3*"))
            assert not any(index in content for index in indexes)
    assert stays.person_id == Person.objects.get().id


def test_without_the_list_the_same_archive_brings_them_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So the test above can fail."""
    tasks = _canaries()
    archive = backup.make_archive(tmp_path, AT, check_chain=False)
    with empty_place(monkeypatch, tmp_path / "new"):
        assert restored(archive, keys=real_keys()) == 0
        assert rows(tmp_path / "new", "SELECT count(*) FROM people_person") == [(len(tasks),)]


def test_the_drill_tries_the_newest_archive_and_says_what_is_wrong(tmp_path: Path) -> None:
    make_people_sought(2)
    place = backup.back_up(tmp_path, check_chain=False).place
    by = operator("upkeep.note_drill")
    assert restore_drill.try_restore(tmp_path, by)
    state = Path(settings.YANPAN_HOME) / "upkeep.json"
    assert json.loads(state.read_text())["drill"]["sound"] is True
    (place / "database").write_bytes((place / "database").read_bytes()[:-1])
    assert not restore_drill.try_restore(tmp_path, by)
    assert json.loads(state.read_text())["drill"]["said"] == "backup_damaged"
    assert not list(Path(settings.YANPAN_HOME).glob(".scratch-*"))


def test_old_archives_go_and_others_folders_stay(tmp_path: Path) -> None:
    first = backup.make_archive(tmp_path, AT, check_chain=False)
    second = backup.make_archive(tmp_path, AT + timedelta(hours=1), check_chain=False)
    (tmp_path / "yanpan-of-somebody").mkdir()
    backup.prune(tmp_path, AT + timedelta(days=60))
    assert not first.exists() and second.exists() and (tmp_path / "yanpan-of-somebody").exists()


def test_an_archive_that_cannot_be_read_stops_no_new_one(tmp_path: Path) -> None:
    """Else the caretaker would make one archive a minute, and none would ever go, until the disk is full."""
    first = backup.make_archive(tmp_path, AT, check_chain=False)
    torn = backup.make_archive(tmp_path, AT + timedelta(minutes=1), check_chain=False)
    (torn / NAME).write_text("{")
    others = backup.make_archive(tmp_path, AT + timedelta(minutes=2), check_chain=False)
    told = json.loads((others / NAME).read_text()) | {"key": "of another home"}
    (others / NAME).write_text(json.dumps(told))
    backup.make_archive(tmp_path, AT + timedelta(hours=1), check_chain=False)
    backup.prune(tmp_path, AT + timedelta(days=60))
    assert not first.exists() and torn.exists() and others.exists()


def test_a_killed_backup_leaves_no_archive(tmp_path: Path) -> None:
    """kill -9 while it writes: what stands there is a draft, never an archive."""
    code = (
        "import os\nfrom datetime import UTC, datetime; from pathlib import Path\n"
        "from yanpan.base.upkeep.archive import ArchiveBeingMade\n"
        f"being = ArchiveBeingMade(Path({str(tmp_path)!r}), datetime(2021,8,5,tzinfo=UTC), bytes(32))\n"
        "def pieces():\n    yield bytes(3_000_000)\n    os.kill(os.getpid(), 9)\n"
        "being.add('database', pieces())\n"
    )
    died = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[4], check=False)
    assert died.returncode == -9
    assert archives_in(tmp_path) == [] and len(list(tmp_path.glob(".draft-*"))) == 1
    backup.prune(tmp_path, datetime.now(UTC) + timedelta(days=3))
    assert list(tmp_path.iterdir()) == []
