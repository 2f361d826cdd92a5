"""Exports of views with persons: asked for by one, approved by another, gone after 72 hours (P8)."""

from datetime import datetime
from uuid import UUID

from django.utils import translation

from yanpan.base.documents.exports import (
    ask_for_export,
    decide_export,
    destroy_ended,
    ended_exports,
    keep_file,
    open_file,
)
from yanpan.base.documents.models import Export
from yanpan.base.events.queries import event_view
from yanpan.base.gate import Actor, operation, under
from yanpan.base.places.queries import visible_unit
from yanpan.kernel.errors import Missing, Refused
from yanpan.shell.spreadsheets.tables import MOST_ROWS
from yanpan.streams.verification.exchange.export_sheet import export_sheet
from yanpan.streams.verification.queries.exported import EXPORTED, Asked, Exported


@operation(
    "verification.ask_export",
    subject="unit_key",
    records=("view", "wanted", "of", "purpose", "reason"),
    words=("reason",),
)
def ask_export(
    actor: Actor,
    *,
    event_id: UUID,
    unit_key: str,
    wanted: str,
    of: str,
    purpose: str,
    reason: str,
    now: datetime,
    view: str = "tasks",
) -> Export:
    """Ask to take a view with persons out of the house, masked as shown, by whoever sees it. Nothing leaves yet.

    Only the view's own filters exist (HC-16): Refused('filter_not_allowed'); Refused('too_many_to_export') above 5,000.
    Missing('view').
    """
    unit, exported = visible_unit(actor, unit_key), _exported(view)
    actor.must(exported.right)
    if wanted not in exported.wanted:
        raise Refused("filter_not_allowed", filter=wanted[:20])
    if exported.count(actor, Asked(event_id, unit, wanted, of[:90], now)) > MOST_ROWS:
        raise Refused("too_many_to_export", most=MOST_ROWS)
    filters = {"event_id": str(event_id), "unit_key": unit.key, "wanted": wanted, "of": of[:90]}
    return ask_for_export(unit.id, view, filters, purpose=purpose, reason=reason, by=actor.name, now=now)


def _exported(view: str) -> Exported:
    if view not in EXPORTED:
        raise Missing("view")
    return EXPORTED[view]


@operation("verification.decide_export", subject="export_id", records=("approved",))
def decide(actor: Actor, *, export_id: UUID, approved: bool, now: datetime) -> Export:
    """Somebody else lets it go out for 72 hours, or not."""
    return decide_export(_export(actor, export_id), approved=approved, by=actor.name, now=now)


@operation("verification.download_export", subject="export_id")
def download_export(actor: Actor, *, export_id: UUID, now: datetime) -> tuple[Export, bytes]:
    """The file for whoever asked for it, and nobody else; made at the first download, the same bytes afterwards.

    Every download is a line. Missing for others; Stale('export_is_gone') after its end.
    """
    export = _export(actor, export_id)
    if export.asked_by != actor.name:
        raise Missing("export")
    if export.state == "approved" and not export.content:
        _make(actor, export, now)
    return export, open_file(export, now=now)


def _make(actor: Actor, export: Export, now: datetime) -> None:
    """As the view stands now, in the words of the office, whatever language the page is read in."""
    said, exported = export.filters, _exported(export.view)
    actor.must(exported.right)
    event = event_view(UUID(said["event_id"]))
    unit = visible_unit(actor, export.unit.key)
    rows = exported.rows(actor, Asked(event.id, unit, said["wanted"], said["of"], now))
    with translation.override("zh-hans"):
        content = export_sheet(
            exported.table,
            rows,
            number=export.number,
            by=actor.name,
            approved_by=export.decided_by,
            purpose=export.purpose,
            unit=unit.name,
            drill=event.drill,
            at=now,
        )
    keep_file(export, content, len(rows), now=now)


def _export(actor: Actor, export_id: UUID) -> Export:
    found = Export.objects.select_for_update(of=("self",)).select_related("unit")
    export = found.filter(under("unit__path", actor), id=export_id, view__in=EXPORTED).first()
    if export is None:
        raise Missing("export")
    return export


@operation("verification.destroy_exports")
def destroy_exports(actor: Actor, *, now: datetime) -> int:
    """Files whose 72 hours are over go; number, reason and downloads stay. Returns how many went."""
    due = ended_exports(now).filter(under("unit__path", actor), view__in=EXPORTED)
    return destroy_ended(list(due.values_list("id", flat=True)), now=now)
