"""From an empty home to one that works: the code, the administrators, both trees, the directory, first passwords."""

from datetime import date

from tests.house.case import Arguments, Elsewhere, case
from tests.world import CITY, COUNTY, NOW, TOWNSHIP, actor_with, unit
from yanpan.base.accounts.directory import AccountLine, keep_directory
from yanpan.base.accounts.rules import ADMINISTRATORS
from yanpan.base.accounts.setting_up import NewAdministrator, make_setup_code
from yanpan.base.places.bringing import VillageLine
from yanpan.base.places.models import Answering, GeoUnit, Unit

BEFORE_SIGN_IN = "before sign-in nobody has a unit"
ZONE = "411171"
FORCE = "force-office"


@case("accounts.make_setup_code", elsewhere=Elsewhere.FREE, why=BEFORE_SIGN_IN)
def _make_setup_code(count: int) -> Arguments:
    return {}


@case("accounts.use_setup_code", elsewhere=Elsewhere.FREE, why=BEFORE_SIGN_IN)
def _use_setup_code(count: int) -> Arguments:
    return {"code": make_setup_code(actor_with("accounts.make_setup_code"), now=NOW)}


@case("accounts.name_administrators", at=CITY)
def _name_administrators(count: int) -> Arguments:
    people = [NewAdministrator(role, f"演练{role}", f"new-{role}") for role in ADMINISTRATORS]
    return {"administrators": people}


def _lines(count: int) -> list[AccountLine]:
    return [
        AccountLine(row, COUNTY, "county_liaison", f"演练员{row}", f"{COUNTY}-{row}") for row in range(count)
    ]


@case("accounts.keep_directory", elsewhere=Elsewhere.FREE, why="what lies elsewhere is a fault of its row")
def _keep_directory(count: int) -> Arguments:
    return {"lines": [] if not count else _lines(count)}


def _people(count: int) -> None:
    keep_directory(actor_with("accounts.keep_directory"), lines=_lines(count), now=NOW)


@case("accounts.print_first_passwords")
def _print_first_passwords(count: int) -> Arguments:
    _people(count)
    return {"unit_keys": [COUNTY]}


@case("accounts.list_waiting_for_slips", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_waiting_for_slips(count: int) -> Arguments:
    _people(count)
    return {}


@case(
    "gate.list_first_acts",
    elsewhere=Elsewhere.FREE,
    why="the beginning of a headquarters is the whole city's",
    grows=True,
)
def _list_first_acts(count: int) -> Arguments:
    _people(count)
    return {"verbs": ("accounts.keep_directory", "places.load_city")}


@case("places.bring_city", elsewhere=Elsewhere.FREE, why="before there is a city nobody has a unit")
def _bring_city(count: int) -> Arguments:
    Answering.objects.all().delete()
    Unit.objects.all()._raw_delete(Unit.objects.db)
    GeoUnit.objects.all()._raw_delete(GeoUnit.objects.db)
    lines = [
        VillageLine(
            row, ("659902", "示例县"), ("659902100", "示例镇"), (f"659902100{200 + row}", f"示例{row}村")
        )
        for row in range(max(1, count))
    ]
    return {"code": "659900", "name": "示例市", "lines": lines}


@case("places.rename_unit", at=CITY)
def _rename_unit(count: int) -> Arguments:
    return {"unit_key": FORCE, "name": "综合协调专班"}


@case("places.add_force", at=CITY)
def _add_force(count: int) -> Arguments:
    return {"name": "隔离点管理专班"}


@case("places.add_zone", at=CITY)
def _add_zone(count: int) -> Arguments:
    return {"name": "临港新区"}


@case("places.move_townships", at=CITY)
def _move_townships(count: int) -> Arguments:
    assert unit(TOWNSHIP).parent != unit(ZONE)
    return {"unit_keys": [TOWNSHIP], "to_unit_key": ZONE, "on": date(2021, 8, 5)}


@case("places.confirm_units", at=CITY)
def _confirm_units(count: int) -> Arguments:
    return {}
