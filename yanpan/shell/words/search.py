"""Words of the search box: why somebody is looked for, and what a search is refused for."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

PURPOSES: dict[str, Words] = {
    "caller": _("The person, or somebody close, is on the telephone"),
    "hand_over": _("Handed over, and the unit asks back"),
    "list_check": _("A list or a reply is checked"),
    "urgent_need": _("Urgent need: treatment, medicine, food"),
}
REFUSALS: dict[str, Words] = {
    "purpose_needed": _("Choose why you look for this person."),
    "be_more_exact": _(
        "Be more exact: the short code, the whole ID number, at least four figures of the telephone, "
        "at least two characters of the name, or two to four initials."
    ),
    "too_many_searches": _("At most %(most)s searches a minute. Wait a moment."),
    "narrow_the_search": _(
        "More than %(most)s people are sought here. Choose one unit, or give the short code or the whole number."
    ),
}
