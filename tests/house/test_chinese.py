"""The Chinese of the catalogue is set as print sets it: full-width signs beside Chinese characters."""

import re
from collections.abc import Iterator

import pytest

from tools import catalogue

CHINESE = "\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’—…"
HALF_WIDTH = re.compile(rf"[{CHINESE}] ?[,;:!?()]|[,;:!?()] ?[{CHINESE}]")
# Signs that stay half-width beside Chinese: hours, ratios, grouped digits, and what stands in for a value.
AS_THEY_ARE = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?|\d+:\d+|\d{1,3}(?:,\d{3})+|%\(\w+\)[sd]|\bhttps?://\S+")


def half_width(chinese: str) -> list[str]:
    """Every half-width sign of a text that stands next to a Chinese character, with that character."""
    return HALF_WIDTH.findall(AS_THEY_ARE.sub("0", chinese))


def translations() -> Iterator[tuple[str, str]]:
    """(English, Chinese) of every string and every plural form."""
    for message in catalogue.kept():
        english = message.id if isinstance(message.id, str) else message.id[0]
        forms = (message.string,) if isinstance(message.string, str) else message.string or ()
        yield from ((english, form) for form in forms if english and form)


def test_the_catalogue_has_no_half_width_sign_beside_chinese() -> None:
    assert {english: found for english, chinese in translations() if (found := half_width(chinese))} == {}


@pytest.mark.parametrize(
    "chinese",
    [
        "办好了吗?",
        "已登记:24小时内办结",
        "乡镇(街道)",
        "(街道)乡镇",
        "姓名, 电话",
        "一、二;三",
        "%(unit)s:共",
        "注意!",
    ],
)
def test_a_half_width_sign_is_found(chinese: str) -> None:
    assert half_width(chinese)


@pytest.mark.parametrize(
    "chinese", ["18:00前完成", "比例 10:1 混检", "共 65,536 行", "%(done)s 人", "填 08:00，然后保存"]
)
def test_hours_ratios_and_grouped_digits_stay_as_they_are(chinese: str) -> None:
    assert half_width(chinese) == []
