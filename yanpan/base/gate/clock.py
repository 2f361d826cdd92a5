"""The one place that reads the clock. Only edges ask it: pages, jobs, commands. Operations get `now` passed in."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string


def wall_clock() -> datetime:
    return datetime.now(UTC)


def current_time() -> datetime:
    """The headquarters' time: the wall clock, or the drill's in a drill."""
    clock = cast("Callable[[], datetime]", import_string(settings.YANPAN_CLOCK))
    return clock()
