"""操作规程, read: what is in force, what changed and why, who was briefed and who was not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, Q, prefetch_related_objects

from yanpan.base.documents.attachments import CleanFile, open_attachment
from yanpan.base.documents.differences import difference
from yanpan.base.documents.models import Briefing, Procedure, ProcedureVersion
from yanpan.base.documents.procedures import owing_units, seen_procedures
from yanpan.base.gate import Actor, query
from yanpan.base.notices.subjects import SUBJECTS
from yanpan.base.policy.rules import CITY_TIME
from yanpan.kernel.errors import Missing

MOST = 200


@dataclass(frozen=True, slots=True)
class ProcedureLine:
    """One procedure in a list. number: of the version in force, 0 = none yet; newest: of the last one issued;
    own: issued by the reader's unit; briefed_here: the reader's unit has said so of the newest."""

    id: UUID
    title: str
    line: str
    unit: str
    number: int
    newest: int
    from_on: date
    ended_at: datetime | None
    ended_reason: str
    own: bool
    briefed_here: bool


@dataclass(frozen=True, slots=True)
class VersionView:
    """problem_url: url_name of the page of the thing it answers, '' where the reader may not open it."""

    id: UUID
    number: int
    text: str
    from_on: date
    problem: str
    problem_url: str
    problem_about: UUID | None
    has_file: bool
    issued_at: datetime
    issued_by: str


@dataclass(frozen=True, slots=True)
class BriefingView:
    unit: str
    on: date
    people: int
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ProcedurePage:
    """shown: the version that is read; changes: against the one before it; briefings, missing: of the shown one."""

    line: ProcedureLine
    shown: VersionView
    versions: tuple[VersionView, ...]
    changes: tuple[tuple[str, str], ...]
    briefings: tuple[BriefingView, ...]
    missing: tuple[str, ...]
    briefed_by_me: bool


@query("documents.list_procedures", personal=False)
def list_procedures(actor: Actor, *, now: datetime, text: str = "") -> list[ProcedureLine]:
    """Procedures of the own units, of those above and below; those in force first. text: of the title."""
    briefings = Briefing.objects.filter(unit__path__in=actor.units).select_related("unit")
    versions = ProcedureVersion.objects.prefetch_related(Prefetch("briefings", queryset=briefings))
    found = seen_procedures(actor).filter(Q(title__icontains=text)).select_related("unit")
    listed = found.prefetch_related(Prefetch("versions", queryset=versions.defer("text")))
    lines = [_line(one, actor, now) for one in listed.order_by("-made_at", "id")[:MOST]]
    return sorted(lines, key=lambda one: one.ended_at is not None)


@query("documents.get_procedure", subject="procedure_id", personal=False)
def get_procedure(actor: Actor, *, procedure_id: UUID, now: datetime, number: int = 0) -> ProcedurePage:
    """One procedure with its versions; number: the one to read, 0 = the newest. Missing elsewhere."""
    procedure = seen_procedures(actor).filter(id=procedure_id).select_related("unit").first()
    if procedure is None:
        raise Missing("procedure")
    prefetch_related_objects([procedure], "versions__briefings__unit")
    versions = _newest_first(procedure.versions.all())
    shown = next((one for one in versions if number in (0, one.number)), None)
    if shown is None:
        raise Missing("procedure")
    before = next((one for one in versions if one.number == shown.number - 1), None)
    briefed = {one.unit_id for one in shown.briefings.all()}
    return ProcedurePage(
        _line(procedure, actor, now),
        _version(shown, actor),
        tuple(_version(one, actor) for one in versions),
        tuple(difference(before.text, shown.text)) if before else (),
        tuple(_briefing(one) for one in sorted(shown.briefings.all(), key=lambda one: one.at)),
        tuple(unit.name for unit in owing_units(procedure) if unit.pk not in briefed),
        any(one.by == actor.name for one in shown.briefings.all()),
    )


@query("documents.open_procedure_file", subject="version_id", personal=False)
def open_procedure_file(actor: Actor, *, version_id: UUID, now: datetime) -> CleanFile:
    """What came with a version; Missing: elsewhere, or it has none."""
    found = ProcedureVersion.objects.filter(id=version_id, procedure__in=seen_procedures(actor)).first()
    if found is None or found.file_id is None:
        raise Missing("file")
    return open_attachment(found.file_id)


def _newest_first(versions: Iterable[ProcedureVersion]) -> list[ProcedureVersion]:
    return sorted(versions, key=lambda one: -one.number)


def _line(procedure: Procedure, actor: Actor, now: datetime) -> ProcedureLine:
    versions = _newest_first(procedure.versions.all())
    in_force = _in_force(versions, now.astimezone(CITY_TIME).date())
    newest = versions[0]
    return ProcedureLine(
        procedure.id,
        procedure.title,
        procedure.line,
        procedure.unit.name,
        in_force.number if in_force else 0,
        newest.number,
        (in_force or newest).from_on,
        procedure.ended_at,
        procedure.ended_reason,
        procedure.unit.path == actor.home,
        any(one.unit.path in actor.units for one in newest.briefings.all()),
    )


def _in_force(versions: Sequence[ProcedureVersion], on: date) -> ProcedureVersion | None:
    return next((one for one in versions if one.from_on <= on), None)


def _version(one: ProcedureVersion, actor: Actor) -> VersionView:
    subject = SUBJECTS.get(one.problem_kind)
    return VersionView(
        one.id,
        one.number,
        one.text,
        one.from_on,
        one.problem,
        subject.url_name if subject and actor.may(subject.right) else "",
        one.problem_about,
        one.file_id is not None,
        one.issued_at,
        one.issued_by,
    )


def _briefing(one: Briefing) -> BriefingView:
    return BriefingView(one.unit.name, one.on, one.people, one.at, one.by)
