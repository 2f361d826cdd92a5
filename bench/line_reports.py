"""A day of every line reporting: seconds to take it in and to make the brief, milliseconds of a desk. One JSON line.

usage: python -m bench.line_reports [--days N] [--rounds N]
       (SQLite; with tools/postgres.py in front: PostgreSQL)

Every county, zone and township and the twelve task forces report every line they owe, for so many days; a cut-off of
each day of the last two weeks is fixed, so that the brief looks back as it does in life.
"""

import argparse
import json
import random
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from bench.shipped import database, django_in_a_home, headquarters, share

PROMISED_BRIEF_S = 10
PROMISED_DESK_MS = 300
LOOKED_BACK = 14
CITY = "411100"


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """(seconds, what came of it)"""
    begun = time.perf_counter()
    made = work()
    return round(time.perf_counter() - begun, 3), made


def processor_ms(work: Callable[[], Any]) -> float:
    """Milliseconds of processor time: what is left of a measure when others work beside it."""
    begun = time.process_time()
    work()
    return 1000 * (time.process_time() - begun)


def evening(days_ago: int) -> datetime:
    """18:05 in the city, some days before the last evening that is over."""
    from yanpan.base.gate.clock import wall_clock
    from yanpan.base.policy.rules import CITY_TIME

    yesterday = wall_clock().astimezone(CITY_TIME) - timedelta(days=1 + days_ago)
    return yesterday.replace(hour=18, minute=5, second=0, microsecond=0)


def entries(now: datetime, dice: random.Random) -> Iterator[Any]:
    """What every unit owes at the evening's cut-off, and of the day before from midnight to midnight."""
    from yanpan.base.places.queries import list_units
    from yanpan.hq.operations.line_reports.judged import ReportEntry
    from yanpan.hq.queries.line_reports.deadlines import reporting_day
    from yanpan.hq.queries.line_reports.lines import BASES, due_of, fields_asked, reported_line
    from yanpan.hq.rules.lines.judging import BASE_CHANGED

    units = {one.key: one for one in list_units(kinds=("force", "county", "township"))}
    for basis in BASES:
        on = reporting_day(now, basis)
        for due in due_of(units.values(), basis):
            line = reported_line(due.line)
            asked = fields_asked(line, line.shipped, units[due.unit_key].kind, basis)
            size = dice.randint(40, 60)  # one number throughout: no check on what is more than what can break
            figures = {one.id: size for one in asked if one.is_number}
            reasons = {one.id: "压力测试" for one in line.shipped.checks}
            reasons |= {BASE_CHANGED + one.id: "压力测试" for one in asked if one.base}
            yield ReportEntry(due.unit_key, due.line, on, basis, figures, "进展", "问题", "需要", reasons)


def report_a_day(event_id: Any, now: datetime, dice: random.Random) -> int:
    """Filled by one desk and approved by another, as the operations take them: 2,000 at once."""
    from yanpan.config.commands.operator import operator
    from yanpan.hq.operations.line_reports.approving import approve_reports
    from yanpan.hq.operations.line_reports.filling import fill_reports

    at = now - timedelta(minutes=30)
    clerk, leader = operator("hq.fill_reports"), operator("hq.approve_reports")
    drafts = fill_reports(clerk, event_id=event_id, entries=list(entries(at, dice)), now=at)
    from dataclasses import replace

    approve_reports(replace(leader, name="leader"), seen=[(one.id, one.version) for one in drafts], now=at)
    return len(drafts)


def main(days: int, rounds: int) -> None:
    django_in_a_home()
    headquarters()
    from yanpan.base.events.queries import current_event
    from yanpan.base.indicators.operations import fix_cut_off
    from yanpan.base.places.queries import city_unit
    from yanpan.config.commands.operator import operator
    from yanpan.hq.exchange.brief import brief_paper
    from yanpan.hq.models import LineReport
    from yanpan.hq.queries import get_brief, get_desk
    from yanpan.hq.queries.line_reports.deadlines import reporting_day
    from yanpan.hq.queries.line_reports.matrix import get_report_matrix
    from yanpan.hq.rules.lines import CUT_OFF
    from yanpan.shell.papers import to_docx

    event, dice, path = current_event(), random.Random(20210805), city_unit().path
    fixing = operator("indicators.fix_cut_off", "indicators.get_cut_off", "hq.get_brief")

    def fix(now: datetime) -> Any:
        on = reporting_day(now, CUT_OFF)
        return fix_cut_off(fixing, event_id=event.id, unit_key=CITY, name="18:00", on=on, reason="", now=now)

    for ago in range(days - 1, 0, -1):
        report_a_day(event.id, evening(ago), dice)
        if ago < LOOKED_BACK:
            fix(evening(ago))
    now = evening(0)
    intake_s, reports = timed(lambda: report_a_day(event.id, now, dice))
    fix_s, cut_off = timed(lambda: fix(now))

    def brief() -> bytes:
        found = get_brief(fixing, cut_off_id=cut_off.id, now=now)
        paper = brief_paper(found.cut_off, found.links, dict(found.unit_names))
        return to_docx(paper, fixed_at=found.cut_off.fixed_at)

    brief_s, _paper = timed(brief)
    brief_worked = processor_ms(brief)
    looking = operator("hq.get_desk", "hq.get_report_matrix")
    on = reporting_day(now, CUT_OFF)

    def desk() -> Any:
        return get_desk(looking, event_id=event.id, unit_path=path, now=now)

    desks = [timed(desk)[0] for _ in range(rounds)]
    desks_worked = [processor_ms(desk) for _ in range(rounds)]
    matrices = [
        timed(
            lambda: get_report_matrix(
                looking, event_id=event.id, unit_path=path, on=on, basis=CUT_OFF, now=now
            )
        )[0]
        for _ in range(rounds)
    ]
    figures = {
        "bench": "line_reports",
        "database": database(),
        "reports_kept": LineReport.objects.count(),
        "days": days,
        "reports_a_day": reports,
        "fill_and_approve_a_day_s": intake_s,
        "fix_cut_off_s": fix_s,
        "brief_docx_s": brief_s,
        "fix_and_brief_s": round(fix_s + brief_s, 3),
        "brief_docx_processor_ms": round(brief_worked),
        "promised_brief_s": PROMISED_BRIEF_S,
        "desk_p50_ms": share([1000 * one for one in desks], 50),
        "desk_p95_ms": share([1000 * one for one in desks], 95),
        "desk_processor_p50_ms": share(desks_worked, 50),
        "promised_desk_ms": PROMISED_DESK_MS,
        "matrix_p95_ms": share([1000 * one for one in matrices], 95),
    }
    print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=20)
    asked = parser.parse_args()
    main(asked.days, asked.rounds)
