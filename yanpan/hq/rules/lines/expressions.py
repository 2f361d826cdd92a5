"""Arithmetic and comparisons over the figures of a report, as the definitions write them. Pure, and nothing else."""

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Number = int | float
LONGEST = 2_000

_ARITHMETIC: dict[type[ast.operator], Callable[[Number, Number], Number]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_COMPARISONS: dict[type[ast.cmpop], Callable[[Number, Number], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


class NotAnExpression(Exception):
    """Something else than fields, numbers, + - * /, comparisons, and/or, brackets."""


class _Unknown(Exception):
    """A figure is missing, or there is nothing to divide by."""


@dataclass(frozen=True, slots=True)
class Expression:
    """One expression; names: the fields it speaks of."""

    text: str
    names: frozenset[str]
    _tree: ast.expr

    def of(self, values: Mapping[str, Number]) -> Number | None:
        """Its value; None if a figure is missing, or a denominator is not above zero. True is 1."""
        try:
            return _value(self._tree, values)
        except _Unknown:
            return None

    def holds(self, values: Mapping[str, Number]) -> bool:
        """Whether it is true as far as can be seen: what is not known breaks no rule."""
        return self.of(values) != 0


def expression(text: str) -> Expression:
    """Raises NotAnExpression."""
    if len(text) > LONGEST:
        raise NotAnExpression(text[:40])
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise NotAnExpression(text[:40]) from None
    _check(tree)
    return Expression(text, frozenset(one.id for one in ast.walk(tree) if isinstance(one, ast.Name)), tree)


def _check(tree: ast.expr) -> None:
    match tree:
        case ast.Name() | ast.Constant(value=int() | float()):
            return
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
            parts = [left, right]
        case ast.Compare(left=left, ops=ops, comparators=rights) if all(
            type(one) in _COMPARISONS for one in ops
        ):
            parts = [left, *rights]
        case ast.BoolOp(values=values):
            parts = values
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            parts = [operand]
        case _:
            raise NotAnExpression(ast.unparse(tree)[:40])
    for part in parts:
        _check(part)


def _value(tree: ast.expr, values: Mapping[str, Number]) -> Number:
    match tree:
        case ast.Name(id=name):
            if name not in values:
                raise _Unknown
            return values[name]
        case ast.Constant(value=value):
            return value  # type: ignore[return-value]
        case ast.BinOp(left=left, op=op, right=right):
            return _combined(op, _value(left, values), _value(right, values))
        case ast.Compare():
            return int(_compared(tree, values))
        case ast.BoolOp(op=ast.And(), values=parts):
            return int(all([_value(part, values) for part in parts]))
        case ast.BoolOp(values=parts):
            return int(any([_value(part, values) for part in parts]))
        case ast.UnaryOp(operand=operand):
            return -_value(operand, values)
    raise _Unknown


def _combined(op: ast.operator, left: Number, right: Number) -> Number:
    if isinstance(op, ast.Div) and right <= 0:
        raise _Unknown
    return _ARITHMETIC[type(op)](left, right)


def _compared(tree: ast.Compare, values: Mapping[str, Number]) -> bool:
    sides = [_value(part, values) for part in (tree.left, *tree.comparators)]
    pairs = zip(sides, tree.ops, sides[1:], strict=False)
    return all(_COMPARISONS[type(op)](left, right) for left, op, right in pairs)
