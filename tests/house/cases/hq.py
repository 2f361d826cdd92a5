"""The headquarters' brief and items."""

from datetime import timedelta
from uuid import UUID

from tests.house.case import Arguments, Elsewhere, case
from tests.house.cases.base import ON
from tests.world import COUNTY, NOW, TOWNSHIP, actor_with, make_people_sought, unit
from yanpan.base.indicators.models import CutOff
from yanpan.base.indicators.operations import fix_cut_off
from yanpan.base.vault.randomness import fresh_id
from yanpan.hq.models import Item

READS_CUT_OFFS = ("indicators.get_cut_off",)


def _cut_off(count: int = 1) -> CutOff:
    tasks = make_people_sought(count, at=TOWNSHIP)
    fixing = actor_with("indicators.fix_cut_off")
    return fix_cut_off(
        fixing, event_id=tasks[0].event_id, unit_key=COUNTY, name="17:30", on=ON, reason="", now=NOW
    )


def _items(count: int, state: str) -> list[Item]:
    cut_off = _cut_off()
    return Item.objects.bulk_create(
        Item(
            id=fresh_id(NOW),
            event_id=cut_off.event_id,
            unit=unit(COUNTY),
            cut_off=cut_off,
            owner=unit(TOWNSHIP),
            code=f"drill_{one}",
            severity=2,
            due_at=NOW + timedelta(hours=4),
            state=state,
            proposed_at=NOW,
            evidence="照片" if state == "reported" else "",
            reported_by="owner" if state == "reported" else "",
        )
        for one in range(count)
    )


def _item(state: str) -> UUID:
    return _items(1, state)[0].id


@case("hq.get_brief", also=READS_CUT_OFFS, grows=True)
def _get_brief(count: int) -> Arguments:
    return {"cut_off_id": _cut_off(count).id}


@case("hq.get_desk", grows=True)
def _get_desk(count: int) -> Arguments:
    tasks = make_people_sought(count, at=TOWNSHIP)
    return {"event_id": tasks[0].event_id, "unit_path": unit(COUNTY).path}


@case("hq.propose_items", also=READS_CUT_OFFS)
def _propose_items(count: int) -> Arguments:
    return {"cut_off_id": _cut_off().id}


@case("hq.list_items", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_items(count: int) -> Arguments:
    return {"event_id": _items(count, "proposed")[0].event_id}


@case("hq.dispatch_item")
def _dispatch_item(count: int) -> Arguments:
    return {"item_id": _item("proposed"), "demand": "今晚清零", "due_at": NOW + timedelta(hours=4)}


@case("hq.withdraw_item")
def _withdraw_item(count: int) -> Arguments:
    return {"item_id": _item("proposed"), "reason": "会上不采纳"}


@case("hq.report_item_done")
def _report_item_done(count: int) -> Arguments:
    return {"item_id": _item("in_work"), "evidence": "照片三张"}


@case("hq.strike_off_item")
def _strike_off_item(count: int) -> Arguments:
    return {"item_id": _item("reported"), "accepted": True}
