"""Entries judged together: units, forms, what is there and the day before are read once for all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from yanpan.base.gate import Actor
from yanpan.base.places.models import Unit
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.vault.masks import carries_identifier, is_masked
from yanpan.base.vault.randomness import fresh_id
from yanpan.hq.models import LineReport
from yanpan.hq.queries.line_reports.deadlines import reporting_day
from yanpan.hq.queries.line_reports.lines import BASES, Forms, fields_asked, reported_line
from yanpan.hq.queries.line_reports.reading import figures_before
from yanpan.hq.rules.lines import Field
from yanpan.hq.rules.lines.judging import (
    LONGEST_TEXT,
    Problem,
    broken_checks,
    changed_bases,
    is_zero_report,
    read_figures,
)
from yanpan.hq.rules.reports import ReportState
from yanpan.kernel.errors import Missing, Refused, Stale

LONGEST_REASON = 300
MOST_DAYS_BACK = 7
_WORDS = ("progress", "problems", "needs")
Key = tuple[int, str]


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """What a unit says of a line on a day.

    figures: field → what was typed; reasons: for implausible figures and changed bases, by the key of the problem.
    version: of the draft it was typed into (None: whichever is there). copied: figures taken from the day before.
    """

    unit_key: str
    line: str
    on: date
    basis: str
    figures: Mapping[str, object]
    progress: str = ""
    problems: str = ""
    needs: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    version: int | None = None
    copied: bool = False


@dataclass(frozen=True, slots=True)
class _Day:
    """What is there for the entries of one day and basis."""

    drafts: Mapping[Key, LineReport]
    approved: frozenset[Key]
    before: Mapping[Key, Mapping[str, Any]]


class Desk:
    """Where entries of one event are judged. Raises Missing for a unit, line or basis that is not the actor's."""

    def __init__(self, actor: Actor, event_id: UUID, entries: Sequence[ReportEntry], now: datetime) -> None:
        self._actor, self._event_id, self._now = actor, event_id, now
        self._units = {one.key: one for one in Unit.objects.filter(key__in={one.unit_key for one in entries})}
        for entry in entries:
            self._check_there(entry)
        self.forms = Forms()
        by_day = sorted(entries, key=lambda one: (one.on, one.basis))
        grouped = groupby(by_day, key=lambda one: (one.on, one.basis))
        self._days = {key: self._day(*key, list(some)) for key, some in grouped}

    def _check_there(self, entry: ReportEntry) -> None:
        unit = self._units.get(entry.unit_key)
        if unit is None or not self._actor.covers(unit.path):
            raise Missing("unit")
        if entry.basis not in BASES:
            raise Missing("basis")
        reported_line(entry.line)

    def _day(self, on: date, basis: str, entries: Sequence[ReportEntry]) -> _Day:
        ids = {self._units[one.unit_key].pk for one in entries}
        there = LineReport.objects.select_for_update().filter(
            event_id=self._event_id, unit_id__in=ids, on=on, basis=basis
        )
        found = list(there.order_by("number"))
        return _Day(
            {(one.unit_id, one.line): one for one in found if one.state == ReportState.DRAFT},
            frozenset((one.unit_id, one.line) for one in found if one.state == ReportState.APPROVED),
            figures_before(self._event_id, ids, on, basis),
        )

    def before(self, entry: ReportEntry) -> Mapping[str, Any]:
        """What the unit said of the day before."""
        return self._days[entry.on, entry.basis].before.get(self._key(entry), {})

    def asked(self, entry: ReportEntry) -> tuple[Field, ...]:
        line = reported_line(entry.line)
        definition = self.forms.definition_on(entry.line, entry.on)
        return fields_asked(line, definition, self._units[entry.unit_key].kind, entry.basis)

    def _key(self, entry: ReportEntry) -> Key:
        return self._units[entry.unit_key].pk, entry.line

    def draft(self, entry: ReportEntry) -> LineReport | None:
        return self._days[entry.on, entry.basis].drafts.get(self._key(entry))

    def begun(self, entry: ReportEntry) -> bool:
        day, key = self._days[entry.on, entry.basis], self._key(entry)
        return key in day.drafts or key in day.approved

    def judge(self, entry: ReportEntry, *, asks: bool = True) -> LineReport:
        """The draft as it is to be saved. Refused('report_not_accepted') with every problem; Stale.

        asks: False for what nobody typed: reasons are asked for later, at the latest on approval.
        """
        asked = self.asked(entry)
        figures, problems = read_figures(asked, entry.figures, self._now.astimezone(CITY_TIME).date())
        definition = self.forms.definition_on(entry.line, entry.on)
        before = self.before(entry)
        asked_about = broken_checks(definition, figures, {}) + changed_bases(asked, figures, before, {})
        given = {key: why.strip() for key, why in entry.reasons.items() if why.strip()}
        reasons = {one.key: given[one.key] for one in asked_about if one.key in given}
        broken = [one for one in asked_about if one.key not in reasons]
        problems += wrong_day(entry.on, entry.basis, self._now)
        problems += broken if asks else [one for one in broken if not one.key]
        problems += _wrong_words(entry, asked, figures)
        if problems:
            raise Refused("report_not_accepted", count=len(problems), problems=tuple(problems))
        report = self._draft(entry)
        report.copied = sorted(self._still_copied(entry, report, figures))
        report.figures, report.reasons, report.is_zero = figures, reasons, is_zero_report(asked, figures)
        report.progress, report.problems, report.needs = (
            entry.progress.strip(),
            entry.problems.strip(),
            entry.needs.strip(),
        )
        report.form = self.forms.form_on(entry.line, entry.on)
        report.filled_at, report.filled_by, report.remark = self._now, self._actor.name, ""
        return report

    def _draft(self, entry: ReportEntry) -> LineReport:
        day, key = self._days[entry.on, entry.basis], self._key(entry)
        draft = day.drafts.get(key)
        if draft is None and key in day.approved:
            raise Stale("report_is_approved")
        if draft is not None:
            if entry.version is not None and entry.version != draft.version:
                raise Stale("report_was_changed", by=draft.filled_by)
            return draft
        return LineReport(
            id=fresh_id(self._now),
            event_id=self._event_id,
            unit=self._units[entry.unit_key],
            line=entry.line,
            on=entry.on,
            basis=entry.basis,
            version=0,
        )

    def _still_copied(self, entry: ReportEntry, draft: LineReport, figures: Mapping[str, Any]) -> set[str]:
        names = set(figures) if entry.copied else set(draft.copied)
        before = self.before(entry)
        return {name for name in names if name in before and figures.get(name) == before[name]}


