"""通知: what the headquarters tells many units at once, on one paper, signed for by each of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yanpan.base.documents.keeping import Draft, acknowledge, correct, draft, locked, redraft
from yanpan.base.documents.rules import NUMBERED, URGENCIES, State
from yanpan.base.events.queries import current_event
from yanpan.base.gate import Actor, operation
from yanpan.base.places.models import Unit
from yanpan.base.vault.randomness import fresh_id
from yanpan.hq.models import Circular, CircularReceiver
from yanpan.hq.operations.items.chain import written
from yanpan.hq.operations.own_unit import covered_unit, own_headquarters
from yanpan.kernel.errors import Missing, Refused, Stale

KIND = "notice"
MOST_BODY, MOST_RECEIVERS = 4000, 80


@dataclass(frozen=True, slots=True)
class NoticeText:
    """subject: 关于…的通知; body: one paragraph a line; receivers: keys of units."""

    subject: str
    body: str
    receivers: Sequence[str]
    urgency: str = ""


@operation("hq.draft_notice", subject="unit_key", records=("circular_id", "version"))
def draft_notice(
    actor: Actor,
    *,
    unit_key: str,
    said: NoticeText,
    now: datetime,
    circular_id: UUID | None = None,
    version: int = 0,
) -> Circular:
    """A new notice; with circular_id the draft is written anew, or a signed one corrected by a later number.

    Raises Refused('notice_incomplete', problems=…) with everything at once, Stale if it is not as it was seen.
    """
    unit = own_headquarters(actor, unit_key)
    receivers = _receivers(actor, unit, said)
    text = _draft(said, receivers)
    if circular_id is not None:
        return _again(actor, unit, circular_id, version, text, receivers, now)
    event = current_event()
    made = draft(unit.id, KIND, text, by=actor.name, drill=event.drill, now=now)
    circular = Circular.objects.create(id=fresh_id(now), event_id=event.id, unit=unit, document=made)
    return _to(circular, receivers, now)


@operation("hq.acknowledge_notice", subject="circular_id", records=("unit_key",))
def acknowledge_notice(actor: Actor, *, circular_id: UUID, unit_key: str, now: datetime) -> Circular:
    """签收: a unit has it. Once all have signed the paper is acknowledged. A second time changes nothing."""
    circular = Circular.objects.filter(id=circular_id).select_related("document").first()
    if circular is None:
        raise Missing("document")
    unit, document = covered_unit(actor, unit_key), locked(circular.document_id)
    if unit.path not in actor.units:  # nobody signs for those below
        raise Missing("unit")
    if not circular.receivers.filter(unit=unit).exists() or document.issued_at is None:
        raise Missing("document")
    if document.state not in (State.ISSUED, State.ACKNOWLEDGED):
        raise Stale("document_moved_on", state=document.state)
    circular.receivers.filter(unit=unit, signed_at=None).update(signed_at=now, signed_by=actor.name)
    if not circular.receivers.filter(signed_at=None).exists():
        acknowledge(document, at=now)
    return circular


def _again(
    actor: Actor,
    unit: Unit,
    circular_id: UUID,
    version: int,
    text: Draft,
    receivers: Sequence[Unit],
    now: datetime,
) -> Circular:
    circular = Circular.objects.filter(id=circular_id, unit=unit).select_related("document").first()
    if circular is None:
        raise Missing("document")
    document = locked(circular.document_id)
    if document.version != version:
        raise Stale("document_moved_on", state=document.state)
    if document.state not in NUMBERED:
        redraft(document, text, by=actor.name, now=now)
        return _to(circular, receivers, now)
    made = correct(document, text, by=actor.name, now=now)
    later = Circular.objects.create(id=fresh_id(now), event_id=circular.event_id, unit=unit, document=made)
    return _to(later, receivers, now)


def _to(circular: Circular, receivers: Sequence[Unit], now: datetime) -> Circular:
    circular.receivers.all().delete()
    CircularReceiver.objects.bulk_create(
        CircularReceiver(id=fresh_id(now), circular=circular, unit=unit) for unit in receivers
    )
    return circular


def _receivers(actor: Actor, unit: Unit, said: NoticeText) -> list[Unit]:
    """Units below the headquarters. Missing for one that lies elsewhere."""
    keys = list(dict.fromkeys(said.receivers))
    problems = [
        code
        for code, is_wrong in {
            "notice_subject_needed": not said.subject.strip(),
            "notice_body_needed": not said.body.strip(),
            "notice_receivers_needed": not keys,
            "too_many_receivers": len(keys) > MOST_RECEIVERS,
            "unknown_urgency": said.urgency not in URGENCIES,
        }.items()
        if is_wrong
    ]
    if problems:
        raise Refused("notice_incomplete", problems=",".join(problems))
    found = {
        one.key: one
        for one in Unit.objects.filter(key__in=keys, path__startswith=unit.path).exclude(id=unit.id)
    }
    if len(found) != len(keys):
        raise Missing("unit")
    return [found[key] for key in keys]


def _draft(said: NoticeText, receivers: Sequence[Unit]) -> Draft:
    subject = written(said.subject, "subject", 80)
    text = {
        "subject": subject,
        "body": written(said.body, "body", MOST_BODY),
        "receivers": [unit.name for unit in receivers],
        "receiver_keys": [unit.key for unit in receivers],
    }
    return Draft(f"关于{subject}的通知", text, said.urgency)
