"""What a person may see of a value by default (rights rules, section 1)."""

import re
import unicodedata

from yanpan.kernel.errors import Refused


def mask_name(name: str) -> str:
    """张三丰 → 张**; one sign of a name is all that is shown."""
    return name[:1] + "*" * max(1, len(name) - 1) if name else ""


def mask_id_number(number: str) -> str:
    """411102199001011234 → 411*************34"""
    return number[:3] + "*" * max(0, len(number) - 5) + number[-2:] if len(number) > 5 else "*" * len(number)


def mask_phone(phone: str) -> str:
    """13812345634 → 138******34"""
    return phone[:3] + "*" * max(0, len(phone) - 5) + phone[-2:] if len(phone) > 5 else "*" * len(phone)


MASK_SIGNS = "*＊×●"
# Not before a figure: 布洛芬×2 is a quantity.
_MASKED_NAME = re.compile(r"[\u4e00-\u9fff][*＊×●](?!\s*\d)")


def is_masked(text: str) -> bool:
    """Whether a text carries a mask as this system shows them (张*, 411*****34): never written back as a value."""
    return any(sign + sign in text for sign in MASK_SIGNS) or _MASKED_NAME.search(text) is not None


def check_written_out(*texts: str) -> None:
    """Of all that is kept of a person. Refused('masked_value_written_back'): it would stand for what is true."""
    if any(is_masked(text) for text in texts):
        raise Refused("masked_value_written_back")


_NUMBER_OF_A_PERSON = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{15}|1[3-9]\d{9})(?!\d)")


def carries_identifier(text: str) -> bool:
    """Whether free text holds an ID number (18 or 15 digits) or a mobile telephone: it would be kept in clear."""
    return _NUMBER_OF_A_PERSON.search(unicodedata.normalize("NFKC", text)) is not None
