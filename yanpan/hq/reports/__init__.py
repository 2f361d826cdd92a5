"""What the headquarters counts; each module registers its own."""

from yanpan.hq.reports import completeness, headquarters, lines

__all__ = ["completeness", "headquarters", "lines"]
