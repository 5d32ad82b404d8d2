"""Ruby's values as legacy Liquid shows them: ``3.0`` stays ``3.0``, an object prints as Ruby code.

The model is Customer.io's fork of Ruby Liquid 2.5; nothing is undefined there, only nil.
"""

import json
import math
import re

from inbox_toolkit.liquid.javascript.values import MISSING, Drop, is_nil, unwrap

_DECIMAL = re.compile(r"[0-9]+\.[0-9]+")
_INTEGER = re.compile(r"\s*([+-]?[0-9]+(?:_[0-9]+)*)")
_MOST_DIGITS = 4_000
"""Python reads hardly more digits than these (``sys.set_int_max_str_digits``)."""

_NOT_PRINTED = re.compile(r"[\x00-\x1f\x7f#\"\\]")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\x1b": "\\e"}
_ESCAPES |= {"\a": "\\a", "\b": "\\b", "\v": "\\v", "\f": "\\f"}


def printed(value: object) -> str:
    """Return what ``{{ value }}`` prints: a list's items joined, anything else as text."""
    value = unwrap(value)
    if isinstance(value, list):
        return "".join([printed(item) for item in value])
    return text(value)


def text(value: object) -> str:
    """Return Ruby's ``value.to_s``."""
    value = unwrap(value)
    if isinstance(value, str):
        return value
    return "" if is_nil(value) else inspect(value)


def inspect(value: object) -> str:
    """Return a value as Ruby code: ``nil``, ``"a"``, ``[1, 2.0]``, ``{"a"=>1}``."""
    value = unwrap(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _float(value)
    if isinstance(value, str):
        return f'"{_NOT_PRINTED.sub(_escaped, value)}"'
    if isinstance(value, list):
        return f"[{', '.join([inspect(item) for item in value])}]"
    if isinstance(value, dict):
        pairs = [f"{inspect(key)}=>{inspect(item)}" for key, item in value.items()]
        return f"{{{', '.join(pairs)}}}"
    return "nil"


def _float(number: float) -> str:
    if not math.isfinite(number):
        return "NaN" if math.isnan(number) else "Infinity" if number > 0 else "-Infinity"
    mantissa, _, exponent = repr(number).partition("e")
    if not exponent:
        return mantissa
    point = "" if "." in mantissa else ".0"
    return f"{mantissa}{point}e{int(exponent):+03d}"


def _escaped(found: re.Match[str]) -> str:
    character = found[0]
    if character == "#":
        follower = found.string[found.end() : found.end() + 1]
        return "\\#" if follower and follower in "{$@" else "#"
    return _ESCAPES.get(character, f"\\x{ord(character):02X}")


def number(value: object) -> int | float:
    """Return the number a filter calculates with: digits at a text's start, 0 for what has none."""
    value = unwrap(value)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return 0
    if not isinstance(value, str):
        return value
    if _DECIMAL.fullmatch(value.strip()):
        return float(value)
    return integer(value)


def integer(value: object) -> int:
    """Return Ruby's ``value.to_i``; 0 for what has none."""
    value = unwrap(value)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return 0
    if isinstance(value, str):
        digits = _INTEGER.match(value)
        return int(digits[1][:_MOST_DIGITS]) if digits else 0
    return int(value) if isinstance(value, int) or math.isfinite(value) else 0


def json_text(value: object) -> str:
    """Return a value as JSON, floats with their point as Ruby writes them."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> object:
    value = unwrap(value)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return None if is_nil(value) else value


def get_property(value: object, key: object) -> object:
    """Return ``value[key]``; beyond a list's end there is nil, which prints nothing."""
    if isinstance(value, dict):
        return _member(value, key)
    if isinstance(value, list):
        return _item(value, key)
    if isinstance(value, str):
        return len(value) if key == "size" else MISSING
    return value.read(key) if isinstance(value, Drop) and isinstance(key, str) else MISSING


def _member(value: dict[str, object], key: object) -> object:
    if isinstance(key, str) and key in value:
        return value[key]
    if key == "size":
        return len(value)
    return list(next(iter(value.items()))) if key == "first" and value else MISSING


def _item(items: list[object], key: object) -> object:
    if isinstance(key, int) and not isinstance(key, bool):
        return MISSING if key < 0 else items[key] if key < len(items) else None
    if key == "size":
        return len(items)
    if key in ("first", "last"):
        return items[0 if key == "first" else -1] if items else None
    return MISSING
