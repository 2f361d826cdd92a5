"""Fields beside the shipped ones, from a workbook, from a day on."""

from collections.abc import Sequence
from datetime import date, datetime

from yanpan.base.gate import Actor, operation
from yanpan.base.places.queries import city_unit
from yanpan.base.vault.randomness import fresh_id
from yanpan.hq.models import LineForm
from yanpan.hq.queries.line_reports.deadlines import reporting_day
from yanpan.hq.queries.line_reports.lines import reported_line
from yanpan.hq.rules.lines import CUT_OFF, Check, Field
from yanpan.hq.rules.lines.extra import MOST_EXTRA, checks_as_data, fields_as_data
from yanpan.kernel.errors import Refused


@operation("hq.add_line_form", subject="line", records=("from_on", "file_name"))
def add_line_form(
    actor: Actor,
    *,
    line: str,
    from_on: date,
    fields: Sequence[Field],
    checks: Sequence[Check],
    file_name: str,
    now: datetime,
) -> LineForm:
    """A later version of a line's form for every unit of the city; no fields = the shipped form alone.

    Reports filled before stay under theirs. Refused: the line's room counts by itself, or the day is over.
    """
    actor.must_cover(city_unit().path)
    if reported_line(line).counted_by_room:
        raise Refused("line_counts_itself")
    if from_on < reporting_day(now, CUT_OFF):
        raise Refused("form_of_a_past_day")
    if len(fields) > MOST_EXTRA:
        raise Refused("too_many_extra_fields", most=MOST_EXTRA)
    last = LineForm.objects.filter(line=line).order_by("-number").first()
    return LineForm.objects.create(
        id=fresh_id(now),
        line=line,
        number=last.number + 1 if last else 1,
        from_on=from_on,
        fields=fields_as_data(fields),
        checks=checks_as_data(checks),
        file_name=file_name[:120],
        added_at=now,
        added_by=actor.name,
    )
