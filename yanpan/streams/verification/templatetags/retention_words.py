"""`{% load retention_words %}`: words of retention, exports and extracts. Source strings English."""

from django import template
from django.utils.translation import gettext_lazy as _

from yanpan.streams.verification.templatetags.verification_words import Words, word_in

RULES: Words = {
    "list_files": _("Files of lists as they came"),
    "reply_files": _("Files of lists a reply is due to, and the reply"),
    "receipt_sheets": _("Tables of receipts"),
    "place_sheets": _("Sheets of key places as they came"),
    "place_contacts": _("Who answers at a key place that is off the register"),
    "field_records": _("What phones sent, once it is taken"),
    "exports": _("Exported files"),
    "no_exposure": _("Persons of lists that led to no exposure"),
    "undecided_rows": _("Rows of lists no person was looked for by"),
    "rest_of_event": _("Everything left of a closed event"),
    "duty_log": _("Duty log, rapid reports, rota, scans of papers from above"),
    "procedures": _("Procedures and the papers that came with them"),
    "register": _("The register of residents"),
    "audit": _("The audit"),
    "certificates": _("Certificates of destruction, numbers of the account"),
}
COUNTED_FROM: Words = {
    "captured": _("from its arrival"),
    "closed": _("from the end of the search"),
    "received": _("from the arrival of the list"),
    "removed": _("from its leaving the register"),
    "event": _("from the closing of the event"),
}
ENDED_BY: Words = {
    "round": _("goes by itself"),
    "two_persons": _("destroyed by two persons, with a certificate"),
    "document": _("destroyed under a document, with a certificate"),
    "kept": _("kept"),
}
PURGE_STATES: Words = {
    "proposed": _("proposed; waits for a witness"),
    "witnessed": _("being destroyed"),
    "done": _("destroyed"),
    "withdrawn": _("taken back"),
}
KEEPING_FOR: Words = {"evidence": _("evidence"), "evaluation": _("evaluation")}

register = template.Library()


@register.filter
def retention_rule_word(code: str) -> str:
    return word_in(RULES, code)


@register.filter
def counted_from_word(code: str) -> str:
    return word_in(COUNTED_FROM, code)


@register.filter
def ended_by_word(code: str) -> str:
    return word_in(ENDED_BY, code)


@register.filter
def purge_state_word(code: str) -> str:
    return word_in(PURGE_STATES, code)


@register.filter
def keeping_for_word(code: str) -> str:
    return word_in(KEEPING_FOR, code)
