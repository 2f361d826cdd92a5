"""A closed event's countdown is stopped by two people only, with a reason and an assessment (突发事件应对法 85)."""

from datetime import date, datetime, timedelta
from uuid import UUID

from yanpan.base.events.queries import event_view
from yanpan.base.gate import Actor, operation
from yanpan.base.places.queries import city_unit
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import KeepLonger

LONGEST = timedelta(days=180)  # asked for again after that


@operation(
    "verification.ask_to_keep",
    subject="event_id",
    records=("purpose", "until", "reason", "assessment"),
    words=("reason", "assessment"),
)
def ask_to_keep(
    actor: Actor,
    *,
    event_id: UUID,
    purpose: str,
    reason: str,
    assessment: str,
    until: date,
    now: datetime,
) -> KeepLonger:
    """Ask to keep a closed event's data longer, as evidence or for the evaluation. assessment: its document.

    Refused('keeping_longer_incomplete', problems=…) says everything that is missing or wrong.
    """
    actor.must_cover(city_unit().path)
    event = event_view(event_id)
    if event.closed_at is None:
        raise Refused("event_is_open")
    today = now.astimezone(CITY_TIME).date()
    if problems := _problems(purpose, reason, assessment, until, today):
        raise Refused("keeping_longer_incomplete", problems=",".join(problems))
    if KeepLonger.objects.filter(event_id=event_id, decided_at=None).exists():
        raise Stale("keeping_longer_is_asked")
    return KeepLonger.objects.create(
        id=fresh_id(now),
        event_id=event_id,
        purpose=purpose,
        reason=reason.strip()[:200],
        assessment=assessment.strip()[:80],
        until=until,
        asked_by=actor.name,
        asked_at=now,
    )


def _problems(purpose: str, reason: str, assessment: str, until: date, today: date) -> list[str]:
    problems = [] if purpose in ("evidence", "evaluation") else ["unknown_purpose"]
    if len(reason.strip()) < 15:
        problems.append("reason_too_short")
    if not assessment.strip():
        problems.append("assessment_needed")
    if not today < until <= today + LONGEST:
        problems.append("until_out_of_range")
    return problems


@operation("verification.decide_to_keep", subject="extension_id", records=("granted",))
def decide_to_keep(actor: Actor, *, extension_id: UUID, granted: bool, now: datetime) -> KeepLonger:
    """Grant or refuse it, by somebody else than who asked."""
    actor.must_cover(city_unit().path)
    asked = KeepLonger.objects.select_for_update().filter(id=extension_id).first()
    if asked is None:
        raise Missing("extension")
    if asked.decided_at:
        raise Stale("keeping_longer_is_decided")
    if asked.asked_by == actor.name:
        raise Refused("who_asks_does_not_decide")
    asked.decided_by, asked.decided_at, asked.granted = actor.name, now, granted
    asked.save(update_fields=["decided_by", "decided_at", "granted"])
    return asked
