"""Traverse the tree: what each node holds, and a visitor with one method per node type.

Whoever asks *what* stands in a template iterates over ``walk_nodes``; whoever asks *when* it runs
(the abstract interpreter, the symbolic execution) derives from ``NodeVisitor``. Both know every
node type, and the type checker refuses a new one that they do not know.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar, assert_never

from inbox_toolkit.liquid.syntax.nodes import (
    Assign,
    Binary,
    Body,
    Capture,
    Case,
    CioTag,
    Comment,
    Counter,
    Cycle,
    Expression,
    Filter,
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

State = TypeVar("State")
Result = TypeVar("Result")


def walk_nodes(body: Body) -> Iterator[Node]:
    """Yield all nodes in order, including nested ones."""
    for node in body:
        yield node
        if type(node) is not Text and type(node) is not Output:  # most are, and hold nothing
            for inner in child_bodies(node):
                yield from walk_nodes(inner)


def child_bodies(node: Node) -> tuple[Body, ...]:
    """Return the bodies a node holds, in order."""
    match node:
        case If():
            return tuple(branch.body for branch in node.branches)
        case Case():
            otherwise = (node.otherwise.body,) if node.otherwise else ()
            return (*(when.body for when in node.whens), *otherwise)
        case For():
            return (node.body, node.otherwise.body) if node.otherwise else (node.body,)
        case Capture() | LiquidTag() | IfChanged() | JsonString():
            return (node.body,)
        case Text() | Output() | Assign() | Cycle() | Counter() | Jump() | Comment() | CioTag():
            return ()
        case _:
            assert_never(node)


def filtered_expressions(node: Node) -> tuple[FilteredExpression, ...]:
    """Return the filtered expressions of a node itself, not those of its bodies."""
    match node:
        case Output() | Assign():
            return (node.expression,)
        case If():
            return tuple(branch.condition for branch in node.branches if branch.condition)
        case Case():
            return (node.subject,)
        case Text() | Capture() | For() | Cycle() | Counter() | Jump() | LiquidTag():
            return ()
        case IfChanged() | JsonString() | Comment() | CioTag():
            return ()
        case _:
            assert_never(node)


def filters_in(nodes: Iterable[Node]) -> Iterator[Filter]:
    """Yield the filters that these nodes apply themselves, not those of their bodies."""
    for node in nodes:
        for chain in filtered_expressions(node):
            yield from chain.filters


def node_expressions(node: Node) -> Iterator[Expression]:
    """Yield the outermost expressions of a node itself, filter arguments included."""
    for chain in filtered_expressions(node):
        yield chain.value
        for use in chain.filters:
            yield from (argument.value for argument in use.arguments)
    match node:
        case Case():
            yield from (value for when in node.whens for value in when.values)
        case For():
            yield node.collection
            yield from (argument.value for argument in node.arguments)
        case Cycle():
            yield from (*([node.group] if node.group else []), *node.values)
        case CioTag():
            yield from (argument.value for argument in node.arguments)
        case Text() | Output() | Assign() | Capture() | If() | Counter() | Jump() | LiquidTag():
            pass
        case IfChanged() | JsonString() | Comment():
            pass
        case _:
            assert_never(node)


def walk_expression(node: Expression) -> Iterator[Expression]:
    """Yield an expression and everything inside it."""
    yield node
    match node:
        case Literal():
            pass
        case Path():
            for segment in node.segments:
                if not isinstance(segment.key, str | int):
                    yield from walk_expression(segment.key)
        case Range():
            yield from (*walk_expression(node.start), *walk_expression(node.stop))
        case Unary():
            yield from walk_expression(node.operand)
        case Binary():
            yield from (*walk_expression(node.left), *walk_expression(node.right))
        case _:
            assert_never(node)


def bound_names(body: Body) -> frozenset[str]:
    """Return the names that nodes assign, capture or count."""
    return frozenset(
        node.name for node in walk_nodes(body) if isinstance(node, Assign | Capture | Counter)
    )


class NodeVisitor(ABC, Generic[State, Result]):
    """One method per node type; ``visit`` calls the one for a node."""

    def visit(self, node: Node, state: State) -> Result:  # noqa: C901, PLR0912
        """Call the method for a node: the one place that tells node types apart."""
        match node:
            case Text():
                return self.visit_text(node, state)
            case Output():
                return self.visit_output(node, state)
            case If():
                return self.visit_if(node, state)
            case Assign():
                return self.visit_assign(node, state)
            case For():
                return self.visit_for(node, state)
            case Case():
                return self.visit_case(node, state)
            case Capture():
                return self.visit_capture(node, state)
            case Cycle():
                return self.visit_cycle(node, state)
            case Counter():
                return self.visit_counter(node, state)
            case Jump():
                return self.visit_jump(node, state)
            case LiquidTag():
                return self.visit_liquid_tag(node, state)
            case IfChanged():
                return self.visit_if_changed(node, state)
            case JsonString():
                return self.visit_json_string(node, state)
            case Comment():
                return self.visit_comment(node, state)
            case CioTag():
                return self.visit_cio_tag(node, state)
            case _:
                assert_never(node)

    @abstractmethod
    def visit_text(self, node: Text, state: State) -> Result: ...

    @abstractmethod
    def visit_output(self, node: Output, state: State) -> Result: ...

    @abstractmethod
    def visit_assign(self, node: Assign, state: State) -> Result: ...

    @abstractmethod
    def visit_capture(self, node: Capture, state: State) -> Result: ...

    @abstractmethod
    def visit_if(self, node: If, state: State) -> Result: ...

    @abstractmethod
    def visit_case(self, node: Case, state: State) -> Result: ...

    @abstractmethod
    def visit_for(self, node: For, state: State) -> Result: ...

    @abstractmethod
    def visit_cycle(self, node: Cycle, state: State) -> Result: ...

    @abstractmethod
    def visit_counter(self, node: Counter, state: State) -> Result: ...

    @abstractmethod
    def visit_jump(self, node: Jump, state: State) -> Result: ...

    @abstractmethod
    def visit_liquid_tag(self, node: LiquidTag, state: State) -> Result: ...

    @abstractmethod
    def visit_if_changed(self, node: IfChanged, state: State) -> Result: ...

    @abstractmethod
    def visit_json_string(self, node: JsonString, state: State) -> Result: ...

    @abstractmethod
    def visit_comment(self, node: Comment, state: State) -> Result: ...

    @abstractmethod
    def visit_cio_tag(self, node: CioTag, state: State) -> Result: ...
