"""Needs (诉求): asked, taken, promised, met, confirmed. An urgent medical one rings at once and is never refused."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from yanpan.base.events.queries import current_event
from yanpan.base.gate import Actor, operation, under
from yanpan.base.notices.operations import Call, keep_calls, make_calls
from yanpan.base.places.queries import visible_unit
from yanpan.base.vault.masks import check_written_out
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import Sealer
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import Need, NeedStep, VerificationTask
from yanpan.streams.verification.operations.homes import offices_above
from yanpan.streams.verification.rules.homes import MET_WITHIN, TAKEN_WITHIN, Step, need_problems

URGENT, URGENT_LATE, LATE = "urgent_medical", "urgent_medical_untaken", "needs_late"
OPEN = Q(met_at=None, withdrawn_at=None)
UNTAKEN = OPEN & Q(urgent=True, taken_at=None)


@operation("verification.ask_need", subject="unit_key", records=("task_id", "kind", "urgent"))
def ask_need(
    actor: Actor,
    *,
    unit_key: str,
    kind: str,
    now: datetime,
    urgent: bool = False,
    what: str = "",
    task_id: UUID | None = None,
) -> Need:
    """Somebody asks for something; whoever it is and however they stand (HC-18). Without a task: a person on no list.

    An urgent medical need puts the township and the duty desks on the call list in the same moment. Asked twice
    within ten minutes for one person it is one need. Raises Refused('need_incomplete', problems=…).
    """
    unit = visible_unit(actor, unit_key)
    if task_id is not None and not _known(actor, task_id):
        raise Missing("task")
    if problems := need_problems(kind, urgent=urgent):
        raise Refused("need_incomplete", problems=",".join(one.value for one in problems))
    check_written_out(what)
    before = _just_asked(task_id, kind, urgent, now)
    if before is not None:
        return before
    need = Need.objects.create(
        id=fresh_id(now),
        event_id=current_event().id,
        unit_id=unit.id,
        task_id=task_id,
        kind=kind,
        urgent=urgent,
        asked_at=now,
        promised_till=now + MET_WITHIN,
    )
    need.what = Sealer(Need, now).seal("what", need.id, what[:500])
    need.save(update_fields=["what"])
    _step(actor, need, Step.ASKED, now)
    if urgent:
        make_calls(_urgent_calls(URGENT, [need]), now=now)
    return need


def _known(actor: Actor, task_id: UUID) -> bool:
    """In the actor's own hands, or at home there; whatever the task's standing."""
    mine = under("custody__path", actor) | under("monitorings__unit__path", actor)
    return VerificationTask.objects.filter(mine, id=task_id).exists()


def _just_asked(task_id: UUID | None, kind: str, urgent: bool, now: datetime) -> Need | None:
    """The same button pressed twice."""
    if task_id is None:
        return None
    same = Need.objects.filter(OPEN, task_id=task_id, kind=kind, urgent=urgent)
    return same.filter(asked_at__gt=now - TAKEN_WITHIN).first()


def _step(actor: Actor, need: Need, step: Step, now: datetime, note: str = "") -> None:
    check_written_out(note)
    step_id = fresh_id(now)
    NeedStep.objects.create(
        id=step_id,
        need=need,
        number=need.version,
        step=step.value,
        note=Sealer(NeedStep, now).seal("note", step_id, note[:500]),
        at=now,
        by=actor.name,
    )


def _urgent_calls(matter: str, needs: Iterable[Need]) -> list[Call]:
    """For every office above these needs: how many urgent ones nobody has taken."""
    paths = [need.unit.path for need in needs]
    untaken = list(Need.objects.filter(UNTAKEN).values_list("unit__path", "asked_at"))
    offices = {office.pk: office for path in sorted(set(paths)) for office in offices_above(path)}
    calls = []
    for office in offices.values():
        asked = [at for path, at in untaken if path.startswith(office.path)]
        due = min(asked, default=None)
        calls.append(
            Call(office.pk, matter, {"people": len(asked)}, "contact", due + TAKEN_WITHIN if due else None)
        )
    return calls


@operation("verification.take_need", subject="need_id", records=("version",))
def take_need(actor: Actor, *, need_id: UUID, version: int, now: datetime) -> Need:
    """Somebody is on it. The calls about an urgent one leave the list when no other is untaken."""
    need = _open(actor, need_id, version)
    if need.taken_at is None:
        need.taken_at = now
        _saved(actor, need, Step.TAKEN, now, "taken_at")
    _settle_urgent(now)
    return need


def _settle_urgent(now: datetime) -> None:
    """The list says how many urgent needs are untaken; an office without one is rung no more."""
    untaken = list(Need.objects.filter(UNTAKEN).select_related("unit"))
    late = [need for need in untaken if need.rang_again_at is not None]
    for matter, needs in ((URGENT, untaken), (URGENT_LATE, late)):
        keep_calls(_urgent_calls(matter, needs), matter=matter, under_path="", now=now)


def _saved(actor: Actor, need: Need, step: Step, now: datetime, *fields: str, note: str = "") -> None:
    need.version += 1
    need.save(update_fields=[*fields, "version"])
    _step(actor, need, step, now, note)


@operation("verification.promise_need", subject="need_id", records=("version", "till"))
def promise_need(actor: Actor, *, need_id: UUID, version: int, till: datetime, now: datetime) -> Need:
    """By when it is promised: at most 24 hours after it was asked. Raises Refused('promised_too_late', latest=…)."""
    need = _open(actor, need_id, version)
    latest = need.asked_at + MET_WITHIN
    if not now <= till <= latest:
        raise Refused("promised_too_late", latest=latest)
    need.promised_till, need.taken_at = till, need.taken_at or now
    _saved(actor, need, Step.PROMISED, now, "promised_till", "taken_at")
    _settle_urgent(now)
    return need


@operation("verification.meet_need", subject="need_id", records=("version",))
def meet_need(actor: Actor, *, need_id: UUID, version: int, now: datetime, note: str = "") -> Need:
    """Brought, done, fetched. Whoever asked says whether it is so."""
    need = _open(actor, need_id, version)
    need.met_at, need.met_by, need.taken_at = now, actor.name, need.taken_at or now
    _saved(actor, need, Step.MET, now, "met_at", "met_by", "taken_at", note=note)
    _settle_urgent(now)
    return need


@operation("verification.confirm_need", subject="need_id", records=("version", "met"))
def confirm_need(actor: Actor, *, need_id: UUID, version: int, met: bool, now: datetime) -> Need:
    """What the asker says: met, or not met, and it is open again with its old clock.

    Raises Refused('need_is_not_met_yet'), Refused('another_confirms'): who reported it met only takes it back.
    """
    need = _locked(actor, need_id, version)
    if need.met_at is None:
        raise Refused("need_is_not_met_yet")
    if met and need.met_by == actor.name:
        raise Refused("another_confirms")
    if met:
        need.confirmed_at = now
        _saved(actor, need, Step.CONFIRMED, now, "confirmed_at")
        return need
    need.met_at, need.met_by, need.confirmed_at, need.taken_at = None, "", None, None
    need.reopened += 1
    _saved(actor, need, Step.NOT_MET, now, "met_at", "met_by", "confirmed_at", "taken_at", "reopened")
    _settle_urgent(now)
    return need


@operation("verification.withdraw_need", subject="need_id", records=("version", "reason"), words=("reason",))
def withdraw_need(actor: Actor, *, need_id: UUID, version: int, reason: str, now: datetime) -> Need:
    """Entered by mistake, or not needed any more: it counts no more, and stays with its reason."""
    need = _open(actor, need_id, version)
    if not reason.strip():
        raise Refused("reason_needed")
    need.withdrawn_at = now
    _saved(actor, need, Step.WITHDRAWN, now, "withdrawn_at", note=reason)
    _settle_urgent(now)
    return need


def _open(actor: Actor, need_id: UUID, version: int) -> Need:
    need = _locked(actor, need_id, version)
    if need.met_at is not None:
        raise Stale("need_is_met")
    return need


def _locked(actor: Actor, need_id: UUID, version: int) -> Need:
    need = (
        Need.objects.select_for_update(of=("self",))
        .select_related("unit")
        .filter(under("unit__path", actor), id=need_id)
        .first()
    )
    if need is None:
        raise Missing("need")
    if need.version != version or need.withdrawn_at is not None:
        raise Stale("need_changed", version=need.version)
    return need


@operation("verification.ring_about_needs")
def ring_about_needs(actor: Actor, *, now: datetime) -> int:
    """Urgent needs nobody took within ten minutes ring again, graver; needs past 24 hours ring their unit."""
    mine = under("unit__path", actor)
    late = list(untaken_needs(now).filter(mine).select_related("unit"))
    Need.objects.filter(id__in=[need.id for need in late]).update(rang_again_at=now)
    rung = make_calls(_urgent_calls(URGENT_LATE, late), now=now) if late else 0
    counted = Counter(late_needs(now).filter(mine).values_list("unit", flat=True))
    calls = [Call(unit_id, LATE, {"people": count}) for unit_id, count in sorted(counted.items())]
    return rung + keep_calls(calls, matter=LATE, under_path=actor.home, now=now)


def untaken_needs(now: datetime) -> QuerySet[Need]:
    """Urgent, and nobody took them within ten minutes; not rung about again yet."""
    return Need.objects.filter(UNTAKEN, rang_again_at=None, asked_at__lte=now - TAKEN_WITHIN)


def late_needs(now: datetime) -> QuerySet[Need]:
    """Open past 24 hours, or past what was promised."""
    return Need.objects.filter(OPEN & (Q(asked_at__lte=now - MET_WITHIN) | Q(promised_till__lt=now)))
