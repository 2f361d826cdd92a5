"""What an archive says of itself: a file beside its parts, in clear, without persons, sealed against change."""

import hmac
import json
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from yanpan.base.vault.keys import derived_from
from yanpan.kernel.canonical import canonical_json
from yanpan.kernel.errors import Refused

FORMAT = 1
NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Part:
    """One sealed file: its SHA-256 and length as it lies there, and the length of what is in it."""

    name: str
    sha256: str
    length: int


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the audit chain in an archive; block 0 = nothing sealed yet."""

    block: int
    digest: str
    sealed_at: str
    lines: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """rows: table → rows. key: tells the master key that opens the archive without telling anything about it."""

    made_at: str
    version: str
    database: str
    migrations: list[str]
    rows: dict[str, int]
    audit: Head
    drill: bool
    key: str
    parts: list[Part] = field(default_factory=list)
    format: int = FORMAT
    seal: str = ""

    @property
    def row_count(self) -> int:
        return sum(self.rows.values())

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.made_at)


def key_sign(master: bytes) -> str:
    return derived_from(master, "sign of the backup key").hex()[:16]


def _seal(said: Manifest, master: bytes) -> str:
    text = canonical_json(asdict(replace(said, seal="")))
    return hmac.digest(derived_from(master, "manifest of a backup"), text, sha256).hex()


def write_manifest(folder: Path, said: Manifest, master: bytes) -> Manifest:
    """Returns it with its seal."""
    sealed = replace(said, seal=_seal(said, master))
    (folder / NAME).write_text(json.dumps(asdict(sealed), ensure_ascii=False, indent=1, sort_keys=True))
    return sealed


def read_manifest(folder: Path) -> Manifest:
    """As it stands there, not yet trusted. Refused: 'no_backup_there', 'backup_of_a_newer_version'."""
    try:
        told: dict[str, Any] = json.loads((folder / NAME).read_text())
        if int(told["format"]) > FORMAT:
            raise Refused("backup_of_a_newer_version", version=str(told.get("version", ""))[:20])
        parts = [Part(**one) for one in told.pop("parts")]
        return Manifest(**{**told, "audit": Head(**told["audit"]), "parts": parts})
    except (OSError, ValueError, KeyError, TypeError):
        raise Refused("no_backup_there", where=str(folder)) from None


def check_manifest(said: Manifest, master: bytes) -> None:
    """Refused: 'backup_of_other_keys', or 'backup_manifest_changed' since it was written."""
    if said.key != key_sign(master):
        raise Refused("backup_of_other_keys")
    if not hmac.compare_digest(said.seal, _seal(said, master)):
        raise Refused("backup_manifest_changed")
