"""`{% load export_words %}`: words of exports. Source strings English."""

from django import template
from django.utils.translation import gettext_lazy as _

from yanpan.streams.verification.templatetags.verification_words import Words, word_in

PURPOSES: Words = {
    "ground_check": _("Check on the ground"),
    "reconcile": _("Reconcile figures"),
    "inspection": _("Inspection"),
    "handing_on": _("Handing on to another office"),
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
def export_state_word(code: str) -> str:
    return word_in(EXPORT_STATES, code)
