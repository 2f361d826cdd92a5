"""The headquarters' day in the drill, hour by hour: at the city's desk, and what goes on whoever sits there."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from yanpan.base.places.queries import UnitView
from yanpan.demo import duty, inspections, items, meeting, office_papers
from yanpan.demo.behaviour import LATE_COUNTY, SILENT_COUNTY, SILENT_FORCE
from yanpan.demo.clock import TAKE_OVER
from yanpan.demo.duty_log import AFTER_15_40, BEFORE_THE_USER, PAPERS, Rung
from yanpan.demo.lines.reporting import ON, Lines
from yanpan.demo.office import Office
from yanpan.demo.scene import Scene
from yanpan.demo.story import at, eve, next_day
from yanpan.hq.rules.day import CITY_CUT_OFF, MIDNIGHT
from yanpan.hq.rules.lines import CUT_OFF

YESTERDAY = ON - timedelta(days=1)
MINUTE = timedelta(minutes=1)
FILLS = {LATE_COUNTY: at(17, 58), SILENT_COUNTY: at(18, 44), SILENT_FORCE: next_day(7, 20)}
APPROVES = {LATE_COUNTY: at(18, 19), SILENT_COUNTY: at(18, 52), SILENT_FORCE: next_day(7, 35)}


def day_before(office: Office, lines: Lines) -> list[Scene]:
    """4 August: what the city wrote on paper since the 2nd is entered; everybody reports; findings are put right."""
    return [
        Scene(eve(8, 40), lines.earlier_days),
        *(Scene(max(one.at, eve(8, 50)), partial(inspections.record, one)) for one in inspections.EVE),
        *(Scene(one.at, partial(duty.register, one)) for one in PAPERS),
        *_order_sheets(eve),
        *_reports(lines, YESTERDAY, _an_hour_before, lambda _unit, _number: eve(17, 40)),
        Scene(eve(18, 0), partial(office.fix_city, YESTERDAY, CITY_CUT_OFF)),
        Scene(eve(19, 50), partial(duty.shift_changes, duty.DAY_OFFICER, duty.NIGHT_OFFICER)),
        Scene(eve(20, 30), partial(inspections.put_right, office.seed)),
        Scene(eve(21, 10), inspections.look_again),
    ]


def morning(lines: Lines) -> list[Scene]:
    """Until the user sits down: the night's calls, the shift, the first findings."""
    return [
        Scene(at(0, 20), partial(lines.whole_day, YESTERDAY)),
        *_rung(BEFORE_THE_USER),
        Scene(at(11, 30), duty.answer_papers),
        Scene(at(7, 50), partial(duty.shift_changes, duty.NIGHT_OFFICER, duty.DAY_OFFICER)),
        Scene(at(8, 34), partial(duty.tick, "morning_brief")),
        *_found(before_the_user=True),
    ]


def at_the_desk(office: Office) -> list[Scene]:
    """From 15:40 on what whoever sits at the city's desks would do: the user, or else the simulated office."""
    return [
        Scene(at(16, 5), partial(duty.tick, "findings")),
        Scene(at(16, 50), duty.answer_papers),
        *_order_sheets(at),
        Scene(at(17, 0), partial(duty.tick, "orders")),
        *_rung(AFTER_15_40),
        Scene(at(18, 31), partial(duty.tick, "reminders")),
        Scene(at(18, 55), office.lines.ask_about_zero),
        Scene(at(19, 0), meeting.propose),
        *_brief(),
        Scene(at(19, 43), meeting.call),
        Scene(at(19, 50), partial(duty.shift_changes, duty.DAY_OFFICER, duty.NIGHT_OFFICER)),
        *_meeting(),
        Scene(at(20, 50), inspections.look_again),
        *_papers(),
        Scene(next_day(1, 0), partial(office.fix_city, ON, MIDNIGHT)),
        Scene(next_day(1, 5), partial(duty.tick, "upwards")),
        Scene(next_day(3, 58), duty.city_passes_up),
        Scene(next_day(7, 40), items.check),
        Scene(next_day(7, 50), partial(duty.shift_changes, duty.NIGHT_OFFICER, duty.DAY_OFFICER)),
        Scene(next_day(8, 5), items.strike_off),
        Scene(next_day(8, 10), inspections.look_again),
        Scene(next_day(8, 32), items.reopen),
        Scene(next_day(8, 34), partial(duty.tick, "morning_brief")),
    ]


def _brief() -> list[Scene]:
    return [
        Scene(at(19, 1), office_papers.draft_the_brief),
        Scene(at(19, 14), office_papers.check_the_brief),
        Scene(at(19, 15), partial(duty.tick, "brief_checked")),
        Scene(at(19, 38), office_papers.approve_the_brief),
        Scene(at(19, 39), partial(duty.tick, "duty_chief")),
        Scene(at(19, 41), office_papers.issue_the_brief),
    ]


def _meeting() -> list[Scene]:
    return [
        Scene(at(20, 0), meeting.note_who_came),
        Scene(at(20, 4), meeting.note_links),
        Scene(at(20, 6), meeting.decide),
        Scene(at(20, 32), meeting.dispatch_by_word),
        Scene(at(20, 45), partial(duty.tick, "meeting")),
    ]


