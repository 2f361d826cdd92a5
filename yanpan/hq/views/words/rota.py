"""Words of the rota and the contact directory."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "turn_incomplete": _("The turn cannot be named so: %(problems)s."),
    "unknown_post": _("there is no such post"),
    "turn_needs_name_and_phone": _("name and telephone are needed"),
    "turn_ends_before_it_starts": _("it ends before it starts"),
    "turn_is_over": _("it is over already"),
    "turn_too_long": _("a turn lasts a week at most"),
    "turn_is_taken": _("The post has somebody at these hours. Take that turn out first, with the reason."),
    "turn_is_out": _("This turn has been taken out already."),
}
RIGHTS: dict[str, str | Promise] = {
    "hq.list_turns": _("See the rota"),
    "hq.list_contacts": _("See the contact directory"),
    "hq.get_duty_phone": _("Show the telephone of whoever is on duty"),
    "hq.name_turn": _("Put somebody on the rota"),
    "hq.take_turn_out": _("Take somebody off the rota"),
}
