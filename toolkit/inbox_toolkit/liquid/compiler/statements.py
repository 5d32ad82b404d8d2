"""Writes nodes as Python statements, by recursive descent: a loop's body holds nodes again.

Names of a loop end in its number: ``items1`` is what it goes over, ``path1`` the path of that in
the data, ``item1`` and ``index1`` the round, ``length1`` how many rounds there are, ``columns1``
those of a ``tablerow``. ``jumps.py`` says how ``break`` and ``continue`` get out.
"""

from dataclasses import replace
from typing import assert_never

from inbox_toolkit.liquid.compiler.code_builder import MAX_INDENT, CodeBuilder, Loop
from inbox_toolkit.liquid.compiler.expressions import (
    LEGACY,
    Position,
    counted,
    expression,
    filtered,
    is_boolean,
    locals_in_sight,
    path,
    written,
)
from inbox_toolkit.liquid.compiler.jumps import (
    FUNCTION,
    LEAF,
    LOOP,
    REGION,
    TEMPLATE,
    JumpTarget,
    has_jump,
    write_jump,
    write_pending_jump,
)
from inbox_toolkit.liquid.compiler.program import BranchKind
from inbox_toolkit.liquid.syntax.nodes import (
    Assign,
    Body,
    Branch,
    Capture,
    Case,
    CioTag,
    Comment,
    Counter,
    Cycle,
    Expression,
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
    When,
)
from inbox_toolkit.liquid.syntax.visitor import (
    child_bodies,
    filters_in,
    node_expressions,
    walk_expression,
)
from inbox_toolkit.text.span import Span

_FILTER_WEIGHT = 4
"""A filter takes as long (0.3 to 8 microseconds) as so many nodes that print a variable."""


def write_body(code: CodeBuilder, nodes: Body, target: JumpTarget = TEMPLATE) -> None:
    """Write nodes one after the other; ``target`` is where their jumps go."""
    code.flush()
    start = len(code.lines)
    for node in nodes:
        _write(code, node, target)
        if target.can_be_pending:
            code.line(f"if {code.use('jump')}: {target.on_pending}")
        if isinstance(node, Jump):
            break  # what follows is never rendered
    code.flush()
    if len(code.lines) == start:
        code.line("pass")


def _write(  # noqa: C901, PLR0912 - one case for each kind of node
    code: CodeBuilder, node: Node, target: JumpTarget
) -> None:
    match node:
        case Text():
            if node.value:
                code.piece(code.text_literal(node.value), node.span)
        case Output():
            _output(code, node)
        case If():
            _if(code, node, target)
        case For():
            _loop(code, node, target)
        case Assign():
            _assign(code, node)
        case Capture():
            _capture(code, node, target)
        case Case():
            _case(code, node, target)
        case Jump():
            write_jump(code, node, target)
        case Comment():
            pass
        case LiquidTag():
            write_body(code, node.body, target)
        case Counter():
            step = f"context.tags.step_counter({node.name!r}, {node.step})"
            code.piece(step, node.span)
        case Cycle():
            _cycle(code, node)
        case IfChanged():
            _ifchanged(code, node, target)
        case JsonString():
            _leaf(code, node)
        case CioTag():
            _cio_tag(code, node)
        case _:
            assert_never(node)


# --- bodies ------------------------------------------------------------------------------------


def _nested(code: CodeBuilder, body: Body, target: JumpTarget) -> None:
    """Write a body one level deeper, as a function of its own where Python's limits are near."""
    if code.indent <= MAX_INDENT + code.functions:
        write_body(code, body, target)
        return
    name = f"body{code.number()}"
    with code.function(f"def {name}(emit, jump):"):
        write_body(code, body, replace(FUNCTION, can_be_pending=target.can_be_pending))
        code.line("return NO_JUMP")
    code.line(f"jump = {name}(emit, {code.use('jump')})")
    if has_jump(body):
        write_pending_jump(code, target)


def _region(code: CodeBuilder, body: Body, *, can_be_pending: bool) -> None:
    """Write a body that something follows even if a jump leaves it."""
    if not (can_be_pending or has_jump(body)):
        _nested(code, body, TEMPLATE)
        return
    code.use("jump")
    code.begin("for _ in ONCE:")
    _nested(code, body, replace(REGION, can_be_pending=can_be_pending))
    code.end()


