"""Writes loops (``for``, ``tablerow``) and ``case`` as Python statements.

Names of a loop end in its number: ``c`` collection, ``n`` its length, ``i`` round, ``x`` item,
``p`` where the collection stands in the data, ``k`` columns.
"""

from inbox_toolkit.liquid.expression_code import LEGACY, Position, expression, filtered, written
from inbox_toolkit.liquid.nodes import Body, Branch, Case, Expression, For, If, Path, Range
from inbox_toolkit.liquid.source import Loop, Source
from inbox_toolkit.liquid.statement_code import Exits, has_jump, leave, nested, region
from inbox_toolkit.text.span import Span


def write_loop(source: Source, node: For, exits: Exits) -> None:
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
    body_arm = source.arm("for", body_span, node.tag_span)
    source.begin(f"if c{n}:")
    _rounds(source, node, loop, body_arm)
    source.end()
    _otherwise(source, node, exits)


def _collection(source: Source, node: For) -> str:
    at = Position("loop", node.tag_span)
    if isinstance(node.collection, Range):
        low, high = (
            expression(source, end, at) for end in (node.collection.start, node.collection.stop)
        )
        return f"r.numbers({low},{high})"
    return f"LIST({expression(source, node.collection, at)})"


def _place(source: Source, node: Expression) -> str:
    """Return the code of the path that a collection's items stand under."""
    if not isinstance(node, Path):
        return "''"
    loop = source.loop_of(node.root)
    if loop is None or loop.variable != node.root:
        return repr(written(node))
    rest = written(node)[len(node.root) :]
    return f"PLACE(p{loop.number},i{loop.number},{rest!r})"


def _rounds(source: Source, node: For, loop: Loop, arm: int) -> None:
    n = loop.number
    if node.arguments or source.continues:
        options = _options(source, node, loop)
        source.line(f"c{n},p{n}=r.slice(c{n},p{n},{loop.label!r},{options})", node.tag_span)
    weight = _weight(node.body)
    jumps = has_jump(node.body)
    steps = "" if jumps else f"r.steps({weight}*n{n});"
    reached = f"if n{n}:A({arm})" if node.arguments else f"A({arm})"
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


def _options(source: Source, node: For, loop: Loop) -> str:
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


def _otherwise(source: Source, node: For, exits: Exits) -> None:
    branch = node.otherwise
    if branch is None:
        arm = source.arm("for-else", node.tag_span, node.tag_span, is_written=False)
        source.line(f"else:A({arm})")
        return
    source.begin("else:")
    source.line(f"A({source.arm('for-else', branch.span, branch.tag_span)})")
    nested(source, branch.body, exits)
    source.end()


def _table(source: Source, node: For, loop: Loop) -> None:
    n = loop.number
    arm = source.arm("tablerow", Span(node.tag_span.end, node.span.end), node.tag_span)
    options = _options(source, node, loop)
    source.line(f"c{n},p{n},k{n}=r.table(c{n},p{n},{options})", node.tag_span)
    source.line(f"n{n}=len(c{n});r.steps({_weight(node.body)}*n{n})", node.tag_span)
    source.line(f"if n{n}:A({arm})")
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


def write_case(source: Source, node: Case, exits: Exits) -> None:
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
        source.line(f"h{n}=1;A({source.arm('when', when.span, when.tag_span)})")
        region(source, when.body, is_stale=jumps)
        source.end()
    branch = node.otherwise
    span = branch.span if branch else node.tag_span
    tag_span = branch.tag_span if branch else node.tag_span
    arm = source.arm("case-else", span, tag_span, is_written=branch is not None)
    source.begin(f"if not h{n}:")
    source.line(f"A({arm})")
    region(source, branch.body if branch else (), is_stale=jumps)
    source.end()
    if jumps:
        leave(source, exits)
