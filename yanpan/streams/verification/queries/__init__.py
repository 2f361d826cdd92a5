"""Every read of the room."""

from yanpan.streams.verification.queries.account import Board, UnitAccount, board_of, get_board
from yanpan.streams.verification.queries.answers import (
    AnswerView,
    OutcomeView,
    get_answer,
    list_outcomes,
)
from yanpan.streams.verification.queries.arrivals import ArrivalView, list_arrivals
from yanpan.streams.verification.queries.arriving import (
    Arriving,
    Proposal,
    list_arriving,
    propose_right_units,
)
from yanpan.streams.verification.queries.boards import BoardLine, list_board_lines
from yanpan.streams.verification.queries.chains import ChainProposal, Meant, match_chain
from yanpan.streams.verification.queries.door import DoorView, get_door, list_village
from yanpan.streams.verification.queries.files import (
    FileWithProblems,
    get_file_with_problems,
    get_letter_scan,
    get_name_as_sent,
)
from yanpan.streams.verification.queries.handing_out import OfList, ToHandDown, WayDown, count_to_hand_down
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
from yanpan.streams.verification.queries.pairs import (
    DECIDED_KINDS,
    DecidedPair,
    PairView,
    count_pairs,
    get_pair,
    list_pairs,
    next_referred_pair,
    why_unsure,
)
from yanpan.streams.verification.queries.person import PersonView, get_person
from yanpan.streams.verification.queries.pockets import Pockets, get_pockets
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
from yanpan.streams.verification.queries.replies import (
    DueReply,
    ReplyDesk,
    ReplyView,
    get_reply,
    list_replies,
    list_reply_versions,
    replies_due,
)
from yanpan.streams.verification.queries.reply_files import (
    ReplyFile,
    ReplyProposal,
    ReplyTrial,
    SheetProposal,
    download_reply,
    download_reply_with_results,
    get_reply_plan,
    try_reply,
)
from yanpan.streams.verification.queries.rosters import (
    RosterSheet,
    RosterView,
    SheetLine,
    find_roster,
    get_roster,
    list_rosters,
)
from yanpan.streams.verification.queries.sender_words import WordsView, get_sender_words, list_sender_words
from yanpan.streams.verification.queries.tasks import TaskView, count_waiting, list_tasks
from yanpan.streams.verification.queries.topics import TopicView, list_topics

__all__ = [
    "DECIDED_KINDS",
    "AnswerView",
    "ArrivalView",
    "Arriving",
    "BatchView",
    "Board",
    "BoardLine",
    "ChainProposal",
    "DecidedPair",
    "DoorView",
    "DueReply",
    "EndingSearch",
    "FileWithProblems",
    "FinderRow",
    "LayoutLine",
    "LayoutView",
    "Meant",
    "OfList",
    "OutcomeView",
    "PairView",
    "PersonView",
    "Pockets",
    "Preview",
    "Proposal",
    "QueuedRow",
    "ReplyDesk",
    "ReplyFile",
    "ReplyProposal",
    "ReplyTrial",
    "ReplyView",
    "RosterSheet",
    "RosterView",
    "RowView",
    "SearchView",
    "SheetLine",
    "SheetProposal",
    "TaskView",
    "ToHandDown",
    "TopicView",
    "UnitAccount",
    "UnreachedView",
    "WayDown",
    "WordsView",
    "board_of",
    "count_pairs",
    "count_row_problems",
    "count_to_hand_down",
    "count_waiting",
    "download_reply",
    "download_reply_with_results",
    "find_roster",
    "get_answer",
    "get_batch",
    "get_board",
    "get_door",
    "get_file_with_problems",
    "get_layout",
    "get_letter_scan",
    "get_name_as_sent",
    "get_pair",
    "get_person",
    "get_pockets",
    "get_reply",
    "get_reply_plan",
    "get_roster",
    "get_sender_words",
    "list_arrivals",
    "list_arriving",
    "list_batches",
    "list_board_lines",
    "list_ending_searches",
    "list_layouts",
    "list_outcomes",
    "list_pairs",
    "list_police_queue",
    "list_police_searches",
    "list_replies",
    "list_reply_versions",
    "list_rosters",
    "list_rows",
    "list_sender_words",
    "list_tasks",
    "list_topics",
    "list_unreached",
    "list_village",
    "match_chain",
    "next_referred_pair",
    "open_police_row",
    "preview_list",
    "propose_right_units",
    "replies_due",
    "sees_names_of_rows",
    "try_reply",
    "why_unsure",
]