# --- output and names --------------------------------------------------------------------------


def _output(code: CodeBuilder, node: Output) -> None:
    at = Position("output", node.span)
    chain = node.expression
    if not chain.filters and isinstance(chain.value, Path):
        code.piece(path(code, chain.value, at, as_text=True), node.span)
    else:
        code.piece(f"to_text({filtered(code, chain, at)})", node.span)


def _assign(code: CodeBuilder, node: Assign) -> None:
    at = Position("assign", node.span, lenient=code.version != LEGACY)
    value = filtered(code, node.expression, at)
    if node.name in code.counted:
        code.line(f"context.tags.assign_counter({node.name!r}, {value})", node.span)
    else:
        code.line(f"{code.use('variables')}.data[{node.name!r}] = {value}", node.span)


def _capture(code: CodeBuilder, node: Capture, target: JumpTarget) -> None:
    code.line(f"emit = {code.use('output')}.open_capture()")
    _region(code, node.body, can_be_pending=target.can_be_pending)
    code.line(f"emit = context.tags.close_capture({node.name!r})", node.span)
    if has_jump(node.body):
        write_pending_jump(code, target)


def _ifchanged(code: CodeBuilder, node: IfChanged, target: JumpTarget) -> None:
    text = f"text{code.number()}"
    code.line(f"emit = {code.use('output')}.open_capture()")
    _region(code, node.body, can_be_pending=target.can_be_pending)
    code.line(f"emit, {text} = context.tags.close_ifchanged()")
    code.piece(text, node.tag_span)
    if has_jump(node.body):
        write_pending_jump(code, target)


def _leaf(code: CodeBuilder, node: JsonString) -> None:
    quote = code.text_literal('"')
    code.piece(quote, node.span)
    code.line("emit = context.enter_leaf()")
    code.begin("for _ in ONCE:")
    _nested(code, node.body, LEAF)
    code.end()
    code.line("emit = context.leave_leaf()")
    code.piece(quote, node.span)


def _cycle(code: CodeBuilder, node: Cycle) -> None:
    at = Position("output", node.span)
    group = "MISSING"
    if node.group:
        group = counted(code, node.group, Position("argument", node.span))
    values = [counted(code, value, at) for value in node.values]
    turn = f"context.tags.next_turn({group}, {len(node.values)})"
    if code.version == LEGACY:
        values.append("None")  # for a group that had more values elsewhere
    if all(isinstance(value, Literal) for value in node.values):
        code.piece(f"cycle_text(({', '.join(values)},)[{turn}])", node.span)
        return
    turns = ", ".join(f"lambda: {value}" for value in values)  # only one of them is evaluated
    code.piece(f"cycle_text(({turns},)[{turn}]())", node.span)


def _cio_tag(code: CodeBuilder, node: CioTag) -> None:
    at = Position("argument", node.span)
    values = "".join(f", {expression(code, each.value, at)}" for each in node.arguments)
    index = code.tag(node.tag, node.span)
    names = locals_in_sight(code)
    code.piece(f"{code.use('cio_tags')}.text({index}, {names}{values})", node.span)


# --- conditions --------------------------------------------------------------------------------


def _if(code: CodeBuilder, node: If, target: JumpTarget) -> None:
    kind: BranchKind = "unless" if node.negated else "if"
    for number, branch in enumerate(node.branches):
        if branch.condition is None:
            kind = "else"
            code.begin("else:")
        else:
            test = _test(code, branch, negated=node.negated and number == 0)
            code.begin(f"{'elif' if number else 'if'} {test}:", branch.tag_span)
        code.line(code.branch(kind, branch.span, branch.tag_span))
        _nested(code, branch.body, target)
        code.end()
        kind = "elsif"
    if node.branches[-1].condition is not None:
        first = node.branches[0].tag_span
        code.block("else:", [code.branch("else", first, first, is_written=False)])


def _test(code: CodeBuilder, branch: Branch, *, negated: bool) -> str:
    chain = branch.condition
    if chain is None:
        return "True"
    test = filtered(code, chain, Position("condition", branch.tag_span, lenient=True))
    if chain.filters or not is_boolean(code, chain.value):
        test = f"is_truthy({test})"
    return f"not {test}" if negated else test


