"""Turns a parsed template into one Python function, stored as a marshalled code object.

Only literals of the template get into the source, through ``repr``; names are made here. The
function takes the run (``runtime.py``) and the function that prints: ``t(r, w)``.
"""

import marshal
import re
from types import CodeType

from inbox_toolkit.errors import RenderLimitError
from inbox_toolkit.liquid.compiler.code_builder import CodeBuilder
from inbox_toolkit.liquid.compiler.fragments import split_fragments
from inbox_toolkit.liquid.compiler.program import FILE_NAME, Fragment, Program
from inbox_toolkit.liquid.compiler.statements import Exits, write_body
from inbox_toolkit.liquid.gc_pause import gc_paused
from inbox_toolkit.liquid.syntax.nodes import (
    Assign,
    Body,
    Capture,
    Counter,
    For,
    Node,
    Path,
)
from inbox_toolkit.liquid.syntax.parse_result import ParseResult
from inbox_toolkit.liquid.syntax.visitor import walk_nodes

_REMEMBERS = re.compile("assign|capture|increment|decrement|continue")
"""A text without any of these words gives no name a value, and goes on with no loop."""


@gc_paused
def compile_nodes(parsed: ParseResult, *, version: str = "latest") -> Program:
    """Compile nodes without errors; raises RenderLimitError where Python cannot hold them."""
    nodes = list(walk_nodes(parsed.nodes)) if _REMEMBERS.search(parsed.text, *parsed.span) else []
    counted = frozenset(node.name for node in nodes if isinstance(node, Counter))
    source = CodeBuilder(
        parsed.text, version, counted | _assigned(nodes), counted, _continues(nodes)
    )
    _write(source, parsed.nodes)
    text = "\n".join(["def t(r,w):", " f=r.f;g=r.f1;A=r.taken_branches.add;j=0", *source.lines])
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
        variables=tuple(source.variables),
        branches=tuple(source.branches),
        filters=tuple(source.filters),
        segments=((), (), (), *source.segments),
        tags=tuple(source.tags),
        assigns=source.assigned,
        fragments=tuple(source.fragments),
    )


def _write(source: CodeBuilder, nodes: Body) -> None:
    """Write the template; loops that go on where others stopped depend on those as well."""
    exits = Exits("return", "return")
    whole = [("", nodes)] if source.continues else split_fragments(nodes, source.assigned)
    for root, body in whole:
        if root:
            number, first = len(source.fragments), len(source.branches)
            source.begin(f"if r.begins({number},{root!r}):")
            write_body(source, body, exits)
            source.line(f"r.ends({number})")
            source.end()
            source.fragments.append(Fragment(root, first, len(source.branches)))
        else:
            write_body(source, body, exits)


def _assigned(nodes: list[Node]) -> frozenset[str]:
    return frozenset(node.name for node in nodes if isinstance(node, Assign | Capture))


def _continues(nodes: list[Node]) -> bool:
    return any(
        isinstance(argument.value, Path) and argument.value.root == "continue"
        for node in nodes
        if isinstance(node, For)
        for argument in node.arguments
    )
