"""Comparison: Liquid's ``==`` and ``contains``, JavaScript's ``<``, ``===`` and SameValueZero."""

from collections.abc import Hashable

from inbox_toolkit.liquid.javascript.numbers import to_double
from inbox_toolkit.liquid.javascript.utf16 import WHITESPACE, sort_key, units_for
from inbox_toolkit.liquid.javascript.values import (
    BLANK,
    EMPTY,
    MISSING,
    NIL,
    Drop,
    LiteralDrop,
    is_nil,
    js_string,
    to_number,
    unwrap,
)


def liquid_equals(left: object, right: object) -> bool:
    """Return True if ``left == right``: lists item by item, objects by identity, no coercion."""
    if isinstance(left, LiteralDrop):
        return _matches(left, right)
    if isinstance(right, LiteralDrop):
        return _matches(right, left)
    left, right = unwrap(left), unwrap(right)
    if isinstance(left, list):
        return (
            isinstance(right, list)
            and len(left) == len(right)
            and all(map(liquid_equals, left, right))
        )
    return strict_equals(left, right)


def strict_equals(left: object, right: object) -> bool:
    """Return True if ``left === right`` in JavaScript."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, int | float) and isinstance(right, int | float):
        return to_double(left) == to_double(right)
    if isinstance(left, str):
        return isinstance(right, str) and left == right
    return left is right


def is_empty(value: object) -> bool:
    """Return True if ``value == empty``: a text, list or object with nothing in it."""
    return not isinstance(value, Drop) and isinstance(value, str | list | dict) and not value


def is_blank(value: object) -> bool:
    """Return True if ``value == blank``: empty, null, missing, false or only spaces."""
    if value is False or is_nil(unwrap(value)):
        return True
    return not value.strip(WHITESPACE) if isinstance(value, str) else is_empty(value)


def _matches(literal: LiteralDrop, value: object) -> bool:
    if literal is NIL:
        return is_nil(unwrap(value))
    if value is EMPTY or value is BLANK:
        return False
    return is_blank(value) if literal is BLANK else is_empty(value)


def less_than(left: object, right: object) -> bool:
    """Return True if ``left < right``; no literal is less or greater than anything."""
    if isinstance(left, LiteralDrop) or isinstance(right, LiteralDrop):
        return False
    return js_less_than(unwrap(left), unwrap(right))


def greater_than(left: object, right: object) -> bool:
    """Return True if ``left > right``."""
    return less_than(right, left)


def at_most(left: object, right: object) -> bool:
    """Return True if ``left <= right``."""
    return less_than(left, right) or _level(left, right)


def at_least(left: object, right: object) -> bool:
    """Return True if ``left >= right``."""
    return less_than(right, left) or _level(left, right)


def js_less_than(left: object, right: object) -> bool:
    """Return True if ``left < right`` in JavaScript: two texts as text, all else as numbers."""
    left, right = _primitive(left), _primitive(right)
    if isinstance(left, str) and isinstance(right, str):
        if left.isascii() or right.isascii():
            return left < right
        return sort_key(left) < sort_key(right)
    return to_number(left) < to_number(right)


def contains(left: object, right: object) -> bool:
    """Return True if a list has an equal item, or a text contains the other's text."""
    left = unwrap(left)
    if isinstance(left, list):
        return any(liquid_equals(item, right) for item in left)
    if not isinstance(left, str):
        return False
    part = js_string(unwrap(right))
    return part in units_for(left, part)


def _primitive(value: object) -> object:
    return js_string(value) if isinstance(value, list | dict) else unwrap(value)


def _level(left: object, right: object) -> bool:
    """Return True if neither value is less than the other, as ``<=`` needs."""
    if isinstance(left, LiteralDrop) or isinstance(right, LiteralDrop):
        return False
    left, right = _primitive(left), _primitive(right)
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    return to_number(left) == to_number(right)


def same_value_zero(value: object) -> Hashable:
    """Return a key equal for values that are the same: NaN is itself, 1 is not ``true``.

    Lists and objects are the same only as one and the same object, which must outlive the key.
    """
    if value is None or value is MISSING or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return (bool, value)
    if isinstance(value, int | float):
        number = to_double(value)
        return number if number == number else (float, "NaN")  # noqa: PLR0124 - NaN is not itself
    return (object, id(value))
