"""What the headquarters counts; each module registers its own."""

from yanpan.hq.reports import headquarters

__all__ = ["headquarters"]
