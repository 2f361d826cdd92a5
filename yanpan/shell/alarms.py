"""What stands at the top of every page until somebody sees to it. Rooms register what they watch."""

from collections.abc import Callable
from dataclasses import dataclass

from yanpan.shell.asking import AskedRequest, is_htmx


@dataclass(frozen=True, slots=True)
class Alarm:
    """words: what and since when; url: where it is seen to."""

    words: str
    url: str


Watch = Callable[[AskedRequest], Alarm | None]
WATCHES: dict[str, Watch] = {}


def register_alarm(right: str, watch: Watch) -> None:
    """right: the query the watch asks; nobody without it is shown anything. Raises ValueError: registered twice."""
    if right in WATCHES:
        raise ValueError(f"alarm {right} is registered twice")
    WATCHES[right] = watch


def alarms_for(request: AskedRequest) -> list[Alarm]:
    """For whole pages; the parts a page asks for stand below what is shown already."""
    if is_htmx(request):
        return []
    found = [watch(request) for right, watch in WATCHES.items() if request.actor.may(right)]
    return [one for one in found if one is not None]
