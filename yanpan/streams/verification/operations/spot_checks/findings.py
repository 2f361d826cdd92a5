"""What a call back contradicts: whose it is, what the unit says of it, and closed by somebody else."""

from datetime import datetime
from uuid import UUID

from yanpan.base.gate import Actor, operation, under
from yanpan.base.notices.operations import Call, make_calls
from yanpan.base.places.queries import get_unit
from yanpan.base.vault.masks import check_written_out
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import Sealer
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import SpotCheck, SpotFinding, VerificationTask
from yanpan.streams.verification.operations.answers import reopen
from yanpan.streams.verification.operations.homes import follow_homes
from yanpan.streams.verification.queries.living import living_ids
from yanpan.streams.verification.rules import SUPERVISION
from yanpan.streams.verification.rules.spot_checks import ANSWERED_WITHIN, Closing

CONTRADICTED = "closure_contradicted"


def find(actor: Actor, check: SpotCheck, against: list[str], now: datetime) -> None:
    """A finding for the unit that closed; the person in hand again; a call to its leader, a line to supervision."""
    SpotFinding.objects.create(
        id=fresh_id(now),
        check_made=check,
        unit_id=check.closed_by_id,
        against=against,
        found_at=now,
        answer_by=now + ANSWERED_WITHIN,
    )
    task = (
        VerificationTask.objects.select_for_update(of=("self",))
        .select_related("custody")
        .get(id=living_ids([check.task_id])[check.task_id])
    )
    if task.answered_at == check.outcome.at:
        reopen(task, why="spot_check", by=actor.name, now=now)
        follow_homes([task], by=actor.name, now=now)
    open_ones = SpotFinding.objects.filter(closed_at=None)
    own = open_ones.filter(unit_id=check.closed_by_id).count()
    make_calls(
        [
            Call(check.closed_by_id, CONTRADICTED, {"people": own}, due_at=now + ANSWERED_WITHIN),
            Call(get_unit(SUPERVISION).id, CONTRADICTED, {"people": open_ones.count()}),
        ],
        now=now,
    )


@operation(
    "verification.explain_spot_finding",
    subject="finding_id",
    records=("version",),
    words=("explanation",),
)
def explain_spot_finding(
    actor: Actor, *, finding_id: UUID, version: int, explanation: str, now: datetime
) -> SpotFinding:
    """The unit's own answer: what happened, what was done. Kept sealed."""
    finding = _finding(actor, finding_id, version)
    if not explanation.strip():
        raise Refused("explanation_needed")
    check_written_out(explanation)
    finding.answer = Sealer(SpotFinding, now).seal("answer", finding.id, explanation[:500])
    finding.answered_at, finding.answered_by = now, actor.name
    finding.version += 1
    finding.save(update_fields=["answer", "answered_at", "answered_by", "version"])
    return finding


def _finding(actor: Actor, finding_id: UUID, version: int) -> SpotFinding:
    finding = (
        SpotFinding.objects.select_for_update(of=("self",))
        .select_related("unit")
        .filter(under("unit__path", actor), id=finding_id)
        .first()
    )
    if finding is None:
        raise Missing("finding")
    if finding.closed_at is not None or finding.version != version:
        raise Stale("finding_changed", version=finding.version)
    return finding


@operation(
    "verification.close_spot_finding",
    subject="finding_id",
    records=("version", "closing", "reason"),
    words=("reason",),
)
def close_spot_finding(
    actor: Actor, *, finding_id: UUID, version: int, closing: str, reason: str, now: datetime
) -> SpotFinding:
    """Close a finding of another: it stands, or it was unfounded and counts no more.

    Raises Refused('own_finding'), Refused('finding_waits_for_its_unit') before the unit's hour has passed,
    Refused('reason_needed'), Stale.
    """
    finding = _finding(actor, finding_id, version)
    if closing not in set(Closing):
        raise Refused("unknown_closing", closing=closing)
    if not reason.strip():
        raise Refused("reason_needed")
    if actor.home == finding.unit.path or actor.name == finding.answered_by:
        raise Refused("own_finding")
    if finding.answered_at is None and now < finding.answer_by:
        raise Refused("finding_waits_for_its_unit")
    finding.closing, finding.closing_reason = closing, reason[:200]
    finding.closed_at, finding.closed_by = now, actor.name
    finding.version += 1
    finding.save(update_fields=["closing", "closing_reason", "closed_at", "closed_by", "version"])
    return finding
