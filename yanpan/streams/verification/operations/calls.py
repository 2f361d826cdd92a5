"""催办: who is late goes on the call list, with numbers and no names of people sought."""

from collections import defaultdict
from datetime import datetime

from django.db.models import Count

from yanpan.base.gate import Actor, operation
from yanpan.base.notices.operations import Call, make_calls
from yanpan.base.places.queries import UnitView, visible_unit
from yanpan.base.tasks.operations import open_handovers
from yanpan.streams.verification.models import VerificationTask

LATE = "verification_late"


@operation("verification.call_the_late", subject="unit_key")
def call_the_late(actor: Actor, *, unit_key: str, now: datetime) -> int:
    """Put every unit on the call list that has people past their clock or hand-overs not acknowledged in time."""
    unit = visible_unit(actor, unit_key)
    late: dict[int, dict[str, int | str]] = defaultdict(dict)
    for name, counted in (
        ("people", _people_late(unit, now)),
        ("unacknowledged", _handovers_late(unit, now)),
    ):
        for unit_id, count in counted.items():
            late[unit_id][name] = count
    return make_calls([Call(unit_id, LATE, facts) for unit_id, facts in sorted(late.items())], now=now)


def _people_late(unit: UnitView, now: datetime) -> dict[int, int]:
    late = VerificationTask.objects.filter(
        custody__path__startswith=unit.path, standing="in_hand", merged_away=False, find_by__lt=now
    )
    return dict(late.values_list("custody_id").annotate(count=Count("id")))


def _handovers_late(unit: UnitView, now: datetime) -> dict[int, int]:
    late = open_handovers().filter(receiver__path__startswith=unit.path, acknowledge_by__lt=now)
    return dict(late.values_list("receiver_id").annotate(count=Count("id")))
