"""Writes expressions as Python: each variable becomes one call that reads it and records the read.

``runtime/variables.py`` says what the calls are.
"""

from typing import NamedTuple, assert_never

from inbox_toolkit.liquid.compiler.code_builder import CodeBuilder, Loop
from inbox_toolkit.liquid.compiler.program import FilterUse, Use, VariableRef
from inbox_toolkit.liquid.filters.registry import lookup
from inbox_toolkit.liquid.javascript.values import BLANK, EMPTY, MISSING, NIL
from inbox_toolkit.liquid.legacy.engine import accepts_count
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
    "==": "equals",
    "!=": "not_equals",
    "<": "less_than",
    ">": "greater_than",
    "<=": "at_most",
    ">=": "at_least",
    "contains": "contains",
    "and": "both",
    "or": "either",
    "": "left_of",
}
_GO_THROUGH = frozenset({"<", ">", "<=", ">=", "contains"})
"""Operators that go through lists, or compare the texts of lists."""

_SPECIAL = frozenset({"size", "first", "last", "length"})
"""Names that mean more than a member of that name, so the short reads do not know them."""

_LOOP_PROPERTIES = {
    "index": "index{0} + 1",
    "index0": "index{0}",
    "length": "length{0}",
    "first": "index{0} == 0",
    "last": "index{0} == length{0} - 1",
    "rindex": "length{0} - index{0}",
    "rindex0": "length{0} - index{0} - 1",
}


class Position(NamedTuple):
    """Where an expression stands: what for, in which node, and whether missing is forgiven."""

    use: Use
    node_span: Span
    lenient: bool = False
    defaulted: bool = False


def filtered(code: CodeBuilder, chain: FilteredExpression, at: Position) -> str:
    """Return the code of a value with its filters."""
    if chain.filters and chain.filters[0].name == "default" and code.version != LEGACY:
        at = at._replace(lenient=True, defaulted=True)
    value = expression(code, chain.value, at)
    for use in chain.filters:
        value = _call(code, use, value, at.node_span)
    return value


def _call(code: CodeBuilder, use: Filter, value: str, node_span: Span) -> str:
    at = Position("argument", node_span)
    found = lookup(use.name, code.version)
    arguments = ""
    for number, argument in enumerate(use.arguments):
        passed = counted(code, argument.value, at)
        if argument.name is not None:
            passed = f"[{argument.name!r}, {passed}]"
        if found is not None and found.max_arguments is not None and number >= found.max_arguments:
            passed = f"*ignore({passed})"  # JavaScript evaluates it and does not look at it
        arguments += f", {passed}"
    index = code.filter(FilterUse(use.name, use.span, node_span))
    if code.version == LEGACY and not accepts_count(use.name, len(use.arguments)):
        return f"{code.use('filters')}.refuse_count({index}, {value}{arguments})"
    if use.name == "default":
        branch = code.default_branch(use.span)
        return f"{code.use('filters')}.default({index}, {branch}, {value}{arguments})"
    if found is not None and found.needs_context:
        names = locals_in_sight(code)
        return f"context.call_filter_with_context({index}, {names}, {value}{arguments})"
    if arguments:
        return f"{code.use('filters')}.call({index}, {value}{arguments})"
    return f"{code.use('filters')}.call_bare({index}, {value})"


def expression(code: CodeBuilder, node: Expression, at: Position) -> str:
    """Return the code of an expression's value."""
    match node:
        case Literal():
            is_ruby_nil = node.value is NIL and code.version == LEGACY
            return "None" if is_ruby_nil else literal(code, node.value)
        case Path():
            return path(code, node, at)
        case Range():
            is_forgiving = code.version == LEGACY and at.lenient
            inner = at._replace(lenient=is_forgiving, defaulted=False)
            low, high = (counted(code, end, inner) for end in (node.start, node.stop))
            return f"context.tags.numbers_list({low}, {high})"
        case Unary():
            return f"negate({expression(code, node.operand, at)})"
        case Binary():
            return _binary(code, node, at)
        case _:
            assert_never(node)


def counted(code: CodeBuilder, node: Expression, at: Position) -> str:
    """Return the code of a value that is gone through, or made a text of, if it is a list."""
    value = expression(code, node, at)
    return value if isinstance(node, Literal) else f"{code.use('output')}.counted({value})"


def _binary(code: CodeBuilder, node: Binary, at: Position) -> str:
    convert = counted if node.operator in _GO_THROUGH else expression
    left = convert(code, node.left, at)
    right = convert(code, node.right, at)
    is_quick = code.version != LEGACY and _is_plain_text(node.right)
    if is_quick and node.operator in ("==", "!="):
        return f"({left} {node.operator} {right})"
    if code.version == LEGACY:
        return _legacy_binary(node.operator, left, right)
    return f"{_OPERATORS[node.operator]}({left}, {right})"


def _legacy_binary(operator: str, left: str, right: str) -> str:
    """Return the code of an operator of legacy Liquid, where ``and`` and ``or`` short-circuit."""
    if operator in ("and", "or"):
        return f"(is_truthy({left}) {operator} is_truthy({right}))"
    function = _OPERATORS.get("!=" if operator == "<>" else operator)
    return f"{function}({left}, {right})" if function else f"unknown_operator({operator!r})"


def is_boolean(code: CodeBuilder, node: Expression) -> bool:
    """Return True if an expression's code gives True or False, whatever the data."""
    match node:
        case Unary():
            return True
        case Binary():
            return node.operator != ""
        case Path():
            if len(node.segments) != 2 or not code.loops:
                return False
            loop = code.loop_of(node.root)
            is_drop = loop is not None and loop.variable != node.root
            return is_drop and node.segments[1].key in ("first", "last")
        case Literal() | Range():
            return False
        case _:
            assert_never(node)


