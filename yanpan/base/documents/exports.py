"""Exports under rule (P8): called inside operations and queries of the rooms, never alone."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Max, QuerySet

from yanpan.base.documents.models import Export
from yanpan.base.policy.retention import retention_rule
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import Sealer, open_bytes
from yanpan.kernel.errors import Refused, Stale

MOST_A_DAY = 10
SHORTEST_REASON = 15
# A closed list: what is not on it is no reason to carry people's data out of the house.
PURPOSES = ("ground_check", "reconcile", "inspection", "handing_on")


def ask_for_export(
    unit_id: int,
    view: str,
    filters: Mapping[str, str],
    *,
    purpose: str,
    reason: str,
    by: str,
    now: datetime,
) -> Export:
    """Nothing leaves yet. Refused('export_incomplete', problems=…) says all; ('too_many_exports') above ten a day."""
    problems = [] if purpose in PURPOSES else ["unknown_purpose"]
    if len(reason.strip()) < SHORTEST_REASON:
        problems.append("reason_too_short")
    if problems:
        raise Refused("export_incomplete", problems=",".join(problems))
    today = now.astimezone(CITY_TIME).replace(hour=0, minute=0, second=0, microsecond=0)
    if Export.objects.filter(asked_by=by, asked_at__gte=today).count() >= MOST_A_DAY:
        raise Refused("too_many_exports", most=MOST_A_DAY)
    last = Export.objects.aggregate(last=Max("number"))["last"] or 0
    return Export.objects.create(
        id=fresh_id(now),
        number=last + 1,
        unit_id=unit_id,
        view=view,
        filters=dict(filters),
        purpose=purpose,
        reason=reason.strip()[:200],
        asked_by=by,
        asked_at=now,
    )


def decide_export(export: Export, *, approved: bool, by: str, now: datetime) -> Export:
    """Another person lets it go out, for 72 hours, or not."""
    if export.state != "asked":
        raise Stale("export_moved_on", state=export.state)
    if export.asked_by == by:
        raise Refused("who_asks_does_not_approve")
    export.state = "approved" if approved else "refused"
    export.decided_by, export.decided_at = by, now
    export.ends_at = now + retention_rule("exports").keep if approved else None
    export.save(update_fields=["state", "decided_by", "decided_at", "ends_at"])
    return export


def keep_file(export: Export, content: bytes, row_count: int, *, now: datetime) -> None:
    """Seal what was made; every later download is the same bytes."""
    export.content = Sealer(Export, now).seal_bytes("content", export.id, content)
    export.row_count, export.made_at = row_count, now
    export.save(update_fields=["content", "row_count", "made_at"])


def open_file(export: Export, *, now: datetime) -> bytes:
    """The file, counted as a download. Stale('export_is_gone') past its end."""
    if export.state != "approved" or export.ends_at is None or export.ends_at <= now:
        raise Stale("export_is_gone" if export.state in ("approved", "gone") else "export_not_approved")
    Export.objects.filter(id=export.id).update(downloads=F("downloads") + 1)
    return open_bytes(Export._meta.db_table, "content", export.id, export.content)


def ended_exports(now: datetime) -> QuerySet[Export]:
    """Those whose file goes now; one nobody decided for three days goes too."""
    stale = Export.objects.filter(state="asked", asked_at__lte=now - timedelta(hours=72))
    return Export.objects.filter(state="approved", ends_at__lte=now) | stale


def destroy_ended(ids: list[UUID], *, now: datetime) -> int:
    """The file goes; number, reason, who and how often stay."""
    return Export.objects.filter(id__in=ids).update(content=b"", state="gone", gone_at=now)
