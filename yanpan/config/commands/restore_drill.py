"""恢复演练: the newest archive is restored into a scratch place, keys tried, audit recomputed; then all goes."""

import time
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from django.conf import settings
from django.db import connection

from yanpan.base.gate import Actor
from yanpan.base.gate.clock import wall_clock
from yanpan.base.upkeep import key_copy, postgresql_copy
from yanpan.base.upkeep.archive import archives_in, check_archive
from yanpan.base.upkeep.operations import note_drill
from yanpan.base.vault.keys import master_key
from yanpan.config.commands.backup import database_address, scratch
from yanpan.config.commands.operator import operator
from yanpan.config.commands.restore import finish, open_parts
from yanpan.kernel.errors import Refused


def run(folder: Path | None) -> int:
    """Exit code 1 where the newest archive does not restore."""
    return 0 if try_restore(folder or settings.YANPAN_BACKUPS, operator("upkeep.note_drill")) else 1


def try_restore(folder: Path, actor: Actor) -> bool:
    """Whether the newest archive in the folder restores; the result is noted. Refused('no_backup_there')."""
    archives = archives_in(folder)
    if not archives:
        raise Refused("no_backup_there", where=str(folder))
    started, said = time.perf_counter(), ""
    try:
        code = _restore_aside(archives[-1])
        said = f"exit_{code}" if code else ""
    except Refused as refusal:
        said = refusal.code
    seconds = round(time.perf_counter() - started, 1)
    note_drill(actor, archive=archives[-1].name, sound=not said, said=said, seconds=seconds, now=wall_clock())
    print(f"restore drill of {archives[-1].name}: {said or 'sound'}, {seconds} s")
    return not said


def _restore_aside(archive: Path) -> int:
    said = check_archive(archive, master_key())
    with scratch() as place, _database() as address:
        key_copy.copy_keys(settings.YANPAN_HOME / "keys", place / "keys")
        open_parts(archive, said, master_key(), place)
        if address:
            postgresql_copy.load(address, place / "database.dump")
        return finish(place, {"archive": archive.name, "made_at": said.made_at}, address=address)


def _database() -> AbstractContextManager[str]:
    if connection.vendor == "sqlite":
        return nullcontext("")
    return postgresql_copy.scratch_database(database_address(), f"yanpan_drill_{wall_clock():%Y%m%d%H%M%S}")
