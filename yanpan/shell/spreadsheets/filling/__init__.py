"""Replies and remarks written into the sender's own sheet, its look untouched."""

from yanpan.shell.spreadsheets.filling.filling import fill, read_choices
from yanpan.shell.spreadsheets.filling.problem import Choices, Filled, NewColumn, SheetTexts

__all__ = ["Choices", "Filled", "NewColumn", "SheetTexts", "fill", "read_choices"]
