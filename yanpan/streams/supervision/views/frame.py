"""What the pages of this room share: refusals in words, the search for a unit."""

from datetime import datetime
from functools import partial

from django.utils import timezone

from yanpan.base.gate import Actor
from yanpan.base.places.queries import UnitView, list_units
from yanpan.kernel.errors import Refused
from yanpan.shell.forms import refusals_on, refusals_told
from yanpan.shell.words import explain
from yanpan.streams.supervision.templatetags.supervision_words import problems_in_words

MOST_FOUND = 30


def said(refused: Refused) -> str:
    """A refusal in words, the codes of its problems too."""
    if problems := refused.facts.get("problems"):
        return explain(Refused(refused.code, problems=problems_in_words(str(problems))))
    return explain(refused)


# Every refusal of the rules stands on the form or is told after a button, all problems at once.
problems_on = partial(refusals_on, in_words=said)
problems_told = partial(refusals_told, in_words=said)


def in_city(at: datetime | None) -> datetime | None:
    """What was typed is the city's time."""
    return timezone.make_aware(at) if at is not None and timezone.is_naive(at) else at


def units_named(actor: Actor, text: str) -> list[tuple[UnitView, str]]:
    """Counties, townships and villages of the actor whose name holds the text, each with the unit above it."""
    units = list_units(kinds=("county", "township", "village"))
    names = {unit.id: unit.name for unit in units}
    wanted = text.strip()
    found = [unit for unit in units if actor.covers(unit.path) and wanted in unit.name]
    found.sort(key=lambda unit: (wanted != unit.name, unit.depth))
    return [(unit, names.get(unit.parent_id or 0, "")) for unit in found[:MOST_FOUND]]
