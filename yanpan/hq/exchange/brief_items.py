"""以前交办的事项: the items a cut-off keeps, as they stood then."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from yanpan.base.policy.rules import CITY_TIME
from yanpan.hq.exchange.figures import Kept
from yanpan.hq.exchange.words import describe, item_state_name
from yanpan.science.weak_links import WeakLink
from yanpan.shell.papers import Block, Paragraph, Table


def item_blocks(kept: Kept) -> Iterator[Block]:
    """Open ones, and those struck off within the day before."""
    entries = kept.rooms.get("headquarters", {}).get("entries", [])
    if not entries:
        yield Paragraph(_("No item was open."))
        return
    yield Table(
        title=_("Items open, and struck off within the last day"),
        header=(_("No."), _("Unit"), _("Matter"), _("Counts as done when"), _("Due"), _("Standing")),
        rows=tuple(
            (
                number,
                kept.name(one["owner"]),
                matter_of(one),
                one["demand"],
                local(one["due_at"]),
                standing_of(one),
            )
            for number, one in enumerate(entries, start=1)
        ),
    )


def matter_of(entry: Mapping[str, Any]) -> str:
    """What was decided, or the weak link in words."""
    if entry["matter"]:
        return str(entry["matter"])
    link = (entry["code"], entry["owner"], entry["severity"], entry["facts"], entry["indicator"] or None)
    return describe(WeakLink(*link))


def standing_of(entry: Mapping[str, Any]) -> str:
    said = [item_state_name(entry["state"])]
    if entry["late"]:
        said.append(_("past its hour"))
    if entry["again"]:
        said.append(_("opened again"))
    return _("; ").join(said)


def local(moment: str) -> str:
    """An hour as it is kept, in the city's time."""
    return datetime.fromisoformat(moment).astimezone(CITY_TIME).strftime("%m-%d %H:%M")
