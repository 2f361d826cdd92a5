"""Put right by the owner with evidence, looked at by another: struck off, or sent back to be done anew."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from yanpan.base.documents.attachments import CleanFile
from yanpan.base.gate import Actor, operation
from yanpan.base.places.models import Unit
from yanpan.kernel.errors import Refused
from yanpan.streams.supervision.models import Finding
from yanpan.streams.supervision.operations.steps import kept, taken_by_its_body, taken_by_its_owner
from yanpan.streams.supervision.rules.findings import IN_HAND, State, Step


@operation("supervision.start_fixing", subject="finding_id", records=("version",), words=("note",))
def start_fixing(actor: Actor, *, finding_id: UUID, version: int, note: str, now: datetime) -> Finding:
    """整改中: the owner says what it does about it. Raises Refused('fixing_measure_needed') without a word."""
    finding = taken_by_its_owner(actor, finding_id, version, *IN_HAND)
    if not note.strip():
        raise Refused("fixing_measure_needed")
    finding.state = State.IN_WORK.value
    return kept(actor, finding, Step.STARTED, now, "state", note=note)


@operation("supervision.report_fixed", subject="finding_id", records=("version",), words=("note",))
def report_fixed(
    actor: Actor,
    *,
    finding_id: UUID,
    version: int,
    note: str,
    photos: Sequence[CleanFile],
    now: datetime,
) -> Finding:
    """申请销号: it is put right, shown in words and by a photo at least.

    Raises Refused('owner_puts_it_right'), ('finding_evidence_needed'); Stale while nobody has signed for it.
    """
    finding = taken_by_its_owner(actor, finding_id, version, *IN_HAND)
    if not note.strip() or not photos:
        raise Refused("finding_evidence_needed")
    finding.state, finding.fixed_at, finding.fixed_by = State.REPORTED.value, now, actor.name
    finding.fixing_unit = Unit.objects.get(path=actor.home)
    fields = ("state", "fixed_at", "fixed_by", "fixing_unit")
    return kept(actor, finding, Step.REPORTED, now, *fields, note=note, photos=photos)


@operation("supervision.recheck_finding", subject="finding_id", records=("version", "holds"), words=("note",))
def recheck_finding(
    actor: Actor,
    *,
    finding_id: UUID,
    version: int,
    holds: bool,
    now: datetime,
    note: str = "",
    photos: Sequence[CleanFile] = (),
) -> Finding:
    """复查: by another person of another unit than who put it right. Struck off, or sent back with the reason.

    Raises Refused('another_checks_the_fixing'), Refused('reason_needed').
    """
    finding = taken_by_its_body(
        actor, finding_id, version, State.REPORTED, right="supervision.recheck_finding"
    )
    checking = Unit.objects.get(path=actor.home)
    if actor.name == finding.fixed_by or checking.id == finding.fixing_unit_id:
        raise Refused("another_checks_the_fixing")
    if not holds:
        return _sent_back(actor, finding, Step.SENT_BACK, note, now, photos)
    finding.state, finding.closed_at, finding.closed_by = State.CLOSED.value, now, actor.name
    finding.checking_unit = checking
    fields = ("state", "closed_at", "closed_by", "checking_unit")
    return kept(actor, finding, Step.CLOSED, now, *fields, note=note, photos=photos)


@operation("supervision.reopen_finding", subject="finding_id", records=("version",), words=("reason",))
def reopen_finding(actor: Actor, *, finding_id: UUID, version: int, reason: str, now: datetime) -> Finding:
    """It was struck off in error: back to its owner, with its old deadline. Raises Refused('reason_needed')."""
    finding = taken_by_its_body(actor, finding_id, version, State.CLOSED, right="supervision.reopen_finding")
    return _sent_back(actor, finding, Step.REOPENED, reason, now, ())


def _sent_back(
    actor: Actor, finding: Finding, step: Step, reason: str, now: datetime, photos: Sequence[CleanFile]
) -> Finding:
    """退回重办: who put it right and who looked stand in the steps."""
    if not reason.strip():
        raise Refused("reason_needed")
    finding.state, finding.sent_back = State.SENT_BACK.value, finding.sent_back + 1
    finding.fixed_at, finding.fixed_by, finding.fixing_unit = None, "", None
    finding.closed_at, finding.closed_by, finding.checking_unit = None, "", None
    fields = ("state", "sent_back", "fixed_at", "fixed_by", "fixing_unit")
    return kept(
        actor,
        finding,
        step,
        now,
        *fields,
        "closed_at",
        "closed_by",
        "checking_unit",
        note=reason,
        photos=photos,
    )
