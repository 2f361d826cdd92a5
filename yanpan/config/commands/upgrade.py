"""`yanpan upgrade`: an archive, then the tables step by step. Killed anywhere, it is finished by running again."""

import json
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from yanpan.base.gate.clock import wall_clock
from yanpan.base.upkeep.operations import note_upgrade
from yanpan.config.commands.backup import back_up
from yanpan.config.commands.home_lock import alone_in
from yanpan.config.commands.operator import operator
from yanpan.config.tables import (
    applied_migrations,
    bring_up_to_date,
    unknown_migrations,
    waiting_migrations,
)
from yanpan.kernel.errors import Refused


def run(folder: Path | None) -> int:
    """With the server stopped. Refused('newer_than_the_program') before anything is written."""
    with alone_in(settings.YANPAN_HOME):
        if later := unknown_migrations(applied_migrations()):
            raise Refused("newer_than_the_program", migrations=", ".join(later[:5]))
        waiting = waiting_migrations()
        begun = _begun()
        if not waiting and not begun:
            print(f"the tables are those of version {version('yanpan')} already; nothing to do")
            return 0
        archive = begun or _archive_first(folder or settings.YANPAN_BACKUPS)
        print(f"{len(waiting)} steps; the archive before them is {archive}", flush=True)
        bring_up_to_date(lambda step: print(f"  {step}", flush=True))
        _note(archive, len(waiting))
    print(f"the tables are those of version {version('yanpan')}")
    return 0


def _mark() -> Path:
    return Path(settings.YANPAN_HOME) / "upgrading.json"


def _begun() -> str:
    """The archive of an upgrade that was cut short: the tables it holds are the ones from before it."""
    return str(json.loads(_mark().read_text())["archive"]) if _mark().exists() else ""


def _archive_first(folder: Path) -> str:
    """Not noted in the audit, nor its chain recomputed: this version may expect other columns there."""
    made = back_up(folder, check_chain=False)
    draft = _mark().with_suffix(".draft")
    draft.write_text(json.dumps({"archive": str(made.place)}))
    draft.replace(_mark())
    return str(made.place)


def _note(archive: str, steps: int) -> None:
    note_upgrade(
        operator("upkeep.note_upgrade"),
        version=version("yanpan"),
        steps=steps,
        archive=Path(archive).name,
        now=wall_clock(),
    )
    _mark().unlink()
