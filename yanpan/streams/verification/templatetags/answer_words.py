"""`{% load answer_words %}`: words of what a village does and says at the door. Source strings English."""

from django import template
from django.utils.translation import gettext_lazy as _

from yanpan.streams.verification.templatetags.verification_words import OUTCOME_PROBLEMS, Words, word_in

RESULTS: Words = {
    "negative": _("Negative"),
    "positive": _("Positive"),
    "pending": _("Sampled, result to come"),
    "not_tested": _("Not tested"),
}
TRIES: Words = {"call": _("Call"), "visit": _("Visit")}
TRY_RESULTS: Words = {
    "reached": _("somebody was reached"),
    "off": _("nobody there"),
    "dead_number": _("number is dead"),
    "refused": _("refused"),
}
# Not reached: what one tap says, of a call and of a visit.
CALL_FAILED: Words = {
    "off": _("Switched off or no answer"),
    "dead_number": _("The number is dead or belongs to another"),
    "refused": _("Refuses on the telephone"),
}
VISIT_FAILED: Words = {"off": _("Nobody at home"), "refused": _("Refuses at the door")}
WAYS: Words = {
    "taps": _("at the door"),
    "telephone": _("by telephone"),
    "chain": _("from a group chain"),
    "roster": _("from a paper roster"),
    "paper": _("number of the paper"),
    "test": _("result of the test"),
    "police": _("by the police"),
    "receipt": _("by a receipt"),
    "spot_check": _("sought again after a spot check"),
    "found": _("found by the own sweep"),
}
# What to wear, by the codes of the pack's [door.wear].
WEAR: Words = {
    "mask": _("Mask over nose and mouth"),
    "n95": _("N95 mask, fitted tightly"),
    "face_shield": _("Goggles or face shield"),
    "gloves": _("Disposable gloves"),
    "gown": _("Disposable gown"),
    "two_steps": _("Stay outdoors, two steps apart"),
    "alone": _("One goes to the door, the other waits outside"),
    "hands": _("Clean your hands afterwards; what was worn goes into the yellow bag"),
}
# What to say, by the codes of the pack's [door] say.
SAY: Words = {
    "who_we_are": _(
        "“I am from the village committee. We are asking who has been where, so that we can help in time."
        " It takes one minute.”"
    ),
    "how_are_you": _(
        "Ask: are you well; where have you been in the last 14 days; who came with you; when were you last tested."
    ),
    "no_reason": _("Do not say why the name is on the list: you do not know it."),
    "paper": _("If a body has decided something: say which one, and that the paper says how to object."),
    "fever": _("Fever or cough: do not take the person along; ring the township health centre."),
}
DOUBTS: Words = {
    "no_person": _("no name in this line"),
    "nobody": _("nobody of this name is to be found here"),
    "similar_name": _("a similar name: is it this person?"),
    "same_name": _("several of this name: which one?"),
    "named_twice": _("named in more than one line"),
    "name_runs_on": _("perhaps a longer name"),
    "names_others": _("speaks of others too"),
    "unsure": _("not said for sure"),
    "not_ours": _("not of this village: use its own page"),
    "negated": _("something is denied"),
    "contradicts": _("contradicts itself"),
    "nothing_understood": _("not understood"),
}
LINE_PROBLEMS: Words = {
    **OUTCOME_PROBLEMS,
    "person_not_here": _("choose who is meant"),
    "person_twice": _("the same person stands in two marked lines"),
    "answered_meanwhile": _("somebody answered for this person meanwhile"),
    "time_is_over": _("the time to find this person is over"),
    "identifier_in_clear": _("an ID number or telephone does not belong here"),
}
NAMED = {
    "doubt": DOUBTS,
    "result": RESULTS,
    "try": TRIES,
    "try_result": TRY_RESULTS,
    "call_failed": CALL_FAILED,
    "visit_failed": VISIT_FAILED,
    "way": WAYS,
    "wear": WEAR,
    "say": SAY,
}

register = template.Library()


def _filter(name: str, words: Words) -> None:
    register.filter(f"{name}_word", lambda code: word_in(words, code))


for _name, _words in NAMED.items():
    _filter(_name, _words)


@register.filter
def line_problem_words(codes: str) -> str:
    """What keeps a line from being entered (codes with commas between), in one line."""
    return "; ".join(word_in(LINE_PROBLEMS, one) for one in codes.split(","))
