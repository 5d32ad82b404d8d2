"""Decide conditions along a path: what it knows of names, rounds and lists, and what it decided.

A condition that nothing decides may come out either way. If it is written twice, it comes out the
same both times, so the path forks at the first:

    {% if trigger.gift %},{% endif %}{% if trigger.gift %}"by": 1{% endif %}
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from itertools import product
from math import inf
from typing import NamedTuple

from inbox_toolkit.analysis.abstract_values import Constant
from inbox_toolkit.liquid.javascript.comparison import (
    at_least,
    at_most,
    contains,
    greater_than,
    less_than,
    liquid_equals,
)
from inbox_toolkit.liquid.javascript.values import BLANK, EMPTY, NIL, is_truthy
from inbox_toolkit.liquid.syntax.nodes import Binary, Body, Expression, Literal, Path, Unary
from inbox_toolkit.liquid.syntax.visitor import node_expressions, walk_expression, walk_nodes
from inbox_toolkit.prove.output_types import AtLeast, OutputTypes, Size, WholeList
from inbox_toolkit.prove.path_state import Atom, LoopRound, PathState

MAX_FORKS = 4
"""Conditions of one tag that are told apart; the others may come out either way."""

_OPERATORS: dict[str, Callable[[object, object], bool]] = {
    "==": liquid_equals,
    "!=": lambda left, right: not liquid_equals(left, right),
    "<": less_than,
    ">": greater_than,
    "<=": at_most,
    ">=": at_least,
    "contains": contains,
}
_ORDER: dict[str, Callable[[float, float], bool]] = {
    "==": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    ">": lambda left, right: left > right,
    "<=": lambda left, right: left <= right,
    ">=": lambda left, right: left >= right,
}


class Position(NamedTuple):
    """A member of ``forloop`` that is a number."""

    name: str


class Interval(NamedTuple):
    """A whole number between two bounds, inclusive."""

    low: float
    high: float


Value = Constant | AtLeast | Size | Position | WholeList
"""What is known of an expression's value."""


class Conditions:
    """Decides the conditions of one template."""

    def __init__(self, text: str, body: Body, types: OutputTypes) -> None:
        self.text = text
        self.types = types
        atoms = (
            atom
            for node in walk_nodes(body)
            for expression in node_expressions(node)
            for atom in self._written_atoms(expression)
        )
        self.repeated = {atom for atom, count in Counter(atoms).items() if count > 1}

    def decide(
        self, condition: Expression, state: PathState
    ) -> Iterator[tuple[PathState, bool | None]]:
        """Yield the state for each outcome of what the condition consists of.

        With it the outcome of the whole, None if it may be either.
        """
        atoms = {atom for atom in self._written_atoms(condition) if atom in self.repeated}
        atoms |= set(self._list_atoms(condition, state))
        known = {atom for atom, _ in state.decided}
        free = sorted(atoms - known, key=str)[:MAX_FORKS]
        for outcomes in product((True, False), repeat=len(free)):
            forked = state
            for atom, outcome in zip(free, outcomes, strict=True):
                forked = forked.decide(atom, outcome=outcome)
            yield forked, self.evaluate(condition, forked)

    def evaluate(self, node: Expression, state: PathState) -> bool | None:
        """Return the outcome of a condition, None if it may be either."""
        match node:
            case Unary():
                inner = self.evaluate(node.operand, state)
                return None if inner is None else not inner
            case Binary(operator="and" | "or"):
                sides = self.evaluate(node.left, state), self.evaluate(node.right, state)
                return _joined(node.operator, *sides)
            case Binary():
                found = self._compare(node, state)
            case _:
                value = self.value(node, state)
                found = None if value is None else _truth(value)
        if found is not None:
            return found
        atom = self._atom(node)
        known = state.outcome(atom) if atom is not None else None
        is_inverted = isinstance(node, Binary) and node.operator == "!="
        return known if known is None or not is_inverted else not known

    def value(self, node: Expression, state: PathState) -> Value | None:
        """Return what is known of a value, None for nothing."""
        if isinstance(node, Literal):
            return Constant(None if node.value is NIL else node.value)
        if not isinstance(node, Path):
            return None
        if node.root == "forloop" and len(node.segments) == 2:
            return _round_value(node.segments[1].key, state)
        known = state.known.get(node.root)
        if len(node.segments) == 1:
            if isinstance(known, Constant | AtLeast | Size):
                return known
            if known is None and not self.types.is_root(node.root):
                return Constant(None)  # nothing gave it a value on this path
        return self.types.list_value(node, state.known)

    # --- comparisons -------------------------------------------------------------------------

    def _compare(self, node: Binary, state: PathState) -> bool | None:
        left, right = self.value(node.left, state), self.value(node.right, state)
        if left is None or right is None or node.operator not in _OPERATORS:
            return None
        if isinstance(left, Constant) and isinstance(right, Constant):
            return None if self.types.is_legacy else _constants(node.operator, left, right)
        for one, other in ((left, right), (right, left)):
            if isinstance(one, WholeList):
                return self._compare_list(node.operator, one, other, state)
        same = _same_loop(node.operator, left, right, state)
        if same is not None:
            return same
        return self._compare_numbers(node.operator, left, right, state)

    def _compare_list(
        self, operator: str, one: WholeList, other: Value, state: PathState
    ) -> bool | None:
        is_empty = isinstance(other, Constant) and other.value in (EMPTY, BLANK)
        has_items = state.outcome(items_atom(one.steps))
        if not is_empty or has_items is None or operator not in ("==", "!="):
            return None
        return has_items is (operator == "!=")

    def _compare_numbers(
        self, operator: str, left: Value, right: Value, state: PathState
    ) -> bool | None:
        bounds = [_interval(one, state) for one in (left, right)]
        if bounds[0] is None or bounds[1] is None or operator not in _ORDER:
            return None
        found = _compare_intervals(operator, bounds[0], bounds[1])
        if found is None:
            return None
        for number, one in enumerate((left, right)):
            if isinstance(one, Size) and not one.counts_nothing and bounds[number] == (0, 0):
                # the list may be missing, and nothing does not compare like 0
                other = (left, right)[1 - number]
                if not isinstance(other, Constant):
                    return None
                sides = (None, other.value) if number == 0 else (other.value, None)
                if _OPERATORS[operator](*sides) is not found:
                    return None
        return found

    # --- atoms -------------------------------------------------------------------------------

    def _list_atoms(self, node: Expression, state: PathState) -> Iterator[Atom]:
        for part in walk_expression(node):
            if isinstance(part, Binary) and part.operator not in ("and", "or", ""):
                for side in (part.left, part.right):
                    value = self.value(side, state)
                    if isinstance(value, Size | WholeList):
                        yield items_atom(value.steps)

    def _written_atoms(self, node: Expression) -> Iterator[Atom]:
        if isinstance(node, Unary):
            yield from self._written_atoms(node.operand)
        elif isinstance(node, Binary) and node.operator in ("and", "or"):
            yield from (*self._written_atoms(node.left), *self._written_atoms(node.right))
        elif (atom := self._atom(node)) is not None:
            yield atom

    def _atom(self, node: Expression) -> Atom | None:
        """Return what a condition is known by; ``!=`` is the negation of ``==``."""
        if isinstance(node, Path):
            text = node.span.of(self.text)
        elif isinstance(node, Binary) and node.operator not in ("and", "or", ""):
            left, right = node.left.span.of(self.text), node.right.span.of(self.text)
            text = f"{left} {'==' if node.operator == '!=' else node.operator} {right}"
        else:
            return None
        roots = frozenset(part.root for part in walk_expression(node) if isinstance(part, Path))
        return (text, roots)


