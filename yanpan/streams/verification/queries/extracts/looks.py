"""Who looked: the audit's lines about one person, and the lists the person provably stood in."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models.fields.json import KT

from yanpan.base.audit.models import AuditLine
from yanpan.base.gate import seen_mark

_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Look:
    """One act or look. verb: what for, by the name of the right; unit: path; among: how many stood in the list."""

    at: datetime
    role: str
    unit: str
    verb: str
    among: int


@dataclass(frozen=True, slots=True)
class Untold:
    """Lists too long for their line to keep who stood in them: the person may have been among them, or not."""

    role: str
    verb: str
    count: int


def looks_at(ids: Iterable[UUID], since: datetime) -> tuple[list[Look], list[Untold]]:
    """Every line about one of these ids, every list that held one, and what no line can tell; in order of time."""
    wanted = {str(one) for one in ids}
    seen, untold = _in_lists(wanted, since)
    exact = [
        Look(at, role, unit, verb, 1)
        for part in _parts(sorted(wanted))
        for at, role, unit, verb in AuditLine.objects.filter(subject__in=part).values_list(
            "at", "role", "unit", "verb"
        )
    ]
    return sorted([*exact, *seen], key=lambda one: (one.at, one.verb, one.role)), untold


def _parts(ids: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]


def _in_lists(wanted: set[str], since: datetime) -> tuple[list[Look], list[Untold]]:
    marks = {seen_mark(one) for one in wanted}
    lines = AuditLine.objects.filter(at__gte=since, details__has_key="digest").exclude(subject__in=wanted)
    rows = lines.annotate(marks=KT("details__seen"), among=KT("details__count"))
    found: list[Look] = []
    untold: Counter[tuple[str, str]] = Counter()
    told = rows.values_list("at", "role", "unit", "verb", "marks", "among")
    for at, role, unit, verb, seen, among in told.iterator(chunk_size=5000):
        if not seen:
            untold[(role, verb)] += int(among or 0) > 0
        elif not marks.isdisjoint(str(seen).split(" ")):
            found.append(Look(at, role, unit, verb, int(among)))
    return found, [Untold(role, verb, count) for (role, verb), count in sorted(untold.items()) if count]
