"""People at home, what they need and call backs, made as answers make them; for the tests."""

from datetime import timedelta
from typing import Any

from tests.world import NOW, actor_with, make_people_sought, unit, villages_of
from yanpan.base.gate import OPERATIONS, QUERIES, Actor
from yanpan.streams.verification.models import HomeMonitoring, SpotCheck, VerificationTask
from yanpan.streams.verification.operations import record_outcome
from yanpan.streams.verification.operations.spot_checks import draw_spot_checks
from yanpan.streams.verification.tests.lists import desk

DECIDED: dict[str, Any] = {"deciding_body": "召陵区指挥部", "document_number": "召疫指〔2021〕9号"}


def answered(
    task: VerificationTask, measure: str = "cleared", *, where: str = "here", minutes: int = 0
) -> VerificationTask:
    """One answer of the task's own village, on the version it has now."""
    task.refresh_from_db()
    decided: dict[str, Any] = DECIDED if measure in ("monitoring", "at_home", "at_site") else {}
    return record_outcome(
        desk(task.custody.key),
        task_id=task.id,
        version=task.version,
        where=where,
        contact="met" if where == "here" else "",
        measure=measure if where == "here" else "",
        now=NOW + timedelta(minutes=minutes),
        **decided,
    )


def at_home(count: int = 1, *, at: str, measure: str = "at_home") -> list[HomeMonitoring]:
    """So many people whose village reported them at home at 15:40 on 5 August."""
    tasks = [answered(task, measure) for task in make_people_sought(count, at=at)]
    return list(HomeMonitoring.objects.filter(task__in=tasks).order_by("id"))


def keeper(*rights: str) -> Actor:
    """The keeper of the city, with everything a test asks of it."""
    return actor_with(*(rights or (*OPERATIONS, *QUERIES)))


def closed_rows(count: int, *, county: str, villages: int = 3) -> list[VerificationTask]:
    """Rows cleared at 15:40 by villages of different townships of a county."""
    places = {village.parent_id: village for village in villages_of(county)}
    found = []
    for number, village in enumerate(list(places.values())[:villages]):
        share = count // villages + (number < count % villages)
        found += [answered(task) for task in make_people_sought(share, at=village.key)] if share else []
    return found


def drawn_checks(count: int, *, county: str) -> list[SpotCheck]:
    """So many closed rows of a county and the draw of the night at 22:05."""
    closed_rows(count, county=county)
    draw_spot_checks(keeper(), now=NOW + timedelta(hours=6, minutes=25))
    return list(SpotCheck.objects.filter(draw__unit=unit(county)).order_by("id"))
