"""What is known of the upkeep of this home: a small file beside the database, which a restore does not take back."""

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

# 'since': when a server began to look after this home; 'backup', 'drill', 'keys', 'restore', 'upgrade': the last.
State = dict[str, dict[str, Any]]


def state_path() -> Path:
    return Path(settings.YANPAN_HOME) / "upkeep.json"


def read_state() -> State:
    """{} for a home nobody looked after yet, or where the file cannot be read: then everything is due."""
    try:
        told = json.loads(state_path().read_text())
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def note_state(name: str, at: datetime, **facts: object) -> None:
    """Replace what is known of one thing."""
    state = read_state() | {name: {"at": at.isoformat(), **facts}}
    draft = state_path().with_name(f"upkeep.{os.getpid()}.draft")
    draft.write_text(json.dumps(state, ensure_ascii=False, indent=1, sort_keys=True))
    draft.replace(state_path())


def at_of(state: State, name: str) -> datetime | None:
    told = state.get(name, {}).get("at")
    return datetime.fromisoformat(told) if told else None
