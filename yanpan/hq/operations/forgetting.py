"""What people said at the duty desk goes when its time is over: hours, units and numbers stay."""

from datetime import datetime

from django.db.models import Model, Q, QuerySet

from yanpan.base.documents.attachments import destroy_attachments
from yanpan.base.gate import Actor, operation, under
from yanpan.base.policy.retention import retention_rule
from yanpan.base.vault.rotation import sealed_columns
from yanpan.hq.models import DutyEntry, DutyTurn, IncomingPaper, RapidReport, RapidUpdate

RULE = "duty_log"


@operation("hq.forget_duty_texts")
def forget_duty_texts(actor: Actor, *, now: datetime) -> int:
    """Empty every sealed text of the duty desk that is due, and destroy the scans. Returns how many rows."""
    scans = [paper.scan_id for paper in scans_due(now).filter(under("unit__path", actor)) if paper.scan_id]
    destroyed = destroy_attachments(scans, now=now)
    return destroyed + sum(_emptied(rows.filter(_of(rows.model, actor))) for rows in texts_due(now))


def _of(model: type[Model], actor: Actor) -> Q:
    return under("report__unit__path" if model is RapidUpdate else "unit__path", actor)


def _emptied(rows: QuerySet[Model]) -> int:
    return rows.update(**dict.fromkeys(sealed_columns(rows.model), b""))


def texts_due(now: datetime) -> list[QuerySet[Model]]:
    """Rows with a text still in them: of events closed so long ago, and turns ended so long ago."""
    before = now - retention_rule(RULE).keep
    over = [
        DutyEntry.objects.filter(event__closed_at__lte=before),
        RapidReport.objects.filter(event__closed_at__lte=before),
        RapidUpdate.objects.filter(report__event__closed_at__lte=before),
        DutyTurn.objects.filter(ends_at__lte=before),
    ]
    return [rows.filter(_holds_text(rows.model)) for rows in over]


def _holds_text(model: type[Model]) -> Q:
    held = Q(pk__in=[])
    for column in sealed_columns(model):
        held |= ~Q(**{column: b""})
    return held


def scans_due(now: datetime) -> QuerySet[IncomingPaper]:
    before = now - retention_rule(RULE).keep
    return IncomingPaper.objects.filter(event__closed_at__lte=before, scan__gone_at=None, scan__isnull=False)
