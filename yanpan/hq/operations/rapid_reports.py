"""直报: reported by one form day and night, called back within ten minutes, passed upwards within two hours a step."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from yanpan.base.events.queries import current_event
from yanpan.base.gate import Actor, operation, under
from yanpan.base.notices.operations import Call, keep_calls, make_calls
from yanpan.base.places.models import Unit
from yanpan.base.vault.masks import check_written_out
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import Sealer
from yanpan.hq.models import DutyEntry, RapidReport, RapidStep, RapidUpdate
from yanpan.hq.operations.own_unit import covered_unit
from yanpan.hq.rules.rapid_reports import (
    MEDICAL,
    PROVINCE,
    call_back_within,
    first_holder,
    next_level,
    report_problems,
    step_due,
)
from yanpan.kernel.errors import Missing, Refused, Stale

CALL_BACK, CALL_BACK_LATE, STEP_LATE = (
    "rapid_report",
    "rapid_report_not_called_back",
    "rapid_report_not_passed_on",
)
WAYS = ("telephone", "fax", "system")
UNCALLED = Q(called_back_at=None, withdrawn_at=None, closed_at=None)
_CALLED_UNIT = ("unit_id", "unit__path", "call_back_by")
UNDER_WAY = Q(withdrawn_at=None, closed_at=None)
_LONGEST = {"place": 200, "what": 1000, "seen_by": 200, "done": 500, "needed": 500, "number": 30}


@operation(
    "hq.report_at_once",
    subject="unit_key",
    records=("kind", "by_telephone", "entry_id"),
    words=("what", "done"),
)
def report_at_once(
    actor: Actor,
    *,
    unit_key: str,
    kind: str,
    place: str,
    now: datetime,
    what: str = "",
    happened_at: datetime | None = None,
    people: int | None = None,
    seen_by: str = "",
    done: str = "",
    needed: str = "",
    number: str = "",
    told_emergency: bool = False,
    by_telephone: bool = False,
    entry_id: UUID | None = None,
) -> RapidReport:
    """What, where, when, how many, who saw it, done so far, needed. Whoever must ring back is on the call list at once.

    unit_key: where it happened, the own unit or one below. Raises Refused('report_incomplete', problems=…).
    """
    unit = covered_unit(actor, unit_key)
    happened = happened_at or now
    problems = report_problems(kind, place=place, what=what, people=people, happened_at=happened, now=now)
    if problems:
        raise Refused("report_incomplete", problems=",".join(one.value for one in problems))
    holder = Unit.objects.get(key=first_holder(unit.path, actor.units))
    report = RapidReport(
        id=fresh_id(now),
        event_id=current_event().id,
        unit=unit,
        kind=kind,
        entry=_entry(actor, entry_id),
        people=people,
        happened_at=happened,
        reported_at=now,
        reported_by=actor.name,
        by_telephone=by_telephone,
        told_emergency_at=now if told_emergency and kind == MEDICAL else None,
        call_back_by=now + call_back_within(),
        holder=holder,
        held_since=now,
        due_at=step_due(kind, holder.kind, now),
    )
    said = {
        "place": place,
        "what": what,
        "seen_by": seen_by,
        "done": done,
        "needed": needed,
        "number": number,
    }
    _seal(report, said, now)
    report.save(force_insert=True)
    # Also where that unit was reached about another report a minute ago.
    waiting = RapidReport.objects.filter(UNCALLED, unit=unit).values_list(*_CALLED_UNIT)
    make_calls(_counted(CALL_BACK, waiting), now=now)
    return report


def _entry(actor: Actor, entry_id: UUID | None) -> DutyEntry | None:
    """The line of the log it came by; Missing if it is another headquarters'."""
    if entry_id is None:
        return None
    found = DutyEntry.objects.filter(id=entry_id, unit__path__in=actor.units, struck_at=None).first()
    if found is None:
        raise Missing("entry")
    return found


def _seal(row: RapidReport | RapidUpdate, said: dict[str, str], now: datetime) -> None:
    check_written_out(*said.values())
    sealer = Sealer(type(row), now)
    for column, text in said.items():
        setattr(row, column, sealer.seal(column, row.id, text.strip()[: _LONGEST[column]]))


@operation("hq.tell_emergency", subject="report_id", records=("version",))
def tell_emergency(actor: Actor, *, report_id: UUID, version: int, now: datetime) -> RapidReport:
    """120 has been told of an urgent medical need. Raises Refused('only_medical_needs_are_told')."""
    report = _report(actor, report_id, version)
    if report.kind != MEDICAL:
        raise Refused("only_medical_needs_are_told")
    report.told_emergency_at = report.told_emergency_at or now
    return _saved(report, "told_emergency_at")


@operation("hq.note_call_back", subject="report_id", records=("version",), words=("answer",))
def note_call_back(actor: Actor, *, report_id: UUID, answer: str, version: int, now: datetime) -> RapidReport:
    """Rung back, and what was said. Raises Refused('answer_needed'), Stale('report_is_called_back')."""
    report = _report(actor, report_id, version)
    if not answer.strip():
        raise Refused("answer_needed")
    if report.called_back_at is not None:
        raise Stale("report_is_called_back")
    check_written_out(answer)
    report.called_back_at, report.called_back_by = now, actor.name
    report.call_answer = Sealer(RapidReport, now).seal("call_answer", report.id, answer.strip()[:500])
    _saved(report, "called_back_at", "called_back_by", "call_answer")
    keep_call_list(now)
    return report


