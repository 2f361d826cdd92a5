"""`{% load supervision_words %}`: words of the closed lists of this room. Source strings English."""

from collections.abc import Mapping

from django import template
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yanpan.base.policy.lines import LINES
from yanpan.base.policy.supervision import supervision_rules
from yanpan.kernel.quantities import Share

Words = Mapping[str, str | Promise]

PLACE_KINDS: Words = {
    "checkpoint": _("Checkpoint"),
    "isolation_site": _("Isolation site"),
    "testing_point": _("Sampling point"),
    "laboratory": _("Laboratory"),
    "vaccination_site": _("Vaccination site"),
    "hospital": _("Hospital"),
    "clinic": _("Health centre, village clinic"),
    "pharmacy": _("Pharmacy"),
    "village": _("Village, community, compound"),
    "school": _("School"),
    "market": _("Market, shop, restaurant"),
    "cold_store": _("Cold store"),
    "hotel": _("Hotel"),
    "station": _("Station, motorway exit"),
    "storehouse": _("Storehouse of protective goods"),
    "office": _("Office, headquarters"),
    "other": _("Other place"),
}
SEVERITIES: Words = {
    "3": _("Grave: people are in danger now"),
    "2": _("Serious: a rule is broken"),
    "1": _("Minor: to be put right"),
}
STATES: Words = {
    "found": _("found, not ordered yet"),
    "ordered": _("ordered"),
    "acknowledged": _("signed for"),
    "in_work": _("being put right"),
    "reported": _("reported put right"),
    "closed": _("checked and struck off"),
    "sent_back": _("sent back to be done anew"),
    "refused": _("refused by its owner"),
    "withdrawn": _("withdrawn"),
}
STEPS: Words = {
    "found": _("Found on the spot"),
    "assigned": _("Given to another owner or for another hour"),
    "ordered_by_word": _("Ordered by word, the paper follows"),
    "sent": _("Handed over to"),
    "signed_for": _("Signed for by"),
    "refused": _("Refused; right would be"),
    "recalled": _("Called back by the headquarters"),
    "started": _("Being put right"),
    "reported": _("Reported put right"),
    "sent_back": _("Looked at: not put right, sent back"),
    "closed": _("Looked at by another: struck off"),
    "reopened": _("Struck off in error, opened again"),
    "withdrawn": _("Withdrawn: the inspector erred"),
}
SHEET_STATES: Words = {
    "drafted": _("drafted, to be read"),
    "checked": _("to be signed"),
    "signed": _("to be issued"),
    "issued": _("issued, not all signed for"),
    "acknowledged": _("signed for by its owner"),
    "void": _("void"),
    "corrected": _("replaced by a corrected one"),
}
SHEETS_WANTED: Words = {
    "to_check": _("drafted, to be read"),
    "to_sign": _("to be signed"),
    "to_issue": _("to be issued"),
    "out": _("not all signed for"),
    "acknowledged": _("signed for"),
    "ended": _("void or replaced"),
    "": _("All"),
}
PROBLEMS: Words = {
    "finding_place_needed": _("enter the name of the place"),
    "finding_kind_needed": _("choose the kind of place"),
    "finding_rule_needed": _("choose the rule that is broken, of those in force that day"),
    "visit_line_needed": _("choose the line of work that was looked at"),
    "finding_severity_needed": _("say how grave it is"),
    "finding_seen_needed": _("say what was seen"),
    "finding_to_come": _("the hour lies in the future"),
    "finding_too_old": _("it was found more than three days ago"),
    "finding_due_in_the_past": _("the deadline lies in the past"),
    "finding_too_many_photos": _("at most three photos"),
}
NAMED = {
    "place_kind": PLACE_KINDS,
    "finding_state": STATES,
    "finding_step": STEPS,
    "sheet_state": SHEET_STATES,
    "sheets_wanted": SHEETS_WANTED,
}

register = template.Library()


def word_in(words: Words, code: object) -> str:
    """The word of a code; the code itself where there is none."""
    return str(words.get(str(code), code))


def _filter(name: str, words: Words) -> None:
    register.filter(f"{name}_word", lambda code: word_in(words, code))


for _name, _words in NAMED.items():
    _filter(_name, _words)


@register.filter
def severity_word(severity: int) -> str:
    return word_in(SEVERITIES, severity)


def _in_english() -> bool:
    return (get_language() or "").startswith("en")


@register.filter
def line_word(key: str) -> str:
    """The line's name in the language of the request, from the shipped table."""
    return next((one.name_en if _in_english() else one.name_zh for one in LINES if one.key == key), key)


@register.filter
def broken_rule_word(key: str) -> str:
    """The rule's words in the language of the request, from the shipped table."""
    rules = supervision_rules()
    return next((one.name_en if _in_english() else one.name_zh for one in rules if one.key == key), key)


def problems_in_words(problems: str) -> str:
    """What is wrong (codes with commas between), in one line."""
    return "; ".join(word_in(PROBLEMS, one) for one in problems.split(","))


@register.filter
def share(part: int, whole: int) -> str:
    """9 of 10 → '90.00%'; a dash without a base."""
    return Share(part, whole).percent
