"""Every read of the room."""

from yanpan.streams.supervision.queries import subjects
from yanpan.streams.supervision.queries.board import Board, Numbers, count_findings
from yanpan.streams.supervision.queries.findings import (
    PAGE,
    FindingView,
    Wanted,
    list_findings,
    list_to_fix,
)
from yanpan.streams.supervision.queries.one_finding import (
    FindingFacts,
    get_finding,
    get_finding_photo,
    prepare_finding,
)
from yanpan.streams.supervision.queries.sheets import (
    SheetCard,
    SheetView,
    get_order_sheet,
    get_order_sheet_card,
    get_order_sheet_paper,
    list_order_sheets,
    open_order_sheet_scan,
)
from yanpan.streams.supervision.queries.visits import VisitView, list_visits

__all__ = [
    "PAGE",
    "Board",
    "FindingFacts",
    "FindingView",
    "Numbers",
    "SheetCard",
    "SheetView",
    "VisitView",
    "Wanted",
    "count_findings",
    "get_finding",
    "get_finding_photo",
    "get_order_sheet",
    "get_order_sheet_card",
    "get_order_sheet_paper",
    "list_findings",
    "list_order_sheets",
    "list_to_fix",
    "list_visits",
    "open_order_sheet_scan",
    "prepare_finding",
    "subjects",
]
