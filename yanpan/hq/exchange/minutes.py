"""会议纪要 as a paper of the office (FORMS), from what its document says and nothing else. In Chinese."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import override

from yanpan.base.documents.reading import DocumentView
from yanpan.hq.exchange.order_sheet import hour_of, matter_of
from yanpan.shell.papers import Block, Closing, Facts, Heading, Paper, Paragraph, Table
from yanpan.shell.papers.official import day_of, ended, mark_of

PRESENCE = (("present", "出席"), ("stand_in", "代会"), ("leave", "请假"), ("absent", "缺席"))


def minutes_paper(document: DocumentView, text: Mapping[str, Any]) -> Paper:
    """An unsigned one is marked as such."""
    with override("zh-hans"):
        return Paper(
            title="研判会议纪要",
            organ=document.organ,
            drill=document.drill,
            number=document.number,
            mark=mark_of(document),
            subtitle=ended(document),
            blocks=tuple(_blocks(document, text)),
        )


def file_name(document: DocumentView) -> str:
    """Without its ending."""
    return f"{'演练数据-' if document.drill else ''}会议纪要-{document.number or '送审稿'}"


def _blocks(document: DocumentView, text: Mapping[str, Any]) -> Iterator[Block]:
    presence = text["presence"]
    yield Facts(
        (
            ("时间", hour_of(datetime.fromisoformat(text["at"]))),
            ("地点", text["place"] or None),
            ("主持", text["chair"]),
            *((words, "、".join(presence[name])) for name, words in PRESENCE if presence.get(name)),
            ("数据截止", text["cut_off"] or None),
        )
    )
    numbers = iter("一二三四")
    for title, words in (("主要进展", text["progress"]), ("会议要求", text["demands"])):
        if words:
            yield Heading(1, f"{next(numbers)}、{title}")
            yield from (Paragraph(line) for line in words.splitlines() if line.strip())
    yield Heading(1, f"{next(numbers)}、议定事项")
    yield _decisions(text) if text["decisions"] else Paragraph("本次会议未议定新的事项。")
    if text["contested"]:
        yield Heading(1, f"{next(numbers)}、对薄弱环节的意见")
        for kind, unit, said in text["contested"]:
            yield Paragraph(f"{unit}：{'有异议，' if kind == 'contested' else ''}{said}")
    yield Closing((document.organ, day_of(document.signed_at)))


def _decisions(text: Mapping[str, Any]) -> Table:
    return Table(
        "议定事项",
        ("序号", "交办单", "事项", "责任单位", "配合单位", "验收标准", "时限"),
        tuple(
            (
                number,
                one["number"] or None,
                matter_of(one),
                one["owner"],
                "、".join(one["helpers"]) or None,
                one["demand"],
                hour_of(datetime.fromisoformat(one["due_at"])),
            )
            for number, one in enumerate(text["decisions"], start=1)
        ),
    )
