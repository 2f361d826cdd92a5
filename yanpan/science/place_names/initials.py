"""首字母: what people type on a telephone's keys instead of a name."""

from functools import lru_cache

from pypinyin import Style, pinyin


def begins_with_initials(name: str, letters: str) -> bool:
    """'slq' and 'zlq' both fit 召陵区: a character with two readings may be meant either way."""
    return 0 < len(letters) <= len(name) and all(
        letter in _first_letters(sign) for letter, sign in zip(letters.lower(), name, strict=False)
    )


@lru_cache(maxsize=65536)
def _first_letters(sign: str) -> frozenset[str]:
    """Of every reading; a sign that is no character stands for itself."""
    return frozenset(one[:1].lower() for one in pinyin(sign, style=Style.FIRST_LETTER, heteronym=True)[0])
