"""One well-formed request for every operation of the schema. A new operation without one fails the tests."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.test import Client

from tests.api.machines import API, LIST, Day, Machine
from tests.world import CITY, COUNTY, NOW

Send = Callable[[Machine, Day], Any]


def _upload(machine: Machine, day: Day) -> Any:
    file = io.BytesIO(LIST.replace("演练", "新练").encode())
    file.name = "第四份.csv"
    return machine.post_form("/lists", {"unit": CITY, "source": "province", "file": file})


def _refuse(machine: Machine, day: Day) -> Any:
    body = {"ids": [str(day.handover)], "reason": "不是本县人", "right_unit": COUNTY}
    return machine.post("/handovers/refuse", body)


def _outcome(machine: Machine, day: Day) -> Any:
    body = {"version": day.task_version, "where": "here", "contact": "met", "measure": "cleared"}
    return machine.post(f"/tasks/{day.task}/outcome", body)


def _cut_off(machine: Machine, day: Day) -> Any:
    return machine.post("/cut-offs", {"unit": CITY, "name": "17:00", "on": NOW.date().isoformat()})


SENDS: dict[str, Send] = {
    "list_units": lambda machine, day: machine.get("/units", under=CITY),
    "list_waiting_handovers": lambda machine, day: machine.get("/handovers/waiting"),
    "list_waiting_ids": lambda machine, day: machine.get("/handovers/waiting-ids", unit=CITY),
    "acknowledge_handovers": lambda machine, day: machine.post(
        "/handovers/acknowledge", {"ids": [str(day.handover)]}
    ),
    "refuse_handovers": _refuse,
    "recall_handovers": lambda machine, day: machine.post("/handovers/recall", {"ids": [str(day.handover)]}),
    "get_job": lambda machine, day: machine.get(f"/jobs/{day.job}"),
    "cancel_job": lambda machine, day: machine.post(f"/jobs/{day.waiting_job}/cancel"),
    "list_calls": lambda machine, day: machine.get("/calls"),
    "answer_call": lambda machine, day: machine.post(f"/calls/{day.call}/answer", {"answer": "reached"}),
    "list_cut_offs": lambda machine, day: machine.get("/cut-offs"),
    "fix_cut_off": _cut_off,
    "get_cut_off": lambda machine, day: machine.get(f"/cut-offs/{day.cut_off}"),
    "list_lists": lambda machine, day: machine.get("/lists"),
    "receive_list": _upload,
    "get_list": lambda machine, day: machine.get(f"/lists/{day.taken_in}"),
    "confirm_mapping": lambda machine, day: machine.post(
        f"/lists/{day.proposed}/mapping", {"version": 1, "mapping": {}}
    ),
    "list_rows": lambda machine, day: machine.get(f"/lists/{day.taken_in}/rows"),
    "hand_down": lambda machine, day: machine.post("/hand-down", {"unit": CITY}),
    "list_tasks": lambda machine, day: machine.get("/tasks", unit=CITY),
    "record_outcome": _outcome,
    "get_board": lambda machine, day: machine.get("/board", unit=CITY),
    "get_brief": lambda machine, day: machine.get(f"/briefs/{day.cut_off}.json"),
    "get_brief_docx": lambda machine, day: machine.get(f"/briefs/{day.cut_off}.docx"),
    "get_brief_pdf": lambda machine, day: machine.get(f"/briefs/{day.cut_off}.pdf"),
    "get_brief_xlsx": lambda machine, day: machine.get(f"/briefs/{day.cut_off}.xlsx"),
}
# A list of what lies in the token's units; elsewhere there is nothing in it.
EMPTY_ELSEWHERE = {"list_waiting_handovers", "list_calls", "list_cut_offs", "list_lists"}
# Signed and refused by the receiver itself, by nobody above it.
RECEIVERS_OWN = {"tasks.acknowledge_handovers", "tasks.refuse_handovers"}
# A brief is made of a cut-off; whoever may read the one may read the other.
ALSO_NEEDED = {"hq.get_brief": ("indicators.get_cut_off",)}


@dataclass(frozen=True)
class Operation:
    """One operation as the schema shows it; right: '' where any token may ask."""

    name: str
    method: str
    path: str
    right: str

    @property
    def send(self) -> Send:
        return SENDS[self.name]

    @property
    def rights(self) -> tuple[str, ...]:
        return (self.right, *ALSO_NEEDED.get(self.right, ()))


def read_schema() -> dict[str, Any]:
    schema: dict[str, Any] = Client().get(f"{API}/openapi.json").json()
    return schema


def all_operations() -> list[Operation]:
    return [
        Operation(one["operationId"], method, path, one.get("x-right", ""))
        for path, methods in read_schema()["paths"].items()
        for method, one in methods.items()
    ]


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is rolled back afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
