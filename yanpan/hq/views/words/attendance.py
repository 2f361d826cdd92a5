"""Words of meetings and attendance."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "chair_needed": _("Say who takes the chair."),
    "meeting_is_called": _("A meeting is called for this hour already."),
    "meeting_is_cancelled": _("This meeting has been cancelled."),
    "presence_incomplete": _("The attendance is not complete: %(problems)s."),
    "unknown_presence": _("there is no such attendance"),
    "stand_in_needs_a_name": _("name the stand-in"),
    "leave_needs_a_reason": _("a leave has a reason"),
}
RIGHTS: dict[str, str | Promise] = {
    "hq.list_meetings": _("See the meetings"),
    "hq.get_attendance": _("See who came to a meeting"),
    "hq.call_meeting": _("Call a meeting"),
    "hq.note_attendance": _("Note who came to a meeting"),
    "hq.cancel_meeting": _("Cancel a meeting"),
}
