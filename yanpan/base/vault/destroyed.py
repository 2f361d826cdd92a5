"""What was destroyed, as ids without content, in a file beside the database: an older backup is purged again by it.

One line each: kind and id. Nothing is ever taken out of it; whoever reads it learns that something is gone.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

KINDS = ("key", "person", "row", "register")


def destroyed_path() -> Path:
    return Path(settings.YANPAN_HOME) / "destroyed"


def note_destroyed(kind: str, ids: Iterable[object]) -> None:
    """Durable before it returns. Noting the same twice does no harm."""
    lines = [f"{kind} {one}\n" for one in ids]
    if kind not in KINDS:
        raise ValueError(f"nothing of kind {kind} is destroyed")
    if not lines:
        return
    handle = os.open(destroyed_path(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "w") as file:
        file.writelines(lines)
        file.flush()
        os.fsync(file.fileno())


def read_destroyed(*files: Path) -> dict[str, set[str]]:
    """Kind → ids, of all these lists together; a file that is not there holds none, a torn last line is passed over."""
    found: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for path in files:
        text = path.read_text() if path.exists() else ""
        for line in text.splitlines(keepends=True):
            kind, _, one = line.rstrip("\n").partition(" ")
            if kind in found and one and line.endswith("\n"):
                found[kind].add(one)
    return found


def merge_destroyed(into: Path, *others: Path) -> None:
    """`into` holds what any of them held, whole or not at all."""
    found = read_destroyed(into, *others)
    draft = into.with_name(f"{into.name}.draft")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.writelines(f"{kind} {one}\n" for kind in KINDS for one in sorted(found[kind]))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(into)
