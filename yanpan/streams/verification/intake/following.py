"""Which topic a person of a list is followed under, and the clock it gives."""

from datetime import datetime

from yanpan.base.events.queries import EventView
from yanpan.streams.verification.models import ListBatch
from yanpan.streams.verification.queries.topics import topics_of
from yanpan.streams.verification.rules.topics import first_topic, strictest_clock


class Following:
    """Answers for one batch: the open topics are read once. A topic closed meanwhile gives nothing any more."""

    def __init__(self, batch: ListBatch, event: EventView) -> None:
        self._batch, self._event = batch, event
        opened = [one for one in topics_of(event.id) if one.is_open]
        self._priorities = {one.title: one.priority for one in opened}
        named = next((one for one in opened if one.title == batch.topic), None)
        self._hours = named.find_hours if named else None
        self.topic = named.title if named else ""

    def find_by(self, urgency: str) -> datetime:
        """The earlier of the class's clock and the topic's own."""
        received_at = self._batch.received_at
        return strictest_clock(self._event.pack.find_by(urgency, received_at), received_at, self._hours)

    def topic_of(self, before: str) -> str:
        """What somebody named here is followed under: the topic with the first place in the queue."""
        return first_topic(before, self.topic, self._priorities)
