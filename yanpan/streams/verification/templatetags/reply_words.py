"""`{% load reply_words %}`: words of replies in the sender's own sheet. Source strings English."""

from django import template
from django.utils.translation import gettext_lazy as _

from yanpan.streams.verification.templatetags.verification_words import Words, word_in

ANSWERS: Words = {
    "result": _("Result of the check"),
    "in_city": _("In Luohe or not"),
    "address": _("Present address"),
    "found_at": _("Time of the check"),
    "measure": _("Measure, with body and document"),
    "controlled_at": _("Time of the measure"),
    "body": _("Deciding body"),
    "document": _("Number of the document"),
    "test_at": _("Time of the test"),
    "test_result": _("Result of the test"),
    "letter": _("Number of our letter"),
    "checked_by": _("Unit that checked"),
    "remark": _("Remark of ours"),
}
LEVELS: Words = {
    "county": _("to the county"),
    "township": _("to the township"),
    "village": _("to the street or village"),
    "door": _("to the door, as far as known"),
}
KINDS: Words = {"first": _("First reply"), "final": _("Final reply"), "correction": _("Correction")}
STATES: Words = {
    "": _("not drafted"),
    "drafted": _("drafted"),
    "checked": _("checked"),
    "sent": _("sent"),
    "withdrawn": _("withdrawn"),
}
CHANNELS: Words = {
    "platform": _("The sender's platform"),
    "office_mail": _("Mail of the office network"),
    "fax": _("Fax"),
    "confidential_post": _("Confidential post"),
    "handed_over": _("Handed over in person"),
}
# What each word stands for, in the order of the page.
OUTCOMES: Words = {
    "here": _("Found, in Luohe"),
    "outside": _("Outside the city"),
    "not_found": _("No such person"),
    "deceased": _("Deceased"),
    "wrong": _("The row is wrong or names nobody"),
    "duplicate": _("Repeats another row"),
    "unreachable": _("Not reached, or refuses"),
    "lapsed": _("Not found in the time of the rules"),
    "in_hand": _("Still being checked"),
    "in_city.yes": _("In Luohe: yes"),
    "in_city.no": _("In Luohe: no"),
    "measure.cleared": _("Cleared"),
    "measure.monitoring": _("Health monitoring at home"),
    "measure.at_home": _("Stays at home"),
    "measure.at_site": _("At an isolation site"),
    "measure.in_hospital": _("In hospital"),
    "test.negative": _("Test negative"),
    "test.positive": _("Test positive"),
    "test.pending": _("Sampled, result to come"),
    "test.not_tested": _("Not tested"),
}

register = template.Library()
_FILTERS: dict[str, Words] = {
    "reply_answer": ANSWERS,
    "reply_kind": KINDS,
    "reply_state": STATES,
    "reply_channel": CHANNELS,
    "reply_outcome": OUTCOMES,
}


def _filter(name: str, words: Words) -> None:
    register.filter(name, lambda code: word_in(words, code))


for _name, _words in _FILTERS.items():
    _filter(_name, _words)


@register.filter
def share(part: float) -> int:
    """0.98 → 98."""
    return round(100 * part)