def _is_plain_text(node: Expression) -> bool:
    """Return True if comparing with this text needs no more than Python's ``==``."""
    return isinstance(node, Literal) and isinstance(node.value, str) and bool(node.value.strip())


def literal(code: CodeBuilder, value: object) -> str:
    """Return a literal as Python source."""
    if isinstance(value, str):
        return code.text_literal(value)
    for name, constant in _CONSTANTS:
        if value is constant:
            return name
    if value == float("inf"):
        return "INFINITY"
    return "-INFINITY" if value == -float("inf") else repr(value)


_CONSTANTS = (("MISSING", MISSING), ("NIL", NIL), ("EMPTY", EMPTY), ("BLANK", BLANK))


# --- paths -------------------------------------------------------------------------------------


def path(code: CodeBuilder, node: Path, at: Position, *, as_text: bool = False) -> str:
    """Return the code that reads a variable, or its text to print."""
    if code.version == LEGACY and as_text:
        value = path(code, node, at)
        return f"to_text({code.use('output')}.counted({value}))"
    mode = "text" if as_text else "lenient" if at.lenient else "strict"
    root = node.segments[0].key
    if isinstance(root, str):
        loop = code.loop_of(root) if code.loops else None
        if loop is None:
            return _from_data(code, node, at, mode)
        if root != loop.variable:
            return _from_loop_drop(code, node, at, mode, loop)
        return _from_item(code, node, at, mode, loop)
    if isinstance(root, Literal | Range):
        value = expression(code, root, at)
        ref = _ref(code, node, at)
        keys = _keys(code, node.segments[1:], at)
        return f"{code.use('variables')}.read_member_{mode}({ref}, {value}, {keys})"
    keys = _keys(code, node.segments, at)
    ref = _ref(code, node, at)
    return f"{code.use('variables')}.read_path_{mode}({ref}, {keys}, {locals_in_sight(code)})"


def _from_data(code: CodeBuilder, node: Path, at: Position, mode: str) -> str:
    names = _names(code, node)
    ref = _ref(code, node, at, names)
    if names and len(names) <= 3:
        return f"{code.use('variables')}.read{len(names)}_{mode}({ref})"
    return f"{code.use('variables')}.read_path_{mode}({ref}, {_keys(code, node.segments, at)})"


def _from_item(code: CodeBuilder, node: Path, at: Position, mode: str, loop: Loop) -> str:
    n = loop.number
    names = _names(code, node)
    ref = _ref(code, node, at, names)
    read = f"{ref}, item{n}, path{n}, index{n}"
    if len(names) == 2:
        return f"{code.use('variables')}.read_item1_{mode}({read})"
    keys = _keys(code, node.segments[1:], at)
    return f"{code.use('variables')}.read_item_{mode}({read}, {keys})"


def _names(code: CodeBuilder, node: Path) -> tuple[str, ...]:
    """Return the names a short read looks up; none where it needs more than a lookup."""
    names = tuple([segment.key for segment in node.segments if isinstance(segment.key, str)])
    is_short = len(names) == len(node.segments) and _SPECIAL.isdisjoint(names[1:])
    return names if is_short and code.version != LEGACY else ()


def _from_loop_drop(code: CodeBuilder, node: Path, at: Position, mode: str, loop: Loop) -> str:
    rest = node.segments[1:]
    form = _LOOP_PROPERTIES.get(str(rest[0].key)) if len(rest) == 1 else None
    if form is not None:
        value = form.format(loop.number)
        return f"to_text({value})" if mode == "text" else f"({value})"
    drop = loop_drop(loop)
    if not rest:
        return f"to_text({drop})" if mode == "text" else drop
    keys = _keys(code, rest, at)
    ref = _ref(code, node, at)
    return f"{code.use('variables')}.read_member_{mode}({ref}, {drop}, {keys}, is_item=True)"


def loop_drop(loop: Loop) -> str:
    """Return the code of ``forloop`` or ``tablerowloop`` as it stands in this round."""
    n = loop.number
    columns = f", columns{n}" if loop.tag == "tablerow" else ""
    return f"LoopDrop({loop.label!r}, index{n}, length{n}{columns})"


def _keys(code: CodeBuilder, segments: tuple[Segment, ...], at: Position) -> str:
    # latest never forgives what is missing in brackets
    is_lenient = code.version == LEGACY and at.lenient
    inner = Position("argument", at.node_span, lenient=is_lenient)
    keys = [_key(code, segment, inner) for segment in segments]
    return f"({', '.join(keys)},)" if keys else "()"


def _key(code: CodeBuilder, segment: Segment, at: Position) -> str:
    if isinstance(segment.key, str | int):
        return repr(segment.key)
    key = counted(code, segment.key, at)
    return f"in_brackets({key})" if code.version == LEGACY else key


def _ref(code: CodeBuilder, node: Path, at: Position, names: tuple[str, ...] = ()) -> int:
    root = node.root
    local = root in code.assigned or (bool(code.loops) and code.loop_of(root) is not None)
    text = node.span.of(code.text)
    if not names or text != ".".join(names):  # nearly always it is written plainly
        text = written(node)
    return code.variable(
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


def locals_in_sight(code: CodeBuilder) -> str:
    """Return the code of a dict of the loop variables in sight, inner ones over outer ones."""
    names: dict[str, str] = {}
    for loop in code.loops:
        names[loop.drop_name] = loop_drop(loop)
        names[loop.variable] = f"item{loop.number}"
    return "{" + ", ".join(f"{name!r}: {value}" for name, value in names.items()) + "}"
