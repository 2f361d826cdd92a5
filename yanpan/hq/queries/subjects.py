"""What of the headquarters may be commented on: items, line reports, rapid reports, papers from above."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from yanpan.base.gate import Actor, under
from yanpan.base.notices.subjects import Concerned, Subject, register_subject
from yanpan.hq.models import LineReport, RapidReport
from yanpan.hq.queries.items import seen_items
from yanpan.hq.queries.papers import own_papers


def _concerned(found: QuerySet[Any], about: UUID, *ways: str) -> Concerned | None:
    """Of the first row: its event and the units these look-ups lead to."""
    row = found.filter(id=about).values_list("event_id", *ways).first()
    return Concerned(row[0], tuple(dict.fromkeys(row[1:]))) if row else None


def _item(actor: Actor, about: UUID) -> Concerned | None:
    return _concerned(seen_items(actor), about, "unit__path", "owner__path")


def _paper(actor: Actor, about: UUID) -> Concerned | None:
    return _concerned(own_papers(actor), about, "unit__path", "owner__path")


def _of_unit(model: type[LineReport] | type[RapidReport]) -> Callable[[Actor, UUID], Concerned | None]:
    return lambda actor, about: _concerned(
        model.objects.filter(under("unit__path", actor)), about, "unit__path"
    )


register_subject(Subject("hq.item", "hq.get_item", "hq:item", _item))
register_subject(Subject("hq.paper", "hq.list_papers", "hq:paper", _paper))
register_subject(Subject("hq.line_report", "hq.get_line_report", "hq:line_report", _of_unit(LineReport)))
register_subject(Subject("hq.rapid_report", "hq.get_rapid_report", "hq:rapid_report", _of_unit(RapidReport)))
