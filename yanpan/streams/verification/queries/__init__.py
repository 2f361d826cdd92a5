"""Every read of the room."""

from yanpan.streams.verification.queries.account import Board, UnitAccount, board_of, get_board
from yanpan.streams.verification.queries.answers import (
    AnswerView,
    OutcomeView,
    get_answer,
    list_outcomes,
)
from yanpan.streams.verification.queries.arriving import (
    Arriving,
    Proposal,
    list_arriving,
    propose_right_units,
)
from yanpan.streams.verification.queries.door import DoorView, get_door, list_village
from yanpan.streams.verification.queries.files import (
    FileWithProblems,
    get_file_with_problems,
    get_letter_scan,
)
from yanpan.streams.verification.queries.lapsing import EndingSearch, list_ending_searches
from yanpan.streams.verification.queries.layouts import LayoutLine, LayoutView, get_layout, list_layouts
from yanpan.streams.verification.queries.lists import (
    BatchView,
    RowView,
    count_row_problems,
    get_batch,
    list_batches,
    list_rows,
    sees_names_of_rows,
)
from yanpan.streams.verification.queries.pairs import PairView, count_pairs, list_pairs
from yanpan.streams.verification.queries.police import (
    FinderRow,
    QueuedRow,
    SearchView,
    UnreachedView,
    list_police_queue,
    list_police_searches,
    list_unreached,
    open_police_row,
)
from yanpan.streams.verification.queries.preview import Preview, preview_list
from yanpan.streams.verification.queries.tasks import TaskView, count_waiting, list_tasks

__all__ = [
    "AnswerView",
    "Arriving",
    "BatchView",
    "Board",
    "DoorView",
    "EndingSearch",
    "FileWithProblems",
    "FinderRow",
    "LayoutLine",
    "LayoutView",
    "OutcomeView",
    "PairView",
    "Preview",
    "Proposal",
    "QueuedRow",
    "RowView",
    "SearchView",
    "TaskView",
    "UnitAccount",
    "UnreachedView",
    "board_of",
    "count_pairs",
    "count_row_problems",
    "count_waiting",
    "get_answer",
    "get_batch",
    "get_board",
    "get_door",
    "get_file_with_problems",
    "get_layout",
    "get_letter_scan",
    "list_arriving",
    "list_batches",
    "list_ending_searches",
    "list_layouts",
    "list_outcomes",
    "list_pairs",
    "list_police_queue",
    "list_police_searches",
    "list_rows",
    "list_tasks",
    "list_unreached",
    "list_village",
    "open_police_row",
    "preview_list",
    "propose_right_units",
    "sees_names_of_rows",
]
