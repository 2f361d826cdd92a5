"""The dates of an event."""

from tests.house.case import Arguments, case
from tests.house.cases.base import ON
from tests.house.cases.hq_duty_log import event
from tests.world import CITY, NOW
from yanpan.base.vault.randomness import fresh_id
from yanpan.hq.models import Milestone


@case("hq.note_milestone", at=CITY)
def _note(count: int) -> Arguments:
    return {"event_id": event().id, "code": "emerged", "on": ON, "source": "流调报告第3号"}


@case("hq.get_timeliness", at=CITY, grows=True)
def _get(count: int) -> Arguments:
    made = event()
    for _one in range(count):
        Milestone.objects.create(
            id=fresh_id(NOW),
            event=made,
            code="emerged",
            on=ON,
            source="流调报告",
            noted_at=NOW,
            noted_by="officer",
        )
    return {"event_id": made.id}
