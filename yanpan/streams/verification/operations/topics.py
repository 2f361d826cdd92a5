"""Opening and closing topics."""

from datetime import date, datetime
from uuid import UUID

from yanpan.base.events.queries import current_event
from yanpan.base.gate import Actor, operation
from yanpan.base.places.queries import city_unit
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import Topic
from yanpan.streams.verification.rules.topics import topic_problems


@operation("verification.open_topic", records=("title", "find_hours", "priority"), words=("title", "place"))
def open_topic(
    actor: Actor,
    *,
    title: str,
    place: str,
    window_from: date | None,
    window_to: date | None,
    find_hours: int,
    priority: int,
    now: datetime,
) -> Topic:
    """Follow a place and a window by itself, for the whole city. Refused('topic_incomplete', problems=…) says all."""
    actor.must_cover(city_unit().path)
    if problems := topic_problems(title, place, window_from, window_to, find_hours, priority):
        raise Refused("topic_incomplete", problems=",".join(one.value for one in problems))
    assert window_from is not None and window_to is not None
    event = current_event()
    if Topic.objects.filter(event_id=event.id, title=title.strip()[:60]).exists():
        raise Stale("topic_is_there", title=title.strip()[:60])
    return Topic.objects.create(
        id=fresh_id(now),
        event_id=event.id,
        title=title.strip()[:60],
        place=place.strip()[:80],
        window_from=window_from,
        window_to=window_to,
        find_hours=find_hours,
        priority=priority,
        opened_at=now,
        opened_by=actor.name,
    )


@operation("verification.close_topic", subject="topic_id")
def close_topic(actor: Actor, *, topic_id: UUID, now: datetime) -> Topic:
    """The topic is followed no more: its rows keep the clocks they have, new lists cannot name it."""
    actor.must_cover(city_unit().path)
    topic = Topic.objects.select_for_update().filter(id=topic_id, event_id=current_event().id).first()
    if topic is None:
        raise Missing("topic")
    if topic.closed_at:
        raise Stale("topic_is_closed")
    topic.closed_at, topic.closed_by = now, actor.name
    topic.save(update_fields=["closed_at", "closed_by"])
    return topic
