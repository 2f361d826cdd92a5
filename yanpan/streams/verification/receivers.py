"""What this room does when custody changes."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from yanpan.base.policy.rules import pack_named
from yanpan.base.tasks.handovers import FindPerson, Receiver, WriteToOtherCity, receive
from yanpan.streams.verification.models import VerificationTask


def take_custody(subjects: Sequence[UUID], unit_id: int, now: datetime) -> None:
    """The receiver answers for these people from now on."""
    VerificationTask.objects.filter(id__in=subjects).update(custody_id=unit_id)


def keep_custody(subjects: Sequence[UUID], unit_id: int, now: datetime) -> None:
    """Refused or recalled: the sender answered all the time, so nothing moves."""


def letter_back(subjects: Sequence[UUID], unit_id: int, now: datetime) -> None:
    """Nobody writes the letter: the people are in hand again where they were, and the search lives anew."""
    home = VerificationTask.objects.filter(id__in=subjects, standing="handed_on")
    for pack in set(home.values_list("pack", flat=True)):
        home.filter(pack=pack).update(standing="in_hand", lapses_at=pack_named(pack).dies_at(now))


def letter_taken(subjects: Sequence[UUID], unit_id: int, now: datetime) -> None:
    """The task force writes the letter; the row already stands as handed on."""


receive(Receiver(FindPerson.REQUEST, acknowledged=take_custody, returned=keep_custody))
receive(Receiver(WriteToOtherCity.REQUEST, acknowledged=letter_taken, returned=letter_back))
