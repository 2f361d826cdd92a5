"""`{% load pair_words %}`: words for what differs in a pair, and for decisions on pairs."""

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yanpan.streams.verification.templatetags.verification_words import Words

register = template.Library()

DIFFERENCES: Words = {
    "same_sound": _("same sound, another character"),
    "look_alike": _("looks alike"),
    "near_sound": _("nearly the same sound"),
    "other_character": _("another character"),
    "swapped": _("two neighbours swapped"),
    "other_digit": _("another digit"),
    "hidden": _("hidden"),
    "more_here": _("more on the list"),
    "more_there": _("missing on the list"),
}
DECISIONS: Words = {
    "same": _("Same person"),
    "different": _("Different persons"),
    "unsure": _("Unsure"),
}
KINDS: Words = {
    "decided": _("Decided by clerks"),
    "as_decided": _("Came again, as decided before"),
    "disagreed": _("Two clerks disagree"),
    "contradiction": _("Two answers differ"),
}
HANDOVER_ENDS: Words = {
    "": _("on its way"),
    "acknowledged": _("acknowledged"),
    "refused": _("refused"),
    "recalled": _("recalled"),
}
KNOWN_FROM: Words = {"register": _("In the register"), "list": _("On an earlier list")}


def _word(words: Words, code: str) -> str | Promise:
    return words.get(code, code)


@register.filter
def difference_word(code: str) -> str | Promise:
    return _word(DIFFERENCES, code)


@register.filter
def decision_word(code: str) -> str | Promise:
    return _word(DECISIONS, code)


@register.filter
def decided_kind_word(code: str) -> str | Promise:
    return _word(KINDS, code)


@register.filter
def known_from_word(code: str) -> str | Promise:
    return _word(KNOWN_FROM, code)


@register.filter
def handover_end_word(code: str) -> str | Promise:
    return _word(HANDOVER_ENDS, code)
