"""The drill city and its morning: how long until a user can sit down. One JSON line.

usage: python bench/demo_day.py [RESIDENTS]      (default: a tenth of the city)
"""

import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time


def main(residents: int) -> None:
    """The whole day into files, in a home of its own."""
    with tempfile.TemporaryDirectory(prefix="yanpan-bench-") as folder:
        environment = {**os.environ, "YANPAN_HOME": f"{folder}/home"}
        command = [sys.executable, "-m", "yanpan", "demo", "--no-serve", "--residents", str(residents)]
        started = time.perf_counter()
        done = subprocess.run(
            [*command, "--out", f"{folder}/out"], env=environment, check=True, capture_output=True, text=True
        )
        took = time.perf_counter() - started
        with open(f"{folder}/out/summary.json", encoding="utf-8") as file:
            summary = json.load(file)
    figures = {
        "bench": "demo_day",
        "residents": residents,
        "seconds_city_and_morning": float(re.findall(r"15:40 after ([\d.]+) s", done.stdout)[0]),
        "seconds_whole_day_and_files": round(took, 1),
        "cpu_seconds": round(sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]), 1),
        "rows": summary["rows"]["received"],
        "handovers": summary["handovers"]["sent"],
        "identity_holds": summary["identity_holds"],
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 236_749)
