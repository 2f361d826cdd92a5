"""What this room does when a finding changes hands."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from yanpan.base.tasks.handovers import FixFinding, Receiver, receive
from yanpan.streams.supervision.models import Finding, OrderLine
from yanpan.streams.supervision.operations.sheet_steps import acknowledge_complete, sheets_of
from yanpan.streams.supervision.rules.findings import State


def taken_over(subjects: Sequence[UUID], unit_id: int, now: datetime) -> None:
    """已签收: the owner answers for these from now on; a sheet all of which is signed for is acknowledged."""
    Finding.objects.filter(id__in=subjects, state=State.ORDERED).update(state=State.ACKNOWLEDGED.value)
    acknowledge_complete(sheets_of(subjects), now)


def given_back(subjects: Sequence[UUID], unit_id: int, now: datetime) -> None:
    """Refused or recalled: the headquarters gives it to the right unit, by another sheet."""
    Finding.objects.filter(id__in=subjects, state=State.ORDERED).update(state=State.REFUSED.value)
    sheets = sheets_of(subjects)
    OrderLine.objects.filter(finding__in=subjects, ended_at=None).update(ended_at=now)
    acknowledge_complete(sheets, now)


receive(Receiver(FixFinding.REQUEST, acknowledged=taken_over, returned=given_back))
