"""三查: closed rows called back by another unit."""

from datetime import timedelta

from tests.house.case import Arguments, Elsewhere, case
from tests.world import COUNTY, NOW, TOWNSHIP, make_event, make_people_sought, unit, villages_of
from yanpan.base.vault.randomness import fresh_id
from yanpan.streams.verification.models import Outcome, SpotCheck, SpotDraw, SpotFinding, VerificationTask

YESTERDAY = NOW - timedelta(days=1)


def closed(count: int) -> list[Outcome]:
    """So many rows a village cleared yesterday in one minute."""
    tasks = make_people_sought(count, at=villages_of(TOWNSHIP)[0].key)
    here = unit(villages_of(TOWNSHIP)[0].key)
    VerificationTask.objects.filter(id__in=[task.id for task in tasks]).update(
        standing="verified",
        where="here",
        contact="met",
        measure="cleared",
        answered_at=YESTERDAY,
        answered_by="x",
        answering_unit=here,
    )
    tasks[0].event.opened_at = YESTERDAY - timedelta(days=1)
    tasks[0].event.save()
    return Outcome.objects.bulk_create(
        Outcome(
            id=fresh_id(YESTERDAY),
            task=task,
            where="here",
            contact="met",
            measure="cleared",
            at=YESTERDAY,
            by="x",
            unit=here,
        )
        for task in tasks
    )


def checks(count: int) -> list[SpotCheck]:
    """So many call backs given to another township of the county."""
    answers = closed(count)
    draw = SpotDraw.objects.create(
        id=fresh_id(NOW),
        event_id=answers[0].task.event_id,
        unit=unit(COUNTY),
        on=YESTERDAY.date(),
        nightly=True,
        seed="seed",
        closed_rows=count,
        drawn_rows=count,
        drawn_at=YESTERDAY,
        drawn_by="keeper",
    )
    return SpotCheck.objects.bulk_create(
        SpotCheck(
            id=fresh_id(NOW),
            draw=draw,
            task=one.task,
            outcome=one,
            closed_by=one.unit,
            checker=unit(COUNTY),
            due_by=NOW - timedelta(hours=1),
        )
        for one in answers
    )


def findings(count: int) -> list[SpotFinding]:
    return SpotFinding.objects.bulk_create(
        SpotFinding(
            id=fresh_id(NOW),
            check_made=one,
            unit=one.closed_by,
            against=["where"],
            found_at=YESTERDAY,
            answer_by=NOW - timedelta(minutes=1),
        )
        for one in checks(count)
    )


@case(
    "verification.draw_spot_checks", elsewhere=Elsewhere.FREE, why="each draws its own counties", grows=True
)
def _draw_spot_checks(count: int) -> Arguments:
    closed(count)
    return {}


@case("verification.draw_for_unit", grows=True)
def _draw_for_unit(count: int) -> Arguments:
    closed(count)
    return {"unit_key": villages_of(TOWNSHIP)[0].key, "at_most": 50, "reason": "三分钟销号八条"}


@case("verification.draw_person")
def _draw_person(count: int) -> Arguments:
    return {"task_id": closed(1)[0].task_id, "reason": "来电反映无人上门"}


@case("verification.record_spot_check")
def _record_spot_check(count: int) -> Arguments:
    return {"check_id": checks(1)[0].id, "version": 1, "where": "outside", "asked": False}


@case("verification.try_spot_check")
def _try_spot_check(count: int) -> Arguments:
    return {"check_id": checks(1)[0].id, "version": 1}


@case("verification.hand_spot_check")
def _hand_spot_check(count: int) -> Arguments:
    other = unit(COUNTY).children.filter(kind="township").exclude(key=TOWNSHIP)[0]
    return {"check_id": checks(1)[0].id, "version": 1, "to_unit_key": other.key}


@case("verification.ring_about_spot_checks", elsewhere=Elsewhere.NOTHING, grows=True)
def _ring_about_spot_checks(count: int) -> Arguments:
    checks(count)
    return {}


@case("verification.explain_spot_finding")
def _explain_spot_finding(count: int) -> Arguments:
    return {"finding_id": findings(1)[0].id, "version": 1, "explanation": "只打了电话"}


@case("verification.close_spot_finding")
def _close_spot_finding(count: int) -> Arguments:
    return {"finding_id": findings(1)[0].id, "version": 1, "closing": "stands", "reason": "未入户"}


@case("verification.list_spot_checks", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_spot_checks(count: int) -> Arguments:
    return {"event_id": checks(count)[0].draw.event_id, "wanted": "", "page": 1}


@case("verification.get_spot_check")
def _get_spot_check(count: int) -> Arguments:
    return {"check_id": checks(1)[0].id}


@case("verification.list_spot_findings", grows=True)
def _list_spot_findings(count: int) -> Arguments:
    found = findings(count)
    return {
        "event_id": found[0].check_made.draw.event_id,
        "unit_path": unit(COUNTY).path,
        "only_open": True,
        "page": 1,
    }


@case("verification.list_spot_rates", grows=True)
def _list_spot_rates(count: int) -> Arguments:
    checks(count)
    SpotCheck.objects.update(verdict="agrees", checked_at=YESTERDAY)
    return {"event_id": SpotDraw.objects.get().event_id, "unit_key": COUNTY}


@case("verification.list_fast_closings", grows=True)
def _list_fast_closings(count: int) -> Arguments:
    closed(count)
    return {"event_id": make_event().id, "unit_path": unit(COUNTY).path}
