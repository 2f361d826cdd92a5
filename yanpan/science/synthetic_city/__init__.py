"""Synthetic people on real villages: a resident register and the lists that get pushed about it."""

from .register import COLUMNS, register_columns
from .village import Village

__all__ = ["COLUMNS", "Village", "register_columns"]
