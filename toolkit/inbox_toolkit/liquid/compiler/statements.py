"""Writes nodes as Python statements; ``loop_code.py`` writes loops and ``case``.

Writes loops (``for``, ``tablerow``) and ``case`` as Python statements.

Names of a loop end in its number: ``c`` collection, ``n`` its length, ``i`` round, ``x`` item,
``p`` where the collection stands in the data, ``k`` columns.
"""

from dataclasses import dataclass, replace
from typing import assert_never

from inbox_toolkit.liquid.compiler.code_builder import DEEPEST_INDENT, CodeBuilder, Loop
from inbox_toolkit.liquid.compiler.expressions import (
    LEGACY,
    Position,
    expression,
    filtered,
    locals_in_sight,
    path,
    written,
)
from inbox_toolkit.liquid.compiler.program import BranchKind
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
from inbox_toolkit.text.span import Span


@dataclass(frozen=True, slots=True)
class Exits:
    """What ``break`` and ``continue`` become here.

    In a region that something must still follow (a capture, a table row, a ``when``) they note
    themselves in ``j`` and leave the region. Where ``j`` may be set already on entry, ``stale``
    leaves behind the first node: liquidjs renders one more.
    """

    on_break: str
    on_continue: str
    stale: str | None = None


REGION = Exits("j=1;break", "j=2;break")
FUNCTION = Exits("return 1", "return 2")


def write_body(source: CodeBuilder, nodes: Body, exits: Exits) -> None:
    """Write nodes one after the other."""
    source.flush()
    start = len(source.lines)
    for node in nodes:
        write(source, node, exits)
        if exits.stale:
            source.line(f"if j:{exits.stale}")
        if isinstance(node, Jump):
            break
    source.flush()
    if len(source.lines) == start:
        source.line("pass")


def write(source: CodeBuilder, node: Node, exits: Exits) -> None:
    """Write one node."""
    match node:
        case Text():
            if node.value:
                source.piece(repr(node.value), node.span)
        case Output():
            _output(source, node)
        case If() | For() | Case() | Capture() | IfChanged() | JsonString():
            _write_block(source, node, exits)
        case LiquidTag():
            write_body(source, node.body, exits)
        case Jump():
            source.line(exits.on_break if node.kind == "break" else exits.on_continue)
        case Assign() | Counter() | Cycle() | CioTag() | Comment():
            _write_plain(source, node)
        case _:
            assert_never(node)


def _write_block(
    source: CodeBuilder, node: If | For | Case | Capture | IfChanged | JsonString, exits: Exits
) -> None:
    match node:
        case If():
            _if(source, node, exits)
        case For():
            write_loop(source, node, exits)
        case Case():
            write_case(source, node, exits)
        case Capture():
            _capture(source, node, exits)
        case IfChanged():
            _changed(source, node, exits)
        case JsonString():
            _leaf(source, node)
        case _:
            assert_never(node)


def _write_plain(source: CodeBuilder, node: Assign | Counter | Cycle | CioTag | Comment) -> None:
    match node:
        case Assign():
            _assign(source, node)
        case Counter():
            source.piece(f"r.count({node.name!r},{node.step})", node.span)
        case Cycle():
            _cycle(source, node)
        case CioTag():
            _service(source, node)
        case Comment():
            pass
        case _:
            assert_never(node)


def _assign(source: CodeBuilder, node: Assign) -> None:
    value = filtered(
        source, node.expression, Position("assign", node.span, lenient=source.version != LEGACY)
    )
    if node.name in source.counted:
        source.line(f"r.bind({node.name!r},{value})", node.span)
    else:
        source.line(f"r.data[{node.name!r}]={value}", node.span)


def _output(source: CodeBuilder, node: Output) -> None:
    at = Position("output", node.span)
    chain = node.expression
    if not chain.filters and isinstance(chain.value, Path):
        source.piece(path(source, chain.value, at, "t"), node.span)
    else:
        source.piece(f"X({filtered(source, chain, at)})", node.span)


