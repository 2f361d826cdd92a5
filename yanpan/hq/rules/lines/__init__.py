"""What each line of work reports, read once from the shipped files. Pure."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from yanpan.hq.rules.lines.definition import (
    BOTH,
    CUT_OFF,
    DAY,
    FORCE,
    KINDS,
    NUMBERS,
    UNIT,
    Check,
    Computed,
    Field,
    Grid,
    LineDefinition,
    LineIndicator,
    Said,
    Share,
)
from yanpan.hq.rules.lines.expressions import Expression, NotAnExpression, Number, expression

__all__ = [
    "BOTH",
    "CUT_OFF",
    "DAY",
    "FORCE",
    "KINDS",
    "NUMBERS",
    "UNIT",
    "Check",
    "Computed",
    "Expression",
    "Field",
    "Grid",
    "LineDefinition",
    "LineIndicator",
    "NotAnExpression",
    "Number",
    "Said",
    "definitions",
    "expression",
    "measures",
    "with_extra",
]
_FOLDER = files("yanpan.hq.rules.lines")
_MEASURES = "measures.toml"


@cache
def measures() -> dict[str, Said]:
    """What a figure counts, in words."""
    return {key: _said(one) for key, one in tomllib.loads((_FOLDER / _MEASURES).read_text("utf-8")).items()}


@cache
def definitions() -> dict[str, LineDefinition]:
    """Key of the line → what it reports."""
    shipped = sorted(
        one.name for one in _FOLDER.iterdir() if one.name.endswith(".toml") and one.name != _MEASURES
    )
    keys = [name.removesuffix(".toml") for name in shipped]
    return {
        key: _definition(key, tomllib.loads((_FOLDER / f"{key}.toml").read_text("utf-8"))) for key in keys
    }


def with_extra(
    definition: LineDefinition, fields: tuple[Field, ...], checks: tuple[Check, ...]
) -> LineDefinition:
    """The shipped definition and what a workbook adds to it."""
    every = (*definition.fields, *fields)
    return replace(
        definition,
        fields=every,
        checks=(*definition.checks, *checks),
        by_id={one.id: one for one in every},
    )


def _definition(key: str, data: Mapping[str, Any]) -> LineDefinition:
    by, grids = str(data["filled_by"]), data.get("grid", [])
    fields = tuple([*(_field(one, by) for one in data.get("field", [])), *_grid_fields(grids, by)])
    return LineDefinition(
        key=key,
        fields=fields,
        indicators=tuple(_indicator(one) for one in data.get("indicator", [])),
        checks=tuple([*(_check(one) for one in data.get("check", [])), *_grid_checks(grids)]),
        computed=tuple([*(_computed(one) for one in data.get("computed", [])), *_grid_computed(grids)]),
        grids=tuple(
            Grid(_said(one), tuple(_named(one["rows"])), tuple(_named(one["columns"]))) for one in grids
        ),
        must_be_zero=tuple(data.get("must_be_zero", [])),
        name=_said(data["name"]) if "name" in data else None,
        forces=tuple(data.get("forces", [])),
        by_id={one.id: one for one in fields},
    )


def _said(data: Mapping[str, Any]) -> Said:
    return Said(data["zh"], data["en"])


def _named(entries: list[dict[str, Any]]) -> Iterator[tuple[str, Said]]:
    return ((one["id"], _said(one)) for one in entries)


def _field(data: Mapping[str, Any], by: str) -> Field:
    base = bool(data.get("base", False))
    return Field(
        id=data["id"],
        name=_said(data),
        kind=data.get("kind", "count"),
        of=data.get("of", ""),
        by=data.get("by", by),
        basis=data.get("basis", CUT_OFF),
        level=base or bool(data.get("level", False)),
        base=base,
        sums=data.get("sums", True),
        optional=data.get("optional", False),
        source=_said(data["source"]) if "source" in data else None,
        village=data.get("village", False),
        tally=data.get("tally", ""),
    )


def _indicator(data: Mapping[str, Any]) -> LineIndicator:
    return LineIndicator(
        id=data["id"],
        name=_said(data),
        numerator=Share(expression(data["numerator"]["is"]), _said(data["numerator"])),
        denominator=Share(expression(data["denominator"]["is"]), _said(data["denominator"])),
        source=_said(data["source"]),
        higher_is_better=data["better"] == "high",
        target=data.get("target", ""),
    )


def _check(data: Mapping[str, Any]) -> Check:
    return Check(data["id"], expression(data["must"]), data["hard"], _said(data))


def _computed(data: Mapping[str, Any]) -> Computed:
    return Computed(data["id"], _said(data), data["of"], expression(data["is"]))


def _grid_fields(grids: list[dict[str, Any]], by: str) -> Iterator[Field]:
    for grid in grids:
        for row in grid["rows"]:
            for column in grid["columns"]:
                own = {"id": f"{row['id']}_{column['id']}", **_of_row(row, column)}
                yield _field(column | own, by)


def _grid_checks(grids: list[dict[str, Any]]) -> Iterator[Check]:
    for grid in grids:
        for row in grid["rows"]:
            for one in grid.get("check", []):
                must = one["must"].format(row=row["id"])
                yield _check(one | {"id": f"{row['id']}_{one['id']}", "must": must, **_of_row(row, one)})


def _grid_computed(grids: list[dict[str, Any]]) -> Iterator[Computed]:
    """One for each row, and what is counted over all rows: 'how many rows are below their line'."""
    for grid in grids:
        for row in grid["rows"]:
            for one in grid.get("computed", []):
                own = {"id": f"{row['id']}_{one['id']}", "is": one["is"].format(row=row["id"])}
                yield _computed(one | own | _of_row(row, one))
        for one in grid.get("counted", []):
            terms = [f"({one['is'].format(row=row['id'])})" for row in grid["rows"]]
            yield _computed(one | {"is": " + ".join(terms)})


def _of_row(row: Mapping[str, str], one: Mapping[str, str]) -> dict[str, str]:
    return {"zh": f"{row['zh']}：{one['zh']}", "en": f"{row['en']}: {one['en']}"}
