"""Reading cut-offs. Figures are internal (C1): counts of units, no persons."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import Any
from uuid import UUID

from yanpan.base.gate import Actor, query, under
from yanpan.base.indicators.models import Confirmation, CutOff
from yanpan.kernel.canonical import digest
from yanpan.kernel.errors import Missing


@dataclass(frozen=True, slots=True)
class CutOffView:
    id: UUID
    event_id: UUID
    event_name: str
    drill: bool
    unit_key: str
    unit_name: str
    unit_kind: str
    name: str
    on: date
    version: int
    fixed_at: datetime
    fixed_by: str
    reason: str
    pack: str
    figures: dict[str, Any]
    digest: str
    newest: bool

    @property
    def is_untouched(self) -> bool:
        """Whether the kept figures still have the digest they were fixed with."""
        return digest(self.figures) == self.digest


def view_cut_off(one: CutOff, *, newest: bool = True) -> CutOffView:
    return CutOffView(
        one.id,
        one.event_id,
        one.event.name,
        one.event.drill,
        one.unit.key,
        one.unit.name,
        one.unit.kind,
        one.name,
        one.on,
        one.version,
        one.fixed_at,
        one.fixed_by,
        one.reason,
        one.pack,
        one.figures,
        one.digest,
        newest,
    )


@query("indicators.list_cut_offs", personal=False)
def list_cut_offs(actor: Actor, *, event_id: UUID, now: datetime) -> list[CutOffView]:
    """The fixed figures of the actor's units, newest first; of several versions the last is `newest`."""
    found = (
        CutOff.objects.filter(under("unit__path", actor), event_id=event_id)
        .select_related("unit", "event")
        .order_by("-fixed_at", "unit__order")[:200]
    )
    seen: set[tuple[str, str, date]] = set()
    views = []
    for one in found:
        key = (one.unit.key, one.name, one.on)
        views.append(view_cut_off(one, newest=key not in seen))
        seen.add(key)
    return views


@query("indicators.get_cut_off", subject="cut_off_id", personal=False)
def get_cut_off(actor: Actor, *, cut_off_id: UUID, now: datetime) -> CutOffView:
    """One cut-off; Missing if it is elsewhere."""
    one = (
        CutOff.objects.filter(under("unit__path", actor), id=cut_off_id)
        .select_related("unit", "event")
        .first()
    )
    if one is None:
        raise Missing("cut_off")
    later = CutOff.objects.filter(
        event_id=one.event_id, unit_id=one.unit_id, name=one.name, on=one.on, version__gt=one.version
    ).exists()
    return view_cut_off(one, newest=not later)


def earlier_figures(cut_off: CutOffView, days: int) -> list[dict[str, Any]]:
    """Figures of the same cut-off on the days before, yesterday's first, as they were known when this one was fixed.

    Ends at the first day without one, so that every step of a series is a day.
    """
    return without_a_gap(figures_back(cut_off, range(1, days + 1)), days)


def without_a_gap(found: Mapping[int, dict[str, Any]], days: int) -> list[dict[str, Any]]:
    """Of figures by days back those of the last days, yesterday's first, up to the first day without."""
    return [found[back] for back in takewhile(found.__contains__, range(1, days + 1))]


def figures_back(cut_off: CutOffView, days_back: Collection[int]) -> dict[int, dict[str, Any]]:
    """How many days before → figures of the same cut-off then, as they were known when this one was fixed."""
    days = {cut_off.on - timedelta(days=back): back for back in days_back}
    found = CutOff.objects.filter(
        event_id=cut_off.event_id,
        unit__key=cut_off.unit_key,
        name=cut_off.name,
        on__in=days,
        fixed_at__lt=cut_off.fixed_at,
    )
    newest = {days[on]: one for on, _, one in found.order_by("version").values_list("on", "version", "id")}
    kept = CutOff.objects.in_bulk(list(newest.values()))
    return {back: kept[one].figures for back, one in newest.items()}


@query("indicators.list_confirmations", personal=False)
def list_confirmations(
    actor: Actor, *, event_id: UUID, name: str, on: date, now: datetime
) -> dict[str, datetime]:
    """Unit key → when it confirmed, for the actor's units."""
    found = Confirmation.objects.filter(under("unit__path", actor), event_id=event_id, name=name, on=on)
    return dict(found.values_list("unit__key", "confirmed_at"))
