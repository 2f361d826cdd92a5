"""What a village says of its day, and its township taking the sums of its villages into its own report."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from yanpan.base.events.queries import event_view
from yanpan.base.gate import Actor, operation
from yanpan.base.places.queries import visible_unit
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.vault.randomness import fresh_id
from yanpan.hq.models import LineReport, VillageReport
from yanpan.hq.operations.line_reports.filling import desk_of, saved
from yanpan.hq.operations.line_reports.judged import ReportEntry, names_a_person, wrong_day
from yanpan.hq.queries.line_reports.lines import reported_line
from yanpan.hq.queries.line_reports.villages import (
    VillageDay,
    village_day,
    village_lines,
    village_sums,
)
from yanpan.hq.rules.lines import CUT_OFF
from yanpan.hq.rules.lines.judging import Figures, Problem, broken_checks, read_figures, zeros
from yanpan.kernel.errors import Missing, Refused, Stale

LONGEST_NOTE = 300
LineProblem = tuple[str, Problem]
"""Key of the line ('' = the report as a whole), and what is wrong."""


@operation("hq.report_village", subject="unit_key", records=("event_id", "on", "seen"))
def report_village(
    actor: Actor,
    *,
    event_id: UUID,
    unit_key: str,
    on: date,
    figures: Mapping[str, Mapping[str, object]],
    note: str,
    seen: int,
    now: datetime,
) -> VillageReport:
    """村（社区）日报: every line that asks villages at once. figures: line → field → what was typed; blank is left out.

    seen: the number of the report that was looked at (0 = none). Refused('village_report_not_accepted',
    problems=…) with everything that is wrong; Stale: another phone of the village reported meanwhile.
    """
    day = _day(actor, event_id, unit_key, on, seen)
    read, problems = _read(figures, now)
    problems += [("", one) for one in (*wrong_day(on, CUT_OFF, now), *_wrong_note(note))]
    if not any(read.values()) and not problems:
        problems = [("", Problem("nothing_reported"))]
    if problems:
        raise Refused("village_report_not_accepted", count=len(problems), problems=tuple(problems))
    return _kept(actor, event_id, day, read, note, now)


@operation("hq.report_village_zero", subject="unit_key", records=("event_id", "on", "seen"))
def report_village_zero(
    actor: Actor, *, event_id: UUID, unit_key: str, on: date, seen: int, now: datetime
) -> VillageReport:
    """零报告: nothing happened today; what is there (persons at home, the roster) stays as the day before."""
    day = _day(actor, event_id, unit_key, on, seen)
    if wrong := wrong_day(on, CUT_OFF, now):
        problems = tuple(("", one) for one in wrong)
        raise Refused("village_report_not_accepted", count=len(problems), problems=problems)
    read = {
        one.key: zeros(one.shipped.asked_of_villages(), day.before.get(one.key, {}))
        for one in village_lines()
    }
    return _kept(actor, event_id, day, read, "", now)


def _day(actor: Actor, event_id: UUID, unit_key: str, on: date, seen: int) -> VillageDay:
    """Refused: the event is closed. Stale. Missing."""
    if event_view(event_id).closed_at is not None:
        raise Refused("event_is_closed")
    day = village_day(actor, event_id, unit_key, on)
    if seen != day.said.number:
        raise Stale("village_report_was_changed", by=day.said.filled_by)
    return day


def _read(
    figures: Mapping[str, Mapping[str, object]], now: datetime
) -> tuple[dict[str, Figures], list[LineProblem]]:
    today = now.astimezone(CITY_TIME).date()
    asked = {one.key: one.shipped for one in village_lines()}
    read: dict[str, Figures] = {}
    problems: list[LineProblem] = []
    if unknown := sorted(set(figures) - set(asked)):
        facts = {"count": len(unknown), "first": unknown[0][:40]}
        problems.append(("", Problem("unknown_figures", facts=facts)))
    for key, shipped in asked.items():
        read[key], wrong = read_figures(shipped.asked_of_villages(), figures.get(key, {}), today)
        # What is only implausible is asked of the township, which sees the sum.
        wrong += [one for one in broken_checks(shipped, read[key], {}) if not one.key]
        problems += [(key, one) for one in wrong]
    return read, problems


def _wrong_note(note: str) -> list[Problem]:
    problems: list[Problem] = []
    if len(note) > LONGEST_NOTE:
        problems.append(Problem("text_too_long", "note", facts={"length": len(note), "most": LONGEST_NOTE}))
    if names_a_person(note):
        problems.append(Problem("person_in_text", "note"))
    return problems


def _kept(
    actor: Actor, event_id: UUID, day: VillageDay, read: Mapping[str, Figures], note: str, now: datetime
) -> VillageReport:
    return VillageReport.objects.create(
        id=fresh_id(now),
        event_id=event_id,
        unit_id=day.unit.id,
        on=day.on,
        number=day.said.number + 1,
        figures={key: figures for key, figures in read.items() if figures},
        note=note.strip(),
        filled_at=now,
        filled_by=actor.name,
    )


@operation("hq.take_village_sums", subject="unit_key", records=("event_id", "line", "on", "basis"))
def take_village_sums(
    actor: Actor, *, event_id: UUID, unit_key: str, line: str, on: date, basis: str, now: datetime
) -> LineReport:
    """The sums of the villages into the draft of the unit's report, begun if it is not; the rest of it stays.

    Nothing is approved by it. Refused('no_village_reported'); Stale: the report is approved.
    """
    entry = ReportEntry(unit_key, line, on, basis, {})
    desk = desk_of(actor, event_id, [entry], now)
    sums = village_sums(event_id, visible_unit(actor, unit_key), reported_line(line), on)
    if sums is None or basis != CUT_OFF:
        raise Missing("villages")
    if not sums.reporting:
        raise Refused("no_village_reported", villages=sums.villages)
    report = desk.judge(_with(entry, desk.draft(entry), sums.figures), asks=False)
    report.from_villages = sums.base()
    return saved([report])[0]


def _with(entry: ReportEntry, draft: LineReport | None, figures: Mapping[str, Any]) -> ReportEntry:
    if draft is None:
        return replace(entry, figures=figures)
    return replace(
        entry,
        figures=draft.figures | figures,
        progress=draft.progress,
        problems=draft.problems,
        needs=draft.needs,
        reasons=draft.reasons,
    )
