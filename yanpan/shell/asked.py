"""What an address asks for: a unit, a page of a list, the version of what was shown."""

from yanpan.base.places.queries import UnitView, units_of_actor, visible_unit
from yanpan.kernel.errors import Missing
from yanpan.shell.asking import AskedRequest

LAST_PAGE = 100_000


def unit_asked(request: AskedRequest, key: str = "") -> UnitView:
    """The unit of the address or of ?unit=, else the actor's own; Missing elsewhere."""
    if wanted := key or request.GET.get("unit", ""):
        return visible_unit(request.actor, wanted)
    own = units_of_actor(request.actor)
    if not own:
        raise Missing("unit")
    return own[0]


def page_asked(request: AskedRequest) -> int:
    """?page= as a number from 1; anything else is the first page."""
    return min(max(1, _number(request.GET.get("page", ""))), LAST_PAGE)


def version_asked(request: AskedRequest) -> int:
    """The version of what the person saw (v); 0, which is none, for anything else."""
    return _number(request.POST.get("v", ""))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0
