"""Archive and restore of a home with a register of residents. One JSON line; the limit beside it is a plain copy.

usage: [python tools/postgres.py] .venv/bin/python -m bench.backup [RESIDENTS]
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.shipped import database, django_in_a_home


def main(residents: int) -> None:
    """Back up, then restore in place; every row counted both ways by the commands themselves."""
    home = django_in_a_home()
    from yanpan.base.gate.clock import wall_clock
    from yanpan.base.places.operations import load_city
    from yanpan.config.commands import backup
    from yanpan.config.commands.home import prepare_home
    from yanpan.config.commands.operator import operator
    from yanpan.config.commands.register import load_frame
    from yanpan.demo.synthetic.city import city_villages
    from yanpan.science.synthetic_city import register_columns

    os.environ["YANPAN_HOME"] = str(home)
    prepare_home()
    load_city(operator("places.load_city"), code="411100", now=wall_clock())
    load_frame(register_columns(city_villages(), residents, 1), "bench", say=False)
    with tempfile.TemporaryDirectory(prefix="yanpan-bench-archive-") as place:
        made = backup.back_up(Path(place))
        started = time.perf_counter()
        again = [sys.executable, "-m", "yanpan", "restore", str(made.place), "--replace"]
        code = subprocess.run(again, stdout=subprocess.DEVNULL, check=False).returncode
        restored = time.perf_counter() - started
        figures = {
            "bench": "backup",
            "database": database(),
            "rows": made.said.row_count,
            "megabytes": round(made.length / 1e6, 1),
            "archive_seconds": made.seconds,
            "restore_seconds": round(restored, 1),
            "restored_sound": code == 0,
            "limit_seconds_plain_copy": _plain_copy(made.place, Path(place)),
        }
    print(json.dumps(figures))


def _plain_copy(archive: Path, place: Path) -> float:
    """The archive's own bytes, copied once and settled on the disk."""
    started = time.perf_counter()
    with (archive / "database").open("rb") as source, (place / "copy").open("wb") as target:
        shutil.copyfileobj(source, target, 1024 * 1024)
        target.flush()
        os.fsync(target.fileno())
    return round(time.perf_counter() - started, 2)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_367_490)
