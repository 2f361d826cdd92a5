"""信息快报: one report, or what was added to it, as the paper that goes upwards. In Chinese, after the template."""

from collections.abc import Mapping
from datetime import datetime

from yanpan.base.documents.rules import body_of
from yanpan.base.policy.rules import CITY_TIME
from yanpan.hq.rules.rapid_paper import FINAL, RapidTemplate
from yanpan.shell.papers import Closing, Facts, Paper, Paragraph, Salutation
from yanpan.shell.papers.official import INTERNAL

Value = str | int | datetime | None


def rapid_paper(
    template: RapidTemplate,
    *,
    unit_key: str,
    unit_name: str,
    drill: bool,
    stage: str,
    number: int,
    values: Mapping[str, Value],
    at: datetime,
) -> Paper:
    """unit: the headquarters that sends it; stage: first, continued or final; values: by the template's names."""
    organ = body_of(unit_key, unit_name).organ
    pairs = [(label, _cell(values.get(name))) for label, name in template.fields]
    local = at.astimezone(CITY_TIME)
    return Paper(
        title=f"{template.title}（{template.stage(stage, number)}）",
        organ=organ,
        drill=drill,
        urgency="特急",
        mark=INTERNAL,
        blocks=(
            Salutation(template.salutation),
            Facts(tuple((label, cell) for label, cell in pairs if cell not in (None, ""))),
            Paragraph(template.final_closing if stage == FINAL else template.closing),
            Closing((organ, f"{local.year}年{local.month}月{local.day}日{local:%H时%M分}")),
        ),
    )


def _cell(value: Value) -> str | int | None:
    return f"{value.astimezone(CITY_TIME):%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value
