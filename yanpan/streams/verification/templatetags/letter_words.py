"""`{% load letter_words %}`: words for letters to other cities and their receipts. Source strings English."""

from django import template
from django.utils.translation import gettext_lazy as _

from yanpan.streams.verification.templatetags.verification_words import MEASURES, Words, word_in

STEPS: Words = {
    "to_write": _("to write"),
    "sent_back": _("sent back"),
    "to_check": _("to check"),
    "to_sign": _("to sign"),
    "to_send": _("to send"),
    "out": _("receipt awaited"),
    "late": _("late"),
    "answered": _("receipts complete"),
    "ended": _("void or corrected"),
    "": _("All"),
}
STATES: Words = {
    "drafted": _("draft, to be checked"),
    "checked": _("checked, to be signed"),
    "signed": _("signed, to be sent"),
    "issued": _("sent, receipt awaited"),
    "acknowledged": _("receipts complete"),
    "void": _("void"),
    "corrected": _("corrected"),
}
PURPOSES: Words = {
    "ask": _("asks to find"),
    "onward": _("second letter: went on there"),
    "withdraw": _("takes a letter back"),
}
CHANNELS: Words = {
    "platform": _("Platform"),
    "fax": _("Fax"),
    "post": _("Confidential post"),
    "file": _("File handed over"),
}
RESULTS: Words = {
    "found": _("Found there"),
    "not_here": _("Not there"),
    "returned": _("Back in Luohe"),
    "moved_on": _("Went on to another city"),
}
KINDS: Words = {
    "close_contact": _("Close contact"),
    "secondary_contact": _("Contact of a close contact"),
    "companion": _("Same place at the same time"),
    "topic": _("Topic"),
    "other": _("Other"),
}
URGENCIES: Words = {"": _("Ordinary"), "urgent": _("Urgent"), "most_urgent": _("Most urgent")}
SHEET_STATES: Words = {
    "proposed": _("to be confirmed"),
    "confirmed": _("entered"),
    "void": _("put away"),
}
PROBLEMS: Words = {
    "letter_case_number_odd": _("give the number of the case only, with a digit and without a name"),
    "letter_place_needed": _("say where the exposure was"),
    "letter_window_needed": _("say when the exposure was"),
    "letter_asked_needed": _("say what is asked for"),
    "letter_hours_odd": _("give 1 to 72 hours for the receipt"),
    "letter_contact_needed": _("name a contact and a telephone that is answered day and night"),
    "letter_names_nobody": _("the letter names nobody"),
    "letter_names_too_many": _("at most 50 persons go in one letter"),
    "letter_person_unnamed": _("the full name is missing"),
    "letter_id_wrong": _("the ID number is wrong"),
    "letter_last_place_needed": _("give a telephone or the last known place"),
    "receipt_result_needed": _("say what the other city found"),
    "receipt_place_needed": _("say where the person was found"),
    "receipt_onward_needed": _("say where the person went on to"),
    "receipt_measure_unknown": _("choose the measure"),
    "measure_needs_a_deciding_body": _("name the body that decided the measure"),
    "receipt_test_half_told": _("give both the time and the result of the last test"),
    "receipt_reporter_needed": _("name who reports there"),
    "receipt_in_the_future": _("a time lies in the future"),
    "receipt_long_ago": _("a time lies more than a year back"),
    "receipt_number_unknown": _("no letter of ours has this number"),
    "receipt_person_unknown": _("nobody like this is in our letters"),
    "receipt_person_unclear": _("more than one person in our letters could be meant"),
    "receipt_twice_in_sheet": _("the person stands twice in this sheet"),
}

register = template.Library()


def problems_in_words(problems: str) -> str:
    """Codes with commas between, of a person as 'number:code', in one line."""
    return "; ".join(letter_problem(one) for one in problems.split(",") if one)


@register.filter
def letter_problem(problem: str) -> str:
    """'2:letter_id_wrong' → 'person 2: …'."""
    number, _colon, code = problem.rpartition(":")
    said = word_in(PROBLEMS, code)
    return str(_("person %(number)s: %(problem)s")) % {"number": number, "problem": said} if number else said


def _filter(name: str, words: Words) -> None:
    register.filter(name, lambda code: word_in(words, code))


for _name, _words in {
    "letter_step": STEPS,
    "letter_state": STATES,
    "letter_purpose": PURPOSES,
    "letter_channel": CHANNELS,
    "receipt_result": RESULTS,
    "letter_kind": KINDS,
    "letter_urgency": URGENCIES,
    "receipt_measure": MEASURES,
    "sheet_state": SHEET_STATES,
}.items():
    _filter(_name, _words)
