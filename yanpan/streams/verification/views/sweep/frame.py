"""What the pages of the sweep share: refusals in words."""

from functools import partial

from yanpan.kernel.errors import Refused
from yanpan.shell.forms import refusals_on, refusals_told
from yanpan.shell.words import explain
from yanpan.streams.verification.templatetags.sweep_words import problems_in_words
from yanpan.streams.verification.templatetags.verification_words import outcome_words

IN_CODES = {
    "visit_incomplete": problems_in_words,
    "households_wrong": problems_in_words,
    "found_incomplete": problems_in_words,
    "sentinel_wrong": problems_in_words,
    "hole_incomplete": problems_in_words,
    "outcome_incomplete": outcome_words,
}


def said(refused: Refused) -> str:
    """A refusal in words, the codes of its problems too."""
    if refused.code in IN_CODES:
        problems = IN_CODES[refused.code](str(refused.facts["problems"]))
        return explain(Refused(refused.code, problems=problems))
    return explain(refused)


# Every refusal of the rules stands on the form or is told after a button, all problems at once.
problems_on = partial(refusals_on, in_words=said)
problems_told = partial(refusals_told, in_words=said)
