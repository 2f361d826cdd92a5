"""Reads the layout of pushed lists as they arrive: header, meaning of columns, person rows."""

from yanpan.science.list_layout.layout import read_layout
from yanpan.science.list_layout.person import listed_problems, person_fields
from yanpan.science.list_layout.problem import Column, Field, Layout, Problem, SkipReason, Why

__all__ = [
    "Column",
    "Field",
    "Layout",
    "Problem",
    "SkipReason",
    "Why",
    "listed_problems",
    "person_fields",
    "read_layout",
]
