"""Filters that pick items by a property or by an expression."""

from collections.abc import Callable, Hashable, Iterator

from inbox_toolkit.liquid.comparison import equals
from inbox_toolkit.liquid.filters.context import Context
from inbox_toolkit.liquid.filters.identity import identity
from inbox_toolkit.liquid.filters.paths import reader
from inbox_toolkit.liquid.values import MISSING, loosely_true, to_array, to_list, to_text, truthy

Test = Callable[[object], bool]


def where(
    value: object, name: object = MISSING, target: object = MISSING, *, context: Context
) -> list[object]:
    """Return the items whose property equals the target, or is truthy without one."""
    return _kept(value, name, target, True, context)


def reject(
    value: object, name: object = MISSING, target: object = MISSING, *, context: Context
) -> list[object]:
    """Return the items that ``where`` would not."""
    return _kept(value, name, target, False, context)


def _kept(
    value: object, name: object, target: object, wanted: bool, context: Context
) -> list[object]:
    items = to_array(value)
    property_of = reader(name, context)
    found = [property_of(item) for item in items]  # all are read first: one may be missing
    test = _test(target)
    return [item for item, held in zip(items, found, strict=True) if test(held) is wanted]


def _test(target: object) -> Test:
    return truthy if target is MISSING else lambda held: equals(held, target)


def where_exp(
    value: object, name: object = MISSING, expression: object = MISSING, *, context: Context
) -> list[object]:
    """Return the items for which an expression is ``true`` itself, not merely truthy."""
    return [item for item, held in _held(value, name, expression, context) if held is True]


def reject_exp(
    value: object, name: object = MISSING, expression: object = MISSING, *, context: Context
) -> list[object]:
    """Return the items for which an expression is ``false`` itself."""
    return [item for item, held in _held(value, name, expression, context) if held is False]


def _held(
    value: object, name: object, expression: object, context: Context
) -> Iterator[tuple[object, object]]:
    evaluate = context.evaluator(to_text(name), to_text(expression))
    for item in to_array(value):
        yield item, evaluate(item)


def group_by(value: object, name: object = MISSING, *, context: Context) -> list[object]:
    """Return ``{name, items}`` for each value of a property, in the order they first appear."""
    property_of = reader(name, context)
    return _grouped((property_of(item), item) for item in to_list(value))


def group_by_exp(
    value: object, name: object = MISSING, expression: object = MISSING, *, context: Context
) -> list[object]:
    """Return ``{name, items}`` for each value of an expression."""
    return _grouped((key, item) for item, key in _held(to_list(value), name, expression, context))


def _grouped(pairs: Iterator[tuple[object, object]]) -> list[object]:
    groups: dict[Hashable, dict[str, object]] = {}
    members: dict[Hashable, list[object]] = {}
    for key, item in pairs:
        mark = identity(key)
        items = members.setdefault(mark, [])
        groups.setdefault(mark, {"name": key, "items": items})
        items.append(item)
    return list(groups.values())


Found = tuple[int, object] | None


def _search(value: object, name: object, target: object, context: Context) -> Found:
    property_of = reader(name, context)
    test = _test(target)
    for at, item in enumerate(to_array(value)):
        if test(property_of(item)):
            return at, item
    return None


def _search_exp(value: object, name: object, expression: object, context: Context) -> Found:
    for at, (item, held) in enumerate(_held(value, name, expression, context)):
        if loosely_true(held):
            return at, item
    return None


def find(
    value: object, name: object = MISSING, target: object = MISSING, *, context: Context
) -> object:
    """Return the first item whose property equals the target, or is truthy without one."""
    found = _search(value, name, target, context)
    return found[1] if found else MISSING


def find_index(
    value: object, name: object = MISSING, target: object = MISSING, *, context: Context
) -> object:
    """Return the index of what ``find`` returns."""
    found = _search(value, name, target, context)
    return found[0] if found else MISSING


def has(
    value: object, name: object = MISSING, target: object = MISSING, *, context: Context
) -> bool:
    """Tell whether ``find`` finds an item."""
    return _search(value, name, target, context) is not None


def find_exp(
    value: object, name: object = MISSING, expression: object = MISSING, *, context: Context
) -> object:
    """Return the first item for which an expression holds, as JavaScript's ``if`` has it."""
    found = _search_exp(value, name, expression, context)
    return found[1] if found else MISSING


def find_index_exp(
    value: object, name: object = MISSING, expression: object = MISSING, *, context: Context
) -> object:
    """Return the index of what ``find_exp`` returns."""
    found = _search_exp(value, name, expression, context)
    return found[0] if found else MISSING


def has_exp(
    value: object, name: object = MISSING, expression: object = MISSING, *, context: Context
) -> bool:
    """Tell whether ``find_exp`` finds an item."""
    return _search_exp(value, name, expression, context) is not None


FILTERS = {
    "find": find,
    "find_exp": find_exp,
    "find_index": find_index,
    "find_index_exp": find_index_exp,
    "group_by": group_by,
    "group_by_exp": group_by_exp,
    "has": has,
    "has_exp": has_exp,
    "reject": reject,
    "reject_exp": reject_exp,
    "where": where,
    "where_exp": where_exp,
    "where_not": reject,
}
