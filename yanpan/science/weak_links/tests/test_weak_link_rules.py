"""The rules of DOMAIN 5.3, one broken and one kept each."""

from datetime import UTC, datetime, timedelta

import pytest

from yanpan.science.weak_links import (
    DenominatorChange,
    OpenRow,
    SpotCheck,
    UnitFigure,
    UnitReport,
    WaitingHandover,
    WeakLink,
    changed_denominators,
    false_completions,
    late_reports,
    overfull_rates,
    rates_worse_than_city,
    rows_late,
    rows_open_too_long,
    silent_units,
    unacknowledged_handovers,
    weak_rates,
    zero_reports,
)

NOW = datetime(2021, 8, 5, 7, 40, tzinfo=UTC)  # 15:40 in Luohe


def ago(hours: float) -> datetime:
    return NOW - timedelta(hours=hours)


def test_a_county_silent_since_eleven_is_a_weak_link_and_one_heard_at_the_limit_is_not() -> None:
    heard = {"舞阳": ago(4 + 40 / 60), "临颍": ago(2), "源汇": None}
    links = silent_units(heard, NOW, timedelta(hours=2))
    assert [(link.unit, link.severity) for link in links] == [("源汇", 3), ("舞阳", 2)]
    assert links[1].facts == {"silent_hours": pytest.approx(4.6667, abs=1e-3), "limit_hours": 2}


def test_a_missing_report_is_graver_than_a_late_one() -> None:
    reports = [
        UnitReport("甲", ago(1), ago(0.5), 5, 0),
        UnitReport("乙", ago(1), None, 0, 0),
        UnitReport("丙", ago(3), None, 0, 0),
        UnitReport("丁", ago(1), ago(1), 5, 0),
        UnitReport("戊", ago(-1), None, 0, 0),
    ]
    assert {link.unit: link.severity for link in late_reports(reports, NOW)} == {"甲": 1, "乙": 2, "丙": 3}


def test_a_zero_report_counts_only_while_rows_are_open() -> None:
    reports = [
        UnitReport("甲", ago(1), ago(1), 0, 12),
        UnitReport("乙", ago(1), ago(1), 0, 0),
        UnitReport("丙", ago(1), ago(1), 3, 9),
        UnitReport("丁", ago(1), None, 0, 12),
    ]
    assert zero_reports(reports) == (WeakLink("report_zero", "甲", 2, {"open_count": 12}),)


def test_the_receiver_answers_for_hand_overs_beyond_their_limit() -> None:
    handovers = [
        WaitingHandover("召陵", ago(5), timedelta(hours=1)),
        WaitingHandover("召陵", ago(3), timedelta(hours=2)),
        WaitingHandover("郾城", ago(1), timedelta(hours=1)),
    ]
    (link,) = unacknowledged_handovers(handovers, NOW)
    assert (link.code, link.unit, link.severity) == ("handover_unacknowledged", "召陵", 3)
    assert link.facts == {"count": 2, "oldest_hours": 5, "times_limit": 5}


def test_a_hand_over_without_time_is_refused() -> None:
    with pytest.raises(ValueError, match="some time"):
        WaitingHandover("召陵", NOW, timedelta(0))


def test_rows_open_longer_than_a_day_are_counted_per_unit() -> None:
    rows = [OpenRow("甲", ago(30), ago(6)), OpenRow("甲", ago(24), ago(0)), OpenRow("乙", ago(72), ago(48))]
    links = rows_open_too_long(rows, NOW)
    assert [(link.unit, link.severity, link.facts["count"]) for link in links] == [("乙", 2, 1), ("甲", 1, 1)]
    assert links[1].facts["oldest_hours"] == 30


def test_rows_past_their_due_time_are_late() -> None:
    rows = [OpenRow("甲", ago(30), ago(6)), OpenRow("甲", ago(24), ago(0)), OpenRow("乙", ago(72), ago(48))]
    assert rows_late(rows, NOW) == (
        WeakLink("rows_late", "乙", 3, {"count": 1, "latest_hours": 48}),
        WeakLink("rows_late", "甲", 1, {"count": 1, "latest_hours": 6}),
    )


def test_a_denominator_may_move_two_percent_or_with_a_reason() -> None:
    changes = [
        DenominatorChange("甲", "i", 1000, 1020, has_reason=False),
        DenominatorChange("乙", "i", 1000, 979, has_reason=False),
        DenominatorChange("丙", "i", 1000, 500, has_reason=True),
        DenominatorChange("丁", "i", 0, 10, has_reason=False),
        DenominatorChange("戊", "i", 1000, 1100, has_reason=False),
    ]
    assert {link.unit: link.severity for link in changed_denominators(changes)} == {"乙": 1, "丁": 3, "戊": 3}


def test_all_done_and_a_miss_found_is_an_untrue_report() -> None:
    checks = [
        SpotCheck("甲", "i", 50, 50, checked=10, missed=2),
        SpotCheck("乙", "i", 50, 50, checked=10, missed=0),
        SpotCheck("丙", "i", 49, 50, checked=10, missed=2),
    ]
    assert false_completions(checks) == (
        WeakLink("complete_but_missed", "甲", 3, {"reported": 50, "checked": 10, "missed": 2}, "i"),
    )


def test_more_done_than_due_means_the_base_is_wrong() -> None:
    figures = [UnitFigure("甲", "i", 105, 100, True), UnitFigure("乙", "i", 100, 100, True)]
    assert [link.unit for link in overfull_rates(figures)] == ["甲"]


def test_a_named_rate_becomes_a_weak_link_with_its_numbers() -> None:
    figures = [UnitFigure(f"镇{n}", "i", 95, 100, True) for n in range(20)]
    figures.append(UnitFigure("北舞渡", "i", 60, 100, True))
    (link,) = rates_worse_than_city(weak_rates(figures))
    assert (link.code, link.unit, link.severity, link.indicator) == ("rate_worse_than_city", "北舞渡", 3, "i")
    assert link.facts["observed"] == 60
    assert link.facts["expected"] == pytest.approx(95)


def test_a_severity_outside_one_to_three_is_refused() -> None:
    with pytest.raises(ValueError, match="severity"):
        WeakLink("x", "甲", 4)
