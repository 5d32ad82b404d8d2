"""What an expression with its filters can stand for: filters that keep the origin of their value,
and filters whose result is known because all they are given stands in the template."""

from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Literal as Choice

from inbox_toolkit.analysis.abstract_values import (
    Computed,
    Constant,
    DataRef,
    ItemGroup,
    ItemGroups,
    ListOf,
    Term,
    Undefined,
    Value,
)
from inbox_toolkit.analysis.data_path import Element
from inbox_toolkit.analysis.scope import (
    MAX_CONSTANT_ITEMS,
    PossibleValue,
    PossibleValues,
    Scope,
    member,
    picked,
    size_of,
)
from inbox_toolkit.liquid.errors import FilterError
from inbox_toolkit.liquid.filters.limits import TooLargeError
from inbox_toolkit.liquid.filters.registry import lookup, spec_of
from inbox_toolkit.liquid.filters.spec import FilterSpec
from inbox_toolkit.liquid.javascript.values import is_truthy
from inbox_toolkit.liquid.syntax.nodes import (
    Binary,
    Expression,
    Filter,
    FilteredExpression,
    Literal,
    Path,
    Range,
    Unary,
)

MAX_CONSTANT_TEXT = 1_000
"""How long a text in the template may be for its value to be followed."""

Holds = Choice["all", "one", "some", "group"]


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
    found = operand_values(scope, chain.value)
    for use in chain.filters:
        found = _filtered(scope, found, use)
    return found


def operand_values(scope: Scope, node: Expression) -> PossibleValues:
    """Return what an expression without filters can give."""
    if isinstance(node, Path):
        return scope.resolve(node)
    return (PossibleValue(_plain_value(node)),)


def _plain_value(node: Expression) -> Value:
    match node:
        case Literal():
            return Constant(node.value)
        case Range(start=Literal(value=int(first)), stop=Literal(value=int(last))):
            size = last - first + 1
            return (
                Constant(list(range(first, last + 1))) if size <= MAX_CONSTANT_ITEMS else Computed()
            )
        case _:
            return Computed()


def _filtered(scope: Scope, found: PossibleValues, use: Filter) -> PossibleValues:
    version = "legacy" if scope.is_legacy else "latest"
    spec = spec_of(use.name, version)
    if spec is None:  # an unknown filter passes its value on
        return found
    mark = (scope.round, use.span)
    given = operand_values(scope, use.arguments[0].value) if use.arguments else ()
    match spec.origin:
        case "fallback":
            return _with_fallback(scope, found, use)
        case "concatenation":
            return _joined(found, given, mark)
        case "extension":
            return (*_joined(found, (), mark), *_as_list(given))
    arguments = _constant_arguments(scope, use)
    step = _step(use, spec, mark)
    return tuple(
        PossibleValue(_folded(one.value, use, arguments, version) or step(one.value), one.when)
        for one in found
    )


def _with_fallback(scope: Scope, found: PossibleValues, use: Filter) -> PossibleValues:
    """Return what ``default`` gives: a value that is neither false, null nor empty, or another."""
    given = operand_values(scope, use.arguments[0].value) if use.arguments else ()
    kept = tuple(PossibleValue(_settled(one.value, is_plain=True), one.when) for one in found)
    if len(use.arguments) > 1:  # `allow_false`
        return (*kept, *given)
    full = tuple(one for one in kept if not isinstance(one.value, Constant) or _is_full(one.value))
    return (*full, *given) if may_fall_back(found) else full


def may_fall_back(found: PossibleValues) -> bool:
    """Return True if ``default`` may give its argument for one of these values."""
    return not all(isinstance(one.value, Constant) and _is_full(one.value) for one in found)


def _is_full(constant: Constant) -> bool:
    value = constant.value
    return is_truthy(value) and not (isinstance(value, str | list) and not value)


def _constant_arguments(scope: Scope, use: Filter) -> list[object] | None:
    """Return the arguments' values; None if one is not known."""
    found: list[object] = []
    for argument in use.arguments:
        values = operand_values(scope, argument.value)
        only = values[0].value if len(values) == 1 else None
        if argument.name is not None or not isinstance(only, Constant):
            return None
        found.append(only.value)
    return found


def _folded(
    value: Value, use: Filter, arguments: list[object] | None, version: str
) -> Constant | None:
    """Return the result of a filter that is only given constants (constant folding)."""
    if not isinstance(value, Constant) or arguments is None:
        return None
    found = lookup(use.name, version)
    if found is None or found.needs_context:
        return None
    try:
        result = found.function(value.value, *arguments[: found.max_arguments])
    except (FilterError, TooLargeError):
        return None
    if isinstance(result, str) and len(result) > MAX_CONSTANT_TEXT:
        return None
    if isinstance(result, list) and len(result) > MAX_CONSTANT_ITEMS:
        return None
    return Constant(result)


