"""How long a whole synthetic city and its lists take. Prints one JSON line.

usage: python bench/synth.py [RESIDENTS] [ROWS]
"""

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from yanpan.config.commands.synth import run_lists, run_register


def main(residents: int, rows: int) -> None:
    """Write a register and lists about it to a temporary folder, and print the seconds each took."""
    with tempfile.TemporaryDirectory() as folder:
        register, lists = Path(folder) / "register.csv", Path(folder) / "lists"
        started = time.perf_counter()
        run_register(residents, 1, register)
        written = time.perf_counter()
        run_lists(register, rows, 1, lists)
        ended = time.perf_counter()
        figures = {
            "bench": "synth",
            "residents": residents,
            "register_seconds": round(written - started, 2),
            "register_bytes": register.stat().st_size,
            "list_rows": rows,
            "lists_seconds": round(ended - written, 2),
            "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }
    print(json.dumps(figures))


if __name__ == "__main__":
    arguments = [int(word) for word in sys.argv[1:]]
    main(*(arguments or (2_367_490,))[:1], *(arguments[1:2] or (100_000,)))