def _case(code: CodeBuilder, node: Case, target: JumpTarget) -> None:
    """Write ``case``: every ``when`` that matches, in order, or else the ``else``."""
    n = code.number()
    bodies: list[Body | Branch | None] = [*(when.body for when in node.whens), node.otherwise]
    jumps = any(map(has_jump, bodies))
    at = Position("condition", node.tag_span, lenient=True)
    subject = f"subject{n}"
    if code.version == LEGACY:  # it is read again for each value: a body may have assigned it
        subject = filtered(code, node.subject, at)
    else:
        code.line(f"{subject} = unwrap({filtered(code, node.subject, at)})", node.tag_span)
    code.line(f"matched{n} = False")
    for when in node.whens:
        _when(code, when, subject, f"matched{n}", can_be_pending=jumps)
    branch = node.otherwise
    span = branch.span if branch else node.tag_span
    tag_span = branch.tag_span if branch else node.tag_span
    code.begin(f"if not matched{n}:")
    code.line(code.branch("case-else", span, tag_span, is_written=branch is not None))
    if branch:
        _region(code, branch.body, can_be_pending=jumps)
    code.end()
    if jumps:
        write_pending_jump(code, target)


def _when(
    code: CodeBuilder, node: When, subject: str, matched: str, *, can_be_pending: bool
) -> None:
    at = Position("condition", node.tag_span, lenient=True)
    tests = [f"equals({subject}, {expression(code, value, at)})" for value in node.values]
    is_repeated = code.version == LEGACY and len(tests) > 1
    test = " or ".join(tests) or "False"
    if is_repeated:  # its body is rendered once for each value that matches
        matches = ", ".join(f"lambda: {test}" for test in tests)
        code.begin(f"for is_match in ({matches}):")
        test = "is_match()"
    if node.is_after_else:
        test = f"{matched} and {test}"
    code.begin(f"if {test}:", node.tag_span)
    code.line(f"{matched} = True")
    code.line(code.branch("when", node.span, node.tag_span))
    _region(code, node.body, can_be_pending=can_be_pending)
    code.end()
    if is_repeated:
        code.end()


# --- loops -------------------------------------------------------------------------------------


def _loop(code: CodeBuilder, node: For, target: JumpTarget) -> None:
    n = code.number()
    label = f"{node.variable}-{node.collection.span.of(code.text)}"
    loop = Loop(n, node.variable, node.tag, label)
    items, items_path = _items(code, node), _items_path(code, node.collection)
    code.line(f"items{n} = {items}", node.tag_span)
    code.line(f"path{n} = {items_path}", node.tag_span)
    if code.version == LEGACY and (node.arguments or code.resumes) and node.tag == "for":
        _slice(code, node, loop)  # what is left decides between the body and ``else``
    if node.tag == "tablerow":
        _table(code, node, loop)
        if has_jump(node.body):
            write_pending_jump(code, target)
        return
    stop = node.otherwise.span.start if node.otherwise else node.span.end
    reached = code.branch("for", Span(node.tag_span.end, stop), node.tag_span)
    code.begin(f"if items{n}:")
    _rounds(code, node, loop, reached)
    code.end()
    code.begin("else:")
    if node.otherwise is None:
        code.line(code.branch("for-else", node.tag_span, node.tag_span, is_written=False))
    else:
        code.line(code.branch("for-else", node.otherwise.span, node.otherwise.tag_span))
        _nested(code, node.otherwise.body, target)
    code.end()


def _items(code: CodeBuilder, node: For) -> str:
    at = Position("loop", node.tag_span)
    if isinstance(node.collection, Range) and code.version != LEGACY:
        low = counted(code, node.collection.start, at)
        high = counted(code, node.collection.stop, at)
        return f"context.tags.numbers({low}, {high})"
    value = expression(code, node.collection, at)
    collection = f"{code.use('output')}.counted_object({value})"
    if code.version == LEGACY and (node.arguments or code.resumes or node.tag == "tablerow"):
        return collection  # slicing depends on what it is
    return f"to_items({collection})"


def _items_path(code: CodeBuilder, node: Expression) -> str:
    """Return the code of the path that a loop's items stand under."""
    if not isinstance(node, Path):
        return "''"
    loop = code.loop_of(node.root)
    if loop is None or loop.variable != node.root:
        return repr(written(node))
    rest = written(node)[len(node.root) :]
    return f"item_path(path{loop.number}, index{loop.number}, {rest!r})"


