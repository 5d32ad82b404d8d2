"""Turns a parsed template into one Python function, stored as a marshalled code object.

Only literals of the template get into the source, through ``repr``; names are made here. The
function takes the run (``runtime.py``) and the function that prints: ``t(r, w)``.
"""

import marshal
import re
from types import CodeType

from inbox_toolkit.errors import RenderLimitError
from inbox_toolkit.liquid.compiler.code_builder import Source
from inbox_toolkit.liquid.compiler.fragments import passages
from inbox_toolkit.liquid.compiler.program import FILE_NAME, Passage, Program
from inbox_toolkit.liquid.compiler.statements import Exits, write_body
from inbox_toolkit.liquid.gc_pause import gc_paused
from inbox_toolkit.liquid.syntax.nodes import (
    Assign,
    Body,
    Capture,
    Case,
    Changed,
    Counter,
    For,
    If,
    Leaf,
    Node,
    Path,
)
from inbox_toolkit.liquid.syntax.nodes import Block as LiquidBlock
from inbox_toolkit.liquid.syntax.parse_result import ParseResult

_REMEMBERS = re.compile("assign|capture|increment|decrement|continue")
"""A text without any of these words gives no name a value, and goes on with no loop."""


@gc_paused
def compile_nodes(parsed: ParseResult, *, version: str = "latest") -> Program:
    """Compile nodes without errors; raises RenderLimitError where Python cannot hold them."""
    nodes = _every(parsed.nodes) if _REMEMBERS.search(parsed.text, *parsed.span) else []
    counted = frozenset(node.name for node in nodes if isinstance(node, Counter))
    source = Source(parsed.text, version, counted | _assigned(nodes), counted, _continues(nodes))
    _write(source, parsed.nodes)
    text = "\n".join(["def t(r,w):", " f=r.f;g=r.f1;A=r.arms.add;j=0", *source.lines])
    try:
        code = compile(text, FILE_NAME, "exec", dont_inherit=True, optimize=2)
    except (RecursionError, MemoryError, SyntaxError) as error:
        raise RenderLimitError(
            "this template is too large to run", parsed.span, help="split it, or nest less"
        ) from error
    function = next(constant for constant in code.co_consts if isinstance(constant, CodeType))
    return Program(
        code=marshal.dumps(function),
        version=version,
        sites=tuple(source.sites),
        arms=tuple(source.arms),
        filters=tuple(source.filters),
        segments=((), (), (), *source.segments),
        tags=tuple(source.tags),
        assigns=source.assigned,
        passages=tuple(source.passages),
    )


def _write(source: Source, nodes: Body) -> None:
    """Write the template; loops that go on where others stopped depend on those as well."""
    exits = Exits("return", "return")
    whole = [("", nodes)] if source.continues else passages(nodes, source.assigned)
    for root, body in whole:
        if root:
            number, first = len(source.passages), len(source.arms)
            source.begin(f"if r.begins({number},{root!r}):")
            write_body(source, body, exits)
            source.line(f"r.ends({number})")
            source.end()
            source.passages.append(Passage(root, first, len(source.arms)))
        else:
            write_body(source, body, exits)


def _every(body: Body) -> list[Node]:
    """Return all nodes, those inside others included."""
    found: list[Node] = []
    for node in body:
        found.append(node)
        for inner in _bodies(node):
            found.extend(_every(inner))
    return found


def _bodies(node: Node) -> list[Body]:
    match node:
        case If():
            return [branch.body for branch in node.branches]
        case Case():
            arms = [when.body for when in node.whens]
            return [*arms, node.otherwise.body] if node.otherwise else arms
        case For():
            return [node.body, node.otherwise.body] if node.otherwise else [node.body]
        case Capture() | LiquidBlock() | Changed() | Leaf():
            return [node.body]
        case _:
            return []


def _assigned(nodes: list[Node]) -> frozenset[str]:
    return frozenset(node.name for node in nodes if isinstance(node, Assign | Capture))


def _continues(nodes: list[Node]) -> bool:
    return any(
        isinstance(argument.value, Path) and argument.value.root == "continue"
        for node in nodes
        if isinstance(node, For)
        for argument in node.arguments
    )
