"""The forms of the lines: what workbooks added, version by version."""

from dataclasses import dataclass
from datetime import date, datetime

from yanpan.base.gate import Actor, query
from yanpan.base.places.queries import city_unit
from yanpan.hq.models import LineForm
from yanpan.hq.queries.line_reports.deadlines import reporting_day
from yanpan.hq.queries.line_reports.lines import ReportedLine, reported_lines
from yanpan.hq.rules.lines import CUT_OFF, Check, Field
from yanpan.hq.rules.lines.extra import checks_of, fields_of


@dataclass(frozen=True, slots=True)
class FormView:
    number: int
    from_on: date
    fields: tuple[Field, ...]
    checks: tuple[Check, ...]
    file_name: str
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True)
class LineForms:
    """versions: the newest first; in_force: today's, None = the shipped form alone."""

    line: ReportedLine
    in_force: FormView | None
    versions: tuple[FormView, ...]


@query("hq.list_line_forms", personal=False)
def list_line_forms(actor: Actor, *, now: datetime) -> list[LineForms]:
    """Of every line that is reported in figures. Missing: for whoever does not sit in the city."""
    actor.must_cover(city_unit().path)
    today = reporting_day(now, CUT_OFF)
    by_line: dict[str, list[FormView]] = {}
    for one in LineForm.objects.order_by("-number"):
        by_line.setdefault(one.line, []).append(_view(one))
    return [
        LineForms(
            line,
            next((one for one in by_line.get(line.key, []) if one.from_on <= today), None),
            tuple(by_line.get(line.key, [])),
        )
        for line in reported_lines()
        if not line.counted_by_room
    ]


def _view(one: LineForm) -> FormView:
    fields, checks = fields_of(one.fields), checks_of(one.checks)
    return FormView(one.number, one.from_on, fields, checks, one.file_name, one.added_at, one.added_by)
