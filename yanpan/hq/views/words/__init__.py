"""Refusals, rights and matters of the headquarters in words, one module per matter."""

from yanpan.hq.views.words import (
    attendance,
    day,
    duty_log,
    items,
    line_reports,
    meeting,
    papers,
    rapid_reports,
    rota,
    timeliness,
    wordings,
)
from yanpan.shell.words import register_right_words, register_words
from yanpan.shell.words.kinds import ACTS, FACTS, MATTERS

MODULES = (
    attendance,
    day,
    duty_log,
    items,
    line_reports,
    meeting,
    papers,
    rapid_reports,
    rota,
    timeliness,
    wordings,
)


def register_hq_words() -> None:
    """Called once, when the headquarters is ready."""
    for module in MODULES:
        register_words(getattr(module, "REFUSALS", {}))
        register_right_words(getattr(module, "RIGHTS", {}))
        MATTERS.update(getattr(module, "MATTER_WORDS", {}))
        ACTS.update(getattr(module, "MATTER_ACTS", {}))
        FACTS.update(getattr(module, "FACT_WORDS", {}))
