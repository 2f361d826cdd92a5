"""`{% load verification_words %}`: words for the closed lists of this room. Source strings English."""

from collections.abc import Mapping

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, str | Promise]

SOURCES: Words = {
    "province": _("Province's push"),
    "big_data": _("Big data"),
    "other_city": _("Letter of another city"),
    "foreign_affairs": _("Foreign affairs office"),
    "medical_insurance": _("Medical insurance"),
    "closed_loop": _("Closed-loop arrival notice"),
    "own_sweep": _("Own sweep"),
    "other_office": _("Another office"),
}
CHECKS: Words = {"verify": _("verify"), "assist": _("assist"), "sweep": _("sweep")}
POCKETS: Words = {
    "0": _("no pocket"),
    "1": _("1 international flights"),
    "2": _("2 imported goods and mail"),
    "3": _("3 another port, by way of a third place"),
    "4": _("4 areas of medium and high risk"),
}
DIMENSIONS: Words = {
    "list": _("By list"),
    "topic": _("By topic"),
    "pocket": _("By pocket"),
    "check": _("By check"),
}
BATCH_STATES: Words = {
    "proposed": _("untouched: mapping to confirm"),
    "confirmed": _("being taken in"),
    "held": _("held for a second clerk"),
    "taken_in": _("taken in"),
    "void": _("void"),
}
ROW_STATES: Words = {
    "waiting": _("waiting"),
    "accepted": _("accepted"),
    "held": _("held for signature"),
    "refused": _("returned to the sender"),
}
STANDINGS: Words = {
    "received": _("received"),
    "verified": _("verified"),
    "handed_on": _("handed on"),
    "returned": _("returned"),
    "duplicate": _("duplicate"),
    "not_found": _("not found"),
    "deceased": _("deceased"),
    "in_hand": _("in hand"),
    "lapsed": _("lapsed"),
}
WHERES: Words = {
    "here": _("Is here"),
    "elsewhere": _("Elsewhere in the city"),
    "outside": _("Outside the city"),
    "not_found": _("Nobody of this name"),
    "deceased": _("Deceased"),
}
CONTACTS: Words = {
    "met": _("Met in person"),
    "own_phone": _("On the own telephone"),
    "family": _("Through the family"),
    "not_reached": _("Not reached"),
}
OBSTACLES: Words = {
    "dead_number": _("The number is dead"),
    "refused": _("Refuses to answer"),
    "off": _("Switched off, nobody at home"),
}
MEASURES: Words = {
    "cleared": _("Cleared, nothing more to do"),
    "monitoring": _("Health monitoring at home"),
    "at_home": _("Stays at home"),
    "at_site": _("At a quarantine site"),
    "in_hospital": _("In hospital"),
}
BODIES: Words = {
    "township": _("Township prevention and control office"),
    "county": _("County headquarters"),
    "city": _("City headquarters"),
    "cdc": _("Centre for disease control"),
}
HOLDS: Words = {
    "no_place": _("no place of exposure"),
    "no_time": _("no time of exposure"),
    "too_old": _("older than the rules allow"),
}
ROUTES: Words = {
    "register": _("by the register"),
    "address": _("by the address"),
    "id_area": _("by the area of the ID number"),
    "outside": _("address outside the city"),
    "first_call": _("address unknown: first call"),
    "by_hand": _("sent by hand"),
    "refusal": _("sent again after a refusal"),
    "elsewhere": _("a village says: lives there"),
    "not_ours": _("a village says: not ours"),
    "tree": _("this place is answered for by another unit now"),
    "household": _("the same telephone was answered for there before"),
    "police": _("found by the police"),
    "found": _("found there by the own sweep"),
}
DECISIONS: Words = {"match": _("match"), "review": _("for a clerk"), "none": _("not in the register")}
FIELDS: Words = {
    "name": _("Full name"),
    "sex": _("Sex"),
    "birth_date": _("Date of birth"),
    "age": _("Age"),
    "id_number": _("ID number"),
    "passport": _("Passport"),
    "phone": _("Telephone"),
    "address": _("Present address"),
    "household_address": _("Registered address"),
    "reason": _("Reason"),
    "exposed_on": _("Day of exposure"),
    "exposed_place": _("Place of exposure"),
    "entry_date": _("Day of entry"),
    "entry_port": _("Port of entry"),
    "arrived_on": _("Day of arrival"),
    "transport": _("Train, flight, vehicle"),
    "pushed_on": _("Day of the push"),
    "sequence": _("Running number"),
    "outcome": _("Result column of the sender"),
    "remark": _("Remark"),
    "unknown": _("Keep sealed, do not use"),
    "row": _("Row"),
}
WHYS: Words = {
    "title_and_values": _("title and values agree"),
    "title": _("by its title"),
    "title_contradicted": _("the values contradict the title"),
    "values": _("by its values"),
    "values_over_title": _("by its values, against the title"),
    "address_part": _("a part of the address"),
    "name_part": _("a part of the name"),
    "combined": _("several meanings in one cell"),
    "other_person": _("about another person"),
    "second_of_kind": _("a second column of the same kind"),
    "not_needed": _("not needed here"),
    "not_understood": _("not understood"),
    "remembered": _("as last time"),
    "values_changed": _("the values differ from last time"),
    "typed": _("typed"),
}
PROBLEMS: Words = {
    "name_missing": _("The name is missing"),
    "name_odd": _("The name holds digits or signs"),
    "name_masked": _("The name is masked"),
    "id_missing": _("The ID number is missing"),
    "id_absent": _("The ID number is missing"),
    "id_masked": _("The ID number is masked"),
    "id_truncated": _("The ID number lost its last digits in a spreadsheet"),
    "id_characters": _("This is no ID number"),
    "id_length": _("The ID number has the wrong length"),
    "id_area": _("The ID number begins with an area that does not exist"),
    "id_birth_date": _("The ID number holds a birth date that does not exist"),
    "id_check_digit": _("The check digit of the ID number is wrong"),
    "phone_missing": _("The telephone number is missing"),
    "phone_length": _("The telephone number has the wrong length"),
    "phone_masked": _("The telephone number is masked"),
    "birth_date_impossible": _("The birth date does not exist"),
    "birth_date_differs": _("The birth date differs from the ID number"),
    "sex_differs": _("The sex differs from the ID number"),
    "age_odd": _("The age is no age"),
    "no_identity": _("The row names nobody"),
    "hidden": _("The row was hidden in the file"),
    "struck_through": _("The row was struck through in the file"),
    "coloured_out": _("Left out: its colour says so"),
    "marked": _("Marked by its colour"),
}
_ASK_SENDER = _("Ask the sender for the complete value; the person is sought all the same.")
_CHECK_ORIGINAL = _("Compare with the original letter and correct it there.")
REMEDIES: Words = {
    "name_missing": _ASK_SENDER,
    "name_masked": _ASK_SENDER,
    "name_odd": _CHECK_ORIGINAL,
    "id_missing": _("Nothing to do if the person has none; else ask the sender."),
    "id_masked": _ASK_SENDER,
    "id_truncated": _("Ask the sender to save the column as text and send it again."),
    "phone_masked": _ASK_SENDER,
    "phone_missing": _("The village goes to the door; or ask the sender."),
    "no_identity": _("Return the row to the sender."),
    "hidden": _("Ask the sender whether the row is meant."),
    "struck_through": _("Ask the sender whether the row is meant."),
    "coloured_out": _("Nothing to do; if the colour was read wrongly, ask the sender for a new list."),
    "marked": _("See the note of the clerk."),
}


