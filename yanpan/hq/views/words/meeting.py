"""Words of the meeting and its weak links."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "link_note_is_withdrawn": _("This note has been taken back already."),
}
RIGHTS: dict[str, str | Promise] = {
    "hq.get_meeting": _("Hold or follow the assessment meeting"),
    "hq.add_link": _("Add a weak link"),
    "hq.contest_link": _("Contest a weak link"),
    "hq.get_minutes": _("Read the minutes"),
    "hq.draft_minutes": _("Draft the minutes"),
    "hq.withdraw_link_note": _("Take back a note on a weak link"),
}
