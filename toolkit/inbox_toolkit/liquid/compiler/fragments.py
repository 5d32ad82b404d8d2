"""Splits a template into fragments: neighboring nodes that read one root of the data, and no other.

What they print depends on that root alone, so ``runtime/fragment_cache.py`` can repeat it wherever
the root stands for the same data.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import assert_never

from inbox_toolkit.liquid.syntax.nodes import (
    Assign,
    Binary,
    Body,
    Branch,
    Capture,
    Case,
    CioTag,
    Comment,
    Counter,
    Cycle,
    Expression,
    FilteredExpression,
    For,
    If,
    IfChanged,
    JsonString,
    Jump,
    LiquidTag,
    Literal,
    Node,
    Output,
    Path,
    Range,
    Text,
    Unary,
)

MIN_WEIGHT = 4
"""Weight from which repeating is cheaper than rendering; measured."""

_FILTER = 2
_ROUNDS = 3
"""What a filter and a loop weigh, beside a read's 1."""


def split_fragments(nodes: Body, assigned: frozenset[str]) -> Iterator[tuple[str, Body]]:
    """Yield the nodes in order, with the root that they share or "" where caching would not pay.

    ``assigned`` are the names that the template assigns, captures or counts.
    """
    light: list[Node] = []
    for fragment in _by_root(nodes, assigned):
        if fragment.root and fragment.weight >= MIN_WEIGHT:
            if light:
                yield "", tuple(light)
                light = []
            yield fragment.root, tuple(fragment.nodes)
        else:
            light += fragment.nodes
    if light:
        yield "", tuple(light)


@dataclass(slots=True)
class _Fragment:
    """Neighbors that share a root, or have none in common."""

    root: str = ""
    weight: int = 0
    nodes: list[Node] = field(default_factory=list)


def _by_root(nodes: Body, assigned: frozenset[str]) -> list[_Fragment]:
    found = [_Fragment()]
    for node in nodes:
        if type(node) is not Text:  # a text goes with what is before it
            summary = _ReadSummary(assigned)
            summary.node(node)
            if (summary.roots or summary.has_effects) and summary.root != found[-1].root:
                found.append(_Fragment(summary.root))
            found[-1].weight += summary.weight
        found[-1].nodes.append(node)
    return found


class _ReadSummary:
    """What a node reads: its roots, how much work that is, and whether it has effects on others."""

    __slots__ = ("assigned", "has_effects", "loops", "roots", "weight")

    def __init__(self, assigned: frozenset[str]) -> None:
        self.assigned = assigned
        self.loops: list[str] = []
        self.roots: set[str] = set()
        self.weight = 0
        self.has_effects = False

    @property
    def root(self) -> str:
        """The one root; "" if there are several, or if it does more than read."""
        return next(iter(self.roots)) if len(self.roots) == 1 and not self.has_effects else ""

    def body(self, nodes: Body) -> None:
        for node in nodes:
            self.node(node)

    def node(self, node: Node) -> None:
        match node:
            case Output():
                self.chain(node.expression)
            case Text() | Comment() | Jump():
                pass
            case If():
                for branch in node.branches:
                    self.branch(branch)
            case Case():
                self.chain(node.subject)
                for when in node.whens:
                    self.each(when.values)
                    self.body(when.body)
                self.branch(node.otherwise)
            case For():
                self.loop(node)
            case LiquidTag() | JsonString():
                self.body(node.body)
            case Assign() | Capture() | Counter() | Cycle() | IfChanged() | CioTag():
                self.has_effects = True
            case _:
                assert_never(node)

    def branch(self, branch: Branch | None) -> None:
        if branch is not None:
            if branch.condition is not None:
                self.chain(branch.condition)
            self.body(branch.body)

    def loop(self, node: For) -> None:
        self.expression(node.collection)
        self.each(argument.value for argument in node.arguments)
        own = "tablerowloop" if node.tag == "tablerow" else "forloop"
        self.loops += (node.variable, own)
        before = self.weight
        self.body(node.body)
        self.weight += (self.weight - before) * _ROUNDS + _ROUNDS
        del self.loops[-2:]
        self.branch(node.otherwise)

    def chain(self, chain: FilteredExpression) -> None:
        self.expression(chain.value)
        for use in chain.filters:
            self.weight += _FILTER
            for argument in use.arguments:
                self.expression(argument.value)

    def each(self, expressions: Iterable[Expression]) -> None:
        for one in expressions:
            self.expression(one)

    def expression(self, node: Expression) -> None:
        match node:
            case Path():
                self.path(node)
            case Literal():
                pass
            case Range():
                self.each((node.start, node.stop))
            case Unary():
                self.expression(node.operand)
            case Binary():
                self.each((node.left, node.right))
            case _:
                assert_never(node)

    def path(self, node: Path) -> None:
        self.weight += 1
        root = node.segments[0].key
        if isinstance(root, str):
            if root in self.assigned:
                self.has_effects = True
            elif root not in self.loops:
                self.roots.add(root)
        elif not isinstance(root, Literal | Range):  # only rendering tells which root it is
            self.has_effects = True
        for segment in node.segments:
            if not isinstance(segment.key, str | int):
                self.expression(segment.key)
