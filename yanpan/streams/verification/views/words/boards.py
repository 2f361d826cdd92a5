"""Words of the boards and of topics."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "topic_incomplete": _(
        "The topic is not complete: it needs a title, a place, a window and a clock of 1 to 72 hours."
    ),
    "topic_is_there": _("There is a topic “%(title)s” already."),
    "topic_is_closed": _("This topic is closed already."),
    "no_such_topic": _("No open topic has this title. Open it first, or choose another."),
}
RIGHTS: dict[str, str | Promise] = {
    "verification.open_topic": _("Open a topic"),
    "verification.close_topic": _("Close a topic"),
    "verification.list_topics": _("See the topics"),
    "verification.list_board_lines": _("See the account by list, topic, pocket and check"),
}
