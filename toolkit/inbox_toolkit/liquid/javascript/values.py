"""Values: what they print, whether they are truthy, and their properties.

Data is JSON as Python has it (dict, list, str, int, float, bool, None); no other object's
attributes are ever read. Besides data a template can meet ``MISSING`` (JavaScript's
``undefined``), the literals ``NIL``, ``EMPTY`` and ``BLANK``, and the engine's own objects
(``Drop``). The model is liquidjs 10.26.0.
"""

import math
from collections.abc import Iterable
from typing import Final, final

from inbox_toolkit.liquid.errors import FilterError
from inbox_toolkit.liquid.javascript import utf16
from inbox_toolkit.liquid.javascript.numbers import (
    number_to_string,
    parse_number,
    to_double,
    to_integer,
)


@final
class Missing:
    """The one value of a variable that does not exist; unlike null it fails a strict render."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "MISSING"

    def __reduce__(self) -> str:
        return "MISSING"


MISSING: Final = Missing()


class Drop:
    """An object of the engine's own, such as ``forloop``: not data, but templates can read it."""

    __slots__ = ()

    def value(self) -> object:
        """Return the plain value it has when printed, compared or calculated with."""
        return None

    def members(self) -> dict[str, object]:
        """Return what JSON shows of it."""
        return {}

    def read(self, key: str) -> object:
        """Return a property, or MISSING."""
        return self.members().get(key, MISSING)


@final
class LiteralDrop(Drop):
    """``nil``, ``empty`` or ``blank`` as written in a template."""

    __slots__ = ("_plain", "name")

    def __init__(self, name: str, plain: object) -> None:
        self.name = name
        self._plain = plain

    def value(self) -> object:
        """Return null for ``nil``, no text for the others."""
        return self._plain

    def __repr__(self) -> str:
        return self.name.upper()

    def __reduce__(self) -> str:
        return self.name.upper()


NIL: Final = LiteralDrop("nil", None)
EMPTY: Final = LiteralDrop("empty", "")
BLANK: Final = LiteralDrop("blank", "")


def unwrap(value: object) -> object:
    """Return a drop's plain value, anything else as it is."""
    return value.value() if isinstance(value, Drop) else value


def is_nil(value: object) -> bool:
    """Return True if a value is null or missing; the literal ``nil`` is an object and is not."""
    return value is None or value is MISSING


def is_truthy(value: object) -> bool:
    """Return True if a value passes an ``if``: all but false, null and missing do, 0 and "" too."""
    value = unwrap(value)
    return value is not False and value is not None and value is not MISSING


def js_truthy(value: object) -> bool:
    """Return True if JavaScript's own ``if (value)`` passes: 0, NaN and "" do not."""
    if isinstance(value, Drop | list | dict):
        return True
    return bool(value) and value == value  # noqa: PLR0124 - NaN alone is not itself


def to_text(value: object) -> str:
    """Return what ``{{ value }}`` prints."""
    if isinstance(value, str):
        return value
    value = unwrap(value)
    if value is None or value is MISSING:
        return ""
    if isinstance(value, list):
        return "".join([to_text(item) for item in value])
    return js_string(value)


def js_string(value: object) -> str:
    """Return what JavaScript's ``String(value)`` gives: ``null``, ``1,2``, ``[object Object]``.

    Raises FilterError for an object with a member ``toString``, as JavaScript does.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number_to_string(value)
    if isinstance(value, list):
        return array_join(value, ",")
    if value is None:
        return "null"
    if isinstance(value, dict):
        return _object_to_string(value)
    return "undefined" if value is MISSING else "[object Object]"


def _object_to_string(value: dict[str, object]) -> str:
    if "toString" in value:  # the member hides the method of that name
        raise FilterError("Cannot convert object to primitive value")
    return "[object Object]"


def array_join(items: Iterable[object], separator: str) -> str:
    """Return items joined as ``Array.join`` does: null and missing are empty."""
    return separator.join(["" if is_nil(item) else js_string(item) for item in items])


def to_number(value: object) -> float:
    """Return what JavaScript's ``Number(value)`` gives, NaN included."""
    value = unwrap(value)
    if isinstance(value, int | float):
        return to_double(value)
    if isinstance(value, str):
        return parse_number(value)
    if isinstance(value, list | dict):
        return parse_number(js_string(value))
    return 0.0 if value is None else math.nan


