"""Words of the clerk's pairs, of second opinions, and of the page of one person."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "pair_in_other_hands": _("Another clerk has this pair in hand. The next one comes."),
    "pair_is_referred": _("Two clerks were unsure of this pair: an epidemiologist decides it."),
    "pair_is_not_referred": _("This pair does not wait for an epidemiologist any more."),
    "second_opinion_is_anothers": _("You have spoken on this pair; a second opinion is somebody else's."),
    "opinion_is_overtaken": _(
        "Your last decision cannot be taken back with one key any more. Use the list of decisions."
    ),
}
RIGHTS: dict[str, str | Promise] = {
    "verification.get_person": _("See one person whole"),
    "verification.hold_pairs": _("Take pairs in hand"),
    "verification.get_pair": _("Open the pair in hand"),
    "verification.why_unsure": _("See why another clerk was unsure"),
    "verification.withdraw_opinion": _("Take back the own last word on a pair"),
    "verification.next_referred_pair": _("Open pairs on which two clerks were unsure"),
    "verification.decide_referred_pair": _("Decide pairs on which two clerks were unsure"),
}
