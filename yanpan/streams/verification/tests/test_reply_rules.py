"""Titles, words and numbers of a reply, by hand."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanpan.kernel.errors import Refused
from yanpan.streams.verification.rules.replies import (
    Cover,
    Facts,
    Kind,
    Said,
    check_kind,
    cover_of,
    said_of,
    text_for,
)
from yanpan.streams.verification.rules.reply_columns import (
    Answer,
    Seen,
    answer_by_title,
    check_words,
    propose,
    vocabulary,
    words_in,
)
from yanpan.streams.verification.templatetags import reply_words

WORDS = vocabulary().words


@pytest.mark.parametrize(
    ("title", "answer"),
    [
        ("核查结果", "result"),
        ("排查情况", "result"),
        ("落地核查结果", "result"),
        ("是否在漯", "in_city"),
        ("是否在漯河市内", "in_city"),
        ("是否在本地", "in_city"),
        ("现居住地", "address"),
        ("目前所在地", "address"),
        ("现住址", "address"),
        ("核查时间", "found_at"),
        ("落地时间", "found_at"),
        ("管控措施", "measure"),
        ("隔离方式", "measure"),
        ("是否管控", "measure"),
        ("管控时间", "controlled_at"),
        ("采样时间", "test_at"),
        ("核酸检测结果", "test_result"),
        ("检测结果", "test_result"),
        ("核查人", "checked_by"),
        ("责任单位", "checked_by"),
        ("协查函编号", "letter"),
        ("文书编号", "document"),
        ("备注", "remark"),
        ("姓名", None),
        ("身份证号码", None),
        ("联系电话", None),
        ("推送时间", None),
        ("出生日期", None),
        ("户籍地址", None),
    ],
)
def test_titles_are_told_by_the_shipped_patterns(title: str, answer: str | None) -> None:
    assert answer_by_title(title) == answer


def test_a_filled_column_is_the_senders_and_a_half_filled_one_is_asked_about() -> None:
    seen = [
        Seen(0, "现住址", "address", 0.1),
        Seen(1, "核查 结果", "outcome", 1.0),
        Seen(2, "备注", "remark", 0.7),
    ]
    assert [(one.answer, one.confidence) for one in propose(seen, {})] == [
        ("", 0.9),
        ("result", 0.95),
        ("remark", 0.5),
    ]


def test_of_two_columns_for_one_answer_the_emptier_gets_it() -> None:
    seen = [Seen(0, "核查结果", "outcome", 0.6), Seen(1, "排查结果", "outcome", 1.0)]
    assert [one.answer for one in propose(seen, {})] == ["", "result"]
    assert propose(seen, {})[0].confidence < 0.6


def test_what_was_said_last_time_counts_more_than_the_title() -> None:
    seen = [Seen(0, "核查结果", "outcome", 1.0), Seen(1, "回执", "unknown", 0.0)]
    assert [one.answer for one in propose(seen, {"核查结果": "", "回执": "result"})] == ["", "result"]


def test_drop_down_words_are_told_by_what_they_mean() -> None:
    assert words_in(["已在漯", "不在漯", "查无此人", "联系不上", "其它"]) == {
        "here": "已在漯",
        "outside": "不在漯",
        "not_found": "查无此人",
        "unreachable": "联系不上",
    }
    assert words_in(["是", "否"]) == {"in_city.yes": "是", "in_city.no": "否"}
    assert words_in(["集中隔离", "居家健康监测", "居家隔离"]) == {
        "measure.at_site": "集中隔离",
        "measure.monitoring": "居家健康监测",
        "measure.at_home": "居家隔离",
    }


def test_every_outcome_needs_a_word() -> None:
    assert check_words({"here": " 在漯 "})["here"] == "在漯"
    for wrong, code in (({"here": " "}, "word_missing_or_long"), ({"purple": "x"}, "no_such_answer")):
        with pytest.raises(Refused) as caught:
            check_words(wrong)
        assert caught.value.code == code


def test_every_code_has_its_word_on_the_page() -> None:
    assert set(reply_words.OUTCOMES) == set(WORDS)
    assert set(reply_words.ANSWERS) == set(Answer)
    assert {one.answer for one in vocabulary().titles} == set(Answer)
    assert {code for code, _ in vocabulary().choices} <= set(WORDS)


def test_the_senders_own_word_for_a_repetition_holds_the_row() -> None:
    facts = Facts("名单", 9, Said.DUPLICATE, same_as=("名单", 4))
    words = {**WORDS, "duplicate": "与第{row}条重复"}
    assert text_for(Answer.RESULT, facts, words, says_in_hand=False) == "与第4条重复"
    other = Facts("表2", 9, Said.DUPLICATE, same_as=("名单", 4))
    assert text_for(Answer.RESULT, other, words, says_in_hand=False) == "重复：同“名单”第4行"


def test_who_left_is_told_with_the_letter_and_without_a_measure() -> None:
    facts = Facts("", 2, Said.ELSEWHERE, address="扬州市", letter="漯疫防指函〔2021〕7号", measure="")
    said = {one: text_for(one, facts, WORDS, says_in_hand=True) for one in Answer}
    assert said[Answer.RESULT] == "不在漯" and said[Answer.IN_CITY] == "否"
    assert said[Answer.ADDRESS] == "扬州市" and said[Answer.LETTER] == "漯疫防指函〔2021〕7号"
    assert said[Answer.REMARK] == "已发协查函（漯疫防指函〔2021〕7号）"
    assert said[Answer.MEASURE] == ""


@pytest.mark.parametrize("said", [Said.WRONG, Said.NOT_FOUND, Said.DUPLICATE, Said.UNREACHABLE])
def test_of_whom_nobody_found_only_the_result_is_told(said: Said) -> None:
    facts = Facts("", 2, said, same_as=("", 1), address="某村", measure="at_home", found_at="2021-08-05")
    told = {one for one in Answer if text_for(one, facts, WORDS, says_in_hand=True)}
    assert told == {Answer.RESULT}


def test_refusing_and_unreachable_are_in_hand_and_never_closed() -> None:
    assert said_of("in_hand", "not_reached") == Said.UNREACHABLE
    assert cover_of(1, [Said.UNREACHABLE]) == Cover(1, in_hand=1, unreachable=1)


@given(st.lists(st.sampled_from(list(Said)), max_size=60))
def test_the_cover_line_adds_up_whatever_became_of_the_rows(rows: list[Said]) -> None:
    cover = cover_of(len(rows), rows)
    assert cover.adds_up and cover.answered + cover.in_hand == len(rows)


@given(st.lists(st.sampled_from(list(Said)), max_size=20), st.integers(1, 5))
def test_a_row_too_few_or_too_many_is_refused(rows: list[Said], missing: int) -> None:
    with pytest.raises(Refused) as caught:
        cover_of(len(rows) + missing, rows)
    assert caught.value.code == "reply_does_not_add_up"


def test_a_final_reply_may_say_that_somebody_is_unreachable_but_not_that_nobody_has_looked() -> None:
    check_kind(Kind.FINAL, Cover(3, here=2, in_hand=1, unreachable=1), [], "")
    with pytest.raises(Refused) as caught:
        check_kind(Kind.FINAL, Cover(3, here=2, in_hand=1), ["first"], "")
    assert caught.value.facts["rows"] == 1


def test_the_shipped_cover_line_names_each_of_its_numbers_once() -> None:
    named = re.findall(r"\{(\w+)\}", vocabulary().phrases["cover"])
    assert sorted(named) == sorted(
        ["on", "file", *(name for name in Cover.__dataclass_fields__ if name != "unreachable")]
    )
