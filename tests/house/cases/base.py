"""Places, events, people, hand-overs, notices, indicators, jobs."""

from datetime import date

from django.db.models import QuerySet

from tests.house.case import Arguments, Elsewhere, case
from tests.world import (
    CITY,
    COUNTY,
    NOW,
    OTHER_COUNTY,
    TOWNSHIP,
    actor_with,
    make_event,
    make_people_sought,
    make_residents,
    send,
    unit,
    villages_of,
)
from yanpan.base.audit.append import append
from yanpan.base.audit.sealing import seal_all
from yanpan.base.indicators.operations import confirm_figures, fix_cut_off
from yanpan.base.jobs.models import Job
from yanpan.base.notices.models import Notice
from yanpan.base.notices.operations import Call, make_calls
from yanpan.base.places.models import Answering, GeoUnit, Unit
from yanpan.base.places.operations import Duty
from yanpan.base.tasks.models import Handover
from yanpan.base.tasks.operations import refuse_handovers
from yanpan.base.vault.randomness import fresh_id

ON = date(2021, 8, 5)
OTHER_FORCE = "force-tracing"


@case("places.load_city", at=CITY, elsewhere=Elsewhere.FREE, why="before it there is no unit")
def _load_city(count: int) -> Arguments:
    Unit.objects.update(parent=None)
    GeoUnit.objects.update(parent=None)
    tables: tuple[QuerySet[Answering] | QuerySet[Unit] | QuerySet[GeoUnit], ...] = (
        Answering.objects.all(),
        Unit.objects.all(),
        GeoUnit.objects.all(),
    )
    for table in tables:
        table.delete()
    return {"code": CITY}


@case("places.name_duty")
def _name_duty(count: int) -> Arguments:
    return {"unit_key": COUNTY, "leader": "演练员甲", "deputy": "", "phone": "0395-0000000"}


@case("places.name_duties", grows=True)
def _name_duties(count: int) -> Arguments:
    villages = villages_of(COUNTY)[:count]
    return {"duties": [Duty(village.key, "演练员甲", "", "0395-0000000") for village in villages]}


@case("places.move_township", at=CITY)
def _move_township(count: int) -> Arguments:
    return {"unit_key": TOWNSHIP, "to_unit_key": "411171", "on": ON}


@case("events.open_event", at=CITY)
def _open_event(count: int) -> Arguments:
    return {"name": "演练疫情", "disease": "covid19", "document": "演指〔2021〕1号", "drill": True}


@case("events.change_pack", at=CITY)
def _change_pack(count: int) -> Arguments:
    return {"event_id": make_event().id, "pack_id": "covid19-9"}


@case("events.close_event", at=CITY)
def _close_event(count: int) -> Arguments:
    return {"event_id": make_event().id, "document": "演指〔2021〕9号"}


@case("people.load_register", at=CITY, grows=True)
def _load_register(count: int) -> Arguments:
    make_residents(1)  # the month's key is there already
    blank = dict.fromkeys(("sex", "birth_date", "id_number", "phone", "address"), "")
    village = villages_of(COUNTY)[0].key
    residents = [{**blank, "name": f"居民{one}", "village_code": village} for one in range(count)]
    return {"register_id": None, "authority": "演指〔2021〕2号", "residents": residents}


@case("people.destroy_register", at=CITY, grows=True)
def _destroy_register(count: int) -> Arguments:
    return {"register_id": make_residents(count)[0].register_id, "document": "演指〔2021〕9号"}


def _sent_to_county(count: int) -> list[Handover]:
    return send(make_people_sought(count, at=CITY, target=TOWNSHIP), to=COUNTY)


def _ids(handovers: list[Handover]) -> Arguments:
    return {"handover_ids": [one.id for one in handovers]}


@case("tasks.acknowledge_handovers", grows=True)
def _acknowledge_handovers(count: int) -> Arguments:
    return _ids(_sent_to_county(count))


@case("tasks.acknowledge_by_telephone", grows=True)
def _acknowledge_by_telephone(count: int) -> Arguments:
    sent = send(make_people_sought(count, at=COUNTY, target=TOWNSHIP), to=TOWNSHIP)
    return {**_ids(sent), "told_by": "演练值班人"}


@case("tasks.refuse_handovers", grows=True)
def _refuse_handovers(count: int) -> Arguments:
    return {**_ids(_sent_to_county(count)), "reason": "不是本区村", "right_unit_key": OTHER_COUNTY}


@case("tasks.recall_handovers", grows=True)
def _recall_handovers(count: int) -> Arguments:
    return _ids(send(make_people_sought(count, at=COUNTY, target=TOWNSHIP), to=TOWNSHIP))


def _late(count: int) -> None:
    sent = _sent_to_county(count)
    Handover.objects.filter(id__in=[one.id for one in sent]).update(acknowledge_by=NOW.replace(hour=0))


@case("tasks.escalate_late", elsewhere=Elsewhere.NOTHING, grows=True)
def _escalate_late(count: int) -> Arguments:
    _late(count)
    return {}


