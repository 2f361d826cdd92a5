"""群发文字: what a unit's chat group is told. Built from counts, hours and fixed words; nothing else can get in.

A chat group is no place for persons: no name, no ID number, no telephone, no address and no short code, also not
of whom to ring.
"""

from collections.abc import Iterable, Sequence

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from yanpan.base.notices.queries import CallView
from yanpan.shell.words import act_word, matter_word
from yanpan.shell.words.kinds import FACTS


def group_text(unit_name: str, calls: Sequence[CallView]) -> str:
    """One unit's text: each matter with its numbers and its hour, then what to do; '' for no call."""
    if not calls:
        return ""
    lines = [_("%(unit)s, please act in the system:") % {"unit": unit_name}]
    lines += [_line(number, call) for number, call in enumerate(calls, start=1)]
    acts = dict.fromkeys(act_word(call.matter) for call in calls)
    return "\n".join([*lines, *acts])


def _line(number: int, call: CallView) -> str:
    said = "、".join([matter_word(call.matter), *_numbers(call)])
    if call.due_at is None:
        return f"{number}. {said}"
    due = _("hour: %(hour)s") % {"hour": f"{localtime(call.due_at):%m-%d %H:%M}"}
    return f"{number}. {said}、{due}"


def _numbers(call: CallView) -> list[str]:
    """Only whole numbers with a word of ours; written in threes, so that no count looks like a number of somebody."""
    return [
        f"{value:,} {FACTS[name]}"
        for name, value in call.facts.items()
        if name in FACTS and isinstance(value, int) and not isinstance(value, bool)
    ]


def text_of_units(calls: Iterable[CallView]) -> str:
    """For a group of many units: which unit is asked about which matter."""
    units: dict[str, list[str]] = {}
    for one in calls:
        named = units.setdefault(matter_word(one.matter), [])
        if one.unit_name not in named:
            named.append(one.unit_name)
    if not units:
        return ""
    lines = [
        _("%(matter)s: %(units)s") % {"matter": matter, "units": "、".join(names)}
        for matter, names in units.items()
    ]
    return "\n".join([_("The following units please act in the system at once:"), *lines])
