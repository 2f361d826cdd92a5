"""协查函: its common wording, which an office may word anew; what a province wants otherwise stays as it wants it."""

from collections.abc import Mapping
from dataclasses import replace

from yanpan.base.documents.wording import PLACEHOLDER, Part, Wording, WordingKind, define_kind
from yanpan.streams.verification.rules.letters import Format, all_formats

EXAMPLES = {
    "number": "漯疫防指协函〔2021〕12号",
    "organ": "漯河市新冠肺炎疫情防控指挥部",
    "date": "2021年8月5日",
    "city": "信阳市",
    "count": "1",
    "exposure": "于7月20日至22日在郑州市第六人民医院有接触或暴露史",
    "refers_to": "驻疫防指协函〔2021〕3号",
    "window": "7月20日至22日",
    "place": "郑州市第六人民医院",
    "case": "郑州031",
    "annex": "附件",
    "hours": "12",
    "name": "流调专班",
    "phone": "0395-0000000",
}
# Part of the common format → where it stands, its name for the office.
_PARTS = {
    "addressee": ("salutation", "主送", "Addressed to"),
    "opening.ask": ("paragraph", "开头（协查）", "Opening (asks to find)"),
    "opening.onward": ("paragraph", "开头（续查）", "Opening (went on to another city)"),
    "opening.withdraw": ("paragraph", "开头（终止）", "Opening (takes back)"),
    "clauses.exposure": ("clause", "暴露史", "Exposure"),
    "clauses.case": ("clause", "病例编号", "Number of the case"),
    "clauses.annexed": ("clause", "名单见附件", "List annexed"),
    "clauses.asked": ("paragraph", "请求事项的引语", "Before what is asked"),
    "clauses.answer_by": ("paragraph", "反馈时限", "When to answer"),
    "clauses.privacy": ("paragraph", "保密要求", "Privacy"),
    "clauses.contact": ("paragraph", "联系人", "Contact"),
}


def _kind(common: Format) -> WordingKind:
    """What the common wording fills in must stay in it: a letter without them could not be answered."""
    parts = {
        name: Part(
            name,
            role,
            name_zh,
            name_en,
            common.words[name],
            needs := frozenset(PLACEHOLDER.findall(common.words[name])),
            needs,
        )
        for name, (role, name_zh, name_en) in _PARTS.items()
    }
    foot = frozenset({"number", "organ", "date"})
    signature = Part(
        "signature", "signature", "落款", "Signature block", "{organ}\n{date}", frozenset({"date"}), foot
    )
    copies = Part("copies", "footer", "抄送", "Copies to", "", may=foot)
    return WordingKind(
        "letter", "协查函", "Letter", EXAMPLES, {**parts, "signature": signature, "copies": copies}
    )


LETTER = define_kind(_kind(all_formats()[0]))


def in_the_words_of(wanted: Format, wording: Wording) -> Format:
    """The format with the office's wording, save where the receiving province has its own."""
    common = all_formats()[0].words
    own: Mapping[str, str] = {
        name: text
        for name, text in wording.texts.items()
        if name in _PARTS and wanted.words[name] == common[name]
    }
    return replace(wanted, words={**wanted.words, **own})
