"""Ruby's values as legacy Liquid shows them: ``3.0`` stays ``3.0``, an object prints as Ruby code.

The model is Customer.io's fork of Ruby Liquid 2.5 on Ruby 3.1; nothing is undefined there, only
nil. Besides data there are ranges, and the symbols that ``blank`` and ``empty`` stand for.
"""

import json
import math
import re
import unicodedata
from dataclasses import dataclass
from typing import NoReturn

from inbox_toolkit.liquid.errors import FilterError
from inbox_toolkit.liquid.javascript.values import BLANK, EMPTY, MISSING, NIL, LiteralDrop

_DECIMAL = re.compile(r"^[0-9]+\.[0-9]+$", re.MULTILINE)
_INTEGER = re.compile(r"[ \t\n\v\f\r]*([+-]?[0-9]+(?:_[0-9]+)*)")
_LEADING_FLOAT = re.compile(
    r"[ \t\n\v\f\r]*([+-]?[0-9]+(?:_[0-9]+)*(?:\.[0-9]+(?:_[0-9]+)*)?(?:[eE][+-]?[0-9]+)?)"
)
_MAX_DIGITS = 4_000
"""Python reads hardly more digits than these (``sys.set_int_max_str_digits``)."""

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\x1b": "\\e"}
_ESCAPES |= {"\a": "\\a", "\b": "\\b", "\v": "\\v", "\f": "\\f"}
_UNPRINTABLE = frozenset({"Cc", "Cn", "Cs", "Zl", "Zp"})
"""Categories of Unicode that ``inspect`` writes as escapes."""

_KINDS = {str: "String", int: "Integer", float: "Float", list: "Array", dict: "Hash"}


@dataclass(frozen=True, slots=True)
class RubyRange:
    """``(1..3)``, both ends included."""

    start: int
    stop: int

    @property
    def count(self) -> int:
        """How many numbers it holds; more than Python's ``len`` can say."""
        return max(self.stop - self.start + 1, 0)

    def numbers(self) -> range:
        """Return its numbers."""
        return range(self.start, self.stop + 1)


def is_nil(value: object) -> bool:
    """Return True for nil; what is missing is nil as well."""
    return value is None or value is MISSING or value is NIL


def is_true(value: object) -> bool:
    """Return True for anything but nil and false."""
    return value is not False and not is_nil(value)


def is_symbol(value: object) -> bool:
    """Return True for what ``blank`` and ``empty`` stand for."""
    return value is BLANK or value is EMPTY


def kind(value: object) -> str:
    """Return a value's class as Ruby's messages name it."""
    if is_nil(value) or isinstance(value, bool):
        return inspect(value)
    if is_symbol(value):
        return "Symbol"
    return "Range" if isinstance(value, RubyRange) else _KINDS[type(value)]


def refuse(message: str) -> NoReturn:
    """Raise the error with which Ruby ends a render."""
    raise FilterError(message)


def no_method(name: str, value: object) -> NoReturn:
    """Refuse a method that a value does not have."""
    refuse(f"undefined method `{name}' for {kind(value)}")


def no_conversion(value: object, wanted: str) -> NoReturn:
    """Refuse a value of the wrong class."""
    refuse(f"no implicit conversion of {kind(value)} into {wanted}")


# --- text --------------------------------------------------------------------------------------


def printed(value: object) -> str:
    """Return what ``{{ value }}`` prints: a list's items joined, anything else as text."""
    if isinstance(value, list):
        return "".join([printed(item) for item in value])
    return text(value)


def text(value: object) -> str:
    """Return ``value.to_s``."""
    if isinstance(value, str):
        return value
    if isinstance(value, LiteralDrop):
        return f"{value.name}?" if is_symbol(value) else ""
    return "" if is_nil(value) else inspect(value)


