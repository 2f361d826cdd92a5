"""What the machine looks like, and what somebody has to see to. Figures without persons."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection

from yanpan.base.gate import Actor, query
from yanpan.base.upkeep.certificates import certificate_ends
from yanpan.base.upkeep.state import at_of, read_state

EVERY = timedelta(hours=1)
LATE_AFTER = 2 * EVERY
DRILL_EVERY = timedelta(days=7)
DRILL_LATE_AFTER = DRILL_EVERY + timedelta(days=2)
CERTIFICATE_SHORT = timedelta(days=30)
# Below either of them a disk is said to be nearly full.
LEAST_FREE, LEAST_SHARE = 2 * 1024**3, 0.05


@dataclass(frozen=True, slots=True)
class Disk:
    """what: 'home' or 'backups'; free and total in bytes."""

    what: str
    path: str
    free: int
    total: int

    @property
    def is_short(self) -> bool:
        return self.free < min(LEAST_FREE, self.total // 4) or self.free < LEAST_SHARE * self.total


@dataclass(frozen=True, slots=True)
class Running:
    """backup, drill, keys, restore: what was noted of the last of each, with its time under 'at'; {} = never.

    same_disk: archives lie on the disk of the database, and are lost with it.
    """

    version: str
    database: str
    backup: dict[str, object]
    drill: dict[str, object]
    keys: dict[str, object]
    restore: dict[str, object]
    backup_at: datetime | None
    drill_at: datetime | None
    keys_at: datetime | None
    restore_at: datetime | None
    destroyed_since_keys: bool
    disks: tuple[Disk, ...]
    same_disk: bool
    certificate_ends: datetime | None


@dataclass(frozen=True, slots=True)
class UpkeepAlarm:
    """code: 'no_backup', 'drill_failed', 'no_drill', 'disk_short', 'certificate_ends'; since: when it began or ends."""

    code: str
    since: datetime | None = None
    facts: str = ""


def backups_folder() -> Path:
    return Path(settings.YANPAN_BACKUPS)


def _disk(what: str, path: Path) -> Disk:
    usage = shutil.disk_usage(path)
    return Disk(what, str(path), usage.free, usage.total)


def _places() -> list[tuple[str, Path]]:
    named = [("home", Path(settings.YANPAN_HOME)), ("backups", backups_folder())]
    return [(what, path) for what, path in named if path.is_dir()]


def _is_of_the_city(actor: Actor) -> bool:
    """The machine is the city's; a county on it has its own desk and nothing to do with disks."""
    return any(path.count("/") == 1 for path in actor.units)


@query("upkeep.get_running", personal=False)
def get_running(actor: Actor, *, now: datetime) -> Running:
    """Last archive, last restore drill, copy of the keys, disks, certificate, version."""
    state, places = read_state(), _places()
    keys_at, gone = at_of(state, "keys"), Path(settings.YANPAN_HOME) / "destroyed"
    return Running(
        version=version("yanpan"),
        database=connection.vendor,
        backup=dict(state.get("backup", {})),
        drill=dict(state.get("drill", {})),
        keys=dict(state.get("keys", {})),
        restore=dict(state.get("restore", {})),
        backup_at=at_of(state, "backup"),
        drill_at=at_of(state, "drill"),
        keys_at=keys_at,
        restore_at=at_of(state, "restore"),
        destroyed_since_keys=bool(keys_at and gone.exists() and gone.stat().st_mtime > keys_at.timestamp()),
        disks=tuple(_disk(what, path) for what, path in places),
        same_disk=len({path.stat().st_dev for _, path in places}) < 2,
        certificate_ends=certificate_ends(Path(settings.YANPAN_HOME)),
    )


@query("upkeep.list_alarms", personal=False)
def list_alarms(actor: Actor, *, now: datetime) -> list[UpkeepAlarm]:
    """What somebody has to see to; nothing in a drill, in a home no server looks after yet, and for a county."""
    state = read_state()
    since = at_of(state, "since")
    if since is None or settings.DRILL or not _is_of_the_city(actor):
        return []
    found = []
    backup, drill = at_of(state, "backup"), at_of(state, "drill")
    if max(backup or since, since) + LATE_AFTER < now:
        found.append(UpkeepAlarm("no_backup", backup))
    if state.get("drill", {}).get("sound") is False:
        found.append(UpkeepAlarm("drill_failed", drill, str(state["drill"].get("said", ""))))
    elif max(drill or since, since) + DRILL_LATE_AFTER < now:
        found.append(UpkeepAlarm("no_drill", drill))
    found += [UpkeepAlarm("disk_short", facts=one) for one in _short_disks()]
    ends = certificate_ends(Path(settings.YANPAN_HOME))
    if ends is not None and ends - CERTIFICATE_SHORT < now:
        found.append(UpkeepAlarm("certificate_ends", ends))
    return found


def _short_disks() -> list[str]:
    return [disk.what for disk in (_disk(*one) for one in _places()) if disk.is_short]
