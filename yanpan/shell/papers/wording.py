"""Text as it may stand on a paper: hostile or damaged characters never reach a renderer."""

import re
import unicodedata

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# Line ends of every system, and the separators some word processors put into cells.
_LINE_ENDS = re.compile("\r\n?|\x85|\u2028|\u2029")

# Controls (not \n), lone surrogates and non-characters are refused by XML 1.0. The bidirectional overrides
# and isolates would let one cell turn its neighbours around ("rlo" spoofing), so they are made visible.
# Right-to-left letters themselves stay.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]"
    "|[\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U000efffe\U000effff\U000ffffe\U000fffff\U0010fffe\U0010ffff]"
)


def printable(text: str) -> str:
    """The text with one kind of line end, tabs as spaces, and every unprintable character shown as U+FFFD."""
    unified = _LINE_ENDS.sub("\n", text).replace("\t", " ").replace("\ufeff", "")
    return _UNPRINTABLE.sub(REPLACEMENT, unified)


def one_line(text: str) -> str:
    """The text with its line ends as single spaces: for names, properties and sheet titles."""
    return " ".join(text.split("\n")).strip()


def display_width(text: str) -> int:
    """Width of the longest line in half-width columns: a Chinese character counts two."""
    return max(sum(_columns(character) for character in line) for line in text.split("\n"))


def _columns(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1
