"""What the lines report, as shipped: every file holds together, nothing mixes the day 0–24 with a cut-off."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanpan.base.places.loading import FORCES
from yanpan.base.policy.lines import LINES
from yanpan.hq.queries.line_reports.lines import reported_lines
from yanpan.hq.rules.lines import (
    BOTH,
    CUT_OFF,
    DAY,
    KINDS,
    LineDefinition,
    NotAnExpression,
    definitions,
    expression,
    measures,
)

every_line = pytest.mark.parametrize("key", sorted(definitions()))


def _basis_of_each(one: LineDefinition) -> list[set[str]]:
    every = [*(check.must for check in one.checks), *(computed.value for computed in one.computed)]
    every += [side.of for each in one.indicators for side in (each.numerator, each.denominator)]
    return [{one.by_id[name].basis for name in expr.names} for expr in every]


def test_every_line_of_the_meeting_reports_and_pockets_and_impact_beside_them() -> None:
    lines = [one.key for one in reported_lines()]
    assert lines == [*(one.key for one in LINES), "pockets", "impact"]
    assert {force for one in reported_lines() for force in one.forces} <= {key for key, _name in FORCES}


@every_line
def test_a_definition_speaks_of_its_own_fields_once_each_and_in_both_languages(key: str) -> None:
    one = definitions()[key]
    ids = [*(field.id for field in one.fields), *(computed.id for computed in one.computed)]
    assert len(ids) == len(set(ids))
    checks = [check.id for check in one.checks]
    assert len(checks) == len(set(checks))
    known = set(one.by_id)
    for expr in [*(check.must for check in one.checks), *(each.value for each in one.computed)]:
        assert expr.names <= known
    for each in one.indicators:
        assert each.numerator.of.names | each.denominator.of.names <= known
        assert each.source.zh and each.source.en
    assert set(one.must_be_zero) <= set(ids)
    words = [field.name for field in one.fields] + [check.name for check in one.checks]
    assert all(said.zh and said.en for said in words)


@every_line
def test_fields_are_of_known_kinds_and_a_base_names_its_source(key: str) -> None:
    for field in definitions()[key].fields:
        assert field.kind in KINDS and field.of in {"", *measures()} and field.basis in (CUT_OFF, DAY)
        assert not field.base or (field.source is not None and field.level)


@every_line
def test_no_check_rate_or_sum_mixes_the_day_with_a_cut_off(key: str) -> None:
    assert all(len(bases) <= 1 for bases in _basis_of_each(definitions()[key]))


def test_the_twelve_items_give_their_days_of_cover_and_how_many_are_below_the_line() -> None:
    supplies = definitions()["supplies"]
    assert sum(one.id.endswith("_days") for one in supplies.computed) == 12
    below = next(one for one in supplies.computed if one.id == "items_below_line")
    figures = {field.id: 100 for field in supplies.fields}
    figures |= {"n95_stock": 69, "n95_daily_use": 10, "swabs_stock": 0, "swabs_daily_use": 1}
    figures |= {f"{row}_daily_use": 10 for row, _name in supplies.grids[0].rows[1:] if row != "swabs"}
    assert below.value.of(figures) == 2  # N95: 6.9 days; swabs: none. 100 ÷ 10 is above 7


def test_a_force_and_a_county_fill_what_is_theirs() -> None:
    vaccination = definitions()["vaccination"]
    force, unit = (
        {field.id for field in vaccination.asked_of(kind, CUT_OFF)} for kind in ("force", "county")
    )
    assert force - unit == {"doses_requested", "doses_approved", "request_letter"}
    assert unit <= force and vaccination.by_id["stock"].by == BOTH


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a + 2 * b", 14),
        ("a <= b", 0),
        ("a > b and b == 2", 1),
        ("a / (b - 2)", None),
        ("a / (b - 3)", None),
        ("a - c", None),
        ("1 < b < 3", 1),
        ("-a + 11 != 1 or a < 0", 0),
    ],
)
def test_expressions_are_worked_out_as_by_hand(text: str, value: int | None) -> None:
    assert expression(text).of({"a": 10, "b": 2}) == value


@pytest.mark.parametrize(
    "text",
    [
        "a.b",
        "f(a)",
        "a ** 9999999",
        "a if b else c",
        "[a]",
        "'a'",
        "a[0]",
        "lambda: 1",
        "a; b",
        "",
        "a <=",
        "not a",
    ],
)
def test_nothing_else_is_an_expression(text: str) -> None:
    with pytest.raises(NotAnExpression):
        expression(text)


@given(st.text(max_size=60))
def test_any_text_is_an_expression_or_refused(text: str) -> None:
    try:
        found = expression(text)
    except NotAnExpression:
        return
    found.of({"a": 1})


def test_what_is_not_known_breaks_no_rule() -> None:
    assert expression("a <= b").holds({"a": 3})
    assert not expression("a <= b").holds({"a": 3, "b": 2})