def _if(source: CodeBuilder, node: If, exits: Exits) -> None:
    kind: BranchKind = "unless" if node.negated else "if"
    for number, branch in enumerate(node.branches):
        if branch.condition is None:
            kind = "else"
            source.begin("else:")
        else:
            test = _test(source, branch, negated=node.negated and number == 0)
            source.begin(f"{'elif' if number else 'if'} {test}:", branch.tag_span)
        source.line(f"A({source.branch(kind, branch.span, branch.tag_span)})")
        nested(source, branch.body, exits)
        source.end()
        kind = "elsif"
    if node.branches[-1].condition is not None:
        first = node.branches[0].tag_span
        reached = source.branch("else", first, first, is_written=False)
        source.line(f"else:A({reached})")


def _test(source: CodeBuilder, branch: Branch, *, negated: bool) -> str:
    chain = branch.condition
    if chain is None:
        return "True"
    code = filtered(source, chain, Position("condition", branch.tag_span, lenient=True))
    if chain.filters or not _is_yes_or_no(chain.value):
        code = f"T({code})"
    return f"not {code}" if negated else code


def _is_yes_or_no(node: Expression) -> bool:
    return isinstance(node, Unary) or (isinstance(node, Binary) and node.operator != "")


def nested(source: CodeBuilder, body: Body, exits: Exits) -> None:
    """Write a body that stands deeper, as a function of its own where Python's limits are near."""
    if source.indent <= DEEPEST_INDENT + source.functions:
        write_body(source, body, exits)
        return
    name = f"b{source.number()}"
    stale = "return j" if exits.stale else None
    with source.function(f"def {name}(w,j):"):
        write_body(source, body, replace(FUNCTION, stale=stale))
        source.line("return 0")
    source.line(f"j={name}(w,j)")
    if has_jump(body):
        leave(source, exits)


def region(source: CodeBuilder, body: Body, *, is_stale: bool) -> None:
    """Write a body that something follows even after a ``break`` in it."""
    if not (is_stale or has_jump(body)):
        nested(source, body, Exits("", ""))
        return
    source.begin("for _ in ONE:")
    nested(source, body, replace(REGION, stale="break" if is_stale else None))
    source.end()


def leave(source: CodeBuilder, exits: Exits) -> None:
    """Write what hands a noted ``break`` or ``continue`` on to the code around."""
    source.line("if j==1:" + exits.on_break)
    source.line("if j==2:" + exits.on_continue)


def has_jump(value: Body | Branch | None) -> bool:
    """Tell whether a ``break`` or ``continue`` in here leaves the body."""
    body = value if isinstance(value, tuple) else value.body if value else ()
    return any(map(_jumps, body))


def _jumps(node: Node) -> bool:
    match node:
        case Jump():
            return True
        case If():
            return any(has_jump(branch) for branch in node.branches)
        case Case():
            return has_jump(node.otherwise) or any(has_jump(when.body) for when in node.whens)
        case For():
            return has_jump(node.otherwise) or (node.tag == "tablerow" and has_jump(node.body))
        case Capture() | LiquidTag() | IfChanged():
            return has_jump(node.body)
        case Text() | Output() | Assign() | Counter() | Cycle() | Comment() | CioTag():
            return False
        case JsonString():
            return False  # no jump leaves it
        case _:
            assert_never(node)


def _capture(source: CodeBuilder, node: Capture, exits: Exits) -> None:
    source.line("w=r.open()")
    region(source, node.body, is_stale=exits.stale is not None)
    source.line(f"w=r.close({node.name!r})", node.span)
    if has_jump(node.body):
        leave(source, exits)


def _changed(source: CodeBuilder, node: IfChanged, exits: Exits) -> None:
    source.line("w=r.open()")
    region(source, node.body, is_stale=exits.stale is not None)
    source.line("w=r.close_changed()")
    source.piece("r.changed()", node.tag_span)
    if has_jump(node.body):
        leave(source, exits)


