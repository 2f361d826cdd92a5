"""`{% load shell_words %}`: words of codes, hours and lateness in templates."""

from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format

from yanpan.shell import words
from yanpan.shell.words import documents

register = template.Library()
for _name in (
    "doer",
    "kind",
    "urgency",
    "request",
    "answer",
    "fact",
    "job_state",
    "matter",
    "work",
    "role",
    "right",
):
    register.filter(f"{_name}_word", getattr(words, f"{_name}_word"))
for _name in ("state", "kind", "channel"):
    register.filter(f"document_{_name}_word", getattr(documents, f"document_{_name}_word"))


@register.filter
def hour(value: datetime | None) -> str:
    """'08-05 15:40' in the city's time; a dash for nothing."""
    return f"{timezone.localtime(value):%m-%d %H:%M}" if value else "–"


@register.filter
def day(value: datetime | None) -> str:
    """'2021-08-05' in the city's time; a dash for nothing."""
    return date_format(timezone.localtime(value), "Y-m-d") if value else "–"


@register.inclusion_tag("shell/sheet_link.html", takes_context=True)
def sheet_link(context: dict[str, Any]) -> dict[str, str]:
    """The button that takes this very view along: its address with its filters, but not its page."""
    asked = context["request"].GET.copy()
    asked.pop("page", None)
    asked["as"] = "xlsx"
    return {"query": asked.urlencode()}


@register.simple_tag(takes_context=True)
def late_class(context: dict[str, Any], due: datetime | None) -> str:
    """'late' past the hour, 'soon' in the last hour before it, else ''."""
    now = context.get("now")
    if due is None or now is None:
        return ""
    seconds = (due - now).total_seconds()
    return "late" if seconds < 0 else "soon" if seconds < 3600 else ""
