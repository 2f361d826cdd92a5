"""Words of comments."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

REFUSALS: dict[str, Words] = {
    "comment_needed": _("Write what you want to say."),
    "comment_too_long": _("A comment has at most %(most)s characters."),
    "comment_moved_on": _("This comment was seen or withdrawn meanwhile."),
}
RIGHTS: dict[str, Words] = {
    "notices.list_comments": _("Read the comments on what one may open"),
    "notices.add_comment": _("Comment on what one may open"),
    "notices.withdraw_comment": _("Withdraw the own comment"),
    "notices.list_addressed": _("See comments addressed to the own units"),
    "notices.note_comment": _("Note a comment as seen"),
}
MATTERS: dict[str, Words] = {"comment": _("Comments that nobody of the unit has seen")}
ACTS: dict[str, Words] = {"comment": _("Open “Comments to us” and take note.")}
FACTS: dict[str, Words] = {"comments": _("comments")}
