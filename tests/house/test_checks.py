"""What `make check` runs, as tests: the suite's summary tells of them too."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
SETTINGS = "yanpan.config.settings"
CHECKS = {
    "lint": [sys.executable, "-m", "ruff", "check"],
    "format": [sys.executable, "-m", "ruff", "format", "--check"],
    "floors": [str(BIN / "lint-imports")],
    "types": [sys.executable, "-m", "mypy"],
    "templates": [str(BIN / "djlint"), "--quiet", "--lint", "yanpan"],
    "catalogue": [sys.executable, "tools/catalogue.py", "--check"],
    "migrations": [sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run"],
}


@pytest.mark.checks
@pytest.mark.parametrize("name", CHECKS)
def test_the_source_passes(name: str, tmp_path: Path) -> None:
    surroundings = {
        key: value for key, value in os.environ.items() if not key.startswith(("YANPAN_", "PYTEST_"))
    }
    done = subprocess.run(
        CHECKS[name],
        cwd=ROOT,
        env={
            **surroundings,
            "YANPAN_HOME": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "NO_COLOR": "1",
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"{' '.join(CHECKS[name])}\n{done.stdout[-6000:]}\n{done.stderr[-3000:]}"
