"""Push lists 推送名单 about the people of a register, in the state headquarters receive them."""

from .drill import DrillList, DrillSet, drill_lists, hidden_population
from .grid import ListFile, ListSet, Sheet, TruthRow
from .push import push_lists

__all__ = [
    "DrillList",
    "DrillSet",
    "ListFile",
    "ListSet",
    "Sheet",
    "TruthRow",
    "drill_lists",
    "hidden_population",
    "push_lists",
]
