"""Who reports the lines when: the days before by telephone, then each county and task force for itself."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from yanpan.base.events.queries import current_event
from yanpan.base.gate import Actor
from yanpan.base.notices.models import Notice
from yanpan.base.notices.operations import answer_call
from yanpan.base.places.queries import UnitView, get_unit, list_units
from yanpan.demo.behaviour import LATE_COUNTY, RIGHT_COUNTY, SILENT_COUNTY
from yanpan.demo.cast import city_actor, leader_actor, office_actor
from yanpan.demo.clock import DAY
from yanpan.demo.lines.numbers import (
    Figures,
    Place,
    figures_at,
    figures_together,
    of_the_whole,
    words_of,
)
from yanpan.hq.models import LineReport
from yanpan.hq.operations.line_reports.approving import approve_reports, correct_report
from yanpan.hq.operations.line_reports.chasing import ZERO
from yanpan.hq.operations.line_reports.filling import fill_report, fill_reports, report_zero
from yanpan.hq.operations.line_reports.judged import ReportEntry
from yanpan.hq.queries.line_reports.lines import ReportedLine, fields_asked, owes, reported_lines
from yanpan.hq.rules.lines import CUT_OFF, Field
from yanpan.hq.rules.lines import DAY as WHOLE_DAY

ON = DAY.date()
OWN_DAY = "411102"  # 源汇区: the county whose own day runs beside the city's, township by township
ZERO_COUNTY, ZERO_LINE = RIGHT_COUNTY, "cold_chain"
HANDING_COUNTY = "411104"  # its checkpoints hand people over whom no village signs for
NEEDY_COUNTY = "411103"  # needs wait longer than a day there
EARLIER = (ON - timedelta(days=3), ON - timedelta(days=2))

# Where a county does worse than the others: (line, field) → share or number for each village.
WORSE = {
    HANDING_COUNTY: {
        ("checkpoints", "handed_over_received"): 0.71,
        ("supplies", "coveralls_stock"): 12,
    },
    NEEDY_COUNTY: {("communities", "needs_met_24h"): 0.68},
    SILENT_COUNTY: {("communities", "returnees_registered"): 0.93},
    LATE_COUNTY: {("isolation", "transfers_on_time"): 0.74},
    RIGHT_COUNTY: {("infection_control", "staff_tested"): 0.93},
}
REASONS = {"communities": {"registered_against_pushed": "部分人员尚在途中，未到村登记"}}


class Lines:
    """What every unit would report; filled and approved by those who are to."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.counties = list_units(kinds=("county",))
        self.forces = list_units(kinds=("force",))
        self._known: dict[tuple[str, str, tuple[str, ...], date], Figures] = {}

    @cached_property
    def townships(self) -> dict[str, list[UnitView]]:
        """County → its townships."""
        return {one.key: list_units(under=one.path, kinds=("township",)) for one in self.counties}

    @cached_property
    def _places(self) -> dict[str, tuple[Place, ...]]:
        """Unit → the places it counts together: a county is its townships."""
        found: dict[str, tuple[Place, ...]] = {}
        for county, townships in self.townships.items():
            places = [_place(one, county) for one in townships]
            found[county] = tuple(places)
            found |= {one.key: (one,) for one in places}
        return found

    # Entries

    def entries(self, units: Iterable[UnitView], on: date, basis: str = CUT_OFF) -> list[ReportEntry]:
        """All that these units owe of a day."""
        return [
            self._entry(unit, line, on, basis)
            for unit in units
            for line in reported_lines()
            if owes(line, unit, basis)
        ]

    def _entry(self, unit: UnitView, line: ReportedLine, on: date, basis: str) -> ReportEntry:
        asked = fields_asked(line, line.shipped, unit.kind, basis)
        figures = self._figures(unit, line.key, asked, on)
        words: dict[str, Any] = words_of(line.key, figures) if basis == CUT_OFF else {}
        reasons = REASONS.get(line.key, {}) if f"/{SILENT_COUNTY}/" in unit.path else {}
        return ReportEntry(unit.key, line.key, on, basis, figures, **words, reasons=reasons)

    def _figures(self, unit: UnitView, line: str, asked: Sequence[Field], on: date) -> Figures:
        """A county's own, or of a task force what all counties have together."""
        counted = [one for one in asked if one.by != "force"]
        if unit.kind != "force":
            return self._counted(unit.key, line, counted, on)
        every = [self._counted(one.key, line, counted, on) for one in self.counties]
        return figures_together(every, counted) | of_the_whole(line, asked)

    def _counted(self, unit_key: str, line: str, asked: Sequence[Field], on: date) -> Figures:
        key = (unit_key, line, tuple(one.id for one in asked), on)
        if key not in self._known:
            places = [figures_at(self.seed, one, line, asked, on) for one in self._places[unit_key]]
            self._known[key] = figures_together(places, asked)
        return self._known[key]

    # The days before

    def earlier_days(self, now: datetime) -> None:
        """What was reported on paper before there was a system: typed by the duty desk, approved by the chief."""
        entries = [one for on in EARLIER for one in self.entries((*self.counties, *self.forces), on)]
        made = fill_reports(city_actor("duty_officer"), event_id=current_event().id, entries=entries, now=now)
        seen = [(one.id, one.version) for one in made]
        approve_reports(city_actor("duty_chief"), seen=seen, now=now + timedelta(minutes=20))

    # Each for itself

    def fill(self, unit: UnitView, on: date, basis: str, now: datetime) -> None:
        """A county all its lines at once, a task force its own one by one."""
        wanted = [one for one in self.entries([unit], on, basis) if not _is_zero(one)]
        event_id = current_event().id
        if unit.kind == "county":
            fill_reports(office_actor(unit), event_id=event_id, entries=wanted, now=now)
            return
        for one in wanted:
            fill_report(office_actor(unit), event_id=event_id, now=now, **_as_said(one))

    def report_zero(self, now: datetime) -> None:
        """Nothing came in, says a zone that had cold-chain lorries every day before."""
        report_zero(
            office_actor(get_unit(ZERO_COUNTY)),
            event_id=current_event().id,
            unit_key=ZERO_COUNTY,
            line=ZERO_LINE,
            on=ON,
            basis=CUT_OFF,
            now=now,
        )

    def fill_townships(self, county: UnitView, basis: str, on: date, now: datetime) -> None:
        """The county's liaison writes down by telephone what its townships say."""
        entries = self.entries(self.townships[county.key], on, basis)
        fill_reports(office_actor(county), event_id=current_event().id, entries=entries, now=now)

    def approve_townships(self, county: UnitView, basis: str, on: date, now: datetime) -> None:
        """In one county each township's leader looks at what was written down; elsewhere the county's duty chief."""
        if county.key == OWN_DAY:
            for one in self.townships[county.key]:
                self.approve(one, on, basis, now)
            return
        drafts = LineReport.objects.filter(unit__parent_id=county.id, on=on, basis=basis, state="draft")
        _approve(leader_actor(county), drafts, now)

    def approve(self, unit: UnitView, on: date, basis: str, now: datetime) -> None:
        drafts = LineReport.objects.filter(unit_id=unit.id, on=on, basis=basis, state="draft")
        _approve(leader_actor(unit), drafts, now)

    # What is chased

    def ask_about_zero(self, now: datetime) -> None:
        """The duty officer rings the zone about its zero; it was a mistake."""
        call = Notice.objects.filter(matter=ZERO, unit__key=ZERO_COUNTY, answered_at=None).first()
        if call is not None:
            answer_call(city_actor("duty_officer"), notice_id=call.id, answer="reached", now=now)

    def correct_zero(self, now: datetime) -> None:
        unit = get_unit(ZERO_COUNTY)
        [entry] = [one for one in self.entries([unit], ON) if one.line == ZERO_LINE]
        self._correct(unit, entry, "零报告有误：漏报今日进入的冷链车辆", now)

    def correct_hand_overs(self, now: datetime) -> None:
        """The villages have signed: the share the meeting was to move goes up."""
        unit = get_unit(HANDING_COUNTY)
        [entry] = [one for one in self.entries([unit], ON) if one.line == "checkpoints"]
        received = {"handed_over_received": entry.figures["handed_over"]}
        self._correct(unit, _with_figures(entry, received), "补登22时前村（社区）接收签字", now)

    def _correct(self, unit: UnitView, entry: ReportEntry, reason: str, now: datetime) -> None:
        approved = LineReport.objects.filter(
            unit_id=unit.id, line=entry.line, on=entry.on, basis=CUT_OFF, state="approved"
        )
        newest = approved.order_by("-number").first()
        if newest is None:
            return
        clerk = office_actor(unit)
        correct_report(clerk, report_id=newest.id, reason=reason, now=now)
        fill_report(clerk, event_id=newest.event_id, now=now, **_as_said(entry))
        self.approve(unit, entry.on, CUT_OFF, now + timedelta(minutes=5))

    def whole_day(self, on: date, now: datetime) -> None:
        """0–24 h, after midnight: filled by every county, approved twenty minutes later."""
        later = now + timedelta(minutes=20)
        for unit in self.counties:
            self.fill_townships(unit, WHOLE_DAY, on, now)
            self.approve_townships(unit, WHOLE_DAY, on, later)
            self.fill(unit, on, WHOLE_DAY, now)
            self.approve(unit, on, WHOLE_DAY, later)
        for unit in self.forces:
            if self.entries([unit], on, WHOLE_DAY):
                self.fill(unit, on, WHOLE_DAY, now)
                self.approve(unit, on, WHOLE_DAY, later)


def _approve(leader: Actor, drafts: QuerySet[LineReport], now: datetime) -> None:
    seen = list(drafts.order_by("unit__order", "line").values_list("id", "version"))
    if seen:
        approve_reports(leader, seen=seen, now=now)


def _place(unit: UnitView, county: str) -> Place:
    villages = len(list_units(under=unit.path, kinds=("village",)))
    return Place(unit.key, villages, WORSE.get(county, {}))


def _is_zero(entry: ReportEntry) -> bool:
    return (entry.unit_key, entry.line, entry.on) == (ZERO_COUNTY, ZERO_LINE, ON) and entry.basis == CUT_OFF


def _with_figures(entry: ReportEntry, others: Mapping[str, object]) -> ReportEntry:
    figures: dict[str, Any] = {**entry.figures, **others}
    words: dict[str, Any] = words_of(entry.line, figures)
    return ReportEntry(entry.unit_key, entry.line, entry.on, entry.basis, figures, **words)


def _as_said(entry: ReportEntry) -> dict[str, Any]:
    names = (
        "unit_key",
        "line",
        "on",
        "basis",
        "figures",
        "progress",
        "problems",
        "needs",
        "reasons",
        "version",
    )
    return {name: getattr(entry, name) for name in names}
