"""The keeper process: seals the audit every half second, wakes jobs that lost their worker, walks the rounds."""

import os
import time


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yanpan.config.settings")
    import django

    django.setup()
    from django.db import OperationalError, close_old_connections

    from yanpan.base.audit.sealing import seal_all
    from yanpan.base.gate.clock import current_time, wall_clock
    from yanpan.base.jobs.rounds import walk_due
    from yanpan.base.jobs.running import reap

    next_reaping = 0.0
    while True:
        try:
            seal_all(wall_clock())
            if time.monotonic() >= next_reaping:
                reap(wall_clock())
                walk_due(current_time())
                next_reaping = time.monotonic() + 15
        except OperationalError as problem:  # the database restarts: try again
            print(f"keeper: {type(problem).__name__}", flush=True)
            close_old_connections()
        time.sleep(0.5)


if __name__ == "__main__":
    main()
