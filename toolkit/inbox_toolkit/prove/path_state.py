"""One way through a template, as the proof follows it, and what it decides on the way."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import product
from typing import NamedTuple

from inbox_toolkit.liquid.javascript.values import is_truthy
from inbox_toolkit.liquid.syntax.nodes import Binary, Body, Expression, Literal, Path, Unary
from inbox_toolkit.liquid.syntax.visitor import node_expressions, walk_expression, walk_nodes
from inbox_toolkit.prove.json_automaton import JsonState
from inbox_toolkit.prove.output_types import Bound

MAX_FORKS = 4
"""Conditions of one tag that are told apart; the rest may come out either way."""

Atom = tuple[str, frozenset[str]]
"""A condition's smallest part: its text and the roots it reads."""

_ROUND: tuple[object, ...] = ("first", "last")


class PathState(NamedTuple):
    """Where a way stands: what it has printed, what names stand for, what it has decided.

    ``round`` tells whether it is in a loop's first and last round, None outside loops.
    """

    reading: JsonState = JsonState()
    names: tuple[tuple[str, Bound], ...] = ()
    decided: frozenset[tuple[Atom, bool]] = frozenset()
    round: tuple[bool, bool] | None = None

    @property
    def known(self) -> dict[str, Bound]:
        """The names that are assigned."""
        return dict(self.names)

    def bind(self, name: str, value: Bound) -> "PathState":
        """Return the way with a name assigned; what was decided of an older value is forgotten."""
        names = tuple(sorted({**self.known, name: value}.items(), key=lambda one: one[0]))
        return self._replace(names=names).forget(frozenset({name}))

    def forget(self, roots: frozenset[str]) -> "PathState":
        """Return the way without what it decided of some roots."""
        decided = frozenset(one for one in self.decided if not one[0][1] & roots)
        return self._replace(decided=decided)


Trace = tuple[str, ...]
"""What a way has decided, as people read it."""

States = Mapping[PathState, Trace]


class Conditions:
    """Decides conditions: the same one comes out the same each time a way meets it."""

    def __init__(self, text: str, body: Body) -> None:
        self.text = text
        atoms = (
            atom
            for node in walk_nodes(body)
            for expression in node_expressions(node)
            for atom in self._atoms(expression)
        )
        self.repeated = {atom for atom, count in Counter(atoms).items() if count > 1}

    def decide(
        self, condition: Expression, state: PathState
    ) -> Iterator[tuple[PathState, bool | None]]:
        """Yield the way as it goes on for each outcome; None where it may be either."""
        known = dict(state.decided)
        atoms = {self._atom(part) for part in walk_expression(condition)}
        free = sorted((one for one in atoms if one in self.repeated and one not in known), key=str)[
            :MAX_FORKS
        ]
        for outcomes in product((True, False), repeat=len(free)):
            chosen = {(atom, wanted) for atom, wanted in zip(free, outcomes, strict=True)}
            forked = state._replace(decided=state.decided | chosen)
            yield forked, self._evaluate(condition, forked)

    def _evaluate(self, node: Expression, state: PathState) -> bool | None:
        match node:
            case Literal():
                return is_truthy(node.value)
            case Unary():
                inner = self._evaluate(node.operand, state)
                return None if inner is None else not inner
            case Binary(operator="and" | "or"):
                return _joined(
                    node.operator,
                    self._evaluate(node.left, state),
                    self._evaluate(node.right, state),
                )
            case Binary(operator="==" | "!=", right=Literal(value=bool(wanted))):
                inner = self._evaluate(node.left, state) if _is_round(node.left) else None
                if inner is not None:
                    return (inner is wanted) is (node.operator == "==")
        if isinstance(node, Path) and _is_round(node) and state.round is not None:
            return state.round[_ROUND.index(node.segments[1].key)]
        atom = self._atom(node)
        known = dict(state.decided).get(atom) if atom is not None else None
        is_turned = isinstance(node, Binary) and node.operator == "!="
        return known if known is None or not is_turned else not known

    def _atoms(self, node: Expression) -> Iterator[Atom]:
        if isinstance(node, Unary):
            yield from self._atoms(node.operand)
        elif isinstance(node, Binary) and node.operator in ("and", "or"):
            yield from (*self._atoms(node.left), *self._atoms(node.right))
        elif (atom := self._atom(node)) is not None:
            yield atom

    def _atom(self, node: Expression) -> Atom | None:
        """Return what a condition is known by; ``!=`` is the other side of ``==``."""
        if isinstance(node, Path):
            said = node.span.of(self.text)
        elif isinstance(node, Binary) and node.operator not in ("and", "or", ""):
            left, right = node.left.span.of(self.text), node.right.span.of(self.text)
            said = f"{left} {'==' if node.operator == '!=' else node.operator} {right}"
        else:
            return None
        roots = frozenset(part.root for part in walk_expression(node) if isinstance(part, Path))
        return (said, roots)


def _is_round(node: Expression) -> bool:
    is_fact = isinstance(node, Path) and node.root == "forloop" and len(node.segments) == 2
    return isinstance(node, Path) and is_fact and node.segments[1].key in _ROUND


def _joined(operator: str, left: bool | None, right: bool | None) -> bool | None:
    deciding = operator == "or"
    if deciding in (left, right):
        return deciding
    return None if None in (left, right) else not deciding
