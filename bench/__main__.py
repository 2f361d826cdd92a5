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
    codes += _under_load()
    return max(codes)


def _under_load() -> list[int]:
    """Through the shipped server, on each database in a home of its own."""
    on_postgresql = [sys.executable, str(HERE.parent / "tools" / "postgres.py")]
    return [
        _run(script, before=before)
        for script in (
            "handing_out.py",
            "villages.py",
            "villages_report.py",
            "intake.py",
            "line_reports.py",
            "backup.py",
        )
        for before in ([], on_postgresql)
    ]


def _run(script: str, *, before: list[str] | None = None, environment: dict[str, str] | None = None) -> int:
    command = [*(before or []), sys.executable, "-m", f"bench.{script.removesuffix('.py')}"]
    return subprocess.run(command, env=environment, cwd=HERE.parent).returncode


if __name__ == "__main__":
    raise SystemExit(main())
