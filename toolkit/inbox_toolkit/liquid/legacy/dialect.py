"""What a legacy template works with in place of latest's (``runtime/dialect.py``)."""

from inbox_toolkit.liquid.legacy.comparison import (
    at_least,
    at_most,
    contains,
    equals,
    greater,
    less,
    unknown_operator,
)
from inbox_toolkit.liquid.legacy.tags import (
    LegacyTags,
    close_table,
    loop_object,
    open_cell,
    to_items,
)
from inbox_toolkit.liquid.legacy.values import Bracketed, printed
from inbox_toolkit.liquid.legacy.variables import LegacyVariableReader
from inbox_toolkit.liquid.runtime.dialect import LATEST, Dialect


def _not_equals(left: object, right: object) -> bool:
    return not equals(left, right)


def _as_it_is(value: object) -> object:
    return value


def _in_brackets(key: object) -> object:
    return Bracketed(key) if isinstance(key, str) else key


LEGACY = Dialect(
    variables=LegacyVariableReader,
    tags=LegacyTags,
    globals={
        **LATEST.globals,
        "LoopDrop": loop_object,
        "at_least": at_least,
        "at_most": at_most,
        "close_table": close_table,
        "contains": contains,
        "cycle_text": printed,
        "equals": equals,
        "greater_than": greater,
        "in_brackets": _in_brackets,
        "less_than": less,
        "not_equals": _not_equals,
        "open_cell": open_cell,
        "to_items": to_items,
        "to_text": printed,
        "unknown_operator": unknown_operator,
        "unwrap": _as_it_is,
    },
)
