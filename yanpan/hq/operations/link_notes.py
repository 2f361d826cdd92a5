"""Weak links people add, and those they contest; taken back by who wrote them."""

from datetime import datetime
from uuid import UUID

from yanpan.base.gate import Actor, operation, under
from yanpan.base.indicators.queries import CutOffView, get_cut_off
from yanpan.base.places.models import Unit
from yanpan.base.vault.randomness import fresh_id
from yanpan.hq.models import LinkNote
from yanpan.hq.operations.items.chain import written
from yanpan.hq.queries.brief import links_of
from yanpan.kernel.errors import Missing, Refused, Stale


@operation("hq.add_link", subject="cut_off_id", records=("unit_key",), words=("text",))
def add_link(actor: Actor, *, cut_off_id: UUID, unit_key: str, text: str, now: datetime) -> LinkNote:
    """A weak link that people see and the figures do not. Missing for a unit outside the headquarters."""
    cut_off = get_cut_off(actor, cut_off_id=cut_off_id, now=now)
    return _keep(actor, cut_off, unit_key, "own", text, now)


@operation(
    "hq.contest_link", subject="cut_off_id", records=("unit_key", "code", "indicator"), words=("text",)
)
def contest_link(
    actor: Actor, *, cut_off_id: UUID, unit_key: str, code: str, text: str, now: datetime, indicator: str = ""
) -> LinkNote:
    """对薄弱环节提出异议: the link stays, the reason stands beside it.

    Raises Missing where the cut-off has no such link, Stale where it is contested already.
    """
    cut_off = get_cut_off(actor, cut_off_id=cut_off_id, now=now)
    there = {(one.unit, one.code, one.indicator or "") for one in links_of(cut_off)}
    if (unit_key, code, indicator) not in there:
        raise Missing("weak_link")
    return _keep(actor, cut_off, unit_key, "contested", text, now, code=code, indicator=indicator)


def _keep(
    actor: Actor, cut_off: CutOffView, unit_key: str, kind: str, text: str, now: datetime, **about: str
) -> LinkNote:
    if not text.strip():
        raise Refused("reason_needed")
    top = Unit.objects.get(key=cut_off.unit_key)
    unit = Unit.objects.filter(key=unit_key, path__startswith=top.path).first()
    if unit is None:
        raise Missing("unit")
    return LinkNote.objects.create(
        id=fresh_id(now),
        cut_off_id=cut_off.id,
        unit=unit,
        kind=kind,
        text=written(text, "text", 200),
        at=now,
        by=actor.name,
        **about,
    )


@operation("hq.withdraw_link_note", subject="note_id")
def withdraw_link_note(actor: Actor, *, note_id: UUID, now: datetime) -> LinkNote:
    """Taken back by who wrote it; it stays on record."""
    note = (
        LinkNote.objects.select_for_update().filter(under("cut_off__unit__path", actor), id=note_id).first()
    )
    if note is None or note.by != actor.name:
        raise Missing("link_note")
    if note.withdrawn_at is not None:
        raise Stale("link_note_is_withdrawn")
    note.withdrawn_at = now
    note.save(update_fields=["withdrawn_at"])
    return note