@operation("hq.pass_up_report", subject="report_id", records=("way", "version"))
def pass_up_report(actor: Actor, *, report_id: UUID, way: str, version: int, now: datetime) -> RapidReport:
    """One step upwards by the level that has it; the next level's two hours begin. From the city: to the province.

    Raises Missing for a level that does not have it, Refused('the_province_has_it').
    """
    report = _report(actor, report_id, version)
    actor.must_cover(report.holder.path)
    if way not in WAYS:
        raise Refused("report_way_unknown", way=way[:20])
    level = next_level(report.holder.kind)
    if level == PROVINCE and report.steps.filter(to_key=PROVINCE).exists():
        raise Refused("the_province_has_it")
    above = None if level == PROVINCE else report.holder.parent
    RapidStep.objects.create(
        id=fresh_id(now),
        report=report,
        number=report.steps.count() + 1,
        sender=report.holder,
        to_key=above.key if above else PROVINCE,
        due_at=report.due_at,
        at=now,
        by=actor.name,
        way=way,
    )
    report.held_since, report.due_at = now, None
    if above is not None:
        report.holder, report.due_at = above, step_due(report.kind, above.kind, now)
    _saved(report, "holder", "held_since", "due_at")
    keep_call_list(now)
    return report


@operation("hq.continue_report", subject="report_id", records=("is_final", "version"), words=("what", "done"))
def continue_report(
    actor: Actor,
    *,
    report_id: UUID,
    what: str,
    version: int,
    now: datetime,
    people: int | None = None,
    done: str = "",
    needed: str = "",
    is_final: bool = False,
) -> RapidUpdate:
    """续报: what became known since; 终报 closes it. The first report is never written over."""
    report = _report(actor, report_id, version)
    problems = report_problems(
        report.kind, place="known", what=what or " ", people=people, happened_at=now, now=now
    )
    if not what.strip() or problems:
        raise Refused("report_incomplete", problems=",".join(problems) or "report_what_missing")
    update = RapidUpdate(
        id=fresh_id(now),
        report=report,
        number=report.updates.count() + 1,
        is_final=is_final,
        people=people,
        at=now,
        by=actor.name,
    )
    _seal(update, {"what": what, "done": done, "needed": needed}, now)
    update.save(force_insert=True)
    if is_final:
        report.closed_at, report.due_at = now, None
    _saved(report, "closed_at", "due_at")
    keep_call_list(now)
    return update


@operation("hq.withdraw_report", subject="report_id", records=("reason", "version"))
def withdraw_report(
    actor: Actor, *, report_id: UUID, reason: str, version: int, now: datetime
) -> RapidReport:
    """Made by mistake: it stays with the reason, and nobody is rung about it any more."""
    report = _report(actor, report_id, version)
    if not reason.strip():
        raise Refused("reason_needed")
    report.withdrawn_at, report.withdrawn_by, report.withdrawn_reason = now, actor.name, reason.strip()[:200]
    report.due_at = None
    _saved(report, "withdrawn_at", "withdrawn_by", "withdrawn_reason", "due_at")
    keep_call_list(now)
    return report


def _report(actor: Actor, report_id: UUID, version: int) -> RapidReport:
    """Locked for a step, of the own units or those below. Stale: ended, or somebody was first."""
    found = RapidReport.objects.select_for_update(of=("self",)).select_related("unit", "holder__parent")
    report = found.filter(under("unit__path", actor), id=report_id).first()
    if report is None:
        raise Missing("report")
    if report.version != version or report.withdrawn_at or report.closed_at:
        raise Stale("rapid_report_changed")
    return report


def _saved(report: RapidReport, *fields: str) -> RapidReport:
    report.version += 1
    report.save(update_fields=[*fields, "version"])
    return report


# The call list


@operation("hq.ring_about_reports")
def ring_about_reports(actor: Actor, *, now: datetime) -> int:
    """Reports not called back within ten minutes, and steps past their two hours, ring whoever leads there."""
    return keep_call_list(now, under_path=actor.home)


def keep_call_list(now: datetime, *, under_path: str = "") -> int:
    """The list says of each matter what is so at this moment. Returns how many calls are new."""
    waiting = RapidReport.objects.filter(UNCALLED).values_list(*_CALLED_UNIT)
    late = not_called_back(now).values_list("holder_id", "holder__path", "call_back_by")
    steps = not_passed_on(now).values_list("holder_id", "holder__path", "due_at")
    new = [
        keep_calls(_counted(matter, rows, under_path), matter=matter, under_path=under_path, now=now)
        for matter, rows in ((CALL_BACK, waiting), (CALL_BACK_LATE, late), (STEP_LATE, steps))
    ]
    return sum(new)


def _counted(matter: str, rows: Iterable[Any], under_path: str = "") -> list[Call]:
    """One call a unit: how many reports, and the earliest clock. rows: unit id, its path, the clock."""
    clocks: dict[int, list[datetime]] = {}
    for unit_id, path, due in rows:
        if path.startswith(under_path):
            clocks.setdefault(unit_id, []).append(due)
    return [
        Call(unit_id, matter, {"reports": len(dues)}, "contact", min(dues))
        for unit_id, dues in sorted(clocks.items())
    ]


def not_called_back(now: datetime) -> QuerySet[RapidReport]:
    """Nobody has rung back in time."""
    return RapidReport.objects.filter(UNCALLED, call_back_by__lt=now)


def not_passed_on(now: datetime) -> QuerySet[RapidReport]:
    """The level that has it is past its two hours."""
    return RapidReport.objects.filter(UNDER_WAY, due_at__lt=now)