def wrong_day(on: date, basis: str, now: datetime) -> list[Problem]:
    """A report is of a day that has come, and of the last week."""
    today = reporting_day(now, basis)
    if on > today:
        return [Problem("report_of_the_future", facts={"on": on.isoformat()})]
    if (today - on).days > MOST_DAYS_BACK:
        return [Problem("report_too_old", facts={"on": on.isoformat(), "most": MOST_DAYS_BACK})]
    return []


def _wrong_words(entry: ReportEntry, asked: Sequence[Field], figures: Mapping[str, object]) -> list[Problem]:
    """Free text carries no person's number and is not longer than a page."""
    texts = {name: getattr(entry, name) for name in _WORDS}
    texts |= {one.id: str(figures[one.id]) for one in asked if one.kind == "text" and one.id in figures}
    problems = [
        Problem("text_too_long", name, facts={"length": len(text), "most": LONGEST_TEXT})
        for name, text in texts.items()
        if len(text) > LONGEST_TEXT
    ]
    problems += [Problem("person_in_text", name) for name, text in texts.items() if names_a_person(text)]
    for key, why in entry.reasons.items():
        if len(why) > LONGEST_REASON or names_a_person(why):
            problems.append(Problem("reason_not_accepted", key=key[:80], facts={"most": LONGEST_REASON}))
    return problems


def names_a_person(text: str) -> bool:
    """An ID number, a telephone, or a name as pages mask it: none belongs into a report."""
    return carries_identifier(text) or is_masked(text)
