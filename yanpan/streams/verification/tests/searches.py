"""People nobody reached, with what was tried, for the tests of the police queue."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from tests.world import NOW, make_people_sought, unit
from yanpan.base.vault.randomness import fresh_id
from yanpan.streams.verification.models import Attempt, PoliceSearch, VerificationTask

Tried = tuple[str, datetime]
HOUR = timedelta(hours=1)
RIPE: tuple[Tried, ...] = (
    ("call", NOW - 6 * HOUR),
    ("call", NOW - 4 * HOUR),
    ("visit", NOW - 3 * HOUR),
    ("call", NOW - 1 * HOUR),
)


def unreached(count: int = 1, *, at: str, tried: Sequence[Tried] = RIPE) -> list[VerificationTask]:
    """People in the hands of a unit whom nobody reached."""
    tasks = make_people_sought(count, at=at)
    ids = [task.id for task in tasks]
    VerificationTask.objects.filter(id__in=ids).update(contact="not_reached", obstacle="off", where="here")
    for task in tasks:
        note(task, tried)
    return list(VerificationTask.objects.filter(id__in=ids).order_by("id"))


def note(task: VerificationTask, tried: Sequence[Tried], result: str = "off") -> None:
    Attempt.objects.bulk_create(
        Attempt(
            id=fresh_id(NOW), task=task, at=at, by="worker", unit_id=task.custody_id, kind=kind, result=result
        )
        for kind, at in tried
    )


def asked(count: int = 1, *, at: str, of: str, by: str = "liaison") -> list[PoliceSearch]:
    """Searches the police were asked for, of a county."""
    return PoliceSearch.objects.bulk_create(
        PoliceSearch(id=fresh_id(NOW), task=task, unit=unit(of), asked_at=NOW, asked_by=by)
        for task in unreached(count, at=at)
    )
