"""7-1-7: a date the house cannot know by itself, entered with its source; a later entry stands beside it."""

from datetime import date, datetime
from uuid import UUID

from yanpan.base.events.models import Event
from yanpan.base.gate import Actor, operation
from yanpan.base.places.queries import city_unit
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.vault.randomness import fresh_id
from yanpan.hq.models import Milestone
from yanpan.hq.rules.timeliness import CODES
from yanpan.kernel.errors import Missing, Refused

EARLIEST = date(2019, 12, 1)


@operation("hq.note_milestone", subject="event_id", records=("code", "on"), words=("source",))
def note_milestone(
    actor: Actor, *, event_id: UUID, code: str, on: date, source: str, now: datetime
) -> Milestone:
    """Raises Refused('milestone_not_accepted', problems=…) with everything that is wrong.

    Missing: no such event, or not the city's headquarters.
    """
    actor.must_cover(city_unit().path)
    event = Event.objects.filter(id=event_id).first()
    if event is None:
        raise Missing("event")
    if problems := _problems(code, on, source, now):
        raise Refused("milestone_not_accepted", problems=",".join(problems))
    return Milestone.objects.create(
        id=fresh_id(now),
        event=event,
        code=code,
        on=on,
        source=source.strip()[:200],
        noted_at=now,
        noted_by=actor.name,
    )


def _problems(code: str, on: date, source: str, now: datetime) -> list[str]:
    wrong = {
        "unknown_milestone": code not in CODES,
        "milestone_in_the_future": on > now.astimezone(CITY_TIME).date(),
        "milestone_long_ago": on < EARLIEST,
        "milestone_needs_a_source": not source.strip(),
    }
    return [name for name, found in wrong.items() if found]
