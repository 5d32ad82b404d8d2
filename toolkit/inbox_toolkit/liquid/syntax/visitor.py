"""Plain walks over a template's nodes, for whoever asks what stands where but not when."""

from collections.abc import Iterable, Iterator

from inbox_toolkit.liquid.syntax.nodes import (
    Argument,
    Assign,
    Binary,
    Body,
    Capture,
    Case,
    CioTag,
    Counter,
    Cycle,
    Expression,
    Filter,
    FilteredExpression,
    For,
    If,
    JsonString,
    LiquidTag,
    Node,
    Output,
    Path,
    Range,
    Text,
    Unary,
)


def every_node(body: Body) -> Iterator[Node]:
    """Yield all nodes in order, those inside others included."""
    for node in body:
        yield node
        if type(node) is not Text and type(node) is not Output:  # most are, and hold nothing
            for inner in bodies_of(node):
                yield from every_node(inner)


def bodies_of(node: Node) -> Iterator[Body]:
    """Yield the bodies a node holds."""
    match node:
        case If():
            yield from (branch.body for branch in node.branches)
        case Case():
            yield from (when.body for when in node.whens)
            if node.otherwise:
                yield node.otherwise.body
        case For():
            yield node.body
            if node.otherwise:
                yield node.otherwise.body
        case Capture() | LiquidTag() | JsonString():
            yield node.body


def bound_names(body: Body) -> frozenset[str]:
    """Return the names that nodes assign, capture or count."""
    return frozenset(
        node.name for node in every_node(body) if isinstance(node, Assign | Capture | Counter)
    )


def chains_of(node: Node) -> Iterator[FilteredExpression]:
    """Yield the filtered values a node itself holds (not those of its bodies)."""
    match node:
        case Output() | Assign():
            yield node.expression
        case If():
            yield from (branch.condition for branch in node.branches if branch.condition)
        case Case():
            yield node.subject


def filters_in(nodes: Iterable[Node]) -> Iterator[Filter]:
    """Yield the filters that nodes call themselves (not those of their bodies)."""
    for node in nodes:
        for chain in chains_of(node):
            yield from chain.filters


def expressions_of(node: Node) -> Iterator[Expression]:
    """Yield the expressions a node itself holds, outermost ones."""
    for chain in chains_of(node):
        yield chain.value
        for use in chain.filters:
            yield from (argument.value for argument in use.arguments)
    match node:
        case Case():
            yield from (value for when in node.whens for value in when.values)
        case For():
            yield node.collection
            yield from _values(node.arguments)
        case Cycle():
            yield from (*([node.group] if node.group else []), *node.values)
        case CioTag():
            yield from _values(node.arguments)


def _values(arguments: tuple[Argument, ...]) -> Iterator[Expression]:
    yield from (argument.value for argument in arguments)


def parts_of(node: Expression) -> Iterator[Expression]:
    """Yield an expression and everything inside it."""
    yield node
    match node:
        case Unary():
            yield from parts_of(node.operand)
        case Binary():
            yield from (*parts_of(node.left), *parts_of(node.right))
        case Range():
            yield from (*parts_of(node.start), *parts_of(node.stop))
        case Path():
            for segment in node.segments:
                if not isinstance(segment.key, str | int):
                    yield from parts_of(segment.key)
