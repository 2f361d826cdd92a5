"""Every address of the site and the right its pages ask for, room by room; a new address adds its line here."""

from tests.house.doors.door import Door
from tests.house.doors.hq import HQ
from tests.house.doors.shell import SHELL
from tests.house.doors.supervision import SUPERVISION
from tests.house.doors.verification import VERIFICATION

DOORS: dict[str, Door] = {
    **{f"shell:{name}": one for name, one in SHELL.items()},
    **{f"verification:{name}": one for name, one in VERIFICATION.items()},
    **{f"hq:{name}": one for name, one in HQ.items()},
    **{f"supervision:{name}": one for name, one in SUPERVISION.items()},
}
# In a drill only; without one there is nothing there, for nobody.
ONLY_IN_A_DRILL = ("demo:",)

__all__ = ["DOORS", "ONLY_IN_A_DRILL", "Door"]
