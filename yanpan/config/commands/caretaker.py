"""The caretaker process: an archive every hour and after every destruction, a restore drill every week.

At low priority, so that nobody waits for it; a drill's home needs none.
"""

import os
import shutil
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

LOOK_EVERY = 60
# A former home holds persons' data with its keys, where no purge reaches it.
FORMER_KEPT = timedelta(days=30)
SCRATCH_KEPT = timedelta(days=1)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yanpan.config.settings")
    import django

    django.setup()
    from django.conf import settings

    from yanpan.base.gate.clock import wall_clock
    from yanpan.config.commands.keeper import attempt

    if settings.DRILL:
        while True:  # the server starts again whatever ends
            time.sleep(3600)
    if os.name == "posix":
        os.nice(10)
    begin(wall_clock())
    while True:
        for duty in (archive_if_due, drill_if_due, forget_former_homes, forget_scratch):
            attempt(lambda duty=duty: duty(wall_clock()))  # type: ignore[misc]
        time.sleep(LOOK_EVERY)


def begin(now: datetime) -> None:
    """From here on it is somebody's duty, and lateness is an alarm."""
    from yanpan.base.upkeep.state import note_state, read_state

    if "since" not in read_state():
        note_state("since", now)


def archive_if_due(now: datetime) -> bool:
    """Every hour; at once after something was destroyed, since an older archive lost a whole table and month by it."""
    from django.conf import settings

    from yanpan.base.upkeep.queries import EVERY
    from yanpan.base.upkeep.state import at_of, read_state
    from yanpan.base.vault.destroyed import destroyed_path
    from yanpan.config.commands import backup
    from yanpan.config.commands.operator import operator

    last, gone = at_of(read_state(), "backup"), destroyed_path()
    destroyed = last is not None and gone.exists() and gone.stat().st_mtime > last.timestamp()
    if last is not None and now < last + EVERY and not destroyed:
        return False
    backup.note(backup.back_up(settings.YANPAN_BACKUPS), operator("upkeep.note_backup"))
    return True


def drill_if_due(now: datetime) -> bool:
    """Every week; every day as long as the last one failed."""
    from django.conf import settings

    from yanpan.base.upkeep.queries import DRILL_EVERY
    from yanpan.base.upkeep.state import at_of, read_state
    from yanpan.config.commands.operator import operator
    from yanpan.config.commands.restore_drill import try_restore

    state = read_state()
    last, pause = at_of(state, "drill"), DRILL_EVERY
    if state.get("drill", {}).get("sound") is False:
        pause = timedelta(days=1)
    if last is not None and now < last + pause:
        return False
    try_restore(settings.YANPAN_BACKUPS, operator("upkeep.note_drill"))
    return True


def forget_former_homes(now: datetime) -> int:
    """What a restore put aside goes after thirty days, on PostgreSQL with its tables."""
    from django.conf import settings

    from yanpan.base.upkeep import postgresql_copy
    from yanpan.base.upkeep.archive import STAMP
    from yanpan.config.commands.backup import database_address
    from yanpan.config.commands.restore import FORMER

    gone = 0
    for former in Path(settings.YANPAN_HOME).glob(f"{FORMER}*"):
        stamp = former.name.removeprefix(FORMER)
        if datetime.strptime(stamp, STAMP).replace(tzinfo=UTC) + FORMER_KEPT < now:
            if address := database_address():
                postgresql_copy.forget_former(address, stamp)
            shutil.rmtree(former)
            gone += 1
    return gone


def forget_scratch(now: datetime) -> None:
    """What a backup, a drill or a restore that was killed left behind: a copy of the database, with its keys."""
    from django.conf import settings

    for begun in (".scratch-*", ".restoring-*"):
        for place in Path(settings.YANPAN_HOME).glob(begun):
            if place.stat().st_mtime < (now - SCRATCH_KEPT).timestamp():
                shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    main()
