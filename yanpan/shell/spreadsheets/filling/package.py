"""A zip again, with some of its parts exchanged and everything else as it was."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Mapping


def with_parts(archive: zipfile.ZipFile, changed: Mapping[str, bytes]) -> bytes:
    """The same entries in the same order with the same times; only the named parts have other contents."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        target.comment = archive.comment
        for entry in sorted(archive.infolist(), key=lambda one: one.header_offset):
            content = changed.get(entry.filename)
            target.writestr(_same(entry), archive.read(entry) if content is None else content)
    return buffer.getvalue()


def _same(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """Name, time, compression and attributes; offsets and sizes are made anew by the writer."""
    kept = zipfile.ZipInfo(entry.filename, entry.date_time)
    for name in ("compress_type", "comment", "create_system", "external_attr", "internal_attr"):
        setattr(kept, name, copy.copy(getattr(entry, name)))
    if kept.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        kept.compress_type = zipfile.ZIP_DEFLATED
    return kept
