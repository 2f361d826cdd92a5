"""`{% load police_words %}`: words of the police queue. Source strings English."""

from django import template
from django.utils.translation import gettext_lazy as _

from yanpan.streams.verification.templatetags.verification_words import Words, word_in

SEARCH_STATES: Words = {
    "waiting": _("with the police"),
    "found": _("place returned"),
    "not_found": _("not found by the police"),
    "withdrawn": _("taken back"),
}
LACKING: Words = {
    "calls": _("more calls"),
    "hours": _("calls at other hours"),
    "visit": _("a visit"),
}

register = template.Library()


@register.filter
def search_state_word(code: str) -> str:
    return word_in(SEARCH_STATES, code)


@register.filter
def lacking_word(code: str) -> str:
    """What is still to be done before the police are asked."""
    return word_in(LACKING, code)
