"""What the keeper looks after: holes and referrals past their hour ring; sheets nobody decided go, and old contacts."""

from collections import Counter
from datetime import datetime

from django.db.models import QuerySet

from yanpan.base.gate import Actor, operation, under
from yanpan.base.notices.operations import Call, keep_calls
from yanpan.base.policy.retention import retention_rule
from yanpan.streams.verification.models import Hole, KeyPlace, PlaceSheet, Referral

HOLES_LATE, REFERRALS_LATE = "holes_late", "referrals_late"


def late_holes(now: datetime) -> QuerySet[Hole]:
    """Not reported fixed by their hour."""
    return Hole.objects.filter(closed_at=None, fixed_at=None, due_at__lte=now)


def late_referrals(now: datetime) -> QuerySet[Referral]:
    """Nobody said whether they came."""
    return Referral.objects.filter(received_at=None, withdrawn_at=None, due_at__lte=now)


def old_sheets(now: datetime) -> QuerySet[PlaceSheet]:
    return PlaceSheet.objects.filter(
        state="proposed", received_at__lte=now - retention_rule("place_sheets").keep
    )


def old_contacts(now: datetime) -> QuerySet[KeyPlace]:
    """Places long off the register that still say who answers there."""
    gone = KeyPlace.objects.filter(removed_at__lte=now - retention_rule("place_contacts").keep)
    return gone.exclude(contact=b"", contact_phone=b"")


@operation("verification.tend_sweep")
def tend_sweep(actor: Actor, *, now: datetime) -> int:
    """Owners of late holes and receivers of late referrals go on the call list; returns how many calls are new."""
    mine = under("unit__path", actor)
    old_sheets(now).filter(mine).update(state="void", content=b"", gone_at=now)
    old_contacts(now).filter(mine).update(contact=b"", contact_phone=b"")
    holes = Counter(late_holes(now).filter(mine).values_list("owner", flat=True))
    waiting = late_referrals(now).filter(under("receiver__unit__path", actor))
    referrals = Counter(waiting.values_list("receiver__unit", flat=True))
    new = 0
    for matter, fact, counted in (
        (HOLES_LATE, "holes", holes),
        (REFERRALS_LATE, "referrals", referrals),
    ):
        calls = [Call(unit_id, matter, {fact: count}) for unit_id, count in sorted(counted.items())]
        new += keep_calls(calls, matter=matter, under_path=actor.home, now=now)
    return new