def _step(use: Filter, spec: FilterSpec, mark: Hashable) -> Callable[[Value], Value]:
    match spec.origin:
        case "items":
            return lambda value: _items(value, mark)
        case "one_or_more_items":
            return lambda value: _items(value, mark, holds="one")
        case "reordered":
            return lambda value: _items(value, mark, holds="all")
        case "present_items":
            return lambda value: _present_items(value, mark)
        case "item":
            return lambda value: _item(value, use, mark)
        case "groups":
            return lambda value: _groups(value, mark)
        case "size":
            return _size
        case "members" if use.arguments:
            argument = use.arguments[0].value
            name = argument.value if isinstance(argument, Literal) else None
            if isinstance(name, str) and name and "." not in name:
                return lambda value: _members(value, name, mark)
    is_number = spec.returns == "number"
    return lambda value: Computed(is_number=is_number)  # noqa: ARG005 - all else makes a new value


def _items(value: Value, mark: Hashable, *, holds: Holds = "some") -> Value:
    """Return a list of items of a list; ``holds`` says which of them."""
    match value:
        case DataRef():
            steps = (*value.steps, Element(mark))
            return ListOf(DataRef(steps, len(steps)), holds)
        case ListOf():
            kept = holds if value.holds == "all" else value.holds if holds != "some" else "some"
            return replace(value, holds=kept)
        case ItemGroups():
            return value
        case _:
            return Computed()


def _joined(found: PossibleValues, given: PossibleValues, mark: Hashable) -> PossibleValues:
    """Return the lists that the items of two lists in one may come from."""
    lists = [PossibleValue(_items(one.value, mark), one.when) for one in (*found, *given)]
    return tuple(dict.fromkeys(lists))


def _as_list(values: PossibleValues) -> PossibleValues:
    """Return values as lists of one item each, which any other may take the place of."""
    return tuple(
        PossibleValue(ListOf(one.value) if isinstance(one.value, DataRef) else Computed(), one.when)
        for one in values
    )


def _item(value: Value, use: Filter, mark: Hashable) -> Value:
    match _items(value, mark, holds="all"):
        case ListOf() as items:
            if use.name not in ("first", "last"):
                return picked(items, mark=mark)
            return picked(items, use.name, mark=(mark, use.name))
        case ItemGroups() as groups:
            return ItemGroup(groups.item)
        case _:
            return Computed(may_miss=True)


def _groups(value: Value, mark: Hashable) -> Value:
    items = _items(value, mark)
    return ItemGroups(items.item) if isinstance(items, ListOf) else Computed()


def _size(value: Value) -> Value:
    """Return how many items a list has: the member of that name, but 0 of nothing."""
    match value:
        case DataRef():
            return size_of(value.steps)
        case ListOf():
            return member(value, "size")
        case _:
            return Computed(is_number=True)


def _members(value: Value, name: str, mark: Hashable) -> Value:
    items = _items(value, mark, holds="all")
    if isinstance(items, ListOf):
        steps = (*items.item.steps, name)
        known_depth = len(steps) - 1  # an item without the member stays, undefined
        return ListOf(DataRef(steps, known_depth), items.holds)
    return Computed()


def _present_items(value: Value, mark: Hashable) -> Value:
    items = _items(value, mark)
    if isinstance(items, ListOf):
        return ListOf(DataRef(items.item.steps, len(items.item.steps)))
    return items


def term_of(scope: Scope, chain: FilteredExpression) -> Term:
    """Return a condition with its variables resolved."""
    if not chain.filters:
        return expression_term(scope, chain.value)
    return _value_term(value_of(scope, chain), _chain_key(scope, chain))


def _chain_key(scope: Scope, chain: FilteredExpression) -> Hashable:
    """Return what identifies the result of filters; None if it is not the same each time."""
    keys: list[Hashable] = [scope.key(chain.value)]
    version = "legacy" if scope.is_legacy else "latest"
    for use in chain.filters:
        found = lookup(use.name, version)
        if found is not None and found.needs_context:
            return None
        keys.append(use.name)
        keys += [scope.key(argument.value) for argument in use.arguments]
    return None if None in keys else tuple(keys)


def _value_term(values: PossibleValues, key: Hashable, binding: Hashable = None) -> Term:
    return Term(
        "value",
        tuple(one.value for one in values),
        key=key,
        binding=binding,
        whens=tuple(one.when for one in values),
    )


def expression_term(scope: Scope, node: Expression) -> Term:
    """Return an expression with its variables resolved."""
    match node:
        case Literal():
            return Term("value", (Constant(node.value),))
        case Path():
            root = node.segments[0].key
            binding = scope.binding(root).version if isinstance(root, str) else None
            return _value_term(scope.resolve(node), scope.key(node), binding)
        case Unary():
            return Term("not", parts=(expression_term(scope, node.operand),))
        case Binary():
            parts = (expression_term(scope, node.left), expression_term(scope, node.right))
            is_own = scope.is_legacy and node.operator not in ("and", "or", "")
            # legacy Liquid compares in ways of its own
            return Term(f"legacy {node.operator}" if is_own else node.operator, parts=parts)
        case Range():
            value = _plain_value(node)
            return Term("value", (value,)) if isinstance(value, Constant) else Term("?")
