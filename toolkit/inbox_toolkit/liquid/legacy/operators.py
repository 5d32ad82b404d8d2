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


def _differ(left: object, right: object) -> bool:
    return not equals(left, right)


NAMES: dict[str, object] = {
    "CYCLED": printed,
    "EQ": equals,
    "GE": at_least,
    "GT": greater,
    "HAS": contains,
    "LE": at_most,
    "LT": less,
    "NE": _differ,
    "X": printed,
}
"""These stand in for the names of ``loading.NAMES``."""
