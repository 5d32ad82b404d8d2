"""What a value with its filters can stand for: which filters keep sight of where it came from."""

from collections.abc import Callable

from inbox_toolkit.analysis.abstract_values import (
    Computed,
    Constant,
    DataRef,
    EngineObject,
    ListOf,
    Term,
    Undefined,
    Value,
)
from inbox_toolkit.analysis.data_path import Element
from inbox_toolkit.analysis.scope import PossibleValue, PossibleValues, Scope
from inbox_toolkit.liquid.filters.registry import spec_of
from inbox_toolkit.liquid.filters.spec import Origin
from inbox_toolkit.liquid.syntax.nodes import (
    Binary,
    Expression,
    Filter,
    FilteredExpression,
    Literal,
    Path,
    Unary,
)
from inbox_toolkit.text.span import Span


def assigned_values(scope: Scope, chain: FilteredExpression) -> PossibleValues:
    """Return what a name stands for once a chain is assigned to it: missing becomes null."""
    return tuple(
        PossibleValue(_settled(one.value, is_plain=not chain.filters), one.when)
        for one in value_of(scope, chain)
    )


def _settled(value: Value, *, is_plain: bool) -> Value:
    if isinstance(value, Undefined):
        return Constant(None) if is_plain else value
    if isinstance(value, DataRef) and is_plain:
        return DataRef(value.steps, len(value.steps))
    return Computed() if value == Computed(may_miss=True) and is_plain else value


def value_of(scope: Scope, chain: FilteredExpression) -> PossibleValues:
    """Return what a chain can give."""
    found = _operand(scope, chain.value)
    for use in chain.filters:
        found = _filtered(scope, found, use)
    return found


def _operand(scope: Scope, node: Expression) -> PossibleValues:
    if isinstance(node, Path):
        return scope.resolve(node)
    return (PossibleValue(Constant(node.value) if isinstance(node, Literal) else Computed()),)


def _filtered(scope: Scope, found: PossibleValues, use: Filter) -> PossibleValues:
    spec = spec_of(use.name, "legacy" if scope.is_legacy else "latest")
    origin: Origin = spec.origin if spec else "computed"
    if origin == "fallback":
        settled = tuple(
            PossibleValue(_settled(one.value, is_plain=True), one.when) for one in found
        )
        given = _operand(scope, use.arguments[0].value) if use.arguments else ()
        return (*settled, *given)
    step = _step(use, origin)
    return tuple(PossibleValue(step(one.value), one.when) for one in found)


def _step(use: Filter, origin: Origin) -> Callable[[Value], Value]:
    match origin:
        case "items":
            return lambda value: _rearranged(value, use.span)
        case "present_items":
            return lambda value: _compacted(value, use.span)
        case "item":
            return lambda value: _picked(value, use.span)
        case "members" if use.arguments:
            argument = use.arguments[0].value
            name = argument.value if isinstance(argument, Literal) else None
            if isinstance(name, str) and name and "." not in name:
                return lambda value: _mapped(value, name, use.span)
    return lambda value: Computed()  # noqa: ARG005 - anything else makes a new value


def _rearranged(value: Value, mark: Span) -> Value:
    if isinstance(value, DataRef):
        steps = (*value.steps, Element(mark))
        return ListOf(DataRef(steps, len(steps)))
    return value if isinstance(value, ListOf) else Computed()


def _picked(value: Value, mark: Span) -> Value:
    items = _rearranged(value, mark)
    if isinstance(items, ListOf):
        return DataRef(items.item.steps, len(items.item.steps) - 1)
    return Computed(may_miss=True)


def _mapped(value: Value, name: str, mark: Span) -> Value:
    items = _rearranged(value, mark)
    if isinstance(items, ListOf):
        steps = (*items.item.steps, name)
        return ListOf(DataRef(steps, len(steps) - 1))  # an item without the member stays, undefined
    return Computed()


def _compacted(value: Value, mark: Span) -> Value:
    items = _rearranged(value, mark)
    if isinstance(items, ListOf):
        return ListOf(DataRef(items.item.steps, len(items.item.steps)))
    return items


def term_of(scope: Scope, chain: FilteredExpression) -> Term:
    """Return a condition with its variables resolved."""
    if chain.filters:
        return Term("value", tuple(one.value for one in value_of(scope, chain)))
    return expression_term(scope, chain.value)


def expression_term(scope: Scope, node: Expression) -> Term:
    """Return an expression with its variables resolved."""
    match node:
        case Literal():
            return Term("value", (Constant(node.value),))
        case Path():
            values = tuple(one.value for one in scope.resolve(node))
            known = not any(isinstance(value, EngineObject) for value in values)
            return Term("value", values) if known else Term("?")
        case Unary():
            return Term("not", parts=(expression_term(scope, node.operand),))
        case Binary() if scope.is_legacy and node.operator not in ("and", "or", ""):
            return Term("?")  # legacy Liquid compares in ways of its own
        case Binary():
            parts = (expression_term(scope, node.left), expression_term(scope, node.right))
            return Term(node.operator, parts=parts)
        case _:
            return Term("?")
