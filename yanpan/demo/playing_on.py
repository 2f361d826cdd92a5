"""演到：the user asks for the hours until the evening or the morning to be played by the simulated office.

The page writes down until when; the player process plays, and takes the note away. Both lie in the drill's home.
"""

import fcntl
import json
from datetime import datetime
from pathlib import Path

from django.conf import settings

from yanpan.demo.clock import TAKE_OVER


def _note(name: str) -> Path:
    return Path(settings.YANPAN_HOME) / name


def lock_path() -> Path:
    """Held by the process that plays."""
    return _note("drill.lock")


def somebody_plays() -> bool:
    """Whether a player holds the home; a drill may be served without one."""
    try:
        with lock_path().open("r") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def ask_for(until: datetime) -> None:
    """Left alone while another wish is being played."""
    if asked_for() is None:
        _note("drill-until").write_text(until.isoformat())


def asked_for() -> datetime | None:
    try:
        return datetime.fromisoformat(_note("drill-until").read_text())
    except (FileNotFoundError, ValueError):
        return None


def done() -> None:
    _note("drill-until").unlink(missing_ok=True)


def keep_played(beside: datetime, desk: datetime) -> None:
    """Up to which hour the units, and the city's desk, have been played."""
    _note("drill-played").write_text(json.dumps([beside.isoformat(), desk.isoformat()]))


def played() -> tuple[datetime, datetime]:
    try:
        beside, desk = json.loads(_note("drill-played").read_text())
    except FileNotFoundError:
        return TAKE_OVER, TAKE_OVER
    return datetime.fromisoformat(beside), datetime.fromisoformat(desk)
