"""Words of the 7-1-7 report."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "milestone_not_accepted": _("The date is not entered: %(problems)s."),
    "unknown_milestone": _("there is no such date"),
    "milestone_in_the_future": _("the day lies in the future"),
    "milestone_long_ago": _("the day lies before December 2019"),
    "milestone_needs_a_source": _("say where it is known from"),
}
RIGHTS: dict[str, str | Promise] = {
    "hq.get_timeliness": _("See how timely the event was found, notified and answered"),
    "hq.note_milestone": _("Enter a date of the event for the 7-1-7 report"),
}
