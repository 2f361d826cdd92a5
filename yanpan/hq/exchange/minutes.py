"""会议纪要 as a paper of the office (FORMS), from what its document says and nothing else. In Chinese."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import override

from yanpan.base.documents.reading import DocumentView
from yanpan.hq.exchange.order_sheet import matter_of
from yanpan.shell.papers import Block, Facts, Heading, Paper, Paragraph, Table
from yanpan.shell.papers.layout import fit_table
from yanpan.shell.papers.official import (
    copies,
    day_of,
    ended,
    hour_of,
    mark_of,
    ordinal,
    sentences,
    signature,
)

PRESENCE = ("present", "stand_in", "leave", "absent")


def minutes_paper(document: DocumentView, text: Mapping[str, Any]) -> Paper:
    """An unsigned one is marked as such."""
    facts = {
        "number": document.number,
        "organ": document.organ,
        "date": day_of(document.signed_at),
        "count": len(text["decisions"]),
    }
    with override("zh-hans"):
        return Paper(
            title=document.wording.say("title", **facts),
            organ=document.organ,
            drill=document.drill,
            number=document.number,
            mark=mark_of(document),
            subtitle=ended(document),
            blocks=tuple(_blocks(document, text, facts)),
            footer=copies(document.wording, facts),
        )


def _blocks(document: DocumentView, text: Mapping[str, Any], facts: Mapping[str, object]) -> Iterator[Block]:
    wording, presence = document.wording, text["presence"]
    label = {name: wording.say(f"label_{name}") for name in ("time", "place", "chair", "cut_off", *PRESENCE)}
    yield from sentences(wording, facts, "opening")
    yield Facts(
        (
            (label["time"], hour_of(datetime.fromisoformat(text["at"]))),
            (label["place"], text["place"] or None),
            (label["chair"], text["chair"]),
            *((label[name], "、".join(presence[name])) for name in PRESENCE if presence.get(name)),
            (label["cut_off"], text["cut_off"] or None),
        )
    )
    for number, (name, blocks) in enumerate(_sections(document, text, facts), start=1):
        yield from _headed(f"{ordinal(number)}、{wording.say(f'label_{name}')}", blocks)
    yield from sentences(wording, facts, "closing")
    yield signature(wording, facts)


def _headed(heading: str, blocks: list[Block]) -> Iterator[Block]:
    """A table that turns the page sideways takes its heading along."""
    match blocks:
        case [Table() as table] if fit_table(table).landscape:
            yield replace(table, title=heading)
        case _:
            yield Heading(1, heading)
            yield from blocks


def _sections(
    document: DocumentView, text: Mapping[str, Any], facts: Mapping[str, object]
) -> Iterator[tuple[str, list[Block]]]:
    """What there is to say, in the order of the form."""
    for name in ("progress", "demands"):
        if text[name]:
            yield name, [Paragraph(line) for line in text[name].splitlines() if line.strip()]
    nothing = list(sentences(document.wording, facts, "nothing_decided"))
    yield "decisions", [_decisions(document, text)] if text["decisions"] else [*nothing]
    if text["contested"]:
        yield (
            "contested",
            [
                Paragraph(f"{unit}：{'有异议，' if kind == 'contested' else ''}{said}")
                for kind, unit, said in text["contested"]
            ],
        )


def _decisions(document: DocumentView, text: Mapping[str, Any]) -> Table:
    return Table(
        "",
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
