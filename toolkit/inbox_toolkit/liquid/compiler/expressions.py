"""Writes expressions as Python: each variable read becomes one call that reads and records.

Letters name what the code calls on the run (``runtime.py``): ``s`` reads strictly, ``m`` leniently
(missing is null), ``t`` reads the text to print; ``1 2 3`` read that many names from the data,
``d`` any number of keys, ``l`` from a loop's variable, ``v`` from a value.
"""

from typing import NamedTuple

from inbox_toolkit.liquid.compiler.code_builder import CodeBuilder, Loop
from inbox_toolkit.liquid.compiler.program import FilterUse, Use, VariableRef
from inbox_toolkit.liquid.filters.registry import lookup
from inbox_toolkit.liquid.javascript.values import BLANK, EMPTY, MISSING, NIL
from inbox_toolkit.liquid.syntax.nodes import (
    Binary,
    Expression,
    Filter,
    FilteredExpression,
    Literal,
    Path,
    Range,
    Segment,
    Unary,
)
from inbox_toolkit.text.span import Span

LEGACY = "legacy"
_OPERATORS = {
    "==": "EQ",
    "!=": "NE",
    "<": "LT",
    ">": "GT",
    "<=": "LE",
    ">=": "GE",
    "contains": "HAS",
    "and": "AND",
    "or": "OR",
    "": "LEFT",
}
_SPECIAL = frozenset({"size", "first", "last", "length"})
"""Names that mean more than a member of that name, so the short reads do not know them."""

_LOOP_FACTS = {
    "index": "i{0}+1",
    "index0": "i{0}",
    "length": "n{0}",
    "first": "i{0}==0",
    "last": "i{0}==n{0}-1",
    "rindex": "n{0}-i{0}",
    "rindex0": "n{0}-i{0}-1",
}


class Position(NamedTuple):
    """Where an expression stands: what for, in which node, and whether missing is forgiven."""

    use: Use
    node_span: Span
    lenient: bool = False
    defaulted: bool = False


def filtered(source: CodeBuilder, chain: FilteredExpression, at: Position) -> str:
    """Return the code of a value with its filters."""
    if chain.filters and chain.filters[0].name == "default" and source.version != LEGACY:
        at = at._replace(lenient=True, defaulted=True)
    code = expression(source, chain.value, at)
    for one in chain.filters:
        code = _call(source, one, code, at.node_span)
    return code


def _call(source: CodeBuilder, use: Filter, value: str, node_span: Span) -> str:
    at = Position("argument", node_span)
    found = lookup(use.name, source.version)
    arguments = []
    for number, argument in enumerate(use.arguments):
        code = expression(source, argument.value, at)
        if argument.name is not None:
            code = f"[{argument.name!r},{code}]"
        if found is not None and found.max_arguments is not None and number >= found.max_arguments:
            code = f"*NONE({code})"  # JavaScript evaluates it and does not look at it
        arguments.append(code)
    index = source.filter(FilterUse(use.name, use.span, node_span))
    tail = "".join(f",{argument}" for argument in arguments)
    if use.name == "default":
        branch = source.branch("default", use.span, use.span)
        return f"r.default({index},{branch},{value}{tail})"
    if found is not None and found.needs_context:
        return f"r.ask({index},{locals_in_sight(source)},{value}{tail})"
    return f"f({index},{value}{tail})" if tail else f"g({index},{value})"


def expression(source: CodeBuilder, node: Expression, at: Position) -> str:
    """Return the code of an expression's value."""
    match node:
        case Literal():
            if source.version == LEGACY and _is_negative(node.value):
                return _unquoted(source, node, at)
            return literal(node.value)
        case Path():
            return path(source, node, at)
        case Range():
            inner = at._replace(lenient=False, defaulted=False)
            low, high = (expression(source, end, inner) for end in (node.start, node.stop))
            return f"r.span({low},{high})"
        case Unary():
            return f"NOT({expression(source, node.operand, at)})"
        case Binary():
            return _binary(source, node, at)


def _binary(source: CodeBuilder, node: Binary, at: Position) -> str:
    left = expression(source, node.left, at)
    right = expression(source, node.right, at)
    is_quick = source.version != LEGACY and _is_plain_text(node.right)
    if is_quick and node.operator in ("==", "!="):
        return f"({left}{node.operator}{right})"
    return f"{_OPERATORS[node.operator]}({left},{right})"


def _is_negative(value: object) -> bool:
    return isinstance(value, int | float) and value < 0


def _unquoted(source: CodeBuilder, node: Literal, at: Position) -> str:
    """Return the code of a negative number: legacy Liquid takes it for a variable's name."""
    name = node.span.of(source.text)
    read_as = Path(node.span, (Segment(node.span, name),))
    return path(source, read_as, at)


def _is_plain_text(node: Expression) -> bool:
    """Tell whether comparing with this text needs no more than Python's ``==``."""
    return isinstance(node, Literal) and isinstance(node.value, str) and bool(node.value.strip())


def literal(value: object) -> str:
    """Return a literal as Python source."""
    for name, constant in (("M", MISSING), ("NIL", NIL), ("EMPTY", EMPTY), ("BLANK", BLANK)):
        if value is constant:
            return name
    return "INF" if value == float("inf") else "-INF" if value == -float("inf") else repr(value)


