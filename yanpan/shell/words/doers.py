"""Who did something: the name an act is kept under → the label a reader knows."""

import re
import time
from collections.abc import Mapping

from django.utils.translation import gettext as _

from yanpan.base.accounts.queries import labels_of_accounts
from yanpan.base.jobs.rounds import KEEPER
from yanpan.base.places.queries import list_units

KEPT_SECONDS = 30
_PHONE = re.compile("phone:([^:]+):(.+)")
_BY_TELEPHONE = re.compile("tel:(.*)/([^/]+)")
_kept: list[tuple[float, Mapping[str, str]]] = []


def doer_word(name: str) -> str:
    """'county-411104' → '召陵区联络员'. A name of no account stays as it is; the audit shows names as they are kept."""
    if by_telephone := _BY_TELEPHONE.fullmatch(name):
        told_by, entered_by = by_telephone.groups()
        return _("%(told_by)s by telephone, entered by %(name)s") % {
            "told_by": told_by,
            "name": doer_word(entered_by),
        }
    if phone := _PHONE.fullmatch(name):
        unit = _labels().get(f"phone:{phone[1]}", phone[1])
        return _("telephone %(number)s of %(unit)s") % {"unit": unit, "number": phone[2]}
    if name == KEEPER:
        return _("the system")
    return _labels().get(name) or name


def forget_labels() -> None:
    """Called after an account was opened: this process asks the database again at once."""
    _kept.clear()


def _labels() -> Mapping[str, str]:
    """All at once, for 30 seconds: a page names many, and a query for each would grow with its rows."""
    if not _kept or _kept[0][0] < time.monotonic():
        villages = {f"phone:{unit.key}": unit.name for unit in list_units(kinds=("village",))}
        _kept[:] = [(time.monotonic() + KEPT_SECONDS, villages | labels_of_accounts())]
    return _kept[0][1]
