"""首字母: what people type on a telephone's keys instead of a name."""

from pypinyin import Style, lazy_pinyin


def initials_of(name: str) -> str:
    """张三丰 → 'zsf'; signs that are no characters stay, in small letters."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()
