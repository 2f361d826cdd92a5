"""`{% load comments %}{% comments "hq.item" item.id %}`: what offices say about a thing, on the thing's own page."""

from typing import Any
from uuid import UUID

from django import template

from yanpan.base.notices.comments import LONGEST, list_comments

register = template.Library()


@register.inclusion_tag("shell/comments.html", takes_context=True)
def comments(context: dict[str, Any], kind: str, about: UUID) -> dict[str, Any]:
    """Nothing for who may not read them."""
    actor = context["actor"]
    shown: dict[str, Any] = {"kind": kind, "about": about, "longest": LONGEST}
    if not actor.may("notices.list_comments"):
        return shown
    return shown | {
        "talk": list_comments(actor, kind=kind, about=about, now=context["now"]),
        "may_speak": actor.may("notices.add_comment"),
        "may_withdraw": actor.may("notices.withdraw_comment"),
        "request": context["request"],
        "csrf_token": context.get("csrf_token"),
    }
