"""Seeking somebody again: after a spot check, a receipt, or the police. Its answers stay in their chain."""

from datetime import datetime

from yanpan.base.gate import Actor
from yanpan.base.policy.rules import pack_named
from yanpan.base.tasks.handovers import FindPerson, WriteToOtherCity
from yanpan.base.tasks.sending import call_back
from yanpan.base.vault.randomness import fresh_id
from yanpan.streams.verification.models import Outcome, VerificationTask
from yanpan.streams.verification.rules.outcomes import NOTHING_ANSWERED


def reopen(
    task: VerificationTask, *, why: str, by: str, now: datetime, find_by: datetime | None = None
) -> Outcome:
    """The task is in hand again where it is answered for, with nothing answered; saved, version raised.

    task: locked by the caller; why: a code of at most ten signs, kept as the way of one line that says nothing
    of the person; find_by: else the pack's clock of its class from now. It lives as long as a task
    that begins now (HC-19).
    """
    for name, nothing in NOTHING_ANSWERED.items():
        setattr(task, name, nothing)
    task.standing = "in_hand"
    pack = pack_named(task.pack)
    task.find_by = find_by or pack.find_by(task.urgency, now)
    task.lapses_at, task.extensions = pack.dies_at(now), 0
    task.version += 1
    task.save()
    for request in (FindPerson.REQUEST, WriteToOtherCity.REQUEST):
        call_back(Actor(name=by), request, [task.id], now=now)
    return Outcome.objects.create(
        id=fresh_id(now), task=task, where="", at=now, by=by[:120], unit_id=task.custody_id, way=why
    )