def _leaf(source: CodeBuilder, node: JsonString) -> None:
    quote = repr('"')
    source.piece(quote, node.span)
    source.line("w=r.enter_leaf()")
    source.begin("for _ in ONE:")
    nested(source, node.body, Exits("break", "break"))
    source.end()
    source.line("w=r.leave_leaf()")
    source.piece(quote, node.span)


def _cycle(source: CodeBuilder, node: Cycle) -> None:
    at = Position("output", node.span)
    group = expression(source, node.group, Position("argument", node.span)) if node.group else "M"
    values = [expression(source, value, at) for value in node.values]
    turn = f"r.turn({group},{len(values)})"
    if all(isinstance(value, Literal) for value in node.values):
        source.piece(f"CYCLED(({','.join(values)},)[{turn}])", node.span)
        return
    turns = ",".join(f"lambda:{value}" for value in values)  # only the one in turn is evaluated
    source.piece(f"CYCLED(({turns},)[{turn}]())", node.span)


def _service(source: CodeBuilder, node: CioTag) -> None:
    at = Position("argument", node.span)
    values = "".join(f",{expression(source, each.value, at)}" for each in node.arguments)
    index = source.tag(node.tag, node.span)
    source.piece(f"r.service({index},{locals_in_sight(source)}{values})", node.span)


def write_loop(source: CodeBuilder, node: For, exits: Exits) -> None:
    """Write ``for`` or ``tablerow``."""
    n = source.number()
    label = f"{node.variable}-{node.collection.span.of(source.text)}"
    collection, place = _collection(source, node), _place(source, node.collection)
    source.line(f"c{n}={collection};p{n}={place}", node.tag_span)
    loop = Loop(n, node.variable, node.tag, label)
    if node.tag == "tablerow":
        _table(source, node, loop)
        if has_jump(node.body):
            leave(source, exits)
        return
    body_span = Span(
        node.tag_span.end, node.otherwise.span.start if node.otherwise else node.span.end
    )
    body_reached = source.branch("for", body_span, node.tag_span)
    source.begin(f"if c{n}:")
    _rounds(source, node, loop, body_reached)
    source.end()
    _otherwise(source, node, exits)


def _collection(source: CodeBuilder, node: For) -> str:
    at = Position("loop", node.tag_span)
    if isinstance(node.collection, Range):
        low, high = (
            expression(source, end, at) for end in (node.collection.start, node.collection.stop)
        )
        return f"r.numbers({low},{high})"
    return f"LIST({expression(source, node.collection, at)})"


def _place(source: CodeBuilder, node: Expression) -> str:
    """Return the code of the path that a collection's items stand under."""
    if not isinstance(node, Path):
        return "''"
    loop = source.loop_of(node.root)
    if loop is None or loop.variable != node.root:
        return repr(written(node))
    rest = written(node)[len(node.root) :]
    return f"PLACE(p{loop.number},i{loop.number},{rest!r})"


def _rounds(source: CodeBuilder, node: For, loop: Loop, branch: int) -> None:
    n = loop.number
    if node.arguments or source.continues:
        options = _options(source, node, loop)
        source.line(f"c{n},p{n}=r.slice(c{n},p{n},{loop.label!r},{options})", node.tag_span)
    weight = _weight(node.body)
    jumps = has_jump(node.body)
    steps = "" if jumps else f"r.steps({weight}*n{n});"
    reached = f"if n{n}:A({branch})" if node.arguments else f"A({branch})"
    source.line(f"n{n}=len(c{n});{steps}", node.tag_span)
    source.line(reached)
    source.begin(f"for i{n},x{n} in enumerate(c{n}):")
    if jumps:
        source.line(f"j=0;r.steps({weight})", node.tag_span)
    source.loops.append(loop)
    nested(source, node.body, Exits("break", "continue"))
    source.loops.pop()
    if node.variable == "forloop":  # the item takes the place of the engine's own object
        index = source.tag(node.tag, node.tag_span)
        source.line(f"r.refuse({index},'scope.forloop.next is not a function')")
    source.end()
    if jumps:
        source.line("j=0")
    if not source.loops:
        source.line("r.steps(0)", node.tag_span)  # so that too much text is found where it is made


