"""`{% load board_words %}`: words of arrivals."""

from collections.abc import Mapping

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, str | Promise]

ARRIVAL_STATES: Words = {
    "expected": _("due"),
    "received": _("met on arrival"),
    "not_arrived": _("did not come"),
    "diverted": _("goes elsewhere"),
}
CONDITIONS: Words = {"well": _("well"), "unwell": _("unwell: to a doctor first")}
ARRIVAL_PROBLEMS: Words = {
    "arrival_state_needed": _("Say whether the person was met, did not come or goes elsewhere."),
    "arrival_condition_needed": _("Say how the person is."),
    "arrival_handed_by_needed": _("Say who handed the person over: the vehicle, the office."),
    "arrival_unit_needed": _("Choose the unit that meets the person now, or write where the person goes."),
}

register = template.Library()


@register.filter
def arrival_state_word(code: str) -> str | Promise:
    return ARRIVAL_STATES.get(code, code)


@register.filter
def condition_word(code: str) -> str | Promise:
    return CONDITIONS.get(code, code)
