"""What the code of a legacy template calls by other functions than latest's."""

from inbox_toolkit.liquid.legacy.comparison import (
    at_least,
    at_most,
    contains,
    equals,
    greater,
    less,
)
from inbox_toolkit.liquid.legacy.values import printed


def _not_equals(left: object, right: object) -> bool:
    return not equals(left, right)


GLOBALS: dict[str, object] = {
    "at_least": at_least,
    "at_most": at_most,
    "contains": contains,
    "cycle_text": printed,
    "equals": equals,
    "greater_than": greater,
    "less_than": less,
    "not_equals": _not_equals,
    "to_text": printed,
}
"""These take the place of the functions of ``runtime/loader.py`` with the same names."""
