"""Writes of the headquarters' day, one file a matter."""

from yanpan.hq.operations import (
    attendance,
    day,
    duty_log,
    forgetting,
    line_reports,
    papers,
    rapid_reports,
    rota,
    shifts,
    timeliness,
)
from yanpan.hq.operations.items.checking import (
    escalate_item,
    escalate_late_items,
    reopen_item,
    strike_off_item,
    take_check,
)
from yanpan.hq.operations.items.dispatching import dispatch_item, withdraw_item
from yanpan.hq.operations.items.doing import note_progress, report_item_done
from yanpan.hq.operations.items.proposing import Decision, decide_item, propose_items, rewrite_item
from yanpan.hq.operations.items.sheets import (
    check_sheets,
    draft_sheets,
    issue_sheets,
    send_back_sheet,
    sign_sheets,
)

__all__ = [
    "Decision",
    "attendance",
    "check_sheets",
    "day",
    "decide_item",
    "dispatch_item",
    "draft_sheets",
    "duty_log",
    "escalate_item",
    "escalate_late_items",
    "forgetting",
    "issue_sheets",
    "line_reports",
    "note_progress",
    "papers",
    "propose_items",
    "rapid_reports",
    "reopen_item",
    "report_item_done",
    "rewrite_item",
    "rota",
    "send_back_sheet",
    "shifts",
    "sign_sheets",
    "strike_off_item",
    "take_check",
    "timeliness",
    "withdraw_item",
]
