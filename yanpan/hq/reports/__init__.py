"""What the headquarters counts; each module registers its own."""

from yanpan.hq.reports import completeness, epidemic, headquarters, lines

__all__ = ["completeness", "epidemic", "headquarters", "lines"]
