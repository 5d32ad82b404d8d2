"""Which roots of the data a branch depends on, through names: what a fixture can do about it.

``{% assign f = objects.companies | first %}{% if f %}`` depends on ``objects`` only, which is one
file for all cases: no further profile or message data takes another branch.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from inbox_toolkit.analysis.read_site import BranchKey
from inbox_toolkit.liquid.compiler.program import BranchKind
from inbox_toolkit.liquid.syntax.nodes import (
    Assign,
    Body,
    Capture,
    Case,
    Counter,
    Expression,
    FilteredExpression,
    For,
    If,
    Literal,
    Node,
    Path,
)
from inbox_toolkit.liquid.syntax.visitor import (
    child_bodies,
    filtered_expressions,
    node_expressions,
    walk_expression,
    walk_nodes,
)

Roots = frozenset[str]


def branch_dependencies(nodes: Body) -> Mapping[BranchKey, Roots]:
    """Return the roots each branch, loop and fallback depends on; names are resolved."""
    found = dict(_branches(nodes))
    names = _resolved(_bindings(nodes, frozenset()))
    return {
        key: frozenset(root for name in roots for root in names.get(name, {name}))
        for key, roots in found.items()
    }


def _resolved(bindings: Iterable[tuple[str, Roots]]) -> Mapping[str, set[str]]:
    """Return the roots behind each name, names that are bound in terms of names included."""
    direct: defaultdict[str, set[str]] = defaultdict(set)
    for name, roots in bindings:
        direct[name] |= roots
    resolved = {name: set(roots) for name, roots in direct.items()}
    for _ in direct:  # at most as many steps as there are names
        before = {name: set(roots) for name, roots in resolved.items()}
        for behind in resolved.values():
            for name in list(behind):
                behind |= before.get(name, set())
        if before == resolved:
            break
    return {name: roots - direct.keys() for name, roots in resolved.items()}


def _bindings(nodes: Body, around: Roots) -> Iterator[tuple[str, Roots]]:
    """Yield each binding of a name, with what its value and its being run depend on."""
    for node in nodes:
        own = around | _roots(node_expressions(node))
        match node:
            case Assign() | Counter():
                yield node.name, own
            case Capture():
                inner = (_roots(node_expressions(one)) for one in walk_nodes(node.body))
                yield node.name, own.union(*inner)
            case For():
                yield node.variable, own
                yield ("tablerowloop" if node.tag == "tablerow" else "forloop"), own
        for body in child_bodies(node):
            yield from _bindings(body, own)


def _branches(nodes: Body) -> Iterator[tuple[BranchKey, Roots]]:
    for node in walk_nodes(nodes):
        match node:
            case If():
                yield from _if_branches(node)
            case Case():
                own = _roots(node_expressions(node))
                end = node.otherwise.tag_span if node.otherwise else node.tag_span
                yield from ((("when", when.tag_span), own) for when in node.whens)
                yield ("case-else", end), own
            case For():
                own = _roots(node_expressions(node))
                end = node.otherwise.tag_span if node.otherwise else node.tag_span
                kind: BranchKind = "tablerow" if node.tag == "tablerow" else "for"
                yield (kind, node.tag_span), own
                yield ("for-else", end), own
        yield from _fallbacks(node)


def _if_branches(node: If) -> Iterator[tuple[BranchKey, Roots]]:
    before: Roots = frozenset()
    for number, branch in enumerate(node.branches):
        if branch.condition is not None:
            before |= _chain_roots(branch.condition)
        kind: BranchKind = "else" if branch.condition is None else "elsif" if number else "if"
        yield ("unless" if node.negated and not number else kind, branch.tag_span), before
    if node.branches[-1].condition is not None:
        yield ("else", node.branches[0].tag_span), before


def _fallbacks(node: Node) -> Iterator[tuple[BranchKey, Roots]]:
    for chain in filtered_expressions(node):
        for use in chain.filters:
            if use.name == "default":
                yield ("default", use.span), _roots([chain.value])


def _chain_roots(chain: FilteredExpression) -> Roots:
    arguments = (argument.value for use in chain.filters for argument in use.arguments)
    return _roots([chain.value, *arguments])


def _roots(expressions: Iterable[Expression]) -> Roots:
    return frozenset(
        part.root
        for expression in expressions
        for part in walk_expression(expression)
        if isinstance(part, Path) and not isinstance(part.segments[0].key, Literal)
    )
