"""A positive result rings at once: the duty officers of the city and of the county, numbers only."""

from collections.abc import Sequence
from datetime import datetime

from yanpan.base.notices.operations import Call, make_calls
from yanpan.base.places.models import Unit
from yanpan.streams.verification.models import VerificationTask

POSITIVE_REPORTED = "positive_reported"


def ring_for_positives(tasks: Sequence[VerificationTask], now: datetime) -> None:
    """Put a call for each city and county above these tasks on the list: how many positive results it has now."""
    if not tasks:
        return
    keys = {key for task in tasks for key in task.custody.path.split("/") if key}
    offices = Unit.objects.filter(key__in=keys, kind__in=("city", "county")).order_by("order", "id")
    positive = VerificationTask.objects.filter(
        event_id=tasks[0].event_id, test_result="positive", merged_away=False
    )
    paths = list(positive.values_list("custody__path", flat=True))
    make_calls(
        [
            Call(
                office.pk,
                POSITIVE_REPORTED,
                {"people": sum(path.startswith(office.path) for path in paths)},
                urgency="contact",
            )
            for office in offices
        ],
        now=now,
    )
