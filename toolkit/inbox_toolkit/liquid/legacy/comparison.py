"""How legacy Liquid's conditions compare: whole numbers, booleans and texts across their types.

``'1' == 1`` and ``'3' < '10'`` hold: where both sides read as whole numbers they are compared as
such, ``contains`` included (Customer.io's fork of Ruby Liquid, ``condition.rb``).
"""

from typing import Any

from inbox_toolkit.liquid.errors import FilterError
from inbox_toolkit.liquid.javascript.comparison import is_blank, is_empty
from inbox_toolkit.liquid.javascript.values import BLANK, EMPTY, LiteralDrop, is_nil, unwrap
from inbox_toolkit.liquid.legacy.values import integer, text

_BOOLEANS = {True: "true", False: "false", "true": "true", "false": "false"}
_NAMES = {str: "String", int: "Integer", float: "Float", list: "Array", dict: "Hash"}


def equals(left: object, right: object) -> bool:
    """Tell whether ``left == right``."""
    for literal, value in ((left, right), (right, left)):
        if literal is EMPTY:
            return is_empty(value)
        if literal is BLANK:
            return is_blank(value)
    left, right = _alike(left, right)
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if is_nil(left) or is_nil(right):
        return is_nil(left) and is_nil(right)
    return left == right


def less(left: object, right: object) -> bool:
    """Tell whether ``left < right``; nothing is before or after nil. Raises FilterError."""
    found = order(*_alike(left, right))
    return found is not None and found < 0


def greater(left: object, right: object) -> bool:
    """Tell whether ``left > right``. Raises FilterError."""
    return less(right, left)


def at_most(left: object, right: object) -> bool:
    """Tell whether ``left <= right``. Raises FilterError."""
    found = order(*_alike(left, right))
    return found is not None and found <= 0


def at_least(left: object, right: object) -> bool:
    """Tell whether ``left >= right``. Raises FilterError."""
    return at_most(right, left)


def order(left: object, right: object) -> int | None:
    """Return the sign of ``left <=> right``, None where a side has no order at all.

    Raises FilterError where each has one, but not among both: a number and a text.
    """
    if isinstance(left, str) and isinstance(right, str):
        return _sign(left, right)  # UTF-8 bytes sort as code points do
    if not (_is_ordered(left) and _is_ordered(right)):
        return None
    if isinstance(left, str) or isinstance(right, str):
        raise FilterError(f"comparison of {_kind(left)} with {_kind(right)} failed")
    return _sign(left, right)


def _sign(left: Any, right: Any) -> int:
    return int(left > right) - int(left < right)


def contains(left: object, right: object) -> bool:
    """Tell whether a text holds a text, a list an item or an object a key."""
    left, right = _alike(left, right)
    if is_nil(right) or right is False:
        return False
    if isinstance(left, str):
        return text(right) in left
    if isinstance(left, list):
        return any(_same(item, right) for item in left)
    return isinstance(left, dict) and isinstance(right, str) and right in left


def _same(left: object, right: object) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    return left == right


def _alike(left: object, right: object) -> tuple[object, object]:
    """Return both sides as the type they are compared in."""
    left, right = _value(left), _value(right)
    if _is_integer(left) and _is_integer(right):
        return integer(left), integer(right)
    if _is_boolean(left) and _is_boolean(right):
        return text(left), text(right)
    return left, right


def _value(value: object) -> object:
    return None if isinstance(value, LiteralDrop) else unwrap(value)


def _is_integer(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | str):
        return False
    return str(integer(value)) == text(value)


def _is_boolean(value: object) -> bool:
    return isinstance(value, bool) or (isinstance(value, str) and value in _BOOLEANS)


def _is_ordered(value: object) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _kind(value: object) -> str:
    return _NAMES[type(value)]
