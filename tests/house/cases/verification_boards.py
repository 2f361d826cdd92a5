"""三查: the boards, topics."""

from datetime import date, timedelta

from tests.house.case import Arguments, Elsewhere, case
from tests.world import CITY, COUNTY, NOW, make_event, make_list, make_people_sought, unit
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import Sealer
from yanpan.streams.verification.models import Arrival, ListBatch, Topic


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


@case("verification.get_pockets", grows=True)
def _get_pockets(count: int) -> Arguments:
    event = make_event()
    for _one in range(count):
        make_list(2, at=COUNTY)
    return {"event_id": event.id, "unit_path": unit(COUNTY).path}


def make_arrivals(count: int, *, at: str = COUNTY) -> list[Arrival]:
    """People due at a unit on the evening of the drill day."""
    sealer = Sealer(Arrival, NOW)
    made = [(fresh_id(NOW), task) for task in make_people_sought(count, at=CITY, target=at)]
    return Arrival.objects.bulk_create(
        Arrival(
            id=one,
            event_id=task.event_id,
            task=task,
            pocket=1,
            unit=unit(at),
            expected_at=NOW + timedelta(hours=6),
            transport=sealer.seal("transport", one, "郑州新郑 CZ300"),
            note=sealer.seal("note", one, ""),
        )
        for one, task in made
    )


@case("verification.list_arrivals", grows=True)
def _list_arrivals(count: int) -> Arguments:
    arrivals = make_arrivals(count)
    event_id = arrivals[0].event_id if arrivals else make_event().id
    return {"event_id": event_id, "unit_path": unit(COUNTY).path}


@case("verification.record_arrival")
def _record_arrival(count: int) -> Arguments:
    arrival = make_arrivals(1)[0]
    return {
        "arrival_id": arrival.id,
        "state": "received",
        "condition": "well",
        "handed_by": "转运专班2号车",
        "version": 1,
    }


@case("verification.call_for_arrivals", at=CITY, grows=True)
def _call_for_arrivals(count: int) -> Arguments:
    Arrival.objects.filter(id__in=[one.id for one in make_arrivals(count)]).update(
        expected_at=NOW - timedelta(hours=3)
    )
    return {}


@case("verification.get_topic_board", grows=True)
def _get_topic_board(count: int) -> Arguments:
    topic = make_topics(1)[0]
    for _one in range(count):
        ListBatch.objects.filter(id=make_list(2, at=COUNTY).id).update(topic=topic.title)
    return {"topic_id": topic.id, "unit_path": unit(COUNTY).path}
