"""专题: the numbers of each open topic, for the first rows of the desk and the brief."""

from datetime import datetime
from uuid import UUID

from yanpan.base.indicators.registry import TopicLine
from yanpan.streams.verification.queries.boards import board_lines
from yanpan.streams.verification.queries.topics import topics_of
from yanpan.streams.verification.rules import account_of


def topic_lines(event_id: UUID, unit_path: str, now: datetime) -> tuple[TopicLine, ...]:
    """The open ones in the order of the queue; zeros for one no list has named yet. Six queries, one without topics."""
    opened = [one for one in topics_of(event_id) if one.is_open]
    if not opened:
        return ()
    found = {line.key: line for line in board_lines(event_id, unit_path, "topic", now)}
    nothing = account_of(0, ())
    lines = []
    for one in opened:
        line = found.get(one.title)
        account = line.account if line else nothing
        late = line.late if line else 0
        counts = (("received", account.received), *account.standings.items(), ("late", late))
        lines.append(TopicLine(one.title, counts))
    return tuple(lines)
