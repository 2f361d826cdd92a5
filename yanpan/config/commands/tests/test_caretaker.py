"""What the caretaker does without anybody pressing a button, and what it leaves alone."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django.fixtures import Settings

from tests.world import NOW, make_city
from yanpan.base.upkeep.archive import archives_in
from yanpan.base.upkeep.state import at_of, note_state, read_state, state_path
from yanpan.base.vault.destroyed import destroyed_path, note_destroyed
from yanpan.config.commands import backup, caretaker, restore_drill

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Archives are written for real elsewhere (test_backup); here it counts when."""
    make_city()
    # What earlier tests destroyed in this home is not this one's.
    destroyed_path().unlink(missing_ok=True)
    settings.YANPAN_BACKUPS = tmp_path / "archives"
    written: list[Path] = []

    def written_down(folder: Path, *, check_chain: bool = True) -> backup.Made:
        written.append(folder)
        raise Written

    monkeypatch.setattr(backup, "back_up", written_down)
    yield tmp_path / "archives"
    state_path().unlink(missing_ok=True)
    destroyed_path().unlink(missing_ok=True)


class Written(Exception):
    pass


def is_due(now: datetime) -> bool:
    try:
        return caretaker.archive_if_due(now)
    except Written:
        return True


def test_an_archive_is_due_at_once_then_every_hour() -> None:
    assert is_due(NOW)
    note_state("backup", NOW)
    assert not is_due(NOW + timedelta(minutes=59))
    assert is_due(NOW + HOUR)


def test_an_archive_is_due_at_once_after_something_was_destroyed() -> None:
    last = datetime.now(UTC) - timedelta(minutes=5)
    note_state("backup", last)
    assert not is_due(last + timedelta(minutes=5))
    note_destroyed("person", ["00000000-0000-0000-0000-000000000001"])
    assert is_due(last + timedelta(minutes=5))


def test_a_drill_is_due_every_week_and_daily_after_one_that_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[Path] = []
    monkeypatch.setattr(restore_drill, "try_restore", lambda folder, actor: tried.append(folder))
    note_state("drill", NOW, sound=True)
    assert not caretaker.drill_if_due(NOW + timedelta(days=6))
    assert caretaker.drill_if_due(NOW + timedelta(days=7))
    note_state("drill", NOW, sound=False, said="backup_damaged")
    assert not caretaker.drill_if_due(NOW + 23 * HOUR)
    assert caretaker.drill_if_due(NOW + 24 * HOUR)
    assert len(tried) == 2


def test_a_former_home_goes_after_thirty_days_with_its_keys() -> None:
    home = Path(settings.YANPAN_HOME)
    former = home / "before-20210701T080000Z"
    (former / "keys").mkdir(parents=True)
    (former / "keys" / "master").write_text("00")
    made = datetime(2021, 7, 1, 8, tzinfo=UTC)
    assert caretaker.forget_former_homes(made + timedelta(days=29)) == 0 and former.exists()
    assert caretaker.forget_former_homes(made + timedelta(days=31)) == 1 and not former.exists()
    assert (home / "keys" / "master").exists()


def test_from_its_first_start_on_lateness_is_somebodys() -> None:
    caretaker.begin(NOW)
    caretaker.begin(NOW + HOUR)
    assert at_of(read_state(), "since") == NOW


def test_nothing_is_an_archive_but_a_whole_one(place: Path) -> None:
    (place / "yanpan-20210805T080000Z").mkdir(parents=True)
    assert archives_in(place) == []


def test_copies_that_killed_work_left_behind_go_after_a_day() -> None:
    """A server that is stopped ends its caretaker in the middle of an archive; no purge reaches such a copy."""
    places = [Path(settings.YANPAN_HOME) / name for name in (".scratch-killed", ".restoring-killed")]
    for place in places:
        (place / "keys").mkdir(parents=True)
    caretaker.forget_scratch(datetime.now(UTC) + timedelta(hours=23))
    assert all(place.exists() for place in places)
    caretaker.forget_scratch(datetime.now(UTC) + timedelta(hours=25))
    assert not any(place.exists() for place in places)
