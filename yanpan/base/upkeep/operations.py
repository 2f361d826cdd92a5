"""What was done to keep it running, as lines of the audit. The work itself is done by commands and the caretaker."""

from datetime import datetime

from yanpan.base.gate import Actor, operation
from yanpan.base.upkeep.state import note_state


@operation("upkeep.note_backup", subject="archive", records=("row_count", "seconds"))
def note_backup(
    actor: Actor, *, archive: str, where: str, row_count: int, length: int, seconds: float, now: datetime
) -> None:
    """An archive was written and checked. where: its folder; length: bytes."""
    note_state("backup", now, archive=archive, where=where, rows=row_count, length=length, seconds=seconds)


@operation("upkeep.note_key_copy", subject="where")
def note_key_copy(actor: Actor, *, where: str, now: datetime) -> None:
    """The keys were copied under a passphrase."""
    note_state("keys", now, where=where)


@operation("upkeep.note_drill", subject="archive", records=("sound", "seconds"))
def note_drill(actor: Actor, *, archive: str, sound: bool, said: str, seconds: float, now: datetime) -> None:
    """An archive was restored into a scratch place, checked and thrown away. said: a code of what went wrong, or ''."""
    note_state("drill", now, archive=archive, sound=sound, said=said, seconds=seconds)


@operation("upkeep.note_restore", subject="archive", records=("made_at", "blocks_lost", "purged_again"))
def note_restore(
    actor: Actor, *, archive: str, made_at: str, blocks_lost: int, purged_again: int, now: datetime
) -> None:
    """The home was brought back to an archive; the audit says so itself, since what came after it is gone."""
    note_state("restore", now, archive=archive, made_at=made_at, blocks_lost=blocks_lost)


@operation("upkeep.note_upgrade", subject="version", records=("steps", "archive"))
def note_upgrade(actor: Actor, *, version: str, steps: int, archive: str, now: datetime) -> None:
    """The tables were brought to this version."""
    note_state("upgrade", now, version=version, steps=steps, archive=archive)
