"""The keeper process: seals the audit every half second, wakes jobs that lost their worker, walks the rounds."""

import os
import time
from collections.abc import Callable


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yanpan.config.settings")
    import django

    django.setup()
    from yanpan.base.audit.sealing import seal_all
    from yanpan.base.gate.clock import current_time, wall_clock
    from yanpan.base.jobs.rounds import walk_due
    from yanpan.base.jobs.running import reap

    next_reaping = 0.0
    while True:
        done = [attempt(lambda: seal_all(wall_clock()))]
        if time.monotonic() >= next_reaping:
            done += [attempt(lambda: reap(wall_clock())), attempt(lambda: walk_due(current_time()))]
            next_reaping = time.monotonic() + 15
        # Whatever fails is tried again: a keeper that ends takes the other duties with it.
        time.sleep(0.5 if all(done) else 2)


def attempt(duty: Callable[[], object]) -> bool:
    """One duty; what goes wrong in it is said by its kind and keeps nobody from the next one."""
    from django.db import close_old_connections

    from yanpan.base.jobs.rounds import RoundsFailed

    try:
        duty()
    except RoundsFailed as failed:  # each is in the log already
        print(f"keeper: these rounds failed: {failed}", flush=True)
        return False
    except Exception as problem:  # the database restarts, or a fault: its words may quote a person
        print(f"keeper: {type(problem).__name__}", flush=True)
        close_old_connections()
        return False
    return True


if __name__ == "__main__":
    main()
