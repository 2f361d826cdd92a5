"""What may be commented on, and named as the problem a procedure answers: things with a page of their own.

Rooms register theirs; whoever sees such a thing under the right of its page may speak about it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from yanpan.base.gate import Actor
from yanpan.base.places.models import Unit
from yanpan.base.places.queries import UnitView, view_unit
from yanpan.kernel.errors import Missing


@dataclass(frozen=True, slots=True)
class Concerned:
    """units: paths of those that answer for the thing; who stands above them sees it too."""

    event_id: UUID
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """kind: 'hq.item'; right: the query of its page; url_name: of the page, which takes the thing's id.

    concerned: whom it concerns, None where the actor does not see it.
    """

    kind: str
    right: str
    url_name: str
    concerned: Callable[[Actor, UUID], Concerned | None]


SUBJECTS: dict[str, Subject] = {}


def register_subject(subject: Subject) -> None:
    """Raises ValueError: registered twice."""
    if subject.kind in SUBJECTS:
        raise ValueError(f"subject {subject.kind} is registered twice")
    SUBJECTS[subject.kind] = subject


def seen_subject(actor: Actor, kind: str, about: UUID) -> Concerned:
    """Whom a thing concerns. NotPermitted without the right of its page; Missing: no such kind, or elsewhere."""
    subject = SUBJECTS.get(kind)
    if subject is None:
        raise Missing("subject")
    actor.must(subject.right)
    found = subject.concerned(actor, about)
    if found is None:
        raise Missing("subject")
    return found


def addressees(concerned: Concerned) -> list[UnitView]:
    """The units that answer for a thing and those above them: all of whom see it."""
    paths = {path for unit in concerned.units for path in _upwards(unit)}
    return [view_unit(one) for one in Unit.objects.filter(path__in=paths).order_by("order", "id")]


def _upwards(path: str) -> Iterable[str]:
    keys = path.rstrip("/").split("/")
    return ("/".join(keys[:last]) + "/" for last in range(1, len(keys) + 1))
