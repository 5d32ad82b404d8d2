"""Which values JavaScript's ``Set`` and ``Map`` hold to be the same."""

from collections.abc import Hashable

from inbox_toolkit.liquid.doubles import double
from inbox_toolkit.liquid.values import MISSING


def identity(value: object) -> Hashable:
    """Return a key equal for values that are the same: NaN is itself, 1 is not ``true``.

    Lists and objects are the same only as one and the same object, which must outlive the key.
    """
    if value is None or value is MISSING or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return (bool, value)
    if isinstance(value, int | float):
        number = double(value)
        return number if number == number else (float, "NaN")  # noqa: PLR0124 - NaN is not itself
    return (object, id(value))