def items_atom(steps: Hashable) -> Atom:
    """Return the condition that a list of the data has items."""
    return (f"items of {steps!r}", frozenset())


def _truth(value: Value) -> bool | None:
    match value:
        case Constant():
            return is_truthy(value.value)
        case AtLeast() | Position():
            return True
        case Size():
            return True if value.counts_nothing else None
        case WholeList():
            return True


def _round_value(key: object, state: PathState) -> Value | None:
    if state.round is not None and key in ("first", "last"):
        return Constant(state.round.is_first if key == "first" else state.round.is_last)
    is_position = key in ("index", "index0", "rindex", "rindex0", "length")
    return Position(str(key)) if is_position and state.round is not None else None


def _constants(operator: str, left: Constant, right: Constant) -> bool:
    return _OPERATORS[operator](left.value, right.value)


def _same_loop(operator: str, left: Value, right: Value, state: PathState) -> bool | None:
    """Compare the number of a round with the number of rounds."""
    for one, other, turned in ((left, right, False), (right, left, True)):
        here = state.round
        is_length = other == Position("length") or (
            isinstance(other, Size) and here is not None and other.steps == here.list
        )
        if not isinstance(one, Position) or not is_length or here is None:
            continue
        if one.name in ("index0", "rindex0"):
            distance = Interval(-inf, -1)
        elif one.name == "index":
            distance = Interval(0, 0) if here.is_last else Interval(-inf, -1)
        elif one.name == "rindex":
            distance = Interval(0, 0) if here.is_first else Interval(-inf, -1)
        else:
            distance = Interval(0, 0)
        zero = Interval(0, 0)
        sides = (zero, distance) if turned else (distance, zero)
        return _compare_intervals(operator, *sides) if operator in _ORDER else None
    return None


def _interval(value: Value, state: PathState) -> Interval | None:
    match value:
        case Constant(value=int() as number) if not isinstance(number, bool):
            return Interval(number, number)
        case AtLeast():
            return Interval(value.least, inf)
        case Size():
            has_items = state.outcome(items_atom(value.steps))
            return {True: Interval(1, inf), False: Interval(0, 0), None: Interval(0, inf)}[
                has_items
            ]
        case Position() if state.round is not None:
            return _position_interval(value.name, state.round)
        case _:
            return None


def _position_interval(name: str, here: LoopRound) -> Interval:
    base = 0 if name.endswith("0") else 1
    if name == "length":
        least = 3 - here.is_first - here.is_last
        return Interval(least, least if least == 1 else inf)
    is_end = here.is_first if name.startswith("index") else here.is_last
    return Interval(base, base) if is_end else Interval(base + 1, inf)


def _compare_intervals(operator: str, left: Interval, right: Interval) -> bool | None:
    compare = _ORDER[operator]
    if operator in ("==", "!="):
        if left.high < right.low or right.high < left.low:
            return operator == "!="
        is_one = left.low == left.high == right.low == right.high
        return (operator == "==") if is_one else None
    outcomes = {compare(one, other) for one in left for other in right}
    return outcomes.pop() if len(outcomes) == 1 else None


def _joined(operator: str, left: bool | None, right: bool | None) -> bool | None:
    deciding = operator == "or"
    if deciding in (left, right):
        return deciding
    return None if None in (left, right) else not deciding
