"""操作规程: issued for a unit and all below it, changed by a version beside the last, read and briefed by the units."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from yanpan.base.documents.attachments import CleanFile, keep_attachment
from yanpan.base.documents.models import Briefing, Procedure, ProcedureVersion
from yanpan.base.gate import Actor, operation, under
from yanpan.base.notices.operations import Call, make_calls, settle_call
from yanpan.base.notices.subjects import seen_subject
from yanpan.base.places.models import Unit
from yanpan.base.policy.lines import line_of
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Missing, Refused, Stale

MATTER = "procedure"
LONGEST = 20_000
_WORDS = ("text", "problem")


@dataclass(frozen=True, slots=True)
class _Said:
    """What a version says, why, and what came with it."""

    text: str
    from_on: date
    problem: str
    problem_kind: str
    problem_about: UUID | None
    file: CleanFile | None


@operation("documents.issue_procedure", records=("line", "from_on", "problem_kind"), words=("title", *_WORDS))
def issue_procedure(
    actor: Actor,
    *,
    line: str,
    title: str,
    text: str,
    from_on: date,
    problem: str,
    now: datetime,
    problem_kind: str = "",
    problem_about: UUID | None = None,
    file: CleanFile | None = None,
) -> Procedure:
    """A new procedure of the own unit, with its first version.

    Refused('procedure_incomplete', problems=…) says all; unknown_line; Missing: a problem the actor does not see.
    """
    said = _Said(text, from_on, problem, problem_kind, problem_about, file)
    _check(said, now, title=title)
    if line:
        line_of(line)
    procedure = Procedure.objects.create(
        id=fresh_id(now),
        unit=Unit.objects.get(path=actor.home),
        line=line,
        title=title.strip()[:120],
        made_at=now,
    )
    _add_version(actor, procedure, 1, said, now)
    return procedure


@operation(
    "documents.change_procedure",
    subject="procedure_id",
    records=("from_on", "problem_kind"),
    words=_WORDS,
)
def change_procedure(
    actor: Actor,
    *,
    procedure_id: UUID,
    text: str,
    from_on: date,
    problem: str,
    now: datetime,
    problem_kind: str = "",
    problem_about: UUID | None = None,
    file: CleanFile | None = None,
    number: int = 0,
) -> ProcedureVersion:
    """The next version, from a day on; earlier ones stay. number: of the version that was read, 0 = unsaid.

    Refused: procedure_incomplete, nothing_changed. Stale: somebody changed or ended it meanwhile.
    """
    procedure = _own(actor, procedure_id)
    last = procedure.versions.order_by("-number")[0]
    if number not in (0, last.number):
        raise Stale("procedure_moved_on")
    said = _Said(text, from_on, problem, problem_kind, problem_about, file)
    _check(said, now, not_before=last.from_on)
    if text.strip() == last.text and file is None:
        raise Refused("nothing_changed")
    return _add_version(actor, procedure, last.number + 1, said, now)


def _check(said: _Said, now: datetime, *, title: str = "-", not_before: date = date.min) -> None:
    """Everything that is missing or wrong, at once."""
    wrong = {
        "title_needed": not title.strip(),
        "text_needed": not said.text.strip(),
        "text_too_long": len(said.text) > LONGEST,
        "problem_needed": not said.problem.strip(),
        "from_on_is_past": said.from_on < now.astimezone(CITY_TIME).date(),
        "from_on_before_the_last": said.from_on < not_before,
    }
    if problems := [code for code, is_so in wrong.items() if is_so]:
        raise Refused("procedure_incomplete", problems=",".join(problems))


def _add_version(
    actor: Actor, procedure: Procedure, number: int, said: _Said, now: datetime
) -> ProcedureVersion:
    named = bool(said.problem_kind and said.problem_about)
    if said.problem_kind and said.problem_about:
        seen_subject(actor, said.problem_kind, said.problem_about)
    kept = keep_attachment(procedure.unit_id, said.file, by=actor.name, now=now) if said.file else None
    return ProcedureVersion.objects.create(
        id=fresh_id(now),
        procedure=procedure,
        number=number,
        text=said.text.strip(),
        from_on=said.from_on,
        problem=said.problem.strip()[:300],
        problem_kind=said.problem_kind if named else "",
        problem_about=said.problem_about if named else None,
        file=kept,
        issued_at=now,
        issued_by=actor.name,
    )


@operation("documents.end_procedure", subject="procedure_id", records=("reason",), words=("reason",))
def end_procedure(actor: Actor, *, procedure_id: UUID, reason: str, now: datetime) -> Procedure:
    """It is no longer followed; what it said stays to be read. Stale if it ended already."""
    if not reason.strip():
        raise Refused("reason_needed")
    procedure = _own(actor, procedure_id)
    procedure.ended_at, procedure.ended_by, procedure.ended_reason = now, actor.name, reason.strip()[:200]
    procedure.save(update_fields=["ended_at", "ended_by", "ended_reason"])
    return procedure


@operation("documents.mark_briefed", subject="version_id", records=("on", "people"))
def mark_briefed(actor: Actor, *, version_id: UUID, on: date, people: int, now: datetime) -> Briefing:
    """已读并培训: the own unit has read a version, and so many people were briefed on that day.

    Refused: briefed_in_the_future, briefed_before_issue, nobody_was_briefed. Stale: said before.
    """
    version = ProcedureVersion.objects.filter(id=version_id, procedure__in=seen_procedures(actor)).first()
    if version is None:
        raise Missing("procedure")
    if on > now.astimezone(CITY_TIME).date():
        raise Refused("briefed_in_the_future")
    if on < version.issued_at.astimezone(CITY_TIME).date():
        raise Refused("briefed_before_issue")
    if not 0 < people < 100_000:
        raise Refused("nobody_was_briefed")
    unit = Unit.objects.get(path=actor.home)
    briefed = Briefing.objects.create(
        id=fresh_id(now), version=version, unit=unit, on=on, people=people, at=now, by=actor.name
    )
    if not _owed_by(unit):
        settle_call(unit.pk, MATTER, now=now)
    return briefed


def _owed_by(unit: Unit) -> int:
    """Procedures in force whose newest version the unit has still to say it was briefed on."""
    above = Procedure.objects.filter(unit=unit.parent, ended_at=None).select_related("unit")
    owed = [one for one in above if unit in owing_units(one)]
    newest = [one.versions.order_by("-number")[0].pk for one in owed]
    return len(newest) - Briefing.objects.filter(unit=unit, version__in=newest).count()


@operation("documents.call_unbriefed", subject="procedure_id")
def call_unbriefed(actor: Actor, *, procedure_id: UUID, now: datetime) -> int:
    """Put the units that have not said so of the newest version on the call list. Returns how many are new."""
    procedure = _own(actor, procedure_id)
    last = procedure.versions.order_by("-number")[0]
    told = set(last.briefings.values_list("unit_id", flat=True))
    late = [unit for unit in owing_units(procedure) if unit.pk not in told]
    return make_calls([Call(unit.pk, MATTER, {"procedures": _owed_by(unit)}) for unit in late], now=now)


def _own(actor: Actor, procedure_id: UUID) -> Procedure:
    """A procedure of exactly the own unit, still in force. Missing, Stale."""
    found = Procedure.objects.select_for_update(of=("self",)).select_related("unit")
    procedure = found.filter(unit__path=actor.home, id=procedure_id).first()
    if procedure is None:
        raise Missing("procedure")
    if procedure.ended_at:
        raise Stale("procedure_moved_on")
    return procedure


def seen_procedures(actor: Actor) -> QuerySet[Procedure]:
    """Those of the own units, of all above them, and of all below."""
    above = {path[: end + 1] for path in actor.units for end, sign in enumerate(path) if sign == "/"}
    return Procedure.objects.filter(under("unit__path", actor) | Q(unit__path__in=above))


def owing_units(procedure: Procedure) -> list[Unit]:
    """Who must say that its people were briefed: the units directly below; of task forces those of the line."""
    below = Unit.objects.filter(parent=procedure.unit_id).order_by("order", "id")
    if not procedure.line:
        return list(below)
    forces = {f"force-{name}" for name in line_of(procedure.line).forces}
    return [unit for unit in below if unit.kind != "force" or unit.key in forces]
