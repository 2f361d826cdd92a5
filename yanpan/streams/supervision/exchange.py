"""交办单 as a paper of the office, from what its document says and nothing else. In Chinese, whoever reads it."""

from django.utils.translation import override

from yanpan.base.documents.reading import DocumentView
from yanpan.base.policy.rules import CITY_TIME
from yanpan.shell.papers import (
    Annex,
    Block,
    Cell,
    Closing,
    Facts,
    Heading,
    Paper,
    Paragraph,
    Salutation,
    Table,
)
from yanpan.shell.papers.official import day_of, ended, mark_of
from yanpan.shell.words import doer_word
from yanpan.streams.supervision.rules.sheets import SheetItem, SheetText, moment

FEEDBACK = "整改情况反馈表"
SEVERITIES = {3: "严重", 2: "较重", 1: "一般"}
ORDINALS = "一二三四五六七八九十"
DEMAND = (
    "请立行立改、举一反三，在整改时限内提交整改说明和现场照片，申请销号。"
    "不属于你单位职责的，请立即退回，并写明应由哪个单位办理。"
)
ACCEPTANCE = (
    "验收标准：问题整改到位，有整改说明和现场照片，经另一单位人员现场复查合格后销号；整改人不得自行销号。"
)
INDICATORS = "考核指标：24小时整改率、重复问题率。"


def order_sheet_paper(document: DocumentView, text: SheetText) -> Paper:
    """An unsigned one is marked as such on every page; void and corrected ones say so."""
    return Paper(
        title=document.title,
        organ=document.organ,
        drill=document.drill,
        number=document.number,
        urgency=document.urgency_mark,
        mark=mark_of(document),
        subtitle=ended(document),
        blocks=(
            Salutation(f"{text.owner}："),
            Paragraph(f"经督导检查，发现你单位责任范围内问题{len(text.items)}个，现予交办。{DEMAND}"),
            *(block for number, one in enumerate(text.items) for block in _item(number, one, text)),
            Paragraph(ACCEPTANCE),
            Paragraph(INDICATORS),
            Paragraph(f"附件：{FEEDBACK}"),
            Closing((document.organ, day_of(document.signed_at))),
            Annex("附件", FEEDBACK),
            _feedback(text),
        ),
        footer=(_hands(document),),
    )


def file_name(document: DocumentView, owner: str) -> str:
    """The name of the file without its ending: number and owner unit."""
    return f"{document.number or '交办单送审稿'}-{owner}"


def _item(number: int, one: SheetItem, text: SheetText) -> tuple[Block, ...]:
    ordinal = ORDINALS[number] if number < len(ORDINALS) else str(number + 1)
    pairs: list[tuple[str, Cell]] = [
        ("工作线", one.line),
        ("违反规定", one.rule),
        ("现场情况", one.seen),
        ("严重程度", SEVERITIES[one.severity]),
    ]
    if one.times > 1:
        pairs.append(("重复问题", f"{text.repeat_days}天内同一地点第{one.times}次发现同一问题"))
    pairs += [("发现时间", _hour(one.found_at)), ("当场告知", one.told or None)]
    if one.by_word:
        pairs.append(("口头交办", f"{_hour(one.by_word)}已先行口头交办，本件为补发"))
    pairs += [
        ("责任单位", text.owner),
        ("单位负责人", text.responsible or None),
        ("整改时限", f"{_hour(one.due_at)}前"),
    ]
    return Heading(1, f"{ordinal}、{one.place}（{one.unit}）"), Facts(tuple(pairs))


def _feedback(text: SheetText) -> Table:
    """To be filled in by hand where there is no network."""
    header = ("序号", "地点", "整改措施和结果", "整改责任人", "完成时间", "复查意见、复查人")
    rows = tuple((number, one.place, "", "", "", "") for number, one in enumerate(text.items, start=1))
    return Table("", header, rows)


def _hands(document: DocumentView) -> str:
    with override("zh-hans"):
        names = [
            doer_word(name) if name else "—"
            for name in (document.drafted_by, document.checked_by, document.signed_by)
        ]
    return "拟稿：{}  核稿：{}  签发：{}".format(*names)


def _hour(text: str) -> str:
    local = moment(text).astimezone(CITY_TIME)
    return f"{local.year}年{local.month}月{local.day}日{local.hour}时{local.minute:02d}分"