def number_or_zero(value: object) -> float:
    """Return the number a filter calculates with: 0 for what is not a number."""
    number = to_number(value)
    return 0.0 if math.isnan(number) else number or 0.0  # -0 becomes 0


def own_keys(mapping: dict[str, object]) -> list[str]:
    """Return an object's keys in JavaScript's order: whole numbers first, ascending."""
    numeric = [key for key in mapping if array_index(key) is not None]
    if not numeric:
        return list(mapping)
    rest = [key for key in mapping if array_index(key) is None]
    return sorted(numeric, key=int) + rest


def to_enumerable(value: object) -> list[object]:
    """Return what ``for`` walks: a text is one item, an object gives [key, value] pairs."""
    value = unwrap(value)
    if isinstance(value, list):
        return value
    if isinstance(value, str):
        return [value] if value else []
    if isinstance(value, dict):
        return [[key, value[key]] for key in own_keys(value)]
    return []


def to_array(value: object) -> list[object]:
    """Return what an array filter works on: null is none, anything not a list is one item."""
    value = unwrap(value)
    if isinstance(value, list):
        return value
    return [] if is_nil(value) else [value]


def get_property(value: object, key: object) -> object:
    """Return ``value[key]`` as templates see it: own properties, indexes, size, first, last.

    A property of null is null, of a missing value missing; what is not there is MISSING.
    """
    if isinstance(value, dict):
        return _member(value, property_key(key))
    if isinstance(value, list):
        return _item(value, key)
    if isinstance(value, str):
        return _unit(value, property_key(key))
    if isinstance(value, Drop):
        return value.read(property_key(key))
    return value if is_nil(value) else MISSING


def property_key(key: object) -> str:
    """Return the name JavaScript looks a key up by: ``1`` for 1, ``null`` for null."""
    return key if isinstance(key, str) else js_string(unwrap(key))


def _member(value: dict[str, object], key: str) -> object:
    if key in value:
        return value[key]
    return len(value) if key == "size" else MISSING


def _item(items: list[object], key: object) -> object:
    if isinstance(key, int) and not isinstance(key, bool):
        return items[key] if -len(items) <= key < len(items) else MISSING
    key = unwrap(key)
    number = to_number(key)
    name = number_to_string(len(items) + number) if number < 0 else property_key(key)
    if name in ("size", "length"):
        return len(items)
    if name in ("first", "last"):
        return items[0 if name == "first" else -1] if items else MISSING
    at = array_index(name)
    return items[at] if at is not None and at < len(items) else MISSING


def _unit(text: str, key: str) -> object:
    if key in ("size", "length"):
        return utf16.length(text)
    at = array_index(key)
    if at is None or at >= utf16.length(text):
        return MISSING
    return utf16.slice_units(text, at, at + 1)


def array_index(name: str) -> int | None:
    """Return the array index a property name is, None for any other name."""
    if not (name.isascii() and name.isdigit()) or (name[0] == "0" and name != "0"):
        return None
    at = int(name) if len(name) < 11 else 2**32
    return at if at < 2**32 - 1 else None


def to_index(value: object) -> int:
    """Return a slice bound as ``slice`` reads it."""
    return to_integer(to_number(value))


def js_add(left: object, right: object) -> object:
    """Return JavaScript's ``left + right``: numbers add, texts and lists join as text."""
    left, right = unwrap(left), unwrap(right)
    if isinstance(left, str | list | dict) or isinstance(right, str | list | dict):
        return js_string(left) + js_string(right)
    return to_number(left) + to_number(right)
