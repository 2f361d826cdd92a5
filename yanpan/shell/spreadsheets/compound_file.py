"""The container of old Office files ([MS-CFB]): its directory and one stream."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from yanpan.shell.spreadsheets.refusals import FileRefused

SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
LAST_REGULAR = 0xFFFFFFFA
ENTRY_BYTES = 128
MINI_LIMIT = 4096
MINI_BYTES = 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One stream or storage of the directory."""

    name: str
    start: int
    size: int


class CompoundFile:
    """Directory and streams of a compound file; FileRefused when its chains do not hold."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or not data.startswith(SIGNATURE):
            raise FileRefused("damaged_file", part="compound header")
        self._data = data
        self._shift = struct.unpack_from("<H", data, 30)[0]
        if self._shift not in (9, 12):
            raise FileRefused("damaged_file", part="compound header")
        self._fat = self._read_fat()
        self._entries = self._read_directory(struct.unpack_from("<I", data, 48)[0])

    def names(self) -> list[str]:
        """Names of all streams and storages."""
        return [entry.name for entry in self._entries]

    def stream(self, name: str) -> bytes:
        """The bytes of a stream; empty when there is none of that name."""
        for entry in self._entries[1:]:
            if entry.name == name:
                return (
                    self._mini(entry) if entry.size < MINI_LIMIT else self._chain(entry.start)[: entry.size]
                )
        return b""

    def _sector(self, number: int) -> bytes:
        start = (number + 1) << self._shift
        return self._data[start : start + (1 << self._shift)]

    def _read_fat(self) -> list[int]:
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        following = struct.unpack_from("<I", self._data, 68)[0]
        seen: set[int] = set()
        while following < LAST_REGULAR and following not in seen:
            seen.add(following)
            block = self._sector(following)
            numbers = struct.unpack_from(f"<{len(block) // 4}I", block)
            if not numbers:
                break
            sectors.extend(numbers[:-1])
            following = numbers[-1]
        table = b"".join(self._sector(number) for number in sectors if number < LAST_REGULAR)
        return list(struct.unpack_from(f"<{len(table) // 4}I", table))

    def _chain(self, start: int) -> bytes:
        pieces, seen, following = [], set[int](), start
        while following < LAST_REGULAR:
            if following in seen or following >= len(self._fat):
                raise FileRefused("damaged_file", part="compound chain")
            seen.add(following)
            pieces.append(self._sector(following))
            following = self._fat[following]
        return b"".join(pieces)

    def _read_directory(self, start: int) -> list[Entry]:
        raw = self._chain(start)
        entries = []
        for offset in range(0, len(raw) - ENTRY_BYTES + 1, ENTRY_BYTES):
            length = struct.unpack_from("<H", raw, offset + 64)[0]
            if not 2 <= length <= 64:
                continue
            name = raw[offset : offset + length - 2].decode("utf-16-le", "replace")
            first, size = struct.unpack_from("<II", raw, offset + 116)
            entries.append(Entry(name, first, size))
        if not entries:
            raise FileRefused("damaged_file", part="compound directory")
        return entries

    def _mini(self, entry: Entry) -> bytes:
        container = self._chain(self._entries[0].start)
        table_bytes = self._chain(struct.unpack_from("<I", self._data, 60)[0])
        table = struct.unpack_from(f"<{len(table_bytes) // 4}I", table_bytes)
        pieces, seen, following = [], set[int](), entry.start
        while following < LAST_REGULAR:
            if following in seen or following >= len(table):
                raise FileRefused("damaged_file", part="compound chain")
            seen.add(following)
            pieces.append(container[following * MINI_BYTES : (following + 1) * MINI_BYTES])
            following = table[following]
        return b"".join(pieces)[: entry.size]
