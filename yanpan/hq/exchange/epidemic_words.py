"""How infections are found, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HOW_WORDS: dict[str, str | Promise] = {
    "in_isolation": _("in isolation or under control"),
    "in_closed_area": _("in closed areas"),
    "seeking_care": _("on seeking care"),
    "by_screening": _("by screening"),
}
