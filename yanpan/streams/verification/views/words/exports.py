"""Words of exports."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "export_incomplete": _("Choose the purpose and give a reason of 15 characters or more."),
    "too_many_exports": _("At most %(most)s exports a day and person."),
    "too_many_to_export": _("At most %(most)s persons in one export; narrow the view."),
    "filter_not_allowed": _("This view cannot be exported so."),
    "export_moved_on": _("This export has been decided meanwhile."),
    "export_is_gone": _("The 72 hours of this export are over; its file is destroyed."),
    "export_not_approved": _("This export has not been approved."),
    "who_asks_does_not_approve": _("Who asks for an export does not approve it."),
}
RIGHTS: dict[str, str | Promise] = {
    "verification.ask_export": _("Ask for an export of persons, masked as shown"),
    "verification.decide_export": _("Approve or refuse an export that somebody else asked for"),
    "verification.download_export": _("Download an own approved export"),
    "verification.destroy_exports": _("Destroy exported files after 72 hours"),
    "verification.list_exports": _("See exports that were asked for"),
    "verification.count_exports": _("See how many exports there were"),
}
