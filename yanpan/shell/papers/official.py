"""What stands on every paper of an office, from where its document stands. In Chinese."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from yanpan.base.documents.reading import DocumentView
from yanpan.base.documents.wording import Wording
from yanpan.base.policy.rules import CITY_TIME

from .paper import Closing, Paragraph

INTERNAL = "内部资料 注意保存"
UNSIGNED = "送审稿 未签发"
_ONES = ("", *"一二三四五六七八九")


def mark_of(document: DocumentView) -> str:
    """An unsigned paper is marked as such on every page."""
    return INTERNAL if document.signed_at else UNSIGNED


def ended(document: DocumentView) -> str:
    """作废 and 更正 stand on the paper itself, with the number that replaces it."""
    if document.state == "void":
        return "（作废）"
    if document.state == "corrected":
        return f"（已更正，以{document.replaced_by}为准）"
    return f"（更正{document.corrects}）" if document.corrects else ""


def sentences(wording: Wording, facts: Mapping[str, object], *parts: str) -> Iterator[Paragraph]:
    """These parts as paragraphs of the body, one a line; what the office left empty is left out."""
    for part in parts:
        said = wording.say(part, **facts)
        yield from (Paragraph(line) for line in said.splitlines() if line.strip())


def signature(wording: Wording, facts: Mapping[str, object]) -> Closing:
    """落款"""
    return Closing(tuple(wording.say("signature", **facts).splitlines()))


def copies(wording: Wording, facts: Mapping[str, object]) -> tuple[str, ...]:
    """抄送, where the office copies its papers to somebody."""
    said = wording.say("copies", **facts)
    return (f"抄送：{said}",) if said else ()


def day_of(at: datetime | None) -> str:
    """2021年8月5日; blanks to be written on."""
    if at is None:
        return "    年  月  日"
    local = at.astimezone(CITY_TIME)
    return f"{local.year}年{local.month}月{local.day}日"


def hour_of(at: datetime) -> str:
    """8月5日20:00"""
    local = at.astimezone(CITY_TIME)
    return f"{local.month}月{local.day}日{local:%H:%M}"


def ordinal(number: int) -> str:
    """一 to 九十九, before a main heading."""
    tens, ones = divmod(number, 10)
    return f"{'' if tens < 2 else _ONES[tens]}{'十' if tens else ''}{_ONES[ones]}"
