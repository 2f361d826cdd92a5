"""The zip directory is judged before a single byte is inflated."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib

from yanpan.shell.spreadsheets.refusals import FileRefused
from yanpan.shell.spreadsheets.workbook import Limits

# Small parts compress extremely well for honest reasons; the ratio is judged above this size.
RATIO_COUNTS_FROM = 5 * 1024 * 1024
ENCRYPTED_FLAG = 0x1
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    NotImplementedError,
    ValueError,
)


def open_zip(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """Open a zip whose directory is harmless; FileRefused otherwise."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise FileRefused("damaged_file", part="zip directory") from error
    entries = archive.infolist()
    if len(entries) > limits.max_entries:
        raise FileRefused("unsafe_zip", reason="too_many_entries", entries=len(entries))
    seen: set[str] = set()
    for entry in entries:
        check_entry(entry, seen, limits)
    expanded = sum(entry.file_size for entry in entries)
    if expanded > limits.max_expanded_bytes:
        raise FileRefused("expands_too_much", bytes=expanded, limit=limits.max_expanded_bytes)
    return archive


def check_entry(entry: zipfile.ZipInfo, seen: set[str], limits: Limits) -> None:
    """Refuse an entry with a dangerous name, kind or size; `seen` collects the names."""
    name = entry.filename.replace("\\", "/")
    if name.startswith("/") or (len(name) > 1 and name[1] == ":"):
        raise FileRefused("unsafe_zip", reason="absolute_path", entry=name)
    if ".." in name.split("/"):
        raise FileRefused("unsafe_zip", reason="parent_path", entry=name)
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise FileRefused("unsafe_zip", reason="symlink", entry=name)
    if name.casefold() in seen:
        raise FileRefused("unsafe_zip", reason="duplicate_entry", entry=name)
    seen.add(name.casefold())
    if entry.flag_bits & ENCRYPTED_FLAG:
        raise FileRefused("password_protected", entry=name)
    if entry.file_size > max(RATIO_COUNTS_FROM, limits.max_ratio * max(entry.compress_size, 1)):
        raise FileRefused("expands_too_much", entry=name, bytes=entry.file_size)


def check_contents(archive: zipfile.ZipFile, already_read: set[str]) -> None:
    """Inflate what was not read, to throw it away: its checksum must hold as well."""
    for entry in archive.infolist():
        if entry.filename in already_read:
            continue
        try:
            with archive.open(entry) as part:
                while part.read(1 << 20):
                    pass
        except DAMAGE as error:
            raise FileRefused("damaged_file", part=entry.filename) from error
