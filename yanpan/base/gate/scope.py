"""Jurisdiction as a filter: the rows of a table whose unit lies in the actor's units."""

from django.db.models import Q

from yanpan.base.gate.actor import Actor


def under(column: str, actor: Actor) -> Q:
    """column: the look-up of a unit path, e.g. 'unit__path'. Nothing for an actor without units."""
    wanted = Q(pk__in=[])
    for path in actor.units:
        wanted |= Q(**{f"{column}__startswith": path})
    return wanted
