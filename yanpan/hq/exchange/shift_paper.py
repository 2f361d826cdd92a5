"""交接班记录 as a paper of the office: what the outgoing shift leaves open, both signatures. In Chinese."""

from collections.abc import Sequence
from datetime import datetime

from yanpan.base.documents.rules import body_of
from yanpan.base.policy.rules import CITY_TIME
from yanpan.shell.papers import Facts, Paper, Paragraph, Table
from yanpan.shell.papers.official import INTERNAL

Line = tuple[str, datetime, str, str]
"""Its kind in words, since when, the unit it waits for, what it is about."""


def shift_paper(
    *,
    unit_key: str,
    unit_name: str,
    drill: bool,
    shift: str,
    said: str,
    outgoing: tuple[str, datetime],
    incoming: tuple[str, datetime] | None,
    lines: Sequence[Line],
) -> Paper:
    """shift: day and hour in words; outgoing, incoming: who signed and when."""
    rows = tuple(
        (number, kind, _hour(since), unit or None, about)
        for number, (kind, since, unit, about) in enumerate(lines, start=1)
    )
    signed = _signature(*outgoing), _signature(*incoming) if incoming else "（未签）"
    table = Table("未办结事项", ("序号", "类别", "起始时间", "责任单位", "事项"), rows) if rows else None
    return Paper(
        title="交接班记录",
        organ=body_of(unit_key, unit_name).organ,
        drill=drill,
        mark=INTERNAL,
        blocks=(
            Facts(
                (
                    ("班次", shift),
                    ("未办结事项数", len(lines)),
                    ("交班说明", said or None),
                    ("交班人", signed[0]),
                    ("接班人", signed[1]),
                )
            ),
            table or Paragraph("本班无未办结事项。"),
        ),
    )


def _hour(at: datetime) -> str:
    return f"{at.astimezone(CITY_TIME):%m-%d %H:%M}"


def _signature(name: str, at: datetime) -> str:
    return f"{name}  {at.astimezone(CITY_TIME):%Y-%m-%d %H:%M}"