@case("tasks.list_waiting", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_waiting(count: int) -> Arguments:
    make_event()
    for village in villages_of(COUNTY)[:count]:
        send(make_people_sought(1, at=CITY, target=village.key), to=village.key)
    return {}


@case("tasks.list_waiting_ids", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_waiting_ids(count: int) -> Arguments:
    _sent_to_county(count)
    return {"unit_key": COUNTY}


@case("tasks.list_sent", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_sent(count: int) -> Arguments:
    make_event()
    for village in villages_of(COUNTY)[:count]:
        send(make_people_sought(1, at=COUNTY, target=village.key), to=village.key)
    return {}


@case("tasks.list_refused", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_refused(count: int) -> Arguments:
    make_event()
    for village in villages_of(COUNTY)[:count]:
        sent = send(make_people_sought(1, at=COUNTY, target=village.key), to=village.key)
        refusing = actor_with("tasks.refuse_handovers", unit_key=village.key)
        refuse_handovers(
            refusing, handover_ids=[sent[0].id], reason="不是本村", right_unit_key=OTHER_COUNTY, now=NOW
        )
    return {}


@case("tasks.count_handovers", grows=True)
def _count_handovers(count: int) -> Arguments:
    sent = _sent_to_county(count)
    return {"event_id": sent[0].event_id, "under_path": unit(COUNTY).path}


def _calls(count: int) -> None:
    villages = villages_of(COUNTY)[:count]
    make_calls([Call(village.id, "verification_late", {"people": 1}) for village in villages], now=NOW)


@case("notices.list_calls", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_calls(count: int) -> Arguments:
    _calls(count)
    return {}


@case("notices.answer_call")
def _answer_call(count: int) -> Arguments:
    _calls(1)
    return {"notice_id": Notice.objects.get().id, "answer": "reached"}


@case("indicators.confirm_figures")
def _confirm_figures(count: int) -> Arguments:
    return {"event_id": make_event().id, "unit_key": COUNTY, "name": "17:30", "on": ON}


@case("indicators.fix_cut_off", grows=True)
def _fix_cut_off(count: int) -> Arguments:
    tasks = make_people_sought(count, at=COUNTY)
    return {"event_id": tasks[0].event_id, "unit_key": COUNTY, "name": "17:30", "on": ON, "reason": ""}


@case("indicators.list_cut_offs", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_cut_offs(count: int) -> Arguments:
    event, fixing = make_event(), actor_with("indicators.fix_cut_off")
    for one in range(count):
        fix_cut_off(fixing, event_id=event.id, unit_key=COUNTY, name=f"{one}:00", on=ON, reason="", now=NOW)
    return {"event_id": event.id}


@case("indicators.get_cut_off")
def _get_cut_off(count: int) -> Arguments:
    fixing = actor_with("indicators.fix_cut_off")
    fixed = fix_cut_off(
        fixing, event_id=make_event().id, unit_key=COUNTY, name="17:30", on=ON, reason="", now=NOW
    )
    return {"cut_off_id": fixed.id}


@case("indicators.list_confirmations", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_confirmations(count: int) -> Arguments:
    event, confirming = make_event(), actor_with("indicators.confirm_figures")
    for village in villages_of(COUNTY)[:count]:
        confirm_figures(confirming, event_id=event.id, unit_key=village.key, name="17:30", on=ON, now=NOW)
    return {"event_id": event.id, "name": "17:30", "on": ON}


def _jobs(count: int) -> list[Job]:
    return Job.objects.bulk_create(
        Job(id=fresh_id(NOW), work="verification.take_in", unit_path=unit(COUNTY).path, made_at=NOW)
        for _ in range(count)
    )


@case("jobs.list_jobs", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_jobs(count: int) -> Arguments:
    _jobs(count)
    return {}


@case("jobs.get_job")
def _get_job(count: int) -> Arguments:
    return {"job_id": _jobs(1)[0].id}


@case("jobs.retry_job")
def _retry_job(count: int) -> Arguments:
    job = _jobs(1)[0]
    Job.objects.filter(id=job.id).update(state="failed", problem="OSError")
    return {"job_id": job.id}


@case("jobs.cancel_job")
def _cancel_job(count: int) -> Arguments:
    return {"job_id": _jobs(1)[0].id}


OF_AUDIT = "the audit is read as a whole, by the audit administrator of the city"


def _lines(count: int) -> None:
    for _ in range(count):
        append(at=NOW, actor="somebody", role="", unit="", verb="drill.act")


@case("gate.list_audit_lines", at=CITY, elsewhere=Elsewhere.FREE, why=OF_AUDIT, grows=True)
def _list_audit_lines(count: int) -> Arguments:
    _lines(count)
    return {}


@case("gate.verify_audit", at=CITY, elsewhere=Elsewhere.FREE, why=OF_AUDIT, grows=True)
def _verify_audit(count: int) -> Arguments:
    _lines(count)
    seal_all(NOW)
    return {}
