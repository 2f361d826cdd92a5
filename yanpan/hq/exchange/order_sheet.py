"""交办单 as a paper of the office (FORMS): from what its document says and nothing else, in Chinese."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import override

from yanpan.base.documents.reading import DocumentView
from yanpan.base.policy.rules import CITY_TIME
from yanpan.hq.exchange.words import describe, indicator_name, item_origin_name
from yanpan.science.weak_links import WeakLink
from yanpan.shell.papers import Cell, Closing, Facts, Paper, Salutation
from yanpan.shell.papers.official import day_of, ended, mark_of
from yanpan.shell.words import doer_word

BLANK = ""


def order_sheet_paper(document: DocumentView, text: dict[str, Any]) -> Paper:
    """An unsigned one is marked as such; the lines of progress, evidence and check are left to be written on."""
    with override("zh-hans"):
        return Paper(
            title="交办单",
            organ=document.organ,
            drill=document.drill,
            number=document.number,
            urgency=document.urgency_mark,
            mark=mark_of(document),
            subtitle=ended(document),
            blocks=(
                Salutation(f"{text['owner']}："),
                Facts(_facts(document, text)),
                Closing((document.organ, day_of(document.signed_at))),
            ),
        )


def file_name(document: DocumentView, owner: str) -> str:
    """Without its ending."""
    return f"{'演练数据-' if document.drill else ''}交办单-{document.number or '送审稿'}-{owner}"


def _facts(document: DocumentView, text: dict[str, Any]) -> tuple[tuple[str, Cell], ...]:
    acknowledged = (
        f"{text['owner']} {hour_of(document.acknowledged_at)}" if document.acknowledged_at else BLANK
    )
    return (
        ("交办事项", matter_of(text)),
        ("来源", _origin(text)),
        ("责任单位", text["owner"]),
        ("配合单位", "、".join(text["helpers"]) or "无"),
        ("验收标准", text["demand"]),
        ("要改善的指标", indicator_name(text["indicator"]) if text["indicator"] else "无"),
        ("办结时限", hour_of(datetime.fromisoformat(text["due_at"]))),
        ("拟稿", f"{doer_word(document.drafted_by)} {hour_of(document.drafted_at)}"),
        ("核稿", _who(document.checked_by, document.checked_at)),
        ("签发", _who(document.signed_by, document.signed_at)),
        ("签收", acknowledged),
        ("办理进展", BLANK),
        ("佐证", BLANK),
        ("申请销号", BLANK),
        ("核验单位", BLANK),
        ("销号", BLANK),
    )


def matter_of(text: Mapping[str, Any]) -> str:
    """What was decided, or the weak link in words; text: of a sheet, or a line of minutes."""
    if text["matter"]:
        return str(text["matter"])
    return describe(
        WeakLink(text["code"], text["owner_key"], text["severity"], text["facts"], text["indicator"] or None)
    )


def _origin(text: dict[str, Any]) -> str:
    said = item_origin_name(text["origin"])
    if not text["by_word_at"]:
        return said
    return f"{said}（已于{hour_of(datetime.fromisoformat(text['by_word_at']))}口头交办，本单补发）"


def _who(name: str, at: datetime | None) -> str:
    return f"{doer_word(name)} {hour_of(at)}" if at else BLANK


def hour_of(at: datetime) -> str:
    """8月5日20:00"""
    local = at.astimezone(CITY_TIME)
    return f"{local.month}月{local.day}日{local:%H:%M}"
