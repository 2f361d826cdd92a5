"""`{% load export_words %}`: words of exports. Source strings English."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.utils.translation import gettext_lazy as _

from yanpan.streams.verification.templatetags.verification_words import STANDINGS, Words, word_in

PURPOSES: Words = {
    "ground_check": _("Check on the ground"),
    "reconcile": _("Reconcile figures"),
    "inspection": _("Inspection"),
    "handing_on": _("Handing on to another office"),
}
VIEWS: Words = {
    "tasks": _("Persons to be found"),
    "arriving": _("To be signed for"),
    "unreached": _("Not reached"),
    "searches": _("Asked of the police"),
    "homes": _("At home"),
    "needs": _("Needs"),
    "spot_checks": _("Call backs"),
    "arrivals": _("Arrivals"),
}
# The filters of these views beside the standings of the search.
FILTERS: Words = {
    "late": _("late"),
    "unreachable": _("unreachable"),
    "undocumented": _("measure without paper"),
    "two_places": _("at two places"),
    "open": _("to be met"),
    "to_confirm": _("to be confirmed"),
    "met": _("met"),
    "waiting": _("to be called back"),
    "contradicts": _("contradicted"),
    "done": _("called back"),
}
EXPORT_STATES: Words = {
    "asked": _("waits for approval"),
    "approved": _("approved"),
    "refused": _("refused"),
    "gone": _("destroyed"),
}

register = template.Library()


@register.filter
def export_purpose_word(code: str) -> str:
    return word_in(PURPOSES, code)


@register.filter
def export_view_word(code: str) -> str:
    return word_in(VIEWS, code)


@register.filter
def export_filter_word(code: str) -> str:
    return word_in({**STANDINGS, **FILTERS}, code)


@register.inclusion_tag("verification/export_link.html", takes_context=True)
def export_link(
    context: dict[str, Any], view: str, unit_key: str = "", wanted: str = "", of: object = ""
) -> dict[str, object]:
    """Where a view with persons is asked for as a file, for those who may ask."""
    asked = {"view": view, "unit": unit_key, "wanted": wanted, "of": str(of or "")}
    query = urlencode({name: said for name, said in asked.items() if said})
    return {"may_ask": context["request"].actor.may("verification.ask_export"), "query": query}


@register.filter
def export_state_word(code: str) -> str:
    return word_in(EXPORT_STATES, code)
