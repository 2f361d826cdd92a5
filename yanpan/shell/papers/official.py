"""What stands on every paper of an office, from where its document stands. In Chinese."""

from datetime import datetime

from yanpan.base.documents.reading import DocumentView
from yanpan.base.policy.rules import CITY_TIME

INTERNAL = "内部资料 注意保存"
UNSIGNED = "送审稿 未签发"


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


def day_of(at: datetime | None) -> str:
    """2021年8月5日; blanks to be written on."""
    if at is None:
        return "    年  月  日"
    local = at.astimezone(CITY_TIME)
    return f"{local.year}年{local.month}月{local.day}日"
