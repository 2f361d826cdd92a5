"""What the search box finds of supervision: findings by their place or owner, order sheets by their number."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yanpan.base.gate import Actor
from yanpan.shell.searching import Finder, Found, open_event, register_finder
from yanpan.shell.templatetags.shell_words import hour
from yanpan.streams.supervision.queries import Wanted, list_findings, list_order_sheets
from yanpan.streams.supervision.templatetags.supervision_words import STATES, broken_rule_word, word_in


def register_finders() -> None:
    register_finder(
        Finder("findings", _("Findings of supervision"), "supervision.list_findings", _findings, 50)
    )
    register_finder(
        Finder("order_sheets", _("Order sheets of supervision"), "supervision.list_order_sheets", _sheets, 51)
    )


def _findings(actor: Actor, text: str, now: datetime) -> list[Found]:
    event_id = open_event()
    if event_id is None:
        return []
    found = list_findings(
        actor, event_id=event_id, unit_path=actor.home, wanted=Wanted(text=text), page=1, now=now
    )
    return [
        Found(
            f"{one.place} · {broken_rule_word(one.rule)}",
            " · ".join((one.owner, word_in(STATES, one.state), hour(one.found_at))),
            reverse("supervision:finding", args=[one.id]),
        )
        for one in found
    ]


def _sheets(actor: Actor, text: str, now: datetime) -> list[Found]:
    event_id = open_event()
    if event_id is None:
        return []
    found = list_order_sheets(actor, event_id=event_id, wanted="", page=1, text=text, now=now)
    return [
        Found(
            one.document.number or one.document.title,
            f"{one.owner} · {one.on:%m-%d}",
            reverse("supervision:order_sheet", args=[one.id]),
        )
        for one in found
    ]
