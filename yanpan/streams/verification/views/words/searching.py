"""Words of looking for one person."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

RIGHTS: dict[str, str | Promise] = {
    "verification.find_people": _("Find a person sought in the own units, for a purpose"),
}