def _options(source: CodeBuilder, node: For, loop: Loop) -> str:
    at = Position("argument", node.tag_span)
    parts = []
    for number, argument in enumerate(node.arguments):
        if number and argument.name == "reversed" and source.version == LEGACY:
            continue  # it counts directly behind the collection only
        value = argument.value
        is_continue = isinstance(value, Path) and len(value.segments) == 1
        if is_continue and isinstance(value, Path) and value.root == "continue":
            code = f"r.mark({loop.label!r})"
        else:
            code = expression(source, value, at)
        parts.append(f"{argument.name!r}:{code}")
    return "{" + ",".join(parts) + "}"


def _otherwise(source: CodeBuilder, node: For, exits: Exits) -> None:
    branch = node.otherwise
    if branch is None:
        reached = source.branch("for-else", node.tag_span, node.tag_span, is_written=False)
        source.line(f"else:A({reached})")
        return
    source.begin("else:")
    source.line(f"A({source.branch('for-else', branch.span, branch.tag_span)})")
    nested(source, branch.body, exits)
    source.end()


def _table(source: CodeBuilder, node: For, loop: Loop) -> None:
    n = loop.number
    reached = source.branch("tablerow", Span(node.tag_span.end, node.span.end), node.tag_span)
    options = _options(source, node, loop)
    source.line(f"c{n},p{n},k{n}=r.table(c{n},p{n},{options})", node.tag_span)
    source.line(f"n{n}=len(c{n});r.steps({_weight(node.body)}*n{n})", node.tag_span)
    source.line(f"if n{n}:A({reached})")
    source.begin(f"for i{n},x{n} in enumerate(c{n}):")
    source.piece(f"ROW(i{n},k{n})", node.tag_span)
    source.loops.append(loop)
    region(source, node.body, is_stale=True)
    source.loops.pop()
    source.piece("'</td>'", node.tag_span)
    source.end()
    source.line(f"if n{n}:w(('</tr>',))", node.tag_span)


def _weight(body: Body) -> int:
    """Return how many nodes a round renders at most, those of inner loops aside."""
    total = 0
    for node in body:
        branches = node.branches if isinstance(node, If) else ()
        total += 1 + max((_weight(branch.body) for branch in branches), default=0)
    return max(total, 1)


def write_case(source: CodeBuilder, node: Case, exits: Exits) -> None:
    """Write ``case``: every ``when`` that matches, in order, or else the ``else``."""
    n = source.number()
    bodies: list[Body | Branch | None] = [*(when.body for when in node.whens), node.otherwise]
    jumps = any(map(has_jump, bodies))
    at = Position("condition", node.tag_span, lenient=True)
    source.line(f"q{n}=PLAIN({filtered(source, node.subject, at)});h{n}=0", node.tag_span)
    for when in node.whens:
        here = Position("condition", when.tag_span, lenient=True)
        tests = [f"EQ(q{n},{expression(source, value, here)})" for value in when.values]
        source.begin(f"if {' or '.join(tests) or 'False'}:", when.tag_span)
        source.line(f"h{n}=1;A({source.branch('when', when.span, when.tag_span)})")
        region(source, when.body, is_stale=jumps)
        source.end()
    branch = node.otherwise
    span = branch.span if branch else node.tag_span
    tag_span = branch.tag_span if branch else node.tag_span
    reached = source.branch("case-else", span, tag_span, is_written=branch is not None)
    source.begin(f"if not h{n}:")
    source.line(f"A({reached})")
    region(source, branch.body if branch else (), is_stale=jumps)
    source.end()
    if jumps:
        leave(source, exits)
