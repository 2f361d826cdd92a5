"""Reading events: no personal data."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yanpan.base.events.models import Event
from yanpan.base.policy.rules import Pack, pack_named
from yanpan.kernel.errors import Missing, Refused


@dataclass(frozen=True, slots=True)
class EventView:
    id: UUID
    name: str
    disease: str
    pack: Pack
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None
    drill: bool


def _view(event: Event) -> EventView:
    return EventView(
        event.id,
        event.name,
        event.disease,
        pack_named(event.pack),
        event.opened_at,
        event.opened_by,
        event.closed_at,
        event.drill,
    )


def current_event() -> EventView:
    """The open event (the newest, if several); Refused('no_open_event') if there is none."""
    event = Event.objects.filter(closed_at=None).order_by("-opened_at").first()
    if event is None:
        raise Refused("no_open_event")
    return _view(event)


def list_events() -> list[EventView]:
    return [_view(event) for event in Event.objects.order_by("-opened_at")]


def event_view(event_id: UUID) -> EventView:
    """One event, open or closed; Missing."""
    event = Event.objects.filter(id=event_id).first()
    if event is None:
        raise Missing("event")
    return _view(event)
