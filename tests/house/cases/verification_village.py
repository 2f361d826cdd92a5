"""三查 on the ground: attempts, what is entered later, chains, rosters."""

from tests.house.case import Arguments, case
from tests.world import COUNTY, NOW, make_people_sought, unit, villages_of
from yanpan.base.vault.randomness import fresh_id
from yanpan.streams.verification.models import Attempt, VerificationTask


def at_village(count: int) -> tuple[str, list[VerificationTask]]:
    """So many people in hand at the first village of the county."""
    village = villages_of(COUNTY)[0].key
    return village, make_people_sought(count, at=village)


def _met(measure: str) -> VerificationTask:
    """Somebody met today, with a measure the county decided by word of mouth."""
    _, [task] = at_village(1)
    task.where, task.contact, task.measure, task.deciding_body = "here", "met", measure, "县区指挥部"
    task.standing, task.answered_at = "verified", NOW
    task.save()
    return task


@case("verification.note_attempt")
def _note_attempt(count: int) -> Arguments:
    _, [task] = at_village(1)
    return {"task_id": task.id, "kind": "visit"}


@case("verification.withdraw_attempt")
def _withdraw_attempt(count: int) -> Arguments:
    _, [task] = at_village(1)
    here = unit(task.custody.key)
    tried = Attempt.objects.create(
        id=fresh_id(NOW), task=task, at=NOW, by="x", unit=here, kind="call", result="off"
    )
    return {"attempt_id": tried.id}


@case("verification.add_document_number")
def _add_document_number(count: int) -> Arguments:
    return {"task_id": _met("at_home").id, "version": 1, "document_number": "演指〔2021〕9号"}


@case("verification.add_test_result")
def _add_test_result(count: int) -> Arguments:
    return {"task_id": _met("cleared").id, "version": 1, "test_result": "negative", "test_at": NOW}


@case("verification.get_answer")
def _get_answer(count: int) -> Arguments:
    return {"task_id": _met("at_home").id}
