"""How legacy Liquid's conditions compare: whole numbers, booleans and texts across their types.

``'1' == 1`` and ``'3' < '10'`` hold: where both sides read as whole numbers they are compared as
such, ``contains`` included (Customer.io's fork of Ruby Liquid, ``condition.rb``). Everything else
is as in Ruby, which refuses to compare a number with a text.
"""

import math
import re
from typing import Any, NoReturn

from inbox_toolkit.liquid.javascript.values import BLANK
from inbox_toolkit.liquid.legacy.values import (
    RubyRange,
    has_to_i,
    inspect,
    is_nil,
    is_symbol,
    is_true,
    kind,
    no_conversion,
    refuse,
    text,
    to_i,
)

_BOOLEANS = ("true", "false")
_BLANK = re.compile(r"\s*")


def equals(left: object, right: object) -> bool:
    """Return whether ``left == right``."""
    left, right = _alike(left, right)
    for symbol, value in ((left, right), (right, left)):
        if is_symbol(symbol):
            return _is_blank(value) if symbol is BLANK else _is_empty(value)
    return same(left, right)


def same(left: object, right: object) -> bool:
    """Return whether Ruby's ``left == right`` holds: 1 is 1.0, true is only true."""
    if is_nil(left) or is_nil(right):
        return is_nil(left) and is_nil(right)
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    return left == right


def _is_blank(value: object) -> bool:
    if isinstance(value, str):
        return _BLANK.fullmatch(value) is not None
    return not is_true(value) or (isinstance(value, list | dict) and not value)


def _is_empty(value: object) -> bool:
    return isinstance(value, str | list | dict) and not value


def less(left: object, right: object) -> bool:
    """Return whether ``left < right``. Raises FilterError for what Ruby does not compare."""
    return _compare("<", left, right)


def greater(left: object, right: object) -> bool:
    """Return whether ``left > right``. Raises FilterError for what Ruby does not compare."""
    return _compare(">", left, right)


def at_most(left: object, right: object) -> bool:
    """Return whether ``left <= right``. Raises FilterError for what Ruby does not compare."""
    return _compare("<=", left, right)


def at_least(left: object, right: object) -> bool:
    """Return whether ``left >= right``. Raises FilterError for what Ruby does not compare."""
    return _compare(">=", left, right)


def _compare(operator: str, left: object, right: object) -> bool:
    left, right = _alike(left, right)
    if not (_is_ordered(left) and _is_ordered(right)):
        return False
    if isinstance(left, dict):
        return _subset(operator, left, right)
    found = order(left, right)
    if found is None:
        refuse_comparison(left, right)
    return not math.isnan(found) and {
        "<": found < 0, ">": found > 0, "<=": found <= 0, ">=": found >= 0
    }[operator]  # fmt: skip


def refuse_comparison(left: object, right: object) -> NoReturn:
    """Refuse to compare two values, in Ruby's words."""
    is_shown = is_nil(right) or isinstance(right, bool | int | float) or is_symbol(right)
    shown = inspect(right) if is_shown else kind(right)
    refuse(f"comparison of {kind(left)} with {shown} failed")


def _subset(operator: str, left: dict[str, object], right: object) -> bool:
    """Compare two objects as sets of members."""
    if not isinstance(right, dict):
        no_conversion(right, "Hash")
    small, large = (left, right) if operator[0] == "<" else (right, left)
    is_inside = all(key in large and same(value, large[key]) for key, value in small.items())
    return is_inside and (len(small) < len(large) or operator[-1] == "=")


def _is_ordered(value: object) -> bool:
    """Return True if a value has a method ``<``."""
    if is_nil(value) or isinstance(value, bool):
        return False
    return isinstance(value, str | int | float | dict) or is_symbol(value)


def order(left: Any, right: Any) -> float | None:
    """Return the sign of ``left <=> right``: None where it is nil, NaN beside a NaN."""
    if _is_number(left) and _is_number(right):
        if math.isnan(left) or math.isnan(right):
            return math.nan
        return int(left > right) - int(left < right)
    if isinstance(left, str) and isinstance(right, str):
        return int(left > right) - int(left < right)  # UTF-8 bytes sort as code points do
    if is_symbol(left) and is_symbol(right):
        return int(text(left) > text(right)) - int(text(left) < text(right))
    return None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def contains(left: object, right: object) -> bool:
    """Return whether a text holds a text, a list an item, a range a number or an object a key.

    Raises FilterError for a text that is asked for anything but a text.
    """
    left, right = _alike(left, right)
    if not (is_true(left) and is_true(right)):
        return False
    if isinstance(left, str):
        return right in left if isinstance(right, str) else no_conversion(right, "String")
    if isinstance(left, list):
        return any(same(item, right) for item in left)
    if isinstance(left, RubyRange):
        return isinstance(right, int | float) and left.start <= right <= left.stop
    return isinstance(left, dict) and isinstance(right, str) and right in left


def _alike(left: object, right: object) -> tuple[object, object]:
    """Return both sides as the type they are compared in."""
    if _is_integer(left) and _is_integer(right):
        return to_i(left), to_i(right)
    if _is_boolean(left) and _is_boolean(right):
        return text(left), text(right)
    return left, right


def _is_integer(value: object) -> bool:
    return has_to_i(value) and str(to_i(value)) == text(value)


def _is_boolean(value: object) -> bool:
    return isinstance(value, bool) or (isinstance(value, str) and value in _BOOLEANS)


def unknown_operator(operator: str) -> bool:
    """Refuse an operator that legacy Liquid does not have, as it does once it gets there."""
    refuse(f"Unknown operator {operator}")
