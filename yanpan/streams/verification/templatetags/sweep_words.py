"""`{% load sweep_words %}`: words of key places, sweeps, sentinels and holes. Source strings English."""

from django import template
from django.utils.translation import gettext_lazy as _

from yanpan.streams.verification.templatetags.verification_words import Words, word_in

PLACE_KINDS: Words = {
    "fever_clinic": _("Fever clinic"),
    "pharmacy": _("Pharmacy"),
    "market": _("Market"),
    "hotel": _("Hotel"),
    "bath_card": _("Bath, card room"),
    "elderly_home": _("Home for the old"),
    "school": _("School"),
    "cold_store": _("Cold store"),
    "other": _("Other place"),
}
VISIT_RESULTS: Words = {
    "open": _("Open for business"),
    "closed": _("Closed down"),
    "refused": _("Entry refused"),
}
PLACES_WANTED: Words = {
    "due": _("due"),
    "visited": _("visited today"),
    "refused": _("refused"),
    "closed": _("closed down"),
    "": _("All"),
}
RULES: Words = {
    "masks": _("Masks are worn"),
    "temperature": _("Temperature is taken at the door"),
    "visitor_register": _("Visitors are registered"),
    "health_check": _("Health is asked for"),
    "disinfection": _("Aired and disinfected, with a record"),
    "fever_medicine": _("Fever medicine is registered by name"),
    "fever_referral": _("Fever is referred, not treated here"),
    "separate_entrance": _("Separate entrance and room"),
    "closed_management": _("No visitors, closed management"),
    "isolation_room": _("A room to wait apart"),
    "guests_reported": _("Guests are reported the same day"),
    "absence_traced": _("Absence for illness is traced"),
    "goods_traced": _("Goods have their papers"),
    "staff_tested": _("Staff are tested as planned"),
    "crowding": _("No crowding"),
    "closed_as_ordered": _("Closed where it must be closed"),
    "gate_unguarded": _("The gate is guarded"),
    "returnee_unseen": _("Returnees are registered"),
    "no_testing_point": _("There is a testing point"),
    "other": _("Another rule"),
}
BASES: Words = {"census": _("Census"), "roster": _("Roster"), "register": _("Register")}
EXEMPT: Words = {
    "empty": _("Empty house"),
    "away": _("All away for longer"),
    "known": _("Looked after already"),
}
FOUND_AS: Words = {
    "returnee": _("Returnee"),
    "same_place": _("Was at a place and hour that was named"),
    "contact": _("Close contact of a case"),
    "visitor": _("Visitor from elsewhere"),
}
SENTINEL_NUMBERS: Words = {
    "seen": _("Seen"),
    "fever": _("With fever"),
    "sampled": _("Sampled"),
    "referred": _("Referred"),
    "sold": _("Bought"),
    "registered": _("Registered by name"),
    "followed_up": _("Followed up"),
}
SEVERITIES: Words = {"grave": _("Grave"), "serious": _("Serious"), "minor": _("Minor")}
HOLE_STATES: Words = {
    "open": _("to be repaired"),
    "to_check": _("to be checked by another"),
    "closed": _("struck off"),
}
HOLES_WANTED: Words = {
    "open": _("to be repaired"),
    "late": _("past the hour"),
    "to_check": _("to be checked by another"),
    "closed": _("struck off"),
    "": _("All"),
}
HOLE_STEPS: Words = {
    "found": _("Hole found"),
    "assigned": _("Given to another or for another hour"),
    "fixed": _("Reported repaired"),
    "sent_back": _("Checked: not repaired, sent back"),
    "closed": _("Checked by another: repaired, closed"),
}
PLACE_COLUMNS: Words = {
    "title": _("Name of the place"),
    "kind": _("Kind"),
    "grid": _("Village or community"),
    "street": _("Address"),
    "contact": _("Who answers there"),
    "phone": _("Telephone"),
    "unused": _("Not used"),
}
ROW_PROBLEMS: Words = {
    "title_missing": _("The name of the place is missing"),
    "kind_unknown": _("The kind is not known; write it as pharmacy, hotel, market …"),
    "grid_unknown": _("The village or community is not one of yours, or there are two of the name"),
    "phone_wrong": _("This is no telephone number"),
    "number_in_title": _("An ID number or mobile number stands in the name or address"),
    "masked": _("A value is masked; write it in full or leave it empty"),
}
PROBLEMS: Words = {
    "visit_result_needed": _("say whether it was open, closed, or entry was refused"),
    "visit_rule_unknown": _("choose rules from the list"),
    "visit_nothing_seen": _("where entry was refused nothing was seen"),
    "households_base_needed": _("enter how many households are registered"),
    "households_negative": _("a number of households is 0 or more"),
    "households_more_than_registered": _(
        "reached, refused and exempt together are more than the registered households"
    ),
    "households_less_than_before": _("fewer than reported before: give the reason of the correction"),
    "households_base_changed": _("another number of registered households: give the reason"),
    "found_as_needed": _("say why the person is to be seen to"),
    "found_name_needed": _("enter the name"),
    "found_number_needed": _("enter the ID number or the telephone"),
    "found_place_needed": _("enter where the person comes from"),
    "found_day_needed": _("enter the last day there"),
    "found_day_to_come": _("the last day there lies in the future"),
    "sentinel_number_missing": _("enter every number, 0 for none"),
    "fever_over_seen": _("more with fever than were seen"),
    "sampled_over_seen": _("more sampled than were seen"),
    "referred_over_seen": _("more referred than were seen"),
    "registered_over_sold": _("more registered than bought"),
    "followed_up_over_registered": _("more followed up than registered"),
    "hole_place_needed": _("say where it is"),
    "hole_rule_needed": _("choose the rule"),
    "hole_severity_needed": _("say how grave it is"),
    "hole_photo_needed": _("add a photo"),
}
NAMED = {
    "place_kind": PLACE_KINDS,
    "visit_result": VISIT_RESULTS,
    "places_wanted": PLACES_WANTED,
    "rule": RULES,
    "base": BASES,
    "exempt": EXEMPT,
    "sentinel_number": SENTINEL_NUMBERS,
    "severity": SEVERITIES,
    "hole_state": HOLE_STATES,
    "holes_wanted": HOLES_WANTED,
    "hole_step": HOLE_STEPS,
    "row_problem": ROW_PROBLEMS,
}

register = template.Library()


def _filter(name: str, words: Words) -> None:
    register.filter(f"{name}_word", lambda code: word_in(words, code))


for _name, _words in NAMED.items():
    _filter(_name, _words)


def problems_in_words(problems: str) -> str:
    """What is wrong (codes with commas between), in one line."""
    return "; ".join(word_in(PROBLEMS, one) for one in problems.split(","))


@register.filter
def share(part: int, whole: int) -> str:
    """97 of 100 → '97.0%'; a dash without a denominator."""
    return f"{100 * part / whole:.1f}%" if whole else "–"
