"""The words of search, comments and procedures, put with those of the rooms when the frame is ready."""

from yanpan.shell.words import comments, procedures, search
from yanpan.shell.words.kinds import ACTS, FACTS, MATTERS
from yanpan.shell.words.refusals import register_words
from yanpan.shell.words.rights import register_right_words


def register_everyday_words() -> None:
    for module in (search, comments, procedures):
        register_words(getattr(module, "REFUSALS", {}))
        register_right_words(getattr(module, "RIGHTS", {}))
        MATTERS.update(getattr(module, "MATTERS", {}))
        ACTS.update(getattr(module, "ACTS", {}))
        FACTS.update(getattr(module, "FACTS", {}))
