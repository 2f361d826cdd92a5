"""Every address of the site and the right its pages ask for, room by room; a new address adds its line here."""

from tests.house.doors.door import Door
from tests.house.doors.hq import HQ
from tests.house.doors.shell import SHELL
from tests.house.doors.verification import VERIFICATION

DOORS: dict[str, Door] = {
    **{f"shell:{name}": one for name, one in SHELL.items()},
    **{f"verification:{name}": one for name, one in VERIFICATION.items()},
    **{f"hq:{name}": one for name, one in HQ.items()},
}
# Rooms whose addresses have no lines yet are missing here by name, so that they are not forgotten silently.
NOT_YET = ("hq:", "supervision:")
# In a drill only; without one there is nothing there, for nobody.
ONLY_IN_A_DRILL = ("demo:",)

__all__ = ["DOORS", "NOT_YET", "ONLY_IN_A_DRILL", "Door"]
