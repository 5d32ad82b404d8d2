"""Compiles a parsed template to one Python function, stored as a marshalled code object.

The template ::

    {{ customer.name | default: 'there' | upcase }}:
    {% for item in trigger.items limit: 9 %}
      {% if item.price > 100 %}{{ item.name }}{% continue %}{% endif %}
      {% capture line %}{{ forloop.index }}: {{ item.name }}{% endcapture %}{{ line }}
    {% else %}nothing{% endfor %}

becomes this Python ::

    def template(context, emit):
        branch = context.log.taken_branches.add
        filters = context.filters
        fragments = context.fragments
        jump = NO_JUMP
        output = context.output
        variables = context.variables
        if fragments.begin(0, 'customer'):
            emit((to_text(filters.call_bare(1, filters.default(0, 0, variables.read2_lenient(0), 'there'))), ':\\n'))
            fragments.end(0)
        items1 = to_items(output.counted_object(variables.read2_strict(1)))
        path1 = 'trigger.items'
        if items1:
            items1, path1 = context.tags.slice_loop(items1, path1, 'item-trigger.items', {'limit': 9})
            length1 = len(items1)
            if length1: branch(1)
            for index1, item1 in enumerate(items1):
                jump = NO_JUMP
                output.count_steps(11)
                emit(('\\n  ',))
                if greater_than(output.counted(variables.read_item1_lenient(2, item1, path1, index1)), 100):
                    branch(2)
                    emit((variables.read_item1_text(3, item1, path1, index1),))
                    continue
                else:
                    branch(3)
                emit(('\\n  ',))
                emit = output.open_capture()
                emit((to_text(index1 + 1), ': ', variables.read_item1_text(4, item1, path1, index1)))
                emit = context.tags.close_capture('line')
                emit((variables.read1_text(5), '\\n'))
            jump = NO_JUMP
            output.count_steps(0)
        else:
            branch(4)
            emit(('nothing',))

Numbers are rows of the program's tables (``program.py``): variables, branches, filters. Names that
are not assigned at the top are in ``runtime/dialect.py``; nothing else can be reached.
Only keys and numbers of the template get into the source, through ``repr``; all names are made
here. Its texts are put in behind Python's compiler (``code_cache.py``).
``tests/liquid/compiler/test_compiler.py`` holds this page to what is generated.
"""  # noqa: E501 - generated code is not wrapped

import marshal
import re

from inbox_toolkit.errors import RenderLimitError
from inbox_toolkit.liquid.compiler.code_builder import CodeBuilder
from inbox_toolkit.liquid.compiler.code_cache import compile_function
from inbox_toolkit.liquid.compiler.expressions import Position, filtered
from inbox_toolkit.liquid.compiler.fragments import split_fragments
from inbox_toolkit.liquid.compiler.program import Fragment, Program
from inbox_toolkit.liquid.compiler.statements import write_body
from inbox_toolkit.liquid.syntax.nodes import (
    Assign,
    Body,
    Capture,
    Counter,
    FilteredExpression,
    For,
    Node,
    Path,
)
from inbox_toolkit.liquid.syntax.parse_result import ParseResult
from inbox_toolkit.liquid.syntax.visitor import walk_nodes
from inbox_toolkit.text.span import Span

_HAS_STATE = re.compile("assign|capture|increment|decrement|continue")
"""A text without any of these words gives no name a value, and resumes no loop."""


def compile_nodes(parsed: ParseResult, *, version: str = "latest") -> Program:
    """Compile nodes without errors. Raises RenderLimitError if Python cannot hold them."""
    code = _builder(parsed, version)
    _write(code, parsed.nodes)
    return _program(code, "def template(context, emit):", parsed.span)


def compile_expression(text: str, chain: FilteredExpression, *, version: str) -> Program:
    """Compile the expression that ``text`` is: a program whose function returns its value."""
    whole = Span(0, len(text))
    code = CodeBuilder(text, version)
    code.line(f"return {filtered(code, chain, Position('argument', whole))}")
    return _program(code, "def expression(context, emit):", whole)


def python_source(parsed: ParseResult, *, version: str = "latest") -> str:
    """Return the Python that nodes without errors are compiled to, for people to read."""
    code = _builder(parsed, version, is_readable=True)
    _write(code, parsed.nodes)
    return code.finish("def template(context, emit):")[0]


def _builder(parsed: ParseResult, version: str, *, is_readable: bool = False) -> CodeBuilder:
    has_state = _HAS_STATE.search(parsed.text, *parsed.span)
    nodes = list(walk_nodes(parsed.nodes)) if has_state else []
    counted = frozenset(node.name for node in nodes if isinstance(node, Counter))
    assigned = counted | {node.name for node in nodes if isinstance(node, Assign | Capture)}
    resumes = any(map(_resumes, nodes))
    return CodeBuilder(parsed.text, version, assigned, counted, resumes, is_readable)


def _resumes(node: Node) -> bool:
    """Return True for a loop with ``offset: continue``."""
    return isinstance(node, For) and any(
        isinstance(argument.value, Path) and argument.value.root == "continue"
        for argument in node.arguments
    )


def _write(code: CodeBuilder, nodes: Body) -> None:
    """Write the template by fragments, unless its loops depend on those before them."""
    for root, body in [("", nodes)] if code.resumes else split_fragments(nodes, code.assigned):
        if root:
            number, first = len(code.fragments), len(code.branches)
            code.begin(f"if {code.use('fragments')}.begin({number}, {root!r}):")
            write_body(code, body)
            code.line(f"{code.use('fragments')}.end({number})")
            code.end()
            code.fragments.append(Fragment(root, first, len(code.branches)))
        else:
            write_body(code, body)


def _program(code: CodeBuilder, head: str, span: Span) -> Program:
    source, segments = code.finish(head)
    try:
        function = compile_function(source, {mark: text for text, mark in code.texts.items()})
    except (RecursionError, MemoryError, SyntaxError) as error:
        raise RenderLimitError(
            "this template is too large to run", span, help="split it, or nest less"
        ) from error
    return Program(
        code=marshal.dumps(function),
        version=code.version,
        variables=tuple(code.variables),
        branches=tuple(code.branches),
        filters=tuple(code.filters),
        segments=segments,
        tags=tuple(code.tags),
        assigns=code.assigned,
        fragments=tuple(code.fragments),
    )
