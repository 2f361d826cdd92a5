"""Topics as the pages and the intake see them. Places and hours, no person."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, IntegerField, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

from yanpan.base.gate import Actor, query
from yanpan.streams.verification.models import Topic

_OPEN = Topic.objects.filter(event=OuterRef("event"), title=OuterRef("topic"), closed_at=None)
# Order of every queue of persons before their clocks: close contacts, the open topics by their place, the rest.
QUEUE_PLACE = Case(
    When(urgency="contact", then=Value(0)),
    When(topic="", then=Value(10)),
    default=Coalesce(Subquery(_OPEN.values("priority")[:1]), Value(10)),
    output_field=IntegerField(),
)


@dataclass(frozen=True, slots=True)
class TopicView:
    id: UUID
    title: str
    place: str
    window_from: date
    window_to: date
    find_hours: int
    priority: int
    opened_at: datetime
    closed_at: datetime | None

    @property
    def of(self) -> str:
        """The filter that lists its persons."""
        return f"topic:{self.title}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


def topics_of(event_id: UUID) -> list[TopicView]:
    """Every topic of an event, the open ones and the most urgent first."""
    found = Topic.objects.filter(event_id=event_id).order_by("priority", "opened_at", "title")
    views = [
        TopicView(
            one.id,
            one.title,
            one.place,
            one.window_from,
            one.window_to,
            one.find_hours,
            one.priority,
            one.opened_at,
            one.closed_at,
        )
        for one in found
    ]
    return sorted(views, key=lambda one: not one.is_open)


def open_topic_named(event_id: UUID, title: str) -> TopicView | None:
    """The open topic a list names; None for none."""
    return next((one for one in topics_of(event_id) if one.is_open and one.title == title), None)


def open_priorities(event_id: UUID) -> dict[str, int]:
    """Title of each open topic → its place in the queue."""
    return {one.title: one.priority for one in topics_of(event_id) if one.is_open}


@query("verification.list_topics", personal=False)
def list_topics(actor: Actor, *, event_id: UUID, now: datetime) -> list[TopicView]:
    """The topics of an event, for whoever sees the board or the lists."""
    return topics_of(event_id)
