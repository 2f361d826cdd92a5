"""三查: the boards, topics."""

from datetime import date

from tests.house.case import Arguments, Elsewhere, case
from tests.world import CITY, COUNTY, NOW, make_event, make_list, unit
from yanpan.base.vault.randomness import fresh_id
from yanpan.streams.verification.models import Topic


@case("verification.list_board_lines", grows=True)
def _list_board_lines(count: int) -> Arguments:
    event = make_event()
    for _one in range(count):
        make_list(2, at=COUNTY)
    return {"event_id": event.id, "unit_path": unit(COUNTY).path, "dimension": "list"}


@case("verification.open_topic", at=CITY)
def _open_topic(count: int) -> Arguments:
    make_event()
    return {
        "title": "六院",
        "place": "郑州市第六人民医院",
        "window_from": date(2021, 7, 5),
        "window_to": date(2021, 7, 31),
        "find_hours": 12,
        "priority": 1,
    }


def make_topics(count: int) -> list[Topic]:
    """Open topics of the event."""
    event = make_event()
    return [
        Topic.objects.create(
            id=fresh_id(NOW),
            event=event,
            title=f"专题{one}",
            place="郑州市第六人民医院",
            window_from=date(2021, 7, 5),
            window_to=date(2021, 7, 31),
            find_hours=12,
            opened_at=NOW,
            opened_by="chief",
        )
        for one in range(count)
    ]


@case("verification.close_topic", at=CITY)
def _close_topic(count: int) -> Arguments:
    return {"topic_id": make_topics(1)[0].id}


@case(
    "verification.list_topics",
    elsewhere=Elsewhere.FREE,
    why="a topic is a place and a window of the whole city, no person",
    grows=True,
)
def _list_topics(count: int) -> Arguments:
    topics = make_topics(count)
    return {"event_id": topics[0].event_id}
