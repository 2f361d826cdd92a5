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
    "arrival_changed": _("Somebody else said something of this arrival meanwhile. Look at it again."),
    "arrival_incomplete": _("Not complete: %(problems)s."),
}
MATTER_WORDS: dict[str, str | Promise] = {
    "verification_arrivals": _("Persons due by closed-loop transfer were not met"),
}
MATTER_ACTS: dict[str, str | Promise] = {
    "verification_arrivals": _("Meet them, or say that they did not come or go elsewhere."),
}
RIGHTS: dict[str, str | Promise] = {
    "verification.open_topic": _("Open a topic"),
    "verification.close_topic": _("Close a topic"),
    "verification.list_topics": _("See the topics"),
    "verification.get_topic_board": _("See the account of a topic"),
    "verification.list_board_lines": _("See the account by list, topic, pocket and check"),
    "verification.get_pockets": _("See the four pockets in figures"),
    "verification.list_arrivals": _("See who is due by closed-loop transfer"),
    "verification.record_arrival": _("Say that somebody was met, did not come or goes elsewhere"),
    "verification.call_for_arrivals": _("Ring the units that did not meet who was due"),
}
