"""Replies and remarks written into the sender's own sheet, its look untouched."""

from yanpan.shell.spreadsheets.filling.filling import fill
from yanpan.shell.spreadsheets.filling.problem import Filled, NewColumn, SheetTexts

__all__ = ["Filled", "NewColumn", "SheetTexts", "fill"]
