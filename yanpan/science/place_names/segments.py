"""An address line may give two places: where the person is and where the household is registered."""

from __future__ import annotations

import re
from typing import NamedTuple

_LABEL = re.compile(
    r"(?P<household>(?:户籍|户口|籍贯|原籍)(?:所在)?(?:地址|地)?(?:是|为|在)?:?)"
    r"|(?P<present>(?:现居住|现住|现居|居住|暂住|目前|现在|现)(?:所在|居住|住)?(?:地址|地|址|于|在)+:?|目前|现住|现居|暂住)"
)
_EDGE = "()（）[]【】,，;；。:：、"
_BRACKETS = re.compile(r"[((\[【][^))\]】]*[))\]】]?")


class Segments(NamedTuple):
    present: str
    household: str


def split_segments(text: str) -> Segments:
    """郑州市二七区务工(户籍:舞阳县保和乡) -> 郑州市二七区务工 and 舞阳县保和乡."""
    if not (any(c in text for c in _EDGE) or _LABEL.search(text)):
        return Segments(text, "")
    pieces = {"": "", "present": "", "household": ""}
    label, start = "", 0
    for found in [*_LABEL.finditer(text), None]:
        piece = _clean(text[start : found.start() if found else len(text)])
        if piece:
            pieces[label] = piece
        if found:
            label, start = str(found.lastgroup), found.end()
    if pieces["present"]:  # 舞阳县侯集镇(现在郑州务工): what stands before is where the household is
        return Segments(pieces["present"], pieces["household"] or pieces[""])
    return Segments(pieces[""], pieces["household"])


def _clean(piece: str) -> str:
    """Edges off; what else stands in brackets (a firm, a remark) is no part of the address."""
    outer = _BRACKETS.sub("", piece).strip(_EDGE)
    return outer or piece.strip(_EDGE)
