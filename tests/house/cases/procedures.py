"""Procedures: issued, changed, read, briefed."""

from datetime import timedelta

from tests.house.case import Arguments, Elsewhere, case
from tests.house.cases.base import ON
from tests.world import COUNTY, NOW, TOWNSHIP, actor_with, villages_of
from yanpan.base.documents.attachments import CleanFile
from yanpan.base.documents.models import Procedure, ProcedureVersion
from yanpan.base.documents.procedures import issue_procedure
from yanpan.base.gate import Actor

SAID = {"text": "一、先拨120。\n二、再报告。", "from_on": ON, "problem": "夜间发热未转诊"}


def _issued(title: str = "发热转诊", *, at: str = COUNTY, by: Actor | None = None) -> Procedure:
    issuer = by or actor_with("documents.issue_procedure", unit_key=at)
    picture = CleanFile("image/jpeg", b"\xff\xd8\xff")
    return issue_procedure(
        issuer,
        line="communities",
        title=title,
        text=str(SAID["text"]),
        from_on=ON,
        problem=str(SAID["problem"]),
        file=picture,
        now=NOW,
    )


def _version() -> ProcedureVersion:
    return ProcedureVersion.objects.get(procedure=_issued())


@case(
    "documents.issue_procedure",
    elsewhere=Elsewhere.FREE,
    why="everybody issues for the own unit and no other",
)
def _issue_procedure(count: int) -> Arguments:
    return {"line": "", "title": "发热转诊", **SAID}


@case("documents.change_procedure")
def _change_procedure(count: int) -> Arguments:
    later = {**SAID, "text": "一、先拨120。\n二、再报告县区。", "from_on": ON + timedelta(days=1)}
    return {"procedure_id": _issued().id, **later}


@case("documents.end_procedure")
def _end_procedure(count: int) -> Arguments:
    return {"procedure_id": _issued().id, "reason": "并入新的规程"}


@case("documents.call_unbriefed")
def _call_unbriefed(count: int) -> Arguments:
    return {"procedure_id": _issued().id}


@case("documents.mark_briefed", at=TOWNSHIP)
def _mark_briefed(count: int) -> Arguments:
    return {"version_id": _version().id, "on": ON, "people": 12}


@case("documents.list_procedures", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_procedures(count: int) -> Arguments:
    for one, village in enumerate(villages_of(COUNTY)[:count]):
        _issued(f"第{one}号规程", at=village.key)
    return {}


@case("documents.get_procedure")
def _get_procedure(count: int) -> Arguments:
    return {"procedure_id": _issued().id}


@case("documents.open_procedure_file")
def _open_procedure_file(count: int) -> Arguments:
    return {"version_id": _version().id}
