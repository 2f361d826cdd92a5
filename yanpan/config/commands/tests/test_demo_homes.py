"""`yanpan demo` never takes the home of a headquarters, whatever database that one runs on."""

from pathlib import Path

import pytest

from yanpan.config.commands import demo
from yanpan.demo.stage import clear_home


def test_a_home_with_the_keys_of_a_headquarters_on_postgresql_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No database file lies there, and without the keys its database could not be read again."""
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "master").write_text("00" * 32)
    monkeypatch.setenv("YANPAN_HOME", str(tmp_path))
    monkeypatch.delenv("YANPAN_DATABASE", raising=False)
    with pytest.raises(ValueError, match="no drill"):
        demo._home_for_a_drill()
    with pytest.raises(ValueError, match="no drill"):
        clear_home(tmp_path)
    assert (tmp_path / "keys" / "master").exists() and not (tmp_path / "drill").exists()
