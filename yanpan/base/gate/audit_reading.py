"""The audit administrator's view: newest lines, and whether the chain holds. No other role reads here.

But for one question: who did some act of the headquarters for the first time, and when.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Min

from yanpan.base.audit.models import AuditLine, Block, PendingLine
from yanpan.base.audit.verification import Verdict, verify
from yanpan.base.gate.actor import Actor
from yanpan.base.gate.doors import query

LINES_PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class AuditLineView:
    id: int
    at: datetime
    actor: str
    role: str
    unit: str
    verb: str
    subject: str
    details: dict[str, Any]
    sealed: bool


@query("gate.list_audit_lines", personal=False)
def list_audit_lines(
    actor: Actor, *, now: datetime, verb: str = "", acted_by: str = "", before: int | None = None
) -> list[AuditLineView]:
    """100 lines, the newest first; `before` = the last id already seen. Ids and counts, no personal data."""
    lines = AuditLine.objects.order_by("-id")
    if verb:
        lines = lines.filter(verb=verb)
    if acted_by:
        lines = lines.filter(actor=acted_by)
    if before is not None:
        lines = lines.filter(id__lt=before)
    shown = list(lines[:LINES_PER_PAGE])
    pending = set(PendingLine.objects.filter(line__in=shown).values_list("line_id", flat=True))
    return [_view(line, sealed=line.id not in pending) for line in shown]


def _view(line: AuditLine, *, sealed: bool) -> AuditLineView:
    return AuditLineView(
        line.id, line.at, line.actor, line.role, line.unit, line.verb, line.subject, line.details, sealed
    )


@query("gate.verify_audit", personal=False)
def verify_audit(actor: Actor, *, now: datetime) -> Verdict:
    """Recompute every line and block; names the block and line of what does not agree."""
    return verify()


@dataclass(frozen=True, slots=True)
class FirstAct:
    verb: str
    at: datetime
    actor: str


@query("gate.list_first_acts", personal=False)
def list_first_acts(actor: Actor, *, verbs: tuple[str, ...], now: datetime) -> list[FirstAct]:
    """The first line of each of these verbs, for the progress of setting up: hour and hand, not what was done."""
    first = AuditLine.objects.filter(verb__in=verbs).values("verb").annotate(first=Min("id"))
    lines = AuditLine.objects.filter(id__in=[one["first"] for one in first]).order_by("id")
    return [FirstAct(line.verb, line.at, line.actor) for line in lines]


@dataclass(frozen=True, slots=True)
class SealerHealth:
    """lag_seconds: age of the oldest line that no block holds, on the headquarters' clock."""

    blocks: int
    lag_seconds: float


def sealer_health(now: datetime) -> SealerHealth:
    """For the health page: figures without content, so without a gate."""
    oldest = PendingLine.objects.order_by("line_id").values_list("line__at", flat=True).first()
    last = Block.objects.order_by("-number").values_list("number", flat=True).first()
    return SealerHealth(last or 0, max(0.0, (now - oldest).total_seconds()) if oldest else 0.0)
