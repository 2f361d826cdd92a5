"""The rules of supervision: each belongs to a line of work, and the nine prohibitions begin on their day."""

from datetime import date

from yanpan.base.policy.lines import LINES
from yanpan.base.policy.rules import all_packs
from yanpan.base.policy.supervision import supervision_rules, supervision_rules_on


def test_every_rule_stands_once_and_belongs_to_a_line_and_no_line_is_without_one() -> None:
    rules = supervision_rules()
    assert len({one.key for one in rules}) == len(rules)
    assert {one.line for one in rules} == {line.key for line in LINES}
    assert all(one.name_zh and one.name_en for one in rules)


def test_the_nine_prohibitions_bind_from_5_june_2022() -> None:
    before, after = supervision_rules_on(date(2022, 6, 4)), supervision_rules_on(date(2022, 6, 5))
    assert [one.prohibition for one in after if one not in before] == [1, 2, 3, 4, 5, 6, 7, 8, 9]


def test_every_pack_says_how_long_a_finding_may_stay_and_what_counts_as_a_repetition() -> None:
    for pack in all_packs():
        clocks = pack.rules["supervision"]
        assert set(clocks["fix_hours"]) == {"1", "2", "3"}
        assert clocks["repeat_days"] == 14 and clocks["paper_hours"] == 2
        assert pack.target("fixed_24h") == 0.9 and pack.target("repeat_rate") == 0.05