def inspect(value: object) -> str:
    """Return a value as Ruby code: ``nil``, ``"a"``, ``[1, 2.0]``, ``{"a"=>1}``."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _float(value)
    if isinstance(value, str):
        return _quote(value)
    if isinstance(value, list):
        return f"[{', '.join([inspect(item) for item in value])}]"
    if isinstance(value, dict):
        pairs = [f"{inspect(key)}=>{inspect(item)}" for key, item in value.items()]
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, RubyRange):
        return f"{value.start}..{value.stop}"
    return f":{text(value)}" if is_symbol(value) else "nil"


def _float(number: float) -> str:
    if not math.isfinite(number):
        return "NaN" if math.isnan(number) else "Infinity" if number > 0 else "-Infinity"
    if number == 0 or 1e-4 <= abs(number) < 1e15:
        return repr(number) if "e" not in repr(number) else f"{number:f}"
    digits, _, exponent = f"{number:e}".partition("e")
    mantissa, _, _ = repr(number).partition("e")
    if "e" in repr(number):
        digits = mantissa
    else:  # Python writes these without an exponent, Ruby with one
        sign = "-" if number < 0 else ""
        plain = repr(abs(number)).replace(".", "").strip("0")
        digits = f"{sign}{plain[0]}.{plain[1:] or '0'}"
    point = "" if "." in digits else ".0"
    return f"{digits}{point}e{int(exponent):+03d}"


def _quote(value: str) -> str:
    parts = []
    for at, character in enumerate(value):
        if character in _ESCAPES:
            parts.append(_ESCAPES[character])
        elif character == "#" and value[at + 1 : at + 2] in ("{", "$", "@"):
            parts.append("\\#")
        elif character.isascii() and character.isprintable():
            parts.append(character)
        elif unicodedata.category(character) in _UNPRINTABLE:
            code = ord(character)
            parts.append(f"\\u{code:04X}" if code < 0x10000 else f"\\u{{{code:X}}}")
        else:
            parts.append(character)
    return f'"{"".join(parts)}"'


def json_text(value: object) -> str:
    """Return a value as JSON, floats with their point as Ruby writes them."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> object:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, RubyRange) or is_symbol(value):
        return text(value)
    return None if is_nil(value) or isinstance(value, LiteralDrop) else value


# --- numbers -----------------------------------------------------------------------------------


def number(value: object) -> int | float:
    """Return the number a filter calculates with: digits at a text's start, 0 for what has none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return 0
    if not isinstance(value, str):
        return value
    if _DECIMAL.search(value.strip(" \t\n\v\f\r\0")):
        return to_float(value)
    return integer(value)


def to_float(value: str) -> float:
    """Return ``value.to_f``."""
    found = _LEADING_FLOAT.match(value)
    return float(found[1].replace("_", "")) if found else 0.0


def integer(value: object) -> int:
    """Return ``value.to_i``; 0 for what has none, infinity included."""
    is_infinite = isinstance(value, float) and not math.isfinite(value)
    return to_i(value) if has_to_i(value) and not is_infinite else 0


def has_to_i(value: object) -> bool:
    """Return True if a value has a method ``to_i``."""
    is_number = isinstance(value, int | float | str) and not isinstance(value, bool)
    return is_number or is_nil(value)


def to_i(value: object) -> int:
    """Return ``value.to_i``. Raises FilterError for what has no such method."""
    if isinstance(value, bool):
        no_method("to_i", value)
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            refuse(inspect(value))
        return int(value)
    if isinstance(value, str):
        digits = _INTEGER.match(value)
        return int(digits[1].replace("_", "")[:_MAX_DIGITS]) if digits else 0
    if is_nil(value):
        return 0
    no_method("to_i", value)


def size_of_integer(value: int) -> int:
    """Return ``value.size``: the bytes it takes, at least eight."""
    return max(8, (value.bit_length() + 7) // 8)


# --- members -----------------------------------------------------------------------------------


def get_property(value: object, key: object) -> object:
    """Return ``value[key]``, or what the method ``key`` gives if it is one of the few that count.

    Only a name after a dot can call a method: in brackets, ``size`` is a ``Literal`` of the
    template, which the compiler marks as ``Bracketed``. Beyond a list's end there is nil.
    """
    is_method = isinstance(key, str) and not isinstance(key, Bracketed)
    if isinstance(value, dict):
        if isinstance(key, str) and key in value:
            return value[key]
        if isinstance(key, int) and not isinstance(key, bool):
            return None
    elif isinstance(value, list) and isinstance(key, int) and not isinstance(key, bool):
        return value[key] if -len(value) <= key < len(value) else None
    return _call(value, str(key)) if is_method else MISSING


class Bracketed(str):
    """A name in brackets, which is only ever the name of a member."""

    __slots__ = ()


def _call(value: object, name: str) -> object:
    match name:
        case "size":
            if isinstance(value, str | list | dict):
                return len(value)
            is_integer = isinstance(value, int) and not isinstance(value, bool)
            return size_of_integer(value) if isinstance(value, int) and is_integer else MISSING
        case "first" | "last" if isinstance(value, list):
            return (value[0] if name == "first" else value[-1]) if value else None
        case "first" if isinstance(value, dict):
            return list(next(iter(value.items()))) if value else None
        case "empty?" if isinstance(value, str | list | dict):
            return not value
        case _:
            return MISSING


def flatten(value: object) -> list[object]:
    """Return ``[value].flatten``."""
    if not isinstance(value, list):
        return [value]
    return [item for part in value for item in flatten(part)]
