"""三查: people at home and what they need."""

from datetime import timedelta

from tests.house.case import Arguments, Elsewhere, case
from tests.world import COUNTY, NOW, TOWNSHIP, actor_with, make_event, make_people_sought, unit, villages_of
from yanpan.streams.verification.models import HomeMonitoring, Need, VerificationTask
from yanpan.streams.verification.operations.homes import follow_homes
from yanpan.streams.verification.operations.needs import ask_need, meet_need

DAY = timedelta(days=1)


def at_home(count: int) -> list[HomeMonitoring]:
    """So many people a village reported at home yesterday."""
    tasks = make_people_sought(count, at=villages_of(TOWNSHIP)[0].key)
    for task in tasks:
        task.standing, task.where, task.contact, task.measure = "verified", "here", "met", "at_home"
        task.answered_at, task.answered_by, task.answering_unit = NOW - DAY, "x", task.custody
        task.save()
    follow_homes(tasks, by="x", now=NOW - DAY)
    return list(HomeMonitoring.objects.order_by("id"))


def needs(count: int, *, urgent: bool = False) -> list[Need]:
    village = villages_of(TOWNSHIP)[0].key
    actor = actor_with("verification.ask_need")
    return [
        ask_need(
            actor,
            unit_key=village,
            task_id=one.task_id,
            kind="doctor",
            urgent=urgent,
            now=NOW - timedelta(hours=1),
        )
        for one in at_home(count)
    ]


@case("verification.open_homes", elsewhere=Elsewhere.NOTHING, grows=True)
def _open_homes(count: int) -> Arguments:
    at_home(count)
    HomeMonitoring.objects.update(ends_on=(NOW - DAY).date())
    return {}


@case("verification.record_follow_up")
def _record_follow_up(count: int) -> Arguments:
    return {"monitoring_id": at_home(1)[0].id, "version": 1, "way": "phone", "symptoms": ["cough"]}


@case("verification.report_home_end")
def _report_home_end(count: int) -> Arguments:
    [one] = at_home(1)
    return {
        "monitoring_id": one.id,
        "version": 1,
        "ends_on": one.ends_on - DAY,
        "deciding_body": "召陵区指挥部",
        "document_number": "",
    }


@case("verification.lift_home")
def _lift_home(count: int) -> Arguments:
    return {"monitoring_id": at_home(1)[0].id, "version": 1, "deciding_body": "召陵区指挥部"}


@case("verification.ring_about_homes", elsewhere=Elsewhere.NOTHING, grows=True)
def _ring_about_homes(count: int) -> Arguments:
    at_home(count)
    return {"now": NOW + timedelta(hours=3)}  # 18:40


@case("verification.list_home", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_home(count: int) -> Arguments:
    at_home(count)
    return {"unit_key": villages_of(TOWNSHIP)[0].key}


@case("verification.get_home")
def _get_home(count: int) -> Arguments:
    return {"monitoring_id": at_home(1)[0].id}


@case("verification.count_homes", grows=True)
def _count_homes(count: int) -> Arguments:
    at_home(count)
    return {"event_id": VerificationTask.objects.all()[0].event_id, "unit_key": COUNTY}


@case("verification.ask_need")
def _ask_need(count: int) -> Arguments:
    make_event()
    return {"unit_key": villages_of(TOWNSHIP)[0].key, "kind": "doctor", "urgent": True}


@case("verification.take_need")
def _take_need(count: int) -> Arguments:
    return {"need_id": needs(1, urgent=True)[0].id, "version": 1}


@case("verification.promise_need")
def _promise_need(count: int) -> Arguments:
    return {"need_id": needs(1)[0].id, "version": 1, "till": NOW + timedelta(hours=2)}


@case("verification.meet_need")
def _meet_need(count: int) -> Arguments:
    return {"need_id": needs(1)[0].id, "version": 1}


@case("verification.confirm_need")
def _confirm_need(count: int) -> Arguments:
    [need] = needs(1)
    meet_need(actor_with("verification.meet_need"), need_id=need.id, version=1, now=NOW)
    return {"need_id": need.id, "version": 2, "met": True}


@case("verification.withdraw_need")
def _withdraw_need(count: int) -> Arguments:
    return {"need_id": needs(1)[0].id, "version": 1, "reason": "点错了"}


@case("verification.ring_about_needs", elsewhere=Elsewhere.NOTHING, grows=True)
def _ring_about_needs(count: int) -> Arguments:
    needs(count, urgent=True)
    return {}


@case("verification.list_needs", grows=True)
def _list_needs(count: int) -> Arguments:
    found = needs(count)
    return {"event_id": found[0].event_id, "unit_path": unit(COUNTY).path, "wanted": "", "page": 1}


@case("verification.get_need")
def _get_need(count: int) -> Arguments:
    return {"need_id": needs(1)[0].id}


@case("verification.count_urgent", elsewhere=Elsewhere.NOTHING)
def _count_urgent(count: int) -> Arguments:
    needs(1, urgent=True)
    return {}
