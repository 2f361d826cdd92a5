"""`{% load extract_words %}`: words of the subject's own extract. Source strings English."""

from django import template
from django.utils.translation import gettext_lazy as _

from yanpan.streams.verification.templatetags.verification_words import Words, word_in

RELATIONS: Words = {
    "self": _("the own data"),
    "guardian": _("a child's data, as guardian"),
    "relative": _("the data of somebody who died, as relative"),
}
DOCUMENTS: Words = {
    "id_card": _("Identity card"),
    "passport": _("Passport"),
    "travel_permit": _("Travel permit"),
    "household_book": _("Household register book"),
}
PROOFS: Words = {
    "birth_record": _("Birth record"),
    "household_book": _("Household register book"),
    "guardianship": _("Paper of guardianship"),
    "death_record": _("Death record"),
}
CORRECTION_KINDS: Words = {
    "wrong_person": _("It is somebody else (within 2 hours)"),
    "wrong_fact": _("Something said is wrong (within 24 hours)"),
    "erase": _("It should be erased (within 15 days)"),
}
CORRECTION_ANSWERS: Words = {
    "corrected": _("put right"),
    "unfounded": _("looked at; it stands"),
    "passed_on": _("passed on to who sent it"),
}
RECIPIENTS: Words = {
    "letter": _("letter to another city"),
    "reply": _("reply to the sender of the list"),
    "police": _("police, to find the person"),
}

register = template.Library()


@register.filter
def relation_word(code: str) -> str:
    return word_in(RELATIONS, code)


@register.filter
def shown_document_word(code: str) -> str:
    return word_in(DOCUMENTS, code)


@register.filter
def proof_word(code: str) -> str:
    return word_in(PROOFS, code)


@register.filter
def correction_word(code: str) -> str:
    return word_in(CORRECTION_KINDS, code)


@register.filter
def correction_answer_word(code: str) -> str:
    return word_in(CORRECTION_ANSWERS, code)
