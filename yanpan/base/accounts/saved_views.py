"""Saved views of tables: filters and hidden columns under a name, one person's own or shared with the unit.

A view holds codes only: a filter that could hold a name or a number is refused, never kept (RIGHTS).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from yanpan.base.accounts.models import SavedView
from yanpan.base.gate import Actor, operation, query
from yanpan.base.places.models import Unit
from yanpan.base.vault.masks import carries_identifier, check_written_out
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Missing, Refused

MOST_VIEWS = 50
MOST_HIDDEN = 60
LONGEST_NAME = 40
_CODE = re.compile(r"[A-Za-z0-9_.:-]{0,40}")


@dataclass(frozen=True, slots=True)
class ViewOfTable:
    """hidden: keys of columns; is_own: may be renamed, made the first, deleted."""

    id: UUID
    page: str
    name: str
    filters: Mapping[str, str]
    hidden: tuple[str, ...]
    shared: bool
    is_default: bool
    is_own: bool


@operation("accounts.save_view", subject="page", words=("name",))
def save_view(
    actor: Actor,
    *,
    page: str,
    name: str,
    filters: Mapping[str, str],
    hidden: Sequence[str],
    shared: bool,
    now: datetime,
) -> SavedView:
    """page: name of the list's address. The same name again replaces what was saved under it.

    Refused('view_needs_a_name'), Refused('filter_is_no_code', filter=…), Refused('too_many_views').
    """
    unit = Unit.objects.filter(path=actor.home).first()
    if unit is None:
        raise Missing("unit")
    codes = [*filters.items(), *(("columns", one) for one in hidden)]
    for key, value in codes:
        if not _CODE.fullmatch(key) or not _CODE.fullmatch(value) or carries_identifier(value):
            raise Refused("filter_is_no_code", filter=key[:40])
    mine = SavedView.objects.filter(made_by=actor.name, unit=unit)
    others = mine.exclude(page=page[:60], name=_named(name))
    if others.count() >= MOST_VIEWS or len(hidden) > MOST_HIDDEN:
        raise Refused("too_many_views", most=MOST_VIEWS)
    kept = {"filters": dict(filters), "hidden": sorted(hidden), "shared": shared, "made_at": now}
    made, _fresh = SavedView.objects.update_or_create(
        made_by=actor.name,
        unit=unit,
        page=page[:60],
        name=_named(name),
        defaults=kept,
        create_defaults={"id": fresh_id(now), **kept},
    )
    return made


def _named(name: str) -> str:
    check_written_out(name)
    named = name.strip()[:LONGEST_NAME]
    if not named:
        raise Refused("view_needs_a_name")
    return named


@operation("accounts.change_view", subject="view_id", words=("name",))
def change_view(actor: Actor, *, view_id: UUID, name: str, is_default: bool, now: datetime) -> SavedView:
    """Another name; or the view the page opens with, in place of the one before. Missing: another's."""
    view = _own(actor, view_id)
    view.name, view.is_default = _named(name), is_default
    if is_default:
        others = SavedView.objects.filter(made_by=actor.name, unit_id=view.unit_id, page=view.page)
        others.update(is_default=False)
    view.save(update_fields=["name", "is_default"])
    return view


@operation("accounts.drop_view", subject="view_id")
def drop_view(actor: Actor, *, view_id: UUID, now: datetime) -> None:
    """Missing: another's."""
    _own(actor, view_id).delete()


def _own(actor: Actor, view_id: UUID) -> SavedView:
    mine = SavedView.objects.select_for_update().filter(made_by=actor.name, unit__path__in=actor.units)
    view = mine.filter(id=view_id).first()
    if view is None:
        raise Missing("view")
    return view


@query("accounts.list_views", personal=False)
def list_views(actor: Actor, *, page: str, now: datetime) -> list[ViewOfTable]:
    """The actor's own, then those the unit shares."""
    return views_of(actor, Q(page=page))


def one_view(actor: Actor, view_id: UUID) -> ViewOfTable:
    """Missing: neither the actor's own nor shared with its unit."""
    found = views_of(actor, Q(id=view_id))
    if not found:
        raise Missing("view")
    return found[0]


def views_of(actor: Actor, wanted: Q) -> list[ViewOfTable]:
    mine = Q(made_by=actor.name) | Q(shared=True)
    found = SavedView.objects.filter(wanted, mine, unit__path__in=actor.units).order_by("name", "id")
    views = [
        ViewOfTable(
            one.id,
            one.page,
            one.name,
            one.filters,
            tuple(one.hidden),
            one.shared,
            one.is_default and one.made_by == actor.name,
            one.made_by == actor.name,
        )
        for one in found
    ]
    return sorted(views, key=lambda one: not one.is_own)
