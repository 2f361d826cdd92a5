"""A worker process for the tests of jobs: the product's own delivery and worker, with one work of the tests.

    python -m tests.support.job_worker DATABASE deliver|reap JOB SLOW_STEP

Works in `STEPS` steps; before it commits the step named by SLOW_STEP it falls asleep (to be killed there).
"""

import os
import sys
import time
from datetime import datetime
from typing import Any

STEPS = 6
WORK = "tests.six_steps"
VERB = "tests.step"


def register_work(slow_step: int) -> None:
    from yanpan.base.audit.append import append
    from yanpan.base.gate import Actor
    from yanpan.base.jobs.running import Step, work

    @work(WORK)
    def six_steps(actor: Actor, arguments: dict[str, Any], cursor: dict[str, Any], now: datetime) -> Step:
        number = int(cursor.get("next", 0))
        append(at=now, actor=actor.name, role="", unit="", verb=VERB, subject=str(number))
        if number == slow_step:
            time.sleep(120)
        return Step(number + 1, STEPS, number + 1 == STEPS, {"next": number + 1})


def main(database: str, act: str, job: str, slow_step: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "yanpan.config.settings"
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = database
    import django

    django.setup()
    from uuid import UUID

    from django.core.management import call_command

    from yanpan.base.gate.clock import wall_clock
    from yanpan.base.jobs.running import deliver, reap

    register_work(int(slow_step))
    if act == "deliver":
        deliver(UUID(job))
    else:
        assert reap(wall_clock()) == 1
    call_command("db_worker", interval=0.1, batch=True, startup_delay=False, verbosity=0)


if __name__ == "__main__":
    main(*sys.argv[1:])
