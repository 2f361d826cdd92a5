"""Everything that hangs on a person or on a row, found in the tables themselves: nothing new is forgotten.

A table belongs to whom it points to, unless its pointer may be emptied (SET_NULL). What points by a bare id
(hand-overs, records from phones) or holds persons in a text of its own (letters) is named in `destroying`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.apps import apps
from django.db.models import CASCADE, PROTECT, ForeignKey, Model, Q

from yanpan.base.people.models import Person
from yanpan.streams.verification.models import ListRow

Ids = dict[type[Model], set[UUID]]


@dataclass(frozen=True, slots=True)
class Tie:
    """A table and the column by which it belongs to another."""

    model: type[Model]
    column: str
    owner: type[Model]


@cache
def ties(root: type[Model]) -> tuple[Tie, ...]:
    """Every tie below a root, owners before what they own."""
    found: list[Tie] = []
    _follow(root, root, found)
    depth = _depths(root, found)
    return tuple(sorted(found, key=lambda tie: (depth[tie.owner], tie.model._meta.label, tie.column)))


def _follow(root: type[Model], owner: type[Model], found: list[Tie]) -> None:
    for tie in _owned_by(owner):
        if tie.model not in (root, owner) and tie not in found:
            found.append(tie)
            _follow(root, tie.model, found)


def _owned_by(owner: type[Model]) -> list[Tie]:
    """Every column of every table that points here and may not be emptied."""
    return [
        Tie(model, field.name, owner)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, ForeignKey)
        and field.remote_field.model is owner
        and field.remote_field.on_delete in (PROTECT, CASCADE)
    ]


def _depths(root: type[Model], found: Iterable[Tie]) -> dict[type[Model], int]:
    """Model → the longest way down to it, so that each owner is complete before it is asked for what it owns."""
    depth = {root: 0}
    for _ in range(20):
        for tie in found:
            depth[tie.model] = max(depth.get(tie.model, 0), depth.get(tie.owner, 0) + 1)
        if all(depth[tie.model] > depth[tie.owner] for tie in found):
            return depth
    raise ValueError("tables belong to each other in a circle")


def belonging_to(root: type[Model], ids: Iterable[UUID]) -> Ids:
    """Model → ids of all rows below these, the root's own among them, owners first."""
    gathered: Ids = {root: set(ids)}
    for tie in ties(root):
        owned = Q(**{f"{tie.column}__in": gathered.get(tie.owner, set())})
        rows = tie.model._default_manager.filter(owned)
        gathered.setdefault(tie.model, set()).update(rows.values_list("pk", flat=True))
    return gathered


ROOTS: tuple[type[Model], ...] = (Person, ListRow)
