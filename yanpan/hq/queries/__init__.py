"""Every read of the headquarters' day, one file a matter."""

from yanpan.hq.queries import (
    attendance,
    days,
    duty_log,
    line_reports,
    papers,
    rapid_reports,
    rota,
    shifts,
    subjects,
    timeliness,
)
from yanpan.hq.queries.brief import Brief, definitions_under, get_brief, links_of
from yanpan.hq.queries.desk import Desk, RoomNow, get_desk
from yanpan.hq.queries.items import (
    ItemPage,
    ItemView,
    StepView,
    get_item,
    list_items,
    open_item_file,
    open_items,
)
from yanpan.hq.queries.sheets import SheetLine, get_sheet, list_sheets

__all__ = [
    "Brief",
    "Desk",
    "ItemPage",
    "ItemView",
    "RoomNow",
    "SheetLine",
    "StepView",
    "attendance",
    "days",
    "definitions_under",
    "duty_log",
    "get_brief",
    "get_desk",
    "get_item",
    "get_sheet",
    "line_reports",
    "links_of",
    "list_items",
    "list_sheets",
    "open_item_file",
    "open_items",
    "papers",
    "rapid_reports",
    "rota",
    "shifts",
    "subjects",
    "timeliness",
]
