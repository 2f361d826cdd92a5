"""Every read of the room."""

from yanpan.streams.verification.queries.account import Board, UnitAccount, board_of, get_board
from yanpan.streams.verification.queries.arriving import Arriving, list_arriving
from yanpan.streams.verification.queries.lists import (
    BatchView,
    RowView,
    get_batch,
    list_batches,
    list_rows,
    sees_names_of_rows,
)
from yanpan.streams.verification.queries.pairs import PairView, count_pairs, list_pairs
from yanpan.streams.verification.queries.preview import Preview, preview_list
from yanpan.streams.verification.queries.tasks import (
    DoorView,
    OutcomeView,
    TaskView,
    count_waiting,
    get_door,
    list_outcomes,
    list_tasks,
    list_village,
)

__all__ = [
    "Arriving",
    "BatchView",
    "Board",
    "DoorView",
    "OutcomeView",
    "PairView",
    "Preview",
    "RowView",
    "TaskView",
    "UnitAccount",
    "board_of",
    "count_pairs",
    "count_waiting",
    "get_batch",
    "get_board",
    "get_door",
    "list_arriving",
    "list_batches",
    "list_outcomes",
    "list_pairs",
    "list_rows",
    "list_tasks",
    "list_village",
    "preview_list",
    "sees_names_of_rows",
]
