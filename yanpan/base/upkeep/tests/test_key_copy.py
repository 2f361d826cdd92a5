"""The copy of the keys opens with its passphrase, into files nobody else reads."""

from pathlib import Path

import pytest

from yanpan.base.upkeep.key_copy import open_keys, seal_keys
from yanpan.kernel.errors import Refused

PASSPHRASE = "四个词 一句话 只有 我们"


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    folder = tmp_path / "keys"
    folder.mkdir()
    (folder / "master").write_text("ab" * 32)
    (folder / "shares").write_bytes(bytes(range(256)))
    return folder


def test_keys_come_back_as_they_were_and_private(keys: Path, tmp_path: Path) -> None:
    sealed = seal_keys(keys, PASSPHRASE)
    assert b"ab" * 8 not in sealed
    open_keys(sealed, PASSPHRASE, tmp_path / "back")
    for name in ("master", "shares"):
        assert (tmp_path / "back" / name).read_bytes() == (keys / name).read_bytes()
        assert (tmp_path / "back" / name).stat().st_mode & 0o077 == 0


def test_another_passphrase_or_a_changed_file_opens_nothing(keys: Path, tmp_path: Path) -> None:
    sealed = bytearray(seal_keys(keys, PASSPHRASE))
    with pytest.raises(Refused, match="wrong_passphrase"):
        open_keys(bytes(sealed), PASSPHRASE + "x", tmp_path / "back")
    sealed[-1] ^= 1
    with pytest.raises(Refused, match="wrong_passphrase"):
        open_keys(bytes(sealed), PASSPHRASE, tmp_path / "back")
    assert not (tmp_path / "back").exists()


def test_a_short_passphrase_is_refused(keys: Path) -> None:
    with pytest.raises(Refused, match="passphrase_too_short"):
        seal_keys(keys, "short")
