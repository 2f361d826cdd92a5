"""Every write of the room."""

from yanpan.streams.supervision.operations.fixing import (
    recheck_finding,
    reopen_finding,
    report_fixed,
    start_fixing,
)
from yanpan.streams.supervision.operations.found import assign_finding, record_finding, withdraw_finding
from yanpan.streams.supervision.operations.ordering import draft_order_sheets, order_by_word
from yanpan.streams.supervision.operations.sheet_steps import (
    check_order_sheet,
    issue_order_sheet,
    keep_order_sheet_scan,
    send_back_order_sheet,
    sign_order_sheet,
    void_order_sheet,
)
from yanpan.streams.supervision.operations.tending import call_the_late
from yanpan.streams.supervision.operations.visits import record_visit, withdraw_visit

__all__ = [
    "assign_finding",
    "call_the_late",
    "check_order_sheet",
    "draft_order_sheets",
    "issue_order_sheet",
    "keep_order_sheet_scan",
    "order_by_word",
    "recheck_finding",
    "record_finding",
    "record_visit",
    "reopen_finding",
    "report_fixed",
    "send_back_order_sheet",
    "sign_order_sheet",
    "start_fixing",
    "void_order_sheet",
    "withdraw_finding",
    "withdraw_visit",
]
