"""`{% load list_words %}`: words for lists as they arrive. Source strings English."""

from collections.abc import Mapping, Sequence

from django import template
from django.utils.translation import gettext_lazy as _

from yanpan.streams.verification.templatetags.verification_words import Words, word_in

COLOUR_MEANINGS: Words = {
    "nothing": _("means nothing"),
    "leave_out": _("leave these rows out"),
    "mark": _("mark these rows"),
}
REASON_CLASSES: Words = {
    "contact": _("Close contact"),
    "secondary": _("Contact of a close contact"),
    "same_place": _("Same place at the same time"),
    "general": _("General contact"),
    "stayed": _("Stayed in an affected place"),
    "risk_post": _("Post with a high risk"),
}
LETTER_PROBLEMS: Words = {
    "sender_missing": _("say which city writes"),
    "subject_missing": _("say what the letter is about"),
    "reason_class_unknown": _("choose the reason"),
    "no_persons": _("no person is entered"),
    "too_many_persons": _("a letter with so many persons comes as a file"),
}

register = template.Library()


@register.filter
def colour_meaning(code: str) -> str:
    return word_in(COLOUR_MEANINGS, code)


@register.filter
def letter_problem(code: str) -> str:
    return word_in(LETTER_PROBLEMS, code)


@register.filter
def changes(difference: Mapping[str, Sequence[object]] | None) -> bool:
    """Whether a layout differs from the one before."""
    return bool(difference) and any((difference or {}).values())


@register.filter
def in_quotes(titles: Sequence[str]) -> str:
    """Titles of columns in a line; a column without one is a dash."""
    return ", ".join(f"“{title or '–'}”" for title in titles)
