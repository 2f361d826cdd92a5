"""What stands at the top of the city's pages when the upkeep is late, and what the page says."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from tests.world import CITY, COUNTY, NOW, actor_with
from yanpan.base.upkeep.certificates import ready_certificate, tls_folder
from yanpan.base.upkeep.queries import LATE_AFTER, Disk, list_alarms
from yanpan.base.upkeep.state import note_state, read_state, state_path

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _no_state_survives() -> Iterator[None]:
    yield
    state_path().unlink(missing_ok=True)
    for one in tls_folder(Path(settings.YANPAN_HOME)).glob("*"):
        one.unlink()


def alarms(unit_key: str = CITY) -> list[str]:
    return [one.code for one in list_alarms(actor_with("upkeep.list_alarms", unit_key=unit_key), now=NOW)]


def test_a_home_no_server_looks_after_has_no_alarm() -> None:
    assert alarms() == []


def test_no_archive_for_two_hours_is_an_alarm_and_a_new_one_ends_it() -> None:
    note_state("since", NOW - 9 * HOUR)
    note_state("drill", NOW - HOUR, sound=True)
    assert alarms() == ["no_backup"]
    note_state("backup", NOW - LATE_AFTER)
    assert alarms() == []
    note_state("backup", NOW - LATE_AFTER - timedelta(seconds=1))
    assert alarms() == ["no_backup"]


def test_a_server_that_has_just_begun_is_given_its_time() -> None:
    note_state("since", NOW - HOUR)
    assert alarms() == []


def test_a_restore_drill_that_failed_or_is_missing_is_an_alarm() -> None:
    note_state("since", NOW - timedelta(days=30))
    note_state("backup", NOW)
    assert alarms() == ["no_drill"]
    note_state("drill", NOW, sound=False, said="backup_damaged")
    assert alarms() == ["drill_failed"]
    note_state("drill", NOW, sound=True, said="")
    assert alarms() == []


def test_a_county_hears_nothing_of_the_machine() -> None:
    note_state("since", NOW - 9 * HOUR)
    assert alarms(COUNTY) == [] and alarms() == ["no_backup"]


def test_a_certificate_that_ends_within_thirty_days_is_an_alarm() -> None:
    note_state("since", NOW)
    names = ["192.168.1.5", "localhost"]
    ready_certificate(Path(settings.YANPAN_HOME), names, NOW - timedelta(days=397 - 31))
    assert alarms() == []
    for one in tls_folder(Path(settings.YANPAN_HOME)).glob("server.*"):
        one.unlink()
    ready_certificate(Path(settings.YANPAN_HOME), names, NOW - timedelta(days=397 - 29))
    assert alarms() == ["certificate_ends"]


@pytest.mark.parametrize(
    ("free", "total", "short"),
    [(1, 100, True), (3, 100, True), (6, 100, False), (6, 200, True), (300, 2000, False), (0.5, 1, False)],
)
def test_a_disk_is_short_below_two_gigabytes_or_a_twentieth(free: float, total: float, short: bool) -> None:
    disk = Disk("home", "/srv", int(free * 1024**3), int(total * 1024**3))
    assert disk.is_short is short


def test_a_state_that_cannot_be_read_counts_as_none() -> None:
    state_path().write_text("{")
    assert read_state() == {}
    note_state("backup", NOW, rows=3)
    assert json.loads(state_path().read_text())["backup"]["rows"] == 3
