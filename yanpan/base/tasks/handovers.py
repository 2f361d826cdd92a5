"""The one page of what rooms ask of each other: each request has a receiving room, or a named task force.

`Receiver` is how the receiving room learns of what happened to custody; it registers in its `receivers.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yanpan.kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class FindPerson:
    """Find this person on the ground and report. Passed down: city → county → township → village."""

    task_id: UUID
    REQUEST = "find_person"


@dataclass(frozen=True, slots=True)
class WriteToOtherCity:
    """The person is outside: the co-investigation task force writes the letter."""

    task_id: UUID
    REQUEST = "write_to_other_city"


@dataclass(frozen=True, slots=True)
class DoItem:
    """Carry out a dispatched item (交办事项) of the headquarters."""

    item_id: UUID
    REQUEST = "do_item"


@dataclass(frozen=True, slots=True)
class FixFinding:
    """Put right what supervision found (督导交办), by its deadline."""

    finding_id: UUID
    REQUEST = "fix_finding"


Request = type[FindPerson] | type[WriteToOtherCity] | type[DoItem] | type[FixFinding]
ANSWERED_BY: dict[str, str] = {
    FindPerson.REQUEST: "room:verification",
    WriteToOtherCity.REQUEST: "force:co_investigation",
    DoItem.REQUEST: "room:hq",
    FixFinding.REQUEST: "room:supervision",
}

Told = Callable[[Sequence[UUID], int, datetime], None]
"""(subjects, unit id, now): set-based; called inside the operation that changed custody."""


@dataclass(frozen=True, slots=True)
class Receiver:
    request: str
    acknowledged: Told
    returned: Told  # refused or recalled: custody is the sender's, as it was all the time


RECEIVERS: dict[str, Receiver] = {}


def receive(receiver: Receiver) -> None:
    """Raises ValueError for a request nobody declared, or a second receiver."""
    if receiver.request not in ANSWERED_BY or receiver.request in RECEIVERS:
        raise ValueError(f"{receiver.request}: not declared, or received twice")
    RECEIVERS[receiver.request] = receiver


def receiver_of(request: str) -> Receiver:
    if request not in RECEIVERS:
        raise Refused("nobody_receives_this", request=request)
    return RECEIVERS[request]
