"""Reads the layout of pushed lists as they arrive: header, meaning of columns, person rows."""

from yanpan.science.list_layout.blocks import Block, blocks_of
from yanpan.science.list_layout.colours import ColourUse, colours_of
from yanpan.science.list_layout.layout import read_layout
from yanpan.science.list_layout.person import listed_problems, person_fields
from yanpan.science.list_layout.problem import Column, Field, Layout, Problem, SkipReason, Why

__all__ = [
    "Block",
    "ColourUse",
    "Column",
    "Field",
    "Layout",
    "Problem",
    "SkipReason",
    "Why",
    "blocks_of",
    "colours_of",
    "listed_problems",
    "person_fields",
    "read_layout",
]
