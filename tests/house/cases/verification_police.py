"""三查: clocks that ring, the police queue, the end of a search, whose somebody is."""

from datetime import timedelta

from tests.house.case import Arguments, Elsewhere, case
from tests.world import (
    CITY,
    COUNTY,
    NOW,
    TOWNSHIP,
    make_list,
    make_people_sought,
    send,
    unit,
    villages_of,
)
from yanpan.base.tasks.models import Handover
from yanpan.base.vault.randomness import fresh_id
from yanpan.streams.verification.models import Attempt, ListBatch, PoliceSearch, VerificationTask

DAY = timedelta(hours=24)


def _village() -> str:
    return villages_of(COUNTY)[0].key


def _late_handovers(count: int) -> None:
    for village in villages_of(COUNTY)[:count]:
        send(make_people_sought(1, at=COUNTY, target=village.key), to=village.key)
    Handover.objects.update(acknowledge_by=NOW - DAY, escalated_at=NOW - DAY / 2, escalations=2)


@case("verification.call_the_escalated", at=CITY, grows=True)
def _call_the_escalated(count: int) -> Arguments:
    _late_handovers(count)
    return {}


@case("verification.check_replies", at=CITY, grows=True)
def _check_replies(count: int) -> Arguments:
    for village in villages_of(COUNTY)[:count]:
        make_list(1, at=village.key)
    ListBatch.objects.update(unit=unit(CITY), reply_due_at=NOW)
    return {}


@case("verification.lapse_tasks", at=CITY, elsewhere=Elsewhere.NOTHING, grows=True)
def _lapse_tasks(count: int) -> Arguments:
    make_people_sought(count, at=COUNTY)
    VerificationTask.objects.update(lapses_at=NOW)
    return {}


@case("verification.extend_search", grows=True)
def _extend_search(count: int) -> Arguments:
    tasks = make_people_sought(count, at=COUNTY)
    return {"task_ids": [one.id for one in tasks], "reason": "密接判定复核中"}


@case("verification.list_ending_searches", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_ending_searches(count: int) -> Arguments:
    tasks = make_people_sought(count, at=COUNTY)
    VerificationTask.objects.update(lapses_at=NOW + timedelta(hours=1))
    return {"event_id": tasks[0].event_id}


def _tried_in_vain(count: int) -> list[VerificationTask]:
    """Three calls at different hours and a visit for each."""
    tasks = make_people_sought(count, at=_village())
    VerificationTask.objects.update(contact="not_reached")
    hours = (("call", 7), ("call", 5), ("visit", 4), ("call", 2))
    Attempt.objects.bulk_create(
        Attempt(
            id=fresh_id(NOW),
            task=task,
            at=NOW - timedelta(hours=ago),
            by="worker",
            unit=task.custody,
            kind=kind,
            result="off",
        )
        for task in tasks
        for kind, ago in hours
    )
    return tasks


def _asked(count: int) -> list[PoliceSearch]:
    return PoliceSearch.objects.bulk_create(
        PoliceSearch(id=fresh_id(NOW), task=task, unit=unit(COUNTY), asked_at=NOW - DAY, asked_by="liaison")
        for task in _tried_in_vain(count)
    )


@case("verification.ask_police", grows=True)
def _ask_police(count: int) -> Arguments:
    return {"task_ids": [one.id for one in _tried_in_vain(count)]}


@case("verification.list_unreached", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_unreached(count: int) -> Arguments:
    return {"event_id": _tried_in_vain(count)[0].event_id, "page": 1}


@case("verification.list_police_searches", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_police_searches(count: int) -> Arguments:
    return {"event_id": _asked(count)[0].task.event_id}


@case("verification.list_police_queue", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_police_queue(count: int) -> Arguments:
    _asked(count)
    return {}


@case("verification.open_police_row")
def _open_police_row(count: int) -> Arguments:
    return {"search_id": _asked(1)[0].id}


@case("verification.return_place")
def _return_place(count: int) -> Arguments:
    return {"search_id": _asked(1)[0].id, "found": False, "place": ""}


@case("verification.withdraw_search")
def _withdraw_search(count: int) -> Arguments:
    return {"search_id": _asked(1)[0].id}


@case("verification.tend_police_queue", at=CITY, grows=True)
def _tend_police_queue(count: int) -> Arguments:
    _asked(count)
    PoliceSearch.objects.update(asked_at=NOW - 2 * DAY)
    return {}


@case("verification.propose_right_units", grows=True)
def _propose_right_units(count: int) -> Arguments:
    sent = send(make_people_sought(count, at=COUNTY), to=TOWNSHIP)
    return {"unit_key": TOWNSHIP, "handover_ids": [one.id for one in sent]}


@case("verification.count_to_hand_down", grows=True)
def _count_to_hand_down(count: int) -> Arguments:
    batches = [make_list(1, at=COUNTY) for _ in range(count)]
    VerificationTask.objects.update(target=unit(TOWNSHIP))
    return {"event_id": batches[0].event_id, "unit_key": COUNTY}
