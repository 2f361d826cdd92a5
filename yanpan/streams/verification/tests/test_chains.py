"""Reading a group chain: what is clear becomes taps, what is not is asked; by hand-worked lines."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanpan.streams.verification.rules.chain_hints import HINTS
from yanpan.streams.verification.rules.chains import MOST_SIGNS, Doubt, Line, proposals, read_chain

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2021, 8, 5, 15, 40, tzinfo=ZONE)
NAMES = ["张三", "李四", "王五", "张三丰", "王建国", "欧阳小红", "买买提·艾力"]


def read(text: str) -> list[Line]:
    return read_chain(text, NAMES, NOW, ZONE)


def one(text: str) -> Line:
    [line] = read(text)
    return line


@pytest.mark.parametrize(
    ("text", "name", "taps"),
    [
        ("1. 张三 已核查 在家 无异常", "张三", {"where": "here", "measure": "cleared"}),
        ("2、李四外出到郑州打工,电话联系", "李四", {"where": "outside", "contact": "own_phone"}),
        ("3 王五：查无此人", "王五", {"where": "not_found"}),
        (
            "4）王建国 联系不上",
            "王建国",
            {"where": "here", "contact": "not_reached", "obstacle": "off", "tried": "call"},
        ),
        (
            "⑤张三 空号",
            "张三",
            {"where": "here", "contact": "not_reached", "obstacle": "dead_number", "tried": "call"},
        ),
        (
            "欧阳小红上门未见人",
            "欧阳小红",
            {"where": "here", "contact": "not_reached", "obstacle": "off", "tried": "visit"},
        ),
        (
            "李四（本人）居家健康监测，家属说的",
            "李四",
            {"where": "here", "measure": "monitoring", "contact": "family"},
        ),
        ("姓名：王五 情况：在家，未做核酸", "王五", {"where": "here", "test_result": "not_tested"}),
        ("王五　１３８１２３４５６７８　已去世", "王五", {"where": "deceased"}),
        ("买买提·艾力，在上海上班", "买买提·艾力", {"where": "outside"}),
        ("张三从南京回来了，在家，没发烧", "张三", {"where": "here"}),
        ("张三 没有去过郑州，在家", "张三", {"where": "here"}),
        (
            "李四 正在住院",
            "李四",
            {"where": "here", "measure": "in_hospital"},
        ),
        ("张三丰 在家隔离 👌", "张三丰", {"where": "here", "measure": "at_home"}),
    ],
)
def test_what_a_line_says(text: str, name: str, taps: dict[str, str]) -> None:
    line = one(text)
    assert (line.name, dict(line.taps), line.doubts) == (name, taps, ())


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("昨天做的核酸阴性", datetime(2021, 8, 4, 12, tzinfo=ZONE)),
        ("8月4日上午核酸阴性", datetime(2021, 8, 4, 9, tzinfo=ZONE)),
        ("8.3核酸阴性", datetime(2021, 8, 3, 12, tzinfo=ZONE)),
        ("4号晚上核酸阴性", datetime(2021, 8, 4, 20, tzinfo=ZONE)),
        ("今天下午核酸阴性", datetime(2021, 8, 5, 15, tzinfo=ZONE)),
        ("今晚核酸阴性", NOW),  # a test in the future is none
        ("核酸阴性", None),
        ("8月32日核酸阴性", None),
        ("5月1日核酸阴性", None),  # months ago: asked, not believed
    ],
)
def test_when_a_test_was_taken(said: str, at: datetime | None) -> None:
    line = one(f"张三 在家 {said}")
    assert line.taps["test_result"] == "negative" and line.tested_at == at


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("张三不在家", Doubt.NEGATED),
        ("张三 可能在上海", Doubt.UNSURE),
        ("张三在家吗？", Doubt.UNSURE),
        ("张三 明天回村", Doubt.UNSURE),
        ("张三 在家，查无此人", Doubt.CONTRADICTS),
        ("张三 不是本村人", Doubt.NOT_OURS),
        ("张三 收到", Doubt.NOTHING),
        ("张三明在家", Doubt.RUNS_ON),  # 张三明 is somebody else
        ("李四的儿子 王五 说他在广州", Doubt.OTHERS),
        ("今天都核查完了", Doubt.NO_PERSON),
        ("张三 核酸非阴性", Doubt.NEGATED),
    ],
)
def test_what_is_not_clear_is_doubted(text: str, doubt: Doubt) -> None:
    assert doubt in {found for line in read(text) for found in line.doubts}


def test_two_names_before_one_answer_share_it() -> None:
    assert [(line.name, dict(line.taps)) for line in read("1. 张三、李四 在家")] == [
        ("张三", {"where": "here"}),
        ("李四", {"where": "here"}),
    ]


def test_two_answers_in_one_line_are_kept_apart() -> None:
    first, second = read("张三在家，李四在广州")
    assert (first.taps["where"], second.taps["where"]) == ("here", "outside")


def test_titles_and_blank_lines_are_left_out_and_lines_are_numbered_as_read() -> None:
    lines = read("#接龙\n姬石镇核查接龙\n\n5. 张三 在家\n7. 李四 在家\n")
    assert [line.number for line in lines] == [1, 2]


def test_an_answer_on_the_next_line_belongs_to_the_name_above() -> None:
    line = one("张三：\n在家，一切正常")
    assert line.name == "张三" and line.taps == {"where": "here", "measure": "cleared"}


def test_only_an_only_exact_name_is_taken() -> None:
    people = {"a": "张三", "b": "李四", "c": "李四", "d": "王建国"}
    text = "张三 在家\n李四 在家\n王健国 在家\n赵钱孙 在家"
    taken, several, similar, nobody = proposals(read_chain(text, list(people.values()), NOW, ZONE), people)
    assert taken.is_clear and taken.candidates == ("a",)
    assert several.doubts == (Doubt.SAME_NAME,) and several.candidates == ("b", "c")
    assert similar.doubts == (Doubt.SIMILAR,) and similar.candidates == ("d",)
    assert nobody.doubts == (Doubt.NOBODY,) and nobody.candidates == ()


def test_who_is_named_twice_is_asked_about() -> None:
    found = proposals(read("张三 在家\n张三 查无此人"), {"a": "张三"})
    assert all(Doubt.TWICE in line.doubts for line in found)


@given(
    st.text(
        alphabet=st.sampled_from("张三李四王五在家不没外出到郑州核酸阴性1.、，：\n ?（）8月4日"), max_size=120
    )
)
def test_no_text_breaks_it_and_a_doubtful_line_is_never_clear(text: str) -> None:
    for found in proposals(read(text), {"a": "张三", "b": "李四"}):
        assert found.is_clear == (not found.doubts)
        if found.is_clear:
            assert len(found.candidates) == 1 and found.line.taps


@given(st.sampled_from(sorted(HINTS)))
def test_every_phrase_alone_is_understood_as_it_is_meant(phrase: str) -> None:
    assert one(f"1. 张三 {phrase}").taps == HINTS[phrase]


def test_a_very_long_text_is_read_no_further_than_its_limit() -> None:
    assert len(read("张三 在家\n" * 5000)) <= MOST_SIGNS // len("张三 在家\n") + 1
