"""三查: exports under rule."""

from tests.house.case import Arguments, Elsewhere, case
from tests.world import COUNTY, NOW, make_people_sought, unit
from yanpan.base.documents.exports import ask_for_export
from yanpan.base.documents.models import Export
from yanpan.base.events.models import Event

REASON = "镇里组织现场核查，需要纸质对照"


def _event() -> Event:
    make_people_sought(1, at=COUNTY)
    return Event.objects.get()


def _asked(count: int, *, by: str = "liaison") -> list[Export]:
    event = _event()
    filters = {"event_id": str(event.id), "unit_path": unit(COUNTY).path, "wanted": "", "of": ""}
    return [
        ask_for_export(
            unit(COUNTY).id,
            "tasks",
            filters,
            purpose="ground_check",
            reason=REASON,
            by=f"{by}{one // 10}" if count > 1 else by,
            now=NOW,
        )
        for one in range(count)
    ]


@case("verification.ask_export", also=("verification.list_tasks",))
def _ask_export(count: int) -> Arguments:
    return {
        "event_id": _event().id,
        "unit_key": COUNTY,
        "wanted": "",
        "of": "",
        "purpose": "ground_check",
        "reason": REASON,
    }


@case("verification.decide_export")
def _decide_export(count: int) -> Arguments:
    return {"export_id": _asked(1)[0].id, "approved": True}


@case("verification.download_export", also=("verification.list_tasks",))
def _download_export(count: int) -> Arguments:
    export = _asked(1, by=f"somebody@{COUNTY}")[0]
    Export.objects.update(state="approved", decided_by="chief", ends_at=NOW.replace(day=8))
    return {"export_id": export.id}


@case("verification.destroy_exports", elsewhere=Elsewhere.NOTHING, grows=True)
def _destroy_exports(count: int) -> Arguments:
    _asked(count)
    Export.objects.update(state="approved", decided_by="chief", ends_at=NOW)
    return {}


@case(
    "verification.list_exports", elsewhere=Elsewhere.NOTHING, also=("verification.decide_export",), grows=True
)
def _list_exports(count: int) -> Arguments:
    _asked(count)
    return {}


@case("verification.count_exports", elsewhere=Elsewhere.FREE, why="another unit's count is nought")
def _count_exports(count: int) -> Arguments:
    _asked(count)
    return {}
