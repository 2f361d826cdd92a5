"""三查 on the ground: attempts, what is entered later, chains, rosters."""

from tests.house.case import Arguments, case
from tests.world import COUNTY, NOW, make_people_sought, unit, villages_of
from yanpan.base.vault.randomness import fresh_id, fresh_short_code
from yanpan.streams.verification.models import Attempt, Roster, RosterLine, VerificationTask
from yanpan.streams.verification.operations import AnswerLine, Given


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


@case("verification.match_chain", grows=True)
def _match_chain(count: int) -> Arguments:
    village, _ = at_village(count)
    text = "\n".join(f"{one + 1}. 演练{one} 在家 无异常" for one in range(count))
    return {"unit_key": village, "text": text}


@case("verification.confirm_chain", grows=True)
def _confirm_chain(count: int) -> Arguments:
    village, tasks = at_village(count)
    return {"unit_key": village, "lines": lines_for(tasks), "told_by": "村支书"}


def lines_for(tasks: list[VerificationTask]) -> list[AnswerLine]:
    """Everybody met and cleared."""
    given = Given(where="here", contact="met", measure="cleared")
    return [AnswerLine(number, task.id, 1, given) for number, task in enumerate(tasks, start=1)]


@case("verification.print_roster", grows=True)
def _print_roster(count: int) -> Arguments:
    village, _ = at_village(count)
    return {"unit_key": village}


def _roster(count: int, *, returned: bool) -> Roster:
    village, tasks = at_village(count)
    roster = Roster.objects.create(
        id=fresh_id(NOW),
        mark=fresh_short_code(),
        event=tasks[0].event,
        unit=unit(village),
        printed_at=NOW,
        printed_by="x",
        person_count=count,
        returned_at=NOW if returned else None,
        returned_by="李会计" if returned else "",
    )
    RosterLine.objects.bulk_create(
        RosterLine(id=fresh_id(NOW), roster=roster, number=number, task=task)
        for number, task in enumerate(tasks, start=1)
    )
    return roster


@case("verification.note_roster_returned")
def _note_roster_returned(count: int) -> Arguments:
    return {"roster_id": _roster(1, returned=False).id, "returned_by": "李会计"}


@case("verification.enter_roster", grows=True)
def _enter_roster(count: int) -> Arguments:
    roster = _roster(count, returned=True)
    return {"roster_id": roster.id, "lines": lines_for([one.task for one in roster.lines.order_by("number")])}


@case("verification.list_rosters", grows=True)
def _list_rosters(count: int) -> Arguments:
    first = _roster(1, returned=False)
    for _ in range(count - 1):
        first.pk, first.mark = fresh_id(NOW), fresh_short_code()
        first.save(force_insert=True)
    return {"unit_path": unit(COUNTY).path}


@case("verification.find_roster")
def _find_roster(count: int) -> Arguments:
    return {"mark": _roster(1, returned=False).mark}


@case("verification.get_roster", grows=True)
def _get_roster(count: int) -> Arguments:
    return {"roster_id": _roster(count, returned=False).id}