def _papers() -> list[Scene]:
    """Order sheets out after 22:00, then the minutes with their numbers."""
    return [
        Scene(at(21, 15), meeting.draft_order_sheets),
        Scene(at(21, 35), meeting.check_order_sheets),
        Scene(at(22, 0), meeting.sign_order_sheets),
        Scene(at(22, 4), meeting.issue_order_sheets),
        Scene(at(22, 6), partial(duty.tick, "signed")),
        Scene(at(22, 10), office_papers.draft_the_minutes),
        Scene(at(22, 20), office_papers.check_the_minutes),
        Scene(at(22, 30), office_papers.sign_the_minutes),
        Scene(at(22, 34), office_papers.issue_the_minutes),
    ]


def beside(seed: int, lines: Lines) -> list[Scene]:
    """From 15:40 on what others do: inspectors in the field, units that report, a county's day, the night's doctor."""
    return [
        *_found(before_the_user=False),
        *_townships(lines),
        *_reports(lines, ON, _filled_at, _approved_at),
        Scene(at(17, 20), lines.report_zero),
        Scene(at(18, 40), partial(duty.counties_tick, "brief_checked")),
        Scene(at(19, 5), lines.correct_zero),
        *_county_day(lines),
        Scene(at(19, 20), partial(inspections.put_right, seed)),
        Scene(at(22, 35), lines.correct_hand_overs),
        Scene(at(22, 50), items.note_how_it_goes),
        Scene(next_day(0, 20), partial(lines.whole_day, ON)),
        Scene(next_day(2, 50), duty.doctor_rings),
        Scene(next_day(2, 56), duty.call_back),
        Scene(next_day(3, 20), duty.county_passes_up),
        Scene(next_day(6, 50), items.note_how_it_goes),
        Scene(next_day(7, 5), items.report_done),
        Scene(next_day(7, 15), partial(inspections.put_right, seed)),
        Scene(next_day(7, 50), duty.county_shift_changes),
    ]


def _county_day(lines: Lines) -> list[Scene]:
    """源汇区: its townships by telephone, its meeting at 18:30 with an item, its sheet, struck off in the morning."""
    return [
        Scene(at(17, 45), office_papers.brief_of_the_county),
        Scene(at(17, 50), meeting.call_in_the_county),
        Scene(at(18, 32), meeting.meet_in_the_county),
        Scene(at(18, 58), meeting.order_in_the_county),
        Scene(next_day(7, 0), items.done_in_the_township),
        Scene(next_day(8, 5), items.struck_off_in_the_county),
    ]


def _found(*, before_the_user: bool) -> list[Scene]:
    return [
        Scene(one.at, partial(inspections.record, one))
        for one in inspections.DAY
        if (one.at < TAKE_OVER) == before_the_user
    ]


def _order_sheets(hour: Callable[[int, int], datetime]) -> list[Scene]:
    """What the keeper drafted at 16:00 is out by 17:00."""
    return [
        Scene(hour(16, 35), inspections.check_sheets),
        Scene(hour(16, 46), inspections.sign_sheets),
        Scene(hour(16, 57), inspections.issue_sheets),
    ]


def _rung(lines: Sequence[Rung]) -> list[Scene]:
    entered = [Scene(one.at, partial(duty.enter, one)) for one in lines]
    return entered + [Scene(one.answered_at, partial(duty.answer, one)) for one in lines if one.answered_at]


def _townships(lines: Lines) -> list[Scene]:
    """By telephone to their county, before it reports to the city; a late county's are late too."""
    scenes = []
    for number, unit in enumerate(lines.counties):
        filled_at = min(FILLS.get(unit.key, at(16, 30)), at(18, 42)) + number * MINUTE
        fill = partial(lines.fill_townships, unit, CUT_OFF, ON)
        approve = partial(lines.approve_townships, unit, CUT_OFF, ON)
        scenes += [Scene(filled_at, fill), Scene(filled_at + 5 * MINUTE, approve)]
    return scenes


Hour = Callable[[UnitView, int], datetime]


def _reports(lines: Lines, on: date, filled_at: Hour, approved_at: Hour) -> list[Scene]:
    """Each task force and county: filled, then approved by its leader."""
    scenes = []
    for number, unit in enumerate((*lines.forces, *lines.counties)):
        scenes.append(Scene(filled_at(unit, number), partial(lines.fill, unit, on, CUT_OFF)))
        scenes.append(Scene(approved_at(unit, number), partial(lines.approve, unit, on, CUT_OFF)))
    return scenes


def _an_hour_before(_unit: UnitView, number: int) -> datetime:
    return eve(16, 50) + number * MINUTE


def _filled_at(unit: UnitView, number: int) -> datetime:
    return FILLS.get(unit.key, at(16, 50) + number * MINUTE)


def _approved_at(unit: UnitView, number: int) -> datetime:
    return APPROVES.get(unit.key, at(17, 25) + number * MINUTE)
