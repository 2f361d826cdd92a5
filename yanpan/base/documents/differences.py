"""What a later text says otherwise than an earlier one, line by line. Pure."""

from collections.abc import Iterator
from difflib import SequenceMatcher

KEPT, GONE, NEW = " ", "-", "+"


def difference(earlier: str, later: str) -> list[tuple[str, str]]:
    """Every line of both, in order, with its sign: kept, gone, new."""
    before, after = _lines(earlier), _lines(later)
    matched = SequenceMatcher(None, before, after, autojunk=False)
    return [line for step in matched.get_opcodes() for line in _signed(step, before, after)]


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]


def _signed(
    step: tuple[str, int, int, int, int], before: list[str], after: list[str]
) -> Iterator[tuple[str, str]]:
    how, first, last, new_first, new_last = step
    if how == "equal":
        yield from ((KEPT, line) for line in before[first:last])
        return
    yield from ((GONE, line) for line in before[first:last])
    yield from ((NEW, line) for line in after[new_first:new_last])
