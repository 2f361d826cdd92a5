"""The extract as a paper for the applicant: Chinese, complete, with what cannot be told said as such."""

from collections import Counter
from datetime import datetime

from django.utils import translation
from django.utils.timezone import localtime

from yanpan.base.accounts.rules import all_roles
from yanpan.base.places.queries import list_units
from yanpan.shell.papers import Block, Facts, Heading, Paper, Paragraph, Table
from yanpan.shell.words import right_word
from yanpan.streams.verification.queries.extracts import Extract
from yanpan.streams.verification.templatetags.extract_words import RECIPIENTS
from yanpan.streams.verification.templatetags.verification_words import (
    CHECKS,
    MEASURES,
    SOURCES,
    STANDINGS,
    word_in,
)

APPEAL = (
    "对以上内容有异议的，可当场提出更正申请：认为“不是本人”的，2小时内核实；认为事实有误的，24小时内答复。"
    "不服答复的，可向本级疫情防控指挥部督导组申诉，也可依法申请行政复议或者提起行政诉讼。"
)
NOT_TOLD = (
    "审计记录逐条载明查看了本人记录的操作，以及不超过200行的名单中是否有本人；超过200行的名单只记人数，"
    "无法确定其中是否有本人，下表列出次数。"
)


def extract_paper(extract: Extract, *, organ: str, drill: bool, watermark: str) -> Paper:
    """Everything the extract holds. The paper of a Chinese office is Chinese whatever language its clerk reads."""
    with translation.override("zh-hans"):
        return Paper(
            title="个人信息查阅结果",
            organ=organ,
            drill=drill,
            mark="仅供申请人本人",
            watermark_id=watermark,
            blocks=(
                *_held(extract),
                *_told(extract),
                *_looked(extract),
                Heading(1, "六、更正与申诉"),
                Paragraph(APPEAL),
            ),
        )


def _hour(at: datetime | None) -> str | None:
    return f"{localtime(at):%Y-%m-%d %H:%M}" if at else None


def _held(extract: Extract) -> list[Block]:
    facts = Facts(
        (
            ("事件", extract.event),
            ("短码", extract.short_code),
            ("姓名", extract.name or None),
            ("身份证件号码", extract.id_number or None),
            ("联系电话", extract.phone or None),
            ("地址", extract.address or None),
        )
    )
    rows = tuple(
        (
            _hour(row.received_at),
            word_in(SOURCES, row.source),
            row.sender or None,
            word_in(CHECKS, row.check),
            row.topic or None,
            word_in(STANDINGS, row.standing),
            "；".join(f"{name}：{value}" for name, value in row.fields.items() if value),
        )
        for row in extract.rows
    )
    header = ("收到时间", "来源", "发送单位", "用途", "专题", "状态", "名单所载内容")
    return [
        Heading(1, "一、持有的信息"),
        facts,
        Heading(1, "二、来源和用途"),
        Table("载有本人的名单", header, rows) if rows else Paragraph("没有名单载有本人。"),
    ]


def _told(extract: Extract) -> list[Block]:
    answers = tuple(
        (
            _hour(one.at),
            one.unit,
            word_in(MEASURES, one.measure) if one.measure else None,
            " ".join(part for part in (one.deciding_body, one.document_number) if part) or None,
            _hour(one.test_at),
            one.note or None,
        )
        for one in extract.answers
    )
    recipients = tuple(
        (_hour(one.at), word_in(RECIPIENTS, one.kind), one.who, one.number or None)
        for one in extract.recipients
    )
    hands = tuple(
        (_hour(one["sent_at"]), one["sender"], one["receiver"], _hour(one["acknowledged_at"]))
        for one in extract.hands
    )
    header = ("时间", "单位", "措施", "决定机关和文号", "采样时间", "备注")
    return [
        Heading(1, "三、核查记录"),
        Table("核查结果", header, answers) if answers else Paragraph("尚无核查结果。"),
        Table("交办单位", ("交办时间", "交出", "接收", "签收时间"), hands)
        if hands
        else Paragraph("没有交办。"),
        Heading(1, "四、提供给谁"),
        Table("接收方", ("时间", "方式", "接收单位", "文号"), recipients)
        if recipients
        else Paragraph("没有向其他单位提供。"),
    ]


def _looked(extract: Extract) -> list[Block]:
    roles = {key: role.name_zh for key, role in all_roles().items()}
    units = {one.path: one.name for one in list_units()}
    looks = tuple(
        (
            _hour(one.at),
            roles.get(one.role, one.role or "—"),
            units.get(one.unit, one.unit or "—"),
            right_word(one.verb),
            "本人" if one.among == 1 else f"{one.among}人名单",
        )
        for one in extract.looks
    )
    untold = Counter(
        {(roles.get(one.role, one.role or "—"), right_word(one.verb)): one.count for one in extract.untold}
    )
    lists = tuple((role, verb, count) for (role, verb), count in sorted(untold.items()))
    return [
        Heading(1, "五、谁查看或者处理过"),
        Table("查看和处理记录", ("时间", "岗位", "单位", "目的", "范围"), looks)
        if looks
        else Paragraph("没有记录。"),
        Paragraph(NOT_TOLD),
        *([Table("无法确定是否含本人的名单", ("岗位", "目的", "次数"), lists)] if lists else []),
    ]
