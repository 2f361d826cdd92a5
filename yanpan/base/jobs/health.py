"""Whether jobs get done: a figure for the health page, without content, so without a gate."""

from datetime import datetime

from django.db.models import Q

from yanpan.base.jobs.models import Job
from yanpan.base.jobs.running import STALE_AFTER

LOST_AFTER = 3 * STALE_AFTER  # the reaper has had its turns


def stale_jobs(now: datetime) -> int:
    """Jobs nobody works on although the reaper should have delivered them again."""
    lost = now - LOST_AFTER
    return Job.objects.filter(
        Q(state="running", heartbeat_at__lt=lost) | Q(state="waiting", made_at__lt=lost, heartbeat_at=None)
    ).count()
