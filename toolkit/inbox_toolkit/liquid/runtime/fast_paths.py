"""Fast paths for the usual values: most of a render's time is spent here.

They give what ``to_text``, ``is_truthy`` and the comparisons of ``javascript/`` give, and leave
every other value to those.
"""

from inbox_toolkit.liquid.javascript.comparison import greater_than, less_than, liquid_equals
from inbox_toolkit.liquid.javascript.values import MISSING, Drop, is_truthy, to_text


def to_text_fast(value: object) -> str:
    """Return what a value prints."""
    kind = type(value)
    if kind is str:
        return value  # type: ignore[return-value] # `kind` says so, which mypy does not see
    if kind is int and -(2**53) < value < 2**53:  # type: ignore[operator]
        return str(value)
    if kind is float and (0.001 < value < 1e15 or -1e15 < value < -0.001):  # type: ignore[operator]
        # within these bounds Python and JavaScript write the same digits, but for the `.0`
        return repr(value).removesuffix(".0")
    return to_text(value)


def is_truthy_fast(value: object) -> bool:
    """Return True if a value passes an ``if``."""
    if value is None or value is False or value is MISSING:
        return False
    return not isinstance(value, Drop) or is_truthy(value)


def less_than_fast(left: object, right: object) -> bool:
    """Return whether ``left < right``."""
    if _is_small(left) and _is_small(right):
        return left < right  # type: ignore[operator, no-any-return]
    return less_than(left, right)


def greater_than_fast(left: object, right: object) -> bool:
    """Return whether ``left > right``."""
    if _is_small(left) and _is_small(right):
        return left > right  # type: ignore[operator, no-any-return]
    return greater_than(left, right)


def _is_small(value: object) -> bool:
    """Return True for a number that Python and JavaScript represent alike."""
    kind = type(value)
    return kind is float or (kind is int and -(2**53) < value < 2**53)  # type: ignore[operator]


def liquid_equals_fast(left: object, right: object) -> bool:
    """Return whether ``left == right``."""
    return left == right if type(left) is str and type(right) is str else liquid_equals(left, right)