def word_in(words: Words, code: str) -> str:
    """The word of a code; a code without a word is shown as it is."""
    return str(words.get(code, code))


register = template.Library()
_FILTERS: dict[str, Words] = {
    "source": SOURCES,
    "check": CHECKS,
    "pocket": POCKETS,
    "dimension": DIMENSIONS,
    "batch_state": BATCH_STATES,
    "row_state": ROW_STATES,
    "standing": STANDINGS,
    "where": WHERES,
    "contact": CONTACTS,
    "obstacle": OBSTACLES,
    "measure": MEASURES,
    "body": BODIES,
    "hold": HOLDS,
    "route": ROUTES,
    "decision": DECISIONS,
    "field": FIELDS,
    "why": WHYS,
}


def _filter(name: str, words: Words) -> None:
    register.filter(f"{name}_word", lambda code: word_in(words, code))


for _name, _words in _FILTERS.items():
    _filter(_name, _words)


@register.filter
def problem_field(problem: str) -> str:
    """The column of 'field:code'."""
    return word_in(FIELDS, problem.partition(":")[0])


@register.filter
def problem_word(problem: str) -> str:
    """What is wrong, of 'field:code'."""
    return word_in(PROBLEMS, problem.partition(":")[2])


@register.filter
def problem_remedy(problem: str) -> str:
    """What to do about 'field:code'."""
    return str(REMEDIES.get(problem.partition(":")[2], _CHECK_ORIGINAL))


OUTCOME_PROBLEMS: Words = {
    "outcome_where_needed": _("say what you found"),
    "outcome_contact_needed": _("say how you reached the person"),
    "outcome_measure_needed": _("say how the person is looked after"),
    "outcome_unit_needed": _("name the unit where the person is"),
    "outcome_obstacle_needed": _("say why nobody was reached"),
    "measure_needs_a_deciding_body": _("name the body that decided the measure"),
    "outcome_tried_unknown": _("say whether it was a call or a visit"),
    "test_result_unknown": _("there is no such test result"),
    "test_time_needed": _("say when the test was taken"),
    "test_result_needed": _("say what the test showed"),
    "test_in_the_future": _("the test lies in the future"),
    "test_long_ago": _("the test lies more than a year back"),
}


def outcome_words(problems: str) -> str:
    """What is missing in an outcome (codes with commas between), in one line."""
    return "; ".join(word_in(OUTCOME_PROBLEMS, one) for one in problems.split(","))
