"""`make bench`: every benchmark after the other, one JSON line each. Wants a quiet machine."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    """The worst exit code. PostgreSQL only for the register; pages in a drill with the whole city."""
    codes = [_run(each) for each in ("synth.py", "matching.py", "layouts.py", "reading.py", "demo_day.py")]
    codes.append(
        _run("register_load.py", before=[sys.executable, str(HERE.parent / "tools" / "postgres.py")])
    )
    with tempfile.TemporaryDirectory(prefix="yanpan-bench-") as home:
        environment = {**os.environ, "YANPAN_HOME": home}
        build = [sys.executable, "-m", "yanpan", "demo", "--no-serve", "--residents", "2367490"]
        subprocess.run(build, env=environment, check=True, stdout=subprocess.DEVNULL)
        codes.append(_run("pages.py", environment=environment))
    return max(codes)


def _run(script: str, *, before: list[str] | None = None, environment: dict[str, str] | None = None) -> int:
    command = [*(before or []), sys.executable, str(HERE / script)]
    return subprocess.run(command, env=environment).returncode


if __name__ == "__main__":
    raise SystemExit(main())