# --- paths -------------------------------------------------------------------------------------


def path(source: CodeBuilder, node: Path, at: Position, prefix: str = "") -> str:
    """Return the code that reads a variable; ``prefix`` ``t`` gives its text."""
    if source.version == LEGACY and prefix:
        return f"X({path(source, node, at)})"
    letter = prefix or ("m" if at.lenient else "s")
    root = node.segments[0].key
    if isinstance(root, str):
        loop = source.loop_of(root) if source.loops else None
        if loop is None:
            return _from_data(source, node, at, letter)
        if root != loop.variable:
            return _from_loop_object(source, node, at, letter, loop)
        return _from_variable(source, node, at, letter, loop)
    if isinstance(root, Literal | Range):
        value = expression(source, root, at)
        ref = _site(source, node, at)
        return f"r.{letter}v({ref},{value},{_keys(source, node.segments[1:], at)})"
    keys = _keys(source, node.segments, at)
    return f"r.{letter}d({_site(source, node, at)},{keys},{locals_in_sight(source)})"


def _from_data(source: CodeBuilder, node: Path, at: Position, letter: str) -> str:
    names = _names(source, node)
    ref = _site(source, node, at, names)
    if names and len(names) <= 3:
        return f"r.{letter}{len(names)}({ref})"
    return f"r.{letter}d({ref},{_keys(source, node.segments, at)})"


def _from_variable(source: CodeBuilder, node: Path, at: Position, letter: str, loop: Loop) -> str:
    n = loop.number
    names = _names(source, node)
    ref = _site(source, node, at, names)
    if len(names) == 2:
        return f"r.{letter}l1({ref},x{n},p{n},i{n})"
    return f"r.{letter}l({ref},x{n},p{n},i{n},{_keys(source, node.segments[1:], at)})"


def _names(source: CodeBuilder, node: Path) -> tuple[str, ...]:
    """Return the names a short read looks up; none where it needs more than a lookup."""
    names = tuple([segment.key for segment in node.segments if isinstance(segment.key, str)])
    is_short = len(names) == len(node.segments) and _SPECIAL.isdisjoint(names[1:])
    return names if is_short and source.version != LEGACY else ()


def _from_loop_object(
    source: CodeBuilder, node: Path, at: Position, letter: str, loop: Loop
) -> str:
    n = loop.number
    rest = node.segments[1:]
    fact = _LOOP_FACTS.get(str(rest[0].key)) if len(rest) == 1 else None
    if fact is not None:
        value = f"({fact.format(n)})"
        return f"X{value}" if letter == "t" else value
    value = loop_object(loop)
    if not rest:
        return f"X({value})" if letter == "t" else value
    keys = _keys(source, rest, at)
    return f"r.{letter}v({_site(source, node, at)},{value},{keys},is_item=True)"


def loop_object(loop: Loop) -> str:
    """Return the code of ``forloop`` or ``tablerowloop`` as it stands in this round."""
    n = loop.number
    columns = f",k{n}" if loop.tag == "tablerow" else ""
    return f"LOOP({loop.label!r},i{n},n{n}{columns})"


def _keys(source: CodeBuilder, segments: tuple[Segment, ...], at: Position) -> str:
    inner = Position("argument", at.node_span)  # what stands in brackets is never forgiven
    keys = [
        repr(segment.key)
        if isinstance(segment.key, str | int)
        else expression(source, segment.key, inner)
        for segment in segments
    ]
    return f"({','.join(keys)},)" if keys else "()"


def _site(source: CodeBuilder, node: Path, at: Position, names: tuple[str, ...] = ()) -> int:
    root = node.root
    local = root in source.assigned or (bool(source.loops) and source.loop_of(root) is not None)
    text = node.span.of(source.text)
    if not names or text != ".".join(names):  # nearly always it is written plainly
        text = written(node)
    return source.ref(
        VariableRef(node.span, text, at.use, local, at.defaulted, at.node_span, names)
    )


def written(node: Path) -> str:
    """Return a path as people write it: ``a.b[0]['c d']``."""
    parts: list[str] = []
    for segment in node.segments:
        parts.append(_written_key(segment.key, is_first=not parts))
    return "".join(parts)


def _written_key(key: str | int | Expression, *, is_first: bool) -> str:
    if isinstance(key, str):
        is_name = key.replace("_", "a").replace("-", "a").isalnum()
        if is_name:
            return key if is_first else f".{key}"
        return f"[{key!r}]"
    if isinstance(key, Path):
        return f"[{written(key)}]"
    if isinstance(key, Literal):
        return repr(key.value) if is_first else f"[{key.value}]"
    return f"[{key}]" if isinstance(key, int) else "(..)"


def locals_in_sight(source: CodeBuilder) -> str:
    """Return the code of a dict of the loop variables in sight, inner ones over outer ones."""
    names: dict[str, str] = {}
    for loop in source.loops:
        names["tablerowloop" if loop.tag == "tablerow" else "forloop"] = loop_object(loop)
        names[loop.variable] = f"x{loop.number}"
    return "{" + ",".join(f"{name!r}:{code}" for name, code in names.items()) + "}"