def _rounds(code: CodeBuilder, node: For, loop: Loop, reached: str) -> None:
    n = loop.number
    if code.version != LEGACY and (node.arguments or code.resumes):
        _slice(code, node, loop)
    weight = _weight(node.body)
    jumps = has_jump(node.body)
    code.line(f"length{n} = len(items{n})", node.tag_span)
    if not jumps:
        code.line(f"{code.use('output')}.count_steps({weight} * length{n})", node.tag_span)
    code.line(f"if length{n}: {reached}" if node.arguments else reached)
    code.begin(f"for index{n}, item{n} in enumerate(items{n}):")
    if jumps:
        code.line(f"{code.use('jump')} = NO_JUMP")
        code.line(f"{code.use('output')}.count_steps({weight})", node.tag_span)
    code.loops.append(loop)
    _nested(code, node.body, LOOP)
    code.loops.pop()
    if node.variable == "forloop":  # the item takes the place of the engine's own object
        index = code.tag(node.tag, node.tag_span)
        code.line(f"context.fail_hidden_forloop({index})")
    code.end()
    if jumps:
        code.line("jump = NO_JUMP")
    if not code.loops:  # so that too much text is found where it is made
        code.line(f"{code.use('output')}.count_steps(0)", node.tag_span)


def _slice(code: CodeBuilder, node: For, loop: Loop) -> None:
    n = loop.number
    part = f"items{n}, path{n}, {loop.label!r}, {_options(code, node, loop)}"
    code.line(f"items{n}, path{n} = context.tags.slice_loop({part})", node.tag_span)


def _options(code: CodeBuilder, node: For, loop: Loop) -> str:
    at = Position("argument", node.tag_span)
    parts = []
    for argument in node.arguments:
        value = argument.value
        is_word = isinstance(value, Path) and len(value.segments) == 1
        can_resume = code.version != LEGACY or argument.name == "offset"
        if is_word and can_resume and isinstance(value, Path) and value.root == "continue":
            option = f"context.tags.resume_at({loop.label!r})"
        else:
            option = expression(code, value, at)
        parts.append(f"{argument.name!r}: {option}")
    options = "{" + ", ".join(parts) + "}"
    return f"lambda: {options}" if code.version == LEGACY else options


def _table(code: CodeBuilder, node: For, loop: Loop) -> None:
    n = loop.number
    reached = code.branch("tablerow", Span(node.tag_span.end, node.span.end), node.tag_span)
    part = f"items{n}, path{n}, {_options(code, node, loop)}"
    code.line(f"items{n}, path{n}, columns{n} = context.tags.slice_table({part})", node.tag_span)
    code.line(f"length{n} = len(items{n})", node.tag_span)
    code.line(f"{code.use('output')}.count_steps({_weight(node.body)} * length{n})", node.tag_span)
    code.line(f"if length{n}: {reached}")
    code.begin(f"for index{n}, item{n} in enumerate(items{n}):")
    code.line(f"{code.use('output')}.count_steps(0)")  # every cell prints: measure as it grows
    code.piece(f"open_cell(index{n}, columns{n})", node.tag_span)
    code.loops.append(loop)
    _region(code, node.body, can_be_pending=True)
    code.loops.pop()
    code.piece("'</td>'", node.tag_span)
    code.end()
    code.piece(f"close_table(length{n}, columns{n})", node.tag_span)


def _weight(body: Body) -> int:
    """Return how many steps a round takes at most, those of inner loops aside."""
    return max(sum(map(_node_weight, body)), 1)


def _node_weight(node: Node) -> int:
    """Return the steps of a node: its filters, the parts of its expressions, its bodies."""
    parts = [part for one in node_expressions(node) for part in walk_expression(one)]
    keys = sum(len(part.segments) for part in parts if isinstance(part, Path))
    own = 1 + _FILTER_WEIGHT * sum(1 for _ in filters_in((node,))) + (len(parts) + keys) // 8
    if isinstance(node, For):
        return own
    weights = [_weight(inner) for inner in child_bodies(node) if inner]
    return own + (max(weights, default=0) if isinstance(node, If) else sum(weights))
