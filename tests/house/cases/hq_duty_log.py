"""The duty log and the hand-over of the shift."""

from datetime import timedelta
from uuid import UUID

from tests.house.case import Arguments, Elsewhere, case
from tests.world import COUNTY, NOW, TOWNSHIP, actor_with, make_event, unit
from yanpan.base.events.models import Event
from yanpan.base.vault.randomness import fresh_id
from yanpan.hq.models import DutyEntry, Item, ShiftHandover
from yanpan.hq.operations.duty_log import enter_in_log


def event() -> Event:
    return Event.objects.filter(closed_at=None).first() or make_event()


def entries(count: int = 1, unit_key: str = COUNTY) -> list[DutyEntry]:
    event()
    keeper = actor_with("hq.enter_in_log", unit_key=unit_key)
    return [
        enter_in_log(keeper, unit_key=unit_key, matter=f"第{one}件事", number="03953131234", now=NOW)
        for one in range(count)
    ]


def _step(**given: object) -> Arguments:
    return {"entry_id": entries()[0].id, "version": 1, **given}


@case("hq.enter_in_log")
def _enter(count: int) -> Arguments:
    event()
    return {"unit_key": COUNTY, "matter": "询问核酸点开放时间", "caller": "群众", "number": "03953131234"}


@case("hq.pass_on_entry")
def _pass_on(count: int) -> Arguments:
    return _step(to_unit_key=TOWNSHIP)


@case("hq.answer_entry")
def _answer(count: int) -> Arguments:
    return _step(answer="已答复")


@case("hq.strike_entry")
def _strike(count: int) -> Arguments:
    return _step(reason="记错单位")


@case("hq.link_entry_to_item")
def _link(count: int) -> Arguments:
    item = Item.objects.create(
        id=fresh_id(NOW),
        event=event(),
        unit=unit(COUNTY),
        owner=unit(TOWNSHIP),
        matter="核实群众反映情况",
        severity=2,
        due_at=NOW + timedelta(hours=4),
        proposed_at=NOW,
    )
    return _step(item_id=item.id)


@case("hq.list_log", grows=True)
def _list(count: int) -> Arguments:
    entries(count)
    return {"event_id": event().id, "unit_key": COUNTY}


@case("hq.get_entry")
def _get(count: int) -> Arguments:
    return {"entry_id": entries()[0].id}


@case("hq.list_open_things", grows=True)
def _open(count: int) -> Arguments:
    entries(count)
    return {"event_id": event().id, "unit_key": COUNTY}


def _sheet() -> UUID:
    [entry] = entries()
    lines = [["entry", str(entry.id), NOW.isoformat(), "", "", 1]]
    return ShiftHandover.objects.create(
        id=fresh_id(NOW),
        event=event(),
        unit=unit(COUNTY),
        on=NOW.date(),
        hour="08:00",
        open_things=lines,
        outgoing_at=NOW,
        outgoing_by="night",
    ).id


@case("hq.hand_over_shift")
def _hand_over(count: int) -> Arguments:
    entries(count)
    return {"unit_key": COUNTY}


@case("hq.take_over_shift")
def _take_over(count: int) -> Arguments:
    return {"shift_id": _sheet(), "version": 1}


@case("hq.get_shift_sheet")
def _get_sheet(count: int) -> Arguments:
    return {"shift_id": _sheet()}


@case("hq.list_shifts", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_sheets(count: int) -> Arguments:
    _sheet()
    return {"event_id": event().id}


@case("hq.call_for_shifts", at="411100", elsewhere=Elsewhere.NOTHING)
def _call(count: int) -> Arguments:
    """The city's log was begun before eight and nobody has signed since."""
    entries(1, "411100")
    DutyEntry.objects.update(entered_at=NOW - timedelta(hours=12))
    return {}


@case("hq.forget_duty_texts", at="411100", elsewhere=Elsewhere.NOTHING)
def _forget(count: int) -> Arguments:
    """An event closed long ago."""
    [entry] = entries()
    Event.objects.filter(id=entry.event_id).update(
        closed_at=NOW - timedelta(days=91), closed_by="演指〔2021〕9号"
    )
    return {}
