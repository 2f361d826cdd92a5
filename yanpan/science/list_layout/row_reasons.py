"""Which rows under a header are persons, and why the others are not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yanpan.science.list_layout.cell_text import folded, is_blank_mark
from yanpan.science.list_layout.problem import IDENTITY_FIELDS, Column, Field, SkipReason
from yanpan.science.list_layout.value_kinds import is_id, is_name, is_passport, is_phone, pieces_of
from yanpan.science.list_layout.wording import is_title

_TOTAL = re.compile(
    r"(合计|小计|总计|共计|累计|总数|合共|汇总|总人数|共[0-9]+人|(sub)?total|sum)([:：（(]?.{0,20})?",
    re.IGNORECASE,
)
_TOTAL_END = re.compile(r".{1,12}(合计|小计|总计|共计)([:：]?[0-9]*人?)?")
_SIGNATURE = re.compile(
    r"(填报|填表|审核|审批|制表|报送|上报|联系|负责|经办|统计|录入|复核|签发|签收|校对|主管|分管|带班|值班|领导|核查|排查)"
    r"(人员?|单位|签字|电话|时间|日期|领导|负责人|人签字|人及电话|人电话)?[:：(（].*|"
    r"(prepared|reviewed|approved|reported|checked|compiled|filled( in)?|signed)by.*|(tel|phone|contact|date)[:：].*|"
    r"(单位|部门).{0,4}(盖章|公章|签章).*|.{0,6}[(（](盖章|公章|签字)[)）].*|(日期|时间|电话|联系电话|单位|截止时间)[:：].*|"
    r"(填报人|审核人|制表人|联系人|负责人|填表人|联系电话|审批人|经办人)",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(注|备注|说明|填表说明|填报说明|提示|温馨提示|要求|附注|附|note|remark)s?\s*[0-9一二三]?[:：.、].*|※.*",
    re.IGNORECASE,
)
_NUMBERED_NOTE = re.compile(r"[(（]?[0-9一二三四五六七八九十]{1,2}[)）.、．].{8,}")
_ITEM_NUMBER = re.compile(r"[(（]?[0-9一二三四五六七八九十]{1,2}[)）.、．]")
_EXAMPLE = re.compile(
    r"[(（【\[]?(例|示例|样例|举例|填写示例|样本|范例|例如|例子|example|sample)[)）】\]]?[0-9一二]?([:：].*)?",
    re.IGNORECASE,
)
_EXAMPLE_START = re.compile(r"[\s(（【\[［]*[例示样举填范esＥＳｅｓ]", re.IGNORECASE)
_HINT = re.compile(r".{0,6}(必填|选填|下拉|格式[:：为]?|文本格式|请填写|自动生成|yyyy).{0,20}", re.IGNORECASE)
_NOBODY = frozenset(
    {"无", "没有", "无人员", "暂无", "零", "无此情况", "以下空白", "空白", "以下无正文", "以下无内容"}
)


def is_aside(texts: Sequence[str]) -> bool:
    """Whether a row is a total, a signature, a note or an example, by its words alone."""
    for text in texts:
        bare = folded(text)
        labelled = ":" in bare and _SIGNATURE.fullmatch(_ITEM_NUMBER.sub("", bare))
        if labelled or any(form.fullmatch(bare) for form in (_TOTAL, _NOTE, _EXAMPLE)):
            return True
    return False


class RowJudge:
    """Judges rows against the columns of one sheet and its header texts."""

    def __init__(self, columns: Sequence[Column], header_lines: Sequence[Sequence[str]]) -> None:
        self._columns = {column.index: column for column in columns}
        self._header_lines = [[folded(text) for text in line] for line in header_lines]
        self._name = {column.index for column in columns if _carries(column, Field.NAME)}
        self._identity = {
            column.index for column in columns if any(_carries(column, f) for f in IDENTITY_FIELDS)
        }
        self._aside = {
            column.index
            for column in columns
            if column.field in (Field.SEQUENCE, Field.OUTCOME, Field.REMARK, Field.PUSHED_ON)
        }

    def reason(self, texts: Sequence[str]) -> SkipReason | None:
        """Why the row is not a person; None when it is one."""
        filled = [(column, text) for column, text in enumerate(texts) if text]
        if not filled:
            return SkipReason.BLANK
        proof = self.proof(texts)
        if proof < 2 and self._repeats_header(texts):
            return SkipReason.REPEATED_HEADER
        if any(_EXAMPLE_START.match(text) and _EXAMPLE.fullmatch(folded(text)) for _, text in filled):
            return SkipReason.EXAMPLE
        if not proof:
            return self._without_proof(filled)
        if proof < 2 and self._is_signature(filled, bare_labels=False):
            return SkipReason.SIGNATURE
        return self._total(filled) if proof < 2 else None

    def proof(self, texts: Sequence[str]) -> int:
        """How many identity columns hold what belongs there."""
        found = 0
        for index in self._identity:
            text = texts[index] if index < len(texts) else ""
            if text and _belongs(text, self._columns[index]):
                found += 1
        return found

    def _without_proof(self, filled: list[tuple[int, str]]) -> SkipReason | None:
        """Rows without a name, an identity number or a phone that looks like one."""
        for found in (self._total(filled), self._note(filled)):
            if found:
                return found
        if self._is_signature(filled, bare_labels=True):
            return SkipReason.SIGNATURE
        if _looks_like_titles([text for _, text in filled]):
            return SkipReason.REPEATED_HEADER
        if _is_column_numbers([text for _, text in filled]):
            return SkipReason.COLUMN_NUMBERS
        if sum(bool(_HINT.fullmatch(text)) for _, text in filled) * 2 > len(filled):
            return SkipReason.EXAMPLE
        if any(folded(text) in _NOBODY for column, text in filled if column not in self._aside):
            return SkipReason.NOBODY if self._telling(filled) < 2 else None
        return self._too_little(filled)

    def _too_little(self, filled: list[tuple[int, str]]) -> SkipReason | None:
        in_identity = [
            text for column, text in filled if column in self._identity and not is_blank_mark(text)
        ]
        telling = self._telling(filled)
        if len(filled) == 1 and filled[0][0] not in self._identity:
            counts = filled[0][0] in self._aside and filled[0][1].isdecimal()
            return SkipReason.NUMBER_ONLY if counts else SkipReason.SECTION
        if telling == 0:
            return SkipReason.NUMBER_ONLY
        if in_identity and telling >= 2:
            return None
        if in_identity and len(filled) == 1 and len(in_identity[0]) > 6:
            return SkipReason.SECTION
        return None if telling >= 2 or in_identity else SkipReason.SECTION

    def _telling(self, filled: list[tuple[int, str]]) -> int:
        return sum(
            column not in self._aside and column in self._columns and not is_blank_mark(text)
            for column, text in filled
        )

    def _total(self, filled: list[tuple[int, str]]) -> SkipReason | None:
        for column, text in filled[:4]:
            bare = folded(text)
            if len(filled) > 3 and column in self._aside and self._columns[column].field == Field.REMARK:
                continue
            if _TOTAL.fullmatch(bare) or (_TOTAL_END.fullmatch(bare) and not is_name(bare)):
                return SkipReason.TOTAL
        return None

    def _note(self, filled: list[tuple[int, str]]) -> SkipReason | None:
        first = folded(filled[0][1])
        if len(filled) <= 2 and (_NOTE.fullmatch(first) or _NUMBERED_NOTE.fullmatch(first)):
            return SkipReason.NOTE
        if len(filled) == 1 and len(first) > 25:
            return SkipReason.NOTE
        return None

    def _is_signature(self, filled: list[tuple[int, str]], *, bare_labels: bool) -> bool:
        """Labels such as 填报人: with what belongs to them; a person's row may hold such a word, so
        where there is proof of a person only labels with a colon count."""
        bare = [_ITEM_NUMBER.sub("", folded(text)) for _, text in filled]
        labels = [text for text in bare if _SIGNATURE.fullmatch(text)]
        if not bare_labels:
            labels = [text for text in labels if ":" in text]
        return bool(labels) and len(filled) <= 2 * len(labels) + 2

    def _repeats_header(self, texts: Sequence[str]) -> bool:
        for line in self._header_lines:
            same = sum(bool(text) and folded(text) == own for text, own in zip(texts, line, strict=False))
            filled = sum(bool(text) for text in texts)
            if same >= 2 and same >= 0.6 * filled:
                return True
            if same == filled == 1 == sum(bool(own) for own in line):
                return True
        return False


def _carries(column: Column, field: Field) -> bool:
    return column.field == field or field in column.also


def _belongs(text: str, column: Column) -> bool:
    if column.also:
        return any(is_id(piece) or is_phone(piece) or is_name(piece) for piece in pieces_of(text))
    if column.field == Field.NAME:
        return is_name(text)
    if column.field == Field.PHONE:
        return is_phone(text)
    return is_id(text) or is_passport(text)


def _looks_like_titles(texts: list[str]) -> bool:
    """Another header further down, or a table that explains the columns."""
    titles = sum(is_title(text) for text in texts)
    return (titles >= 2 and 2 * titles > len(texts)) or (is_title(texts[0]) and len(texts) == 2)


def _is_column_numbers(texts: list[str]) -> bool:
    """A line 1, 2, 3 … or ①, ②, ③ … or A, B, C … under a header."""
    numbers = [re.sub(r"[()（）栏列]", "", folded(text)) for text in texts]
    if len(numbers) < 3:
        return False
    if all(number.isdecimal() for number in numbers):
        values = [int(number) for number in numbers]
        return values == list(range(values[0], values[0] + len(values)))
    return "".join(numbers) == "".join(chr(65 + position) for position in range(len(numbers)))
