"""What an order sheet of supervision says, in words; its layout is the house's one order sheet. In Chinese."""

from yanpan.base.documents.wording import Wording
from yanpan.shell.papers import Cell
from yanpan.shell.papers.official import hour_of
from yanpan.shell.papers.order_sheet import Ordered, OrderSheet
from yanpan.streams.supervision.rules.sheets import SheetItem, SheetText, moment

SEVERITIES = {3: "严重", 2: "较重", 1: "一般"}
ORIGIN = "督导发现"


def sheet_of_findings(text: SheetText, wording: Wording) -> OrderSheet:
    """Every finding with what was seen, by when it is put right and what counts as put right."""
    return OrderSheet(
        owner=text.owner,
        responsible=text.responsible,
        orders=tuple(_ordered(one, text, wording) for one in text.items),
        opening="opening_findings",
    )


def _ordered(one: SheetItem, text: SheetText, wording: Wording) -> Ordered:
    place = f"{one.place}（{one.unit}）"
    return Ordered(
        matter=place,
        heading=place,
        origin=ORIGIN,
        found=_found(one, text, wording),
        demand=wording.say("demand_findings"),
        indicator=wording.say("indicators_findings"),
        due_at=moment(one.due_at),
        by_word_at=moment(one.by_word) if one.by_word else None,
    )


def _found(one: SheetItem, text: SheetText, wording: Wording) -> tuple[tuple[str, Cell], ...]:
    said: list[tuple[str, Cell]] = [
        ("line", one.line),
        ("rule", one.rule),
        ("seen", one.seen),
        ("severity", SEVERITIES[one.severity]),
    ]
    if one.times > 1:
        said.append(("repeated", wording.say("again", days=text.repeat_days, times=one.times)))
    return (*said, ("found", hour_of(moment(one.found_at))), ("told", one.told or None))
