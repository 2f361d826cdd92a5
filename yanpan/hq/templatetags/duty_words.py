"""`{% load duty_words %}`: words of the duty desk's closed lists. Source strings English."""

from collections.abc import Callable, Mapping

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, str | Promise]

THINGS: Words = {
    "entry": _("Entry of the log"),
    "report": _("Rapid report"),
    "item": _("Item past its hour"),
    "paper": _("Paper to be answered"),
    "calls": _("Calls to be made"),
    "handovers": _("Hand-overs not signed for"),
}
REPORT_KINDS: Words = {
    "medical": _("Urgent medical need"),
    "fever": _("Fever"),
    "positive": _("Positive result"),
    "refusal": _("Refusal"),
    "gathering": _("Gathering"),
    "accident": _("Accident"),
    "supply": _("Supplies short"),
    "other": _("Other"),
}
REPORT_WAYS: Words = {
    "telephone": _("over the telephone"),
    "fax": _("over the fax"),
    "system": _("in the system"),
}
PAPER_KINDS: Words = {"paper": _("Paper"), "instruction": _("Instruction")}
POSTS: Words = {"chief": _("Duty chief"), "officer": _("Duty officer")}
PRESENCE: Words = {
    "present": _("Present"),
    "stand_in": _("Stand-in"),
    "leave": _("On leave"),
    "absent": _("Absent"),
}


def word_in(words: Words, code: str) -> str:
    return str(words.get(code, code))


register = template.Library()
_LISTS = {
    "thing": THINGS,
    "report_kind": REPORT_KINDS,
    "report_way": REPORT_WAYS,
    "paper_kind": PAPER_KINDS,
    "post": POSTS,
    "presence": PRESENCE,
}


def _filter(words: Words) -> Callable[[str], str]:
    return lambda code: word_in(words, code)


for _name, _words in _LISTS.items():
    register.filter(f"{_name}_word", _filter(_words))
