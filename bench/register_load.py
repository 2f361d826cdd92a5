"""Loading a city's register, encrypted and indexed, into PostgreSQL (default durability) or SQLite. One JSON line.

usage: python tools/postgres.py .venv/bin/python bench/register_load.py [RESIDENTS]     (without the first part: SQLite)

The physical limit beside the figure: the same bytes by plain COPY on one connection into the same table.
"""

import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path


def main(residents: int) -> None:
    """Make the residents, load them through the operation, then copy the stored rows once more as they are."""
    os.environ.setdefault("YANPAN_HOME", tempfile.mkdtemp(prefix="yanpan-bench-"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "yanpan.config.settings"
    import django

    django.setup()
    from yanpan.base.gate.clock import wall_clock
    from yanpan.base.people.models import Resident
    from yanpan.base.places.operations import load_city
    from yanpan.config.commands.home import prepare_home
    from yanpan.config.commands.operator import operator
    from yanpan.config.commands.register import load_frame
    from yanpan.demo.synthetic.city import city_villages
    from yanpan.science.synthetic_city import register_columns

    prepare_home()
    load_city(operator("places.load_city"), code="411100", now=wall_clock())
    frame = register_columns(city_villages(), residents, 1)
    started = time.perf_counter()
    load_frame(frame, "bench", say=False)
    loaded = time.perf_counter() - started
    figures = {
        "bench": "register_load",
        "database": "postgresql" if os.environ.get("YANPAN_DATABASE") else "sqlite",
        "residents": residents,
        "stored": Resident.objects.count(),
        "seconds": round(loaded, 1),
        "residents_per_second": round(residents / loaded),
        "limit_seconds_plain_copy": _plain_copy(),
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "home": Path(os.environ["YANPAN_HOME"]).name,
    }
    print(json.dumps(figures))


def _plain_copy() -> float | None:
    """Seconds for the server to copy the finished table, indexes included, without any of our work."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return None
    started = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_copy (LIKE people_resident INCLUDING ALL)")
        cursor.execute("INSERT INTO bench_copy SELECT * FROM people_resident")
    return round(time.perf_counter() - started, 1)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_367_490)
