"""`{% load home_words %}`: words of follow-ups at home, of needs and of call backs. Source strings English."""

from django import template
from django.utils.translation import gettext_lazy as _

from yanpan.streams.verification.templatetags.verification_words import Words, word_in

FOLLOW_UP_WAYS: Words = {
    "phone": _("Telephone call"),
    "visit": _("At the door"),
    "own_report": _("Own report"),
    "not_reached": _("Not reached"),
}
SYMPTOMS: Words = {
    "fever": _("Fever"),
    "cough": _("Dry cough"),
    "fatigue": _("Fatigue"),
    "smell_taste": _("Smell or taste lost"),
    "blocked_nose": _("Blocked nose"),
    "runny_nose": _("Runny nose"),
    "sore_throat": _("Sore throat"),
    "conjunctivitis": _("Conjunctivitis"),
    "muscle_pain": _("Muscle pain"),
    "diarrhoea": _("Diarrhoea"),
    "breathless": _("Short of breath"),
}
SAMPLE_RESULTS: Words = {
    "pending": _("Sampled, result to come"),
    "negative": _("Negative"),
    "positive": _("Positive"),
}
NEEDS: Words = {
    "medicine": _("Medicine"),
    "doctor": _("Doctor, treatment"),
    "food": _("Food, daily goods"),
    "dependants": _("Care of the old, children, the ill"),
    "other": _("Other need"),
}
NEED_STEPS: Words = {
    "asked": _("Asked"),
    "taken": _("Taken"),
    "promised": _("Promised"),
    "met": _("Reported met"),
    "confirmed": _("Confirmed by the asker"),
    "not_met": _("Not met, open again"),
    "withdrawn": _("Withdrawn"),
}
VERDICTS: Words = {
    "agrees": _("Agrees"),
    "contradicts": _("Contradicts"),
    "not_reached": _("Could not be reached"),
}
DIFFERENCES: Words = {
    "nobody_asked": _("nobody had asked"),
    "where": _("is not where it was reported"),
    "measure": _("looked after otherwise than reported"),
}
CLOSINGS: Words = {"stands": _("False closure stands"), "unfounded": _("Unfounded")}
CHECK_WHERES: Words = {
    "here": _("Here, in the place reported to us"),
    "elsewhere": _("Elsewhere in the city"),
    "outside": _("Outside the city"),
    "not_found": _("There is nobody of this name"),
    "deceased": _("Deceased"),
}
PROBLEMS: Words = {
    "way_needed": _("say how the person was reached"),
    "temperature_impossible": _("the temperature lies between 34.0 and 43.0"),
    "symptom_unknown": _("choose symptoms from the list"),
    "result_unknown": _("choose a test result from the list"),
    "nothing_was_said": _("who was not reached said nothing"),
    "need_kind_needed": _("say what is needed"),
    "urgent_is_medical": _("urgent help is medical: choose medicine or doctor"),
    "check_where_needed": _("say where the person is"),
    "check_measure_needed": _("say how the person is looked after"),
}
NAMED = {
    "follow_up_way": FOLLOW_UP_WAYS,
    "symptom": SYMPTOMS,
    "sample_result": SAMPLE_RESULTS,
    "need": NEEDS,
    "need_step": NEED_STEPS,
    "verdict": VERDICTS,
    "difference": DIFFERENCES,
    "closing": CLOSINGS,
    "check_where": CHECK_WHERES,
}

register = template.Library()


def _filter(name: str, words: Words) -> None:
    register.filter(f"{name}_word", lambda code: word_in(words, code))


for _name, _words in NAMED.items():
    _filter(_name, _words)


def problem_words(problems: str) -> str:
    """What is missing (codes with commas between), in one line."""
    return "; ".join(word_in(PROBLEMS, one) for one in problems.split(","))


@register.filter
def percent(value: float | None) -> str:
    """0.0488 → '4.9%'; a dash for no rate."""
    return f"{100 * value:.1f}%" if value is not None else "–"
