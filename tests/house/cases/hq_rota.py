"""The rota and the directory of a county."""

from datetime import timedelta

from tests.house.case import Arguments, case
from tests.world import COUNTY, NOW, actor_with
from yanpan.hq.models import DutyTurn
from yanpan.hq.operations.rota import name_turn

HOUR = timedelta(hours=1)


def _turns(count: int = 1) -> list[DutyTurn]:
    namer = actor_with("hq.name_turn", unit_key=COUNTY)
    return [
        name_turn(
            namer,
            unit_key=COUNTY,
            post="officer",
            name="值班员",
            phone="03953131234",
            starts_at=NOW + one * HOUR,
            ends_at=NOW + (one + 1) * HOUR,
            now=NOW,
        )
        for one in range(count)
    ]


@case("hq.name_turn")
def _name(count: int) -> Arguments:
    said = {"name": "值班员", "phone": "03953131234", "starts_at": NOW, "ends_at": NOW + HOUR}
    return {"unit_key": COUNTY, "post": "chief", **said}


@case("hq.take_turn_out")
def _out(count: int) -> Arguments:
    return {"turn_id": _turns()[0].id, "reason": "换班"}


@case("hq.list_turns", grows=True)
def _list(count: int) -> Arguments:
    _turns(count)
    return {"unit_key": COUNTY}


@case("hq.list_contacts", grows=True)
def _contacts(count: int) -> Arguments:
    _turns(count)
    return {"unit_key": COUNTY}


@case("hq.get_duty_phone")
def _phone(count: int) -> Arguments:
    _turns()
    return {"unit_key": COUNTY}
