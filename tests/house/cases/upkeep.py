"""Archives, restore drills, what the machine looks like: of the machine, so of no unit."""

from typing import Any

from tests.house.case import Arguments, Elsewhere, case
from tests.world import CITY

OF_THE_MACHINE: dict[str, Any] = {
    "at": CITY,
    "elsewhere": Elsewhere.FREE,
    "why": "it is about the machine, which belongs to no unit",
}


@case("upkeep.note_backup", **OF_THE_MACHINE)
def _note_backup(count: int) -> Arguments:
    return {
        "archive": "yanpan-20210805T080000Z",
        "where": "/backup",
        "row_count": 9,
        "length": 9,
        "seconds": 1.0,
    }


@case("upkeep.note_key_copy", **OF_THE_MACHINE)
def _note_key_copy(count: int) -> Arguments:
    return {"where": "/backup"}


@case("upkeep.note_drill", **OF_THE_MACHINE)
def _note_drill(count: int) -> Arguments:
    return {"archive": "yanpan-20210805T080000Z", "sound": True, "said": "", "seconds": 1.0}


@case("upkeep.note_restore", **OF_THE_MACHINE)
def _note_restore(count: int) -> Arguments:
    return {
        "archive": "yanpan-20210805T080000Z",
        "made_at": "2021-08-05T08:00:00+00:00",
        "blocks_lost": 0,
        "purged_again": 0,
    }


@case("upkeep.note_upgrade", **OF_THE_MACHINE)
def _note_upgrade(count: int) -> Arguments:
    return {"version": "0.1.0", "steps": 3, "archive": "yanpan-20210805T080000Z"}


@case("upkeep.get_running", **OF_THE_MACHINE)
def _get_running(count: int) -> Arguments:
    return {}


# A county gets none: yanpan/base/upkeep/tests/test_alarms.py.
@case("upkeep.list_alarms", **OF_THE_MACHINE)
def _list_alarms(count: int) -> Arguments:
    return {}
